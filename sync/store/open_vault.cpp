#include "store/open_vault.h"

#include "crypto/hash.h"
#include "store/chain_height.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::uint32_t vault_application_id = 0x4d48'5654; // "MHVT"

const ByteView signing_seed = as_bytes("signing");
const ByteView box_seed = as_bytes("box");
const ByteView only_one = {};

/// Versions as bytes that sort like the numbers.
Bytes version_name(std::uint64_t version)
{
    Bytes name;
    for (unsigned shift = 64; shift > 0; shift -= 8) name.push_back(static_cast<std::uint8_t>(version >> (shift - 8)));
    return name;
}

} // namespace

DatabaseSchema OpenVault::schema()
{
    static const std::string first = std::string(SealedItems::schema) + std::string(DraftJournal::schema) +
                                     std::string(EventTable::schema) + std::string(AttachmentTable::schema);
    return {vault_application_id, {first}};
}

OpenVault::OpenVault(std::filesystem::path place, Secret master_key, Database opened, StoreEnvironment world)
    : folder(std::move(place)), environment(world), master(std::move(master_key)), keys(master),
      database(std::move(opened)), items(database, keys), drafts(database, keys), events(database, keys),
      attachments(database, keys), ring(folder, world)
{}

Result<std::unique_ptr<OpenVault>> OpenVault::create(const std::filesystem::path& folder, Secret master,
                                                     StoreEnvironment environment)
{
    MAHALLA_TRY(Database database, Database::open(folder / database_name, schema(), environment.file_system));
    std::unique_ptr<OpenVault> vault(new OpenVault(folder, std::move(master), std::move(database), environment));
    MAHALLA_TRY(Transaction transaction, Transaction::begin(vault->database));
    for (const ByteView name : {signing_seed, box_seed}) {
        const Secret seed = Secret::random(SigningKeyPair::seed_bytes);
        if (auto put = vault->items.put(ItemKind::Seed, name, seed.view()); !put) return tl::unexpected(put.error());
    }
    if (auto committed = transaction.commit(); !committed) return tl::unexpected(committed.error());
    if (auto loaded = vault->reload(); !loaded) return tl::unexpected(loaded.error());
    vault->note_chain_height();
    return vault;
}

Result<std::unique_ptr<OpenVault>> OpenVault::open(const std::filesystem::path& folder, Secret master,
                                                   StoreEnvironment environment)
{
    if (!environment.disk.exists(folder / database_name))
        return failure(ErrorKind::Corrupt, "The vault's data are missing. Bring them back from a copy: mahalla vault "
                                           "snapshots, mahalla vault restore.");
    MAHALLA_TRY(auto vault, open_file(folder / database_name, std::move(master), environment));
    vault->read_floor();
    return vault;
}

Result<std::unique_ptr<OpenVault>> OpenVault::open_file(const std::filesystem::path& path, Secret master,
                                                        StoreEnvironment environment,
                                                        std::shared_ptr<const std::atomic<bool>> stop)
{
    MAHALLA_TRY(Database database, Database::open(path, schema(), environment.file_system));
    if (stop) database.stop_where(std::move(stop));
    // Boxes answer for what is in rows; that no row is missing, only the pages can say.
    if (auto checked = database.check_pages(); !checked) return tl::unexpected(checked.error());
    std::unique_ptr<OpenVault> vault(
        new OpenVault(path.parent_path(), std::move(master), std::move(database), environment));
    if (auto loaded = vault->reload(); !loaded) return tl::unexpected(loaded.error());
    return vault;
}

void OpenVault::read_floor()
{
    const auto height = read_chain_height(environment.disk, folder, keys);
    const ChainHead here = own_last();
    if (height && height->device == signing->device() && height->head.sequence >= here.sequence) {
        // Equal is the rule. More: the database is an older one than the device's last.
        floor = height->head;
        return;
    }
    note_chain_height();
}

void OpenVault::note_chain_height()
{
    const ChainHead last = own_last();
    static_cast<void>(write_chain_height(environment.disk, folder, keys, {signing->device(), last}));
}

