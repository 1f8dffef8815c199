#include "store/project.h"

#include "base/check.h"
#include "crypto/hash.h"
#include "crypto/recovery_text.h"
#include "crypto/sealed_event.h"
#include "store/empty_folder.h"
#include "store/sealed_items.h"
#include "store/store_header.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr const char* header_name = "project.header";
constexpr const char* database_name = "project.sqlite";
constexpr std::uint32_t project_application_id = 0x4d48'5052; // "MHPR"
const DatabaseSchema project_schema{project_application_id, {SealedItems::schema}};
const ByteView reader_seed = as_bytes("reader");

Bytes number_name(std::uint64_t number)
{
    Bytes name; // The highest byte first, so that names sort as numbers do.
    for (unsigned shift = 64; shift > 0; shift -= 8) name.push_back(static_cast<std::uint8_t>(number >> (shift - 8)));
    return name;
}

} // namespace

class Project::Interior {
public:
    Interior(Secret master, Database opened, StoreEnvironment world)
        : environment(world), keys(master), database(std::move(opened)), items(database, keys)
    {}

    Result<void> load()
    {
        if (auto loaded = items.load(); !loaded) return loaded;
        const auto missing = [] {
            return failure(ErrorKind::Corrupt,
                           "The project's keys or its charter are missing. Bring them back from a copy.");
        };
        administrators.clear();
        for (const Bytes& seed : items.contents(ItemKind::AdministratorSeed)) {
            MAHALLA_TRY(SigningKeyPair pair, SigningKeyPair::from_seed(Secret::copy_of(ByteView(seed))));
            administrators.push_back(std::move(pair));
        }
        const auto charters = items.contents(ItemKind::Charter);
        if (charters.empty() || administrators.empty()) return missing();
        MAHALLA_TRY(auto seed, items.get(ItemKind::Seed, reader_seed));
        if (!seed.has_value()) return missing();
        const Secret kept = Secret::copy_of(ByteView(seed.value()));
        wipe(seed.value());
        MAHALLA_TRY(reader, BoxKeyPair::from_seed(kept));
        MAHALLA_TRY(charter, Charter::parse(charters.back()));
        return {};
    }

    /// The charter as it stands, to be changed and handed to `publish`.
    CharterContent draft() const { return charter->content(); }

    /// Signs `content` as the next version and stores it, with whatever `also` stores, or changes nothing.
    template <typename Also> Result<void> publish(CharterContent content, Also also)
    {
        const auto store = [&]() -> Result<void> {
            content.version = charter->content().version + 1;
            content.previous = charter->hash();
            content.made = environment.clock.now();
            MAHALLA_TRY(const Charter next, sign(std::move(content)));
            if (auto verified = next.verify_after(*charter); !verified) return verified;
            MAHALLA_TRY(Transaction transaction, Transaction::begin(database));
            items.begin_changes();
            if (auto put = store_charter(next); !put) return put;
            if (Result<void> stored = also(); !stored) return stored;
            if (auto committed = transaction.commit(); !committed) return committed;
            charter = next;
            return {};
        };
        auto stored = store();
        // What the rollback took back is still in the items' memory; a disk that fails is not asked what it was before.
        items.end_changes(stored ? Changes::Keep : Changes::TakeBack);
        return stored;
    }
    Result<void> publish(CharterContent content)
    {
        return publish(std::move(content), []() -> Result<void> { return {}; });
    }

    Result<Charter> sign(CharterContent content) const
    {
        std::vector<const SigningKeyPair*> signers;
        for (const SigningKeyPair& administrator : administrators) signers.push_back(&administrator);
        return Charter::sign(std::move(content), signers);
    }
    Result<void> store_charter(const Charter& next)
    {
        return items.put(ItemKind::Charter, number_name(next.content().version), next.bytes());
    }

    StoreEnvironment environment;
    Keyring keys;
    Database database;
    SealedItems items;
    std::vector<SigningKeyPair> administrators;
    std::optional<BoxKeyPair> reader;
    std::optional<Charter> charter;
};

Project::Project(std::unique_ptr<Interior> interior) : interior_(std::move(interior)) {}
Project::Project(Project&&) noexcept = default;
Project& Project::operator=(Project&&) noexcept = default;
Project::~Project() = default;

Result<Project::Created> Project::create(const std::filesystem::path& folder, const ProjectFounding& founding,
                                         const Secret& passphrase, StoreEnvironment environment, PassphraseCost cost)
{
    Disk& disk = environment.disk;
    if (disk.exists(folder)) {
        MAHALLA_TRY(const auto names, disk.list(folder));
        if (!names.empty())
            return failure(ErrorKind::Invalid, "The folder is not empty. Choose another for the project.");
    }
    const Secret escrow_seed = Secret::random(BoxKeyPair::seed_bytes);
    MAHALLA_TRY(const BoxKeyPair escrow, BoxKeyPair::from_seed(escrow_seed));
    const BoxKeyPair reader = BoxKeyPair::generate();
    std::vector<SigningKeyPair> administrators;
    CharterContent content;
    content.project = ProjectId::random(environment.random);
    content.name = founding.name;
    content.made = environment.clock.now();
    content.threshold = founding.threshold;
    content.policy = founding.policy;
    for (const std::string& label : founding.administrators) {
        administrators.push_back(SigningKeyPair::generate());
        content.administrators.push_back({administrators.back().public_key(), label});
    }
    content.recipients = {{RecipientKind::Reader, reader.public_key(), founding.reader},
                          {RecipientKind::OfflineEscrow, escrow.public_key(), "Escrow"}};
    if (auto checked = Charter::check(content); !checked) return tl::unexpected(checked.error());

    Secret master = Secret::random(32);
    MAHALLA_TRY(const StoreHeader header, StoreHeader::create(StoreKind::Project, master, passphrase, cost));
    const auto make = [&]() -> Result<Created> {
        if (auto made = disk.make_folder(folder); !made) return tl::unexpected(made.error());
        MAHALLA_TRY(Database database, Database::open(folder / database_name, project_schema, environment.file_system));
        auto interior = std::make_unique<Interior>(std::move(master), std::move(database), environment);
        interior->administrators = std::move(administrators);
        MAHALLA_TRY(const Charter charter, interior->sign(std::move(content)));
        {
            MAHALLA_TRY(Transaction transaction, Transaction::begin(interior->database));
            SealedItems& items = interior->items;
            for (std::size_t i = 0; i < interior->administrators.size(); ++i) {
                const Secret seed = interior->administrators[i].seed();
                if (auto put = items.put(ItemKind::AdministratorSeed, number_name(i), seed.view()); !put)
                    return tl::unexpected(put.error());
            }
            const Secret seed = reader.seed();
            if (auto put = items.put(ItemKind::Seed, reader_seed, seed.view()); !put)
                return tl::unexpected(put.error());
            if (auto put = interior->store_charter(charter); !put) return tl::unexpected(put.error());
            if (auto committed = transaction.commit(); !committed) return tl::unexpected(committed.error());
        }
        if (auto loaded = interior->load(); !loaded) return tl::unexpected(loaded.error());
        // The header last: a folder without it never was a project.
        if (auto written = disk.write(folder / header_name, header.bytes()); !written)
            return tl::unexpected(written.error());
        return Created{Project(std::move(interior)), recovery_text_of(escrow_seed)};
    };
    auto created = make();
    if (!created) empty_folder(folder, disk);
    return created;
}

Result<Project> Project::open(const std::filesystem::path& folder, const Secret& passphrase,
                              StoreEnvironment environment)
{
    Disk& disk = environment.disk;
    const auto bytes = disk.read(folder / header_name, StoreHeader::bytes_max);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound)
        return failure(ErrorKind::NotFound, "There is no project in this folder.");
    if (!bytes) return tl::unexpected(bytes.error());
    MAHALLA_TRY(const StoreHeader header, StoreHeader::parse(StoreKind::Project, *bytes));
    MAHALLA_TRY(Secret master, header.open(passphrase));
    if (!disk.exists(folder / database_name))
        return failure(ErrorKind::Corrupt, "The project's data are missing. Bring them back from a copy.");
    MAHALLA_TRY(Database database, Database::open(folder / database_name, project_schema, environment.file_system));
    if (auto checked = database.check_pages(); !checked) return tl::unexpected(checked.error());
    auto interior = std::make_unique<Interior>(std::move(master), std::move(database), environment);
    if (auto loaded = interior->load(); !loaded) return tl::unexpected(loaded.error());
    return Project(std::move(interior));
}

const Charter& Project::charter() const { return *interior_->charter; }

std::vector<Bytes> Project::charters() const { return interior_->items.contents(ItemKind::Charter); }

std::vector<Bytes> Project::certificates() const { return interior_->items.contents(ItemKind::Certificate); }

const BoxKeyPair& Project::reader_keys() const { return *interior_->reader; }

// --- the charter's next versions

Result<Hash> Project::publish_form(ByteView xform, CharterForm details)
{
    details.hash = hash_of(xform);
    CharterContent content = interior_->draft();
    if (const CharterForm* const same = content.form(details.hash); same != nullptr && same->is_open)
        return details.hash;
    std::erase_if(content.forms, [&](const CharterForm& form) { return form.hash == details.hash; });
    for (CharterForm& form : content.forms)
        if (form.id == details.id) form.is_open = false;
    details.is_open = true;
    content.forms.push_back(details);
    const auto published = interior_->publish(
        std::move(content), [&] { return interior_->items.put(ItemKind::Form, details.hash.bytes, xform); });
    if (!published) return tl::unexpected(published.error());
    return details.hash;
}