Result<void> OpenVault::reload()
{
    if (auto loaded = items.load(); !loaded) return loaded;
    if (auto read = read_identity(); !read) return read;
    if (auto loaded = drafts.load(); !loaded) return loaded;
    index.clear();
    if (auto loaded = events.load(index); !loaded) return loaded;
    dictionaries_.clear();
    rebuild_trust();
    former.clear();
    for (const Bytes& name : items.names(ItemKind::ErasedRecord))
        if (const auto record = RecordId::from_bytes(name)) index.note_erased(*record);
    for (const Bytes& name : items.names(ItemKind::FormerDevice))
        if (const auto device = DeviceId::from_bytes(name)) former.insert(*device);
    going.clear();
    return load_attachments();
}

Result<void> OpenVault::read_identity()
{
    const auto item = [this](ItemKind kind, ByteView name) { return items.get(kind, name); };
    MAHALLA_TRY(auto signing_bytes, item(ItemKind::Seed, signing_seed));
    MAHALLA_TRY(auto box_bytes, item(ItemKind::Seed, box_seed));
    if (!signing_bytes || !box_bytes)
        return failure(ErrorKind::Corrupt, "The vault's keys are missing. Bring it back from a copy.");
    MAHALLA_TRY(signing, SigningKeyPair::from_seed(Secret::copy_of(ByteView(*signing_bytes))));
    MAHALLA_TRY(box, BoxKeyPair::from_seed(Secret::copy_of(ByteView(*box_bytes))));
    wipe(*signing_bytes);
    wipe(*box_bytes);
    charter.reset();
    certificate.reset();
    request.reset();
    if (const auto charters = items.contents(ItemKind::Charter); !charters.empty()) {
        MAHALLA_TRY(charter, Charter::parse(charters.back()));
    }
    MAHALLA_TRY(const auto own, item(ItemKind::OwnCertificate, only_one));
    if (own) {
        MAHALLA_TRY(certificate, Certificate::parse(*own));
    }
    MAHALLA_TRY(const auto asked, item(ItemKind::Request, only_one));
    if (asked) {
        MAHALLA_TRY(request, EnrolmentRequest::parse(*asked));
    }
    return {};
}

bool OpenVault::is_reader() const
{
    return charter && std::ranges::find(charter->content().recipients, box->public_key(), &Recipient::key) !=
                          charter->content().recipients.end();
}

std::string OpenVault::label() const { return is_enrolled() && request ? request->label() : std::string(); }

std::vector<Certificate> OpenVault::known_certificates() const
{
    std::vector<Certificate> certificates;
    for (const Bytes& bytes : items.contents(ItemKind::Certificate))
        if (auto read = Certificate::parse(bytes)) certificates.push_back(*std::move(read));
    return certificates;
}

void OpenVault::rebuild_trust()
{
    trust = charter ? Trust(charter->content(), known_certificates(), &signing->public_key()) : Trust();
}

Result<void> OpenVault::store_charter(const Charter& next)
{
    const Bytes name = version_name(next.content().version);
    if (auto put = items.put(ItemKind::Charter, name, next.bytes()); !put) return put;
    charter = next;
    return {};
}

Result<void> OpenVault::store_form(ByteView xform)
{
    const Hash hash = hash_of(xform);
    if (!charter || charter->content().form(hash) == nullptr)
        return failure(ErrorKind::Refused, "A questionnaire is not among those that the project has published.");
    if (items.contains(ItemKind::Form, hash.bytes)) return {};
    return items.put(ItemKind::Form, hash.bytes, xform);
}

const FormDictionary* OpenVault::dictionary_of(const ShortFormHash& form)
{
    if (const auto found = dictionaries_.find(form); found != dictionaries_.end()) return &found->second;
    const CharterForm* const listed = charter ? charter->content().form(form) : nullptr;
    if (listed == nullptr) return nullptr;
    const auto xform = items.get(ItemKind::Form, listed->hash.bytes);
    if (!xform || !*xform) return nullptr;
    return &dictionaries_.emplace(form, form_dictionary_of(**xform)).first->second;
}

} // namespace mahalla