Result<Bytes> Project::form(const Hash& hash) const
{
    MAHALLA_TRY(auto xform, interior_->items.get(ItemKind::Form, hash.bytes));
    if (!xform) return failure(ErrorKind::NotFound, "The project has published no such questionnaire.");
    return *std::move(xform);
}

Result<void> Project::add_recipient(Recipient recipient)
{
    CharterContent content = interior_->draft();
    content.recipients.push_back(std::move(recipient));
    return interior_->publish(std::move(content));
}

Result<void> Project::add_supervisor(Supervisor supervisor)
{
    CharterContent content = interior_->draft();
    content.supervisors.push_back(std::move(supervisor));
    return interior_->publish(std::move(content));
}

Result<void> Project::add_server(ServerPin server)
{
    CharterContent content = interior_->draft();
    content.servers.push_back(std::move(server));
    return interior_->publish(std::move(content));
}

Result<void> Project::revoke(Revocation revocation)
{
    CharterContent content = interior_->draft();
    std::erase_if(content.revocations, [&](const Revocation& one) { return one.device == revocation.device; });
    content.revocations.push_back(revocation);
    return interior_->publish(std::move(content));
}

Result<void> Project::set_policy(Policy policy)
{
    CharterContent content = interior_->draft();
    // Only a test with the sheet says this.
    policy.escrow_tested = content.policy.escrow_tested;
    content.policy = policy;
    return interior_->publish(std::move(content));
}

Result<void> Project::test_escrow(const Secret& escrow_sheet)
{
    MAHALLA_TRY(const Secret seed, secret_of_recovery_text(escrow_sheet, RecoveryKind::EscrowKey));
    auto escrow = BoxKeyPair::from_seed(seed);
    if (!escrow) return failure(ErrorKind::Refused, "These words are of another sheet: not of a project's escrow key.");
    CharterContent content = interior_->draft();
    const auto listed = std::ranges::find(content.recipients, escrow->public_key(), &Recipient::key);
    if (listed == content.recipients.end() || listed->kind != RecipientKind::OfflineEscrow)
        return failure(ErrorKind::Refused,
                       "These words are of another sheet: the key is no escrow key of this project.");
    // A whole event, as a laptop would seal it: not only the key is tried, but the way to the content.
    const SigningKeyPair author = SigningKeyPair::generate();
    SealedEventHeader header;
    header.project = content.project;
    header.device = author.device();
    header.sequence = 1;
    const ByteView text = as_bytes("an answer of a test");
    MAHALLA_TRY(const SealedEvent::Sealed test, SealedEvent::seal(header, text, content.recipient_keys(), author));
    MAHALLA_TRY(const Bytes opened, test.event.open(*escrow));
    if (as_text(opened) != as_text(text))
        return failure(ErrorKind::Corrupt, "The test event does not read as written.");
    if (content.policy.escrow_tested) return {};
    content.policy.escrow_tested = true;
    return interior_->publish(std::move(content));
}

// --- enrolment

Result<EnrolmentReply> Project::approve_enrolment(const EnrolmentRequest& request, std::vector<std::string> scope)
{
    Interior& interior = *interior_;
    CharterContent content = interior.draft();
    bool changes_charter = false;
    if (request.role() == Role::Supervisor && content.supervisor(request.signing_key()) == nullptr) {
        content.supervisors.push_back({request.signing_key(), request.box_key(), request.label()});
        if (std::ranges::find(content.recipients, request.box_key(), &Recipient::key) == content.recipients.end())
            content.recipients.push_back({RecipientKind::Reader, request.box_key(), request.label()});
        changes_charter = true;
    }
    MAHALLA_TRY(Certificate certificate,
                Certificate::issue(request, content.project, request.role(), std::move(scope),
                                   interior.environment.clock.now(), interior.administrators.front()));
    // A server is pinned with its address first (`add_server`); its certificate would not be believed otherwise.
    if (auto verified = certificate.verify(content); !verified) return tl::unexpected(verified.error());
    const auto keep = [&] {
        return interior.items.put(ItemKind::Certificate, certificate.hash().bytes, certificate.bytes());
    };
    if (auto kept = changes_charter ? interior.publish(std::move(content), keep) : keep(); !kept)
        return tl::unexpected(kept.error());
    std::vector<Bytes> forms;
    for (const CharterForm& listed : interior.charter->content().forms) {
        if (!listed.is_open) continue;
        MAHALLA_TRY(Bytes xform, form(listed.hash));
        forms.push_back(std::move(xform));
    }
    return EnrolmentReply{*interior.charter, std::move(certificate), std::move(forms)};
}

} // namespace mahalla
