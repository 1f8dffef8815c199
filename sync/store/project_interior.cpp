#include "store/project_interior.h"

#include "crypto/hash.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr const char* database_name = "project.sqlite";
constexpr std::uint32_t project_application_id = 0x4d48'5052; // "MHPR"
const DatabaseSchema project_schema{project_application_id, {SealedItems::schema}};
const ByteView only_one = {};

Bytes number_name(std::uint64_t number)
{
    Bytes name; // The highest byte first, so that names sort as numbers do.
    for (unsigned shift = 64; shift > 0; shift -= 8) name.push_back(static_cast<std::uint8_t>(number >> (shift - 8)));
    return name;
}

} // namespace

Result<std::unique_ptr<Project::Interior>> Project::Interior::open(const std::filesystem::path& folder, Secret master,
                                                                   StoreEnvironment world)
{
    MAHALLA_TRY(Database database, Database::open(folder / database_name, project_schema, world.file_system));
    if (auto checked = database.check_pages(); !checked) return tl::unexpected(checked.error());
    return std::make_unique<Interior>(std::move(master), std::move(database), world);
}

Result<void> Project::Interior::load()
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
    charter.reset();
    request.reset();
    pending.reset();
    MAHALLA_TRY(const auto asked, items.get(ItemKind::Request, only_one));
    if (asked) {
        MAHALLA_TRY(request, EnrolmentRequest::parse(*asked));
    }
    const auto charters = items.contents(ItemKind::Charter);
    if ((charters.empty() && !request) || administrators.empty()) return missing();
    if (!charters.empty()) {
        MAHALLA_TRY(charter, Charter::parse(charters.back()));
    }
    MAHALLA_TRY(const auto waiting, items.get(ItemKind::Proposal, only_one));
    if (waiting && !waiting->empty()) {
        MAHALLA_TRY(pending, Charter::parse(*waiting));
    }
    MAHALLA_TRY(auto seed, items.get(ItemKind::Seed, reader_seed));
    if (!seed.has_value()) return missing();
    const Secret kept = Secret::copy_of(ByteView(seed.value()));
    wipe(seed.value());
    MAHALLA_TRY(reader, BoxKeyPair::from_seed(kept));
    return {};
}

Result<void> Project::Interior::store_administrators()
{
    for (std::size_t i = 0; i < administrators.size(); ++i) {
        const Secret seed = administrators[i].seed();
        if (auto put = items.put(ItemKind::AdministratorSeed, number_name(i), seed.view()); !put) return put;
    }
    return {};
}

Result<void> Project::Interior::store_charter(const Charter& next)
{
    return items.put(ItemKind::Charter, number_name(next.content().version), next.bytes());
}

Project::Interior::Vote Project::Interior::last_vote() const
{
    Vote vote;
    const auto kept = items.get(ItemKind::Vote, only_one);
    if (!kept || !*kept) return vote;
    ByteReader bytes(**kept);
    vote.version = bytes.u64();
    if (const auto hash = Hash::from_bytes(bytes.raw(32))) vote.hash = *hash;
    return vote;
}

Result<void> Project::Interior::store_vote(const Charter& next)
{
    if (next.content().version <= last_vote().version) return {};
    ByteWriter writer;
    writer.u64(next.content().version);
    writer.raw(next.hash().bytes);
    return items.put(ItemKind::Vote, only_one, writer.bytes());
}

Result<void> Project::Interior::store_pending(const Charter* next)
{
    const Bytes nothing;
    if (next == nullptr && !pending) return {};
    if (auto put = items.put(ItemKind::Proposal, only_one, next == nullptr ? ByteView(nothing) : next->bytes()); !put)
        return put;
    pending = next == nullptr ? std::optional<Charter>() : *next;
    return {};
}

std::vector<const SigningKeyPair*> Project::Interior::signers(const CharterContent& next) const
{
    const auto names = [](const CharterContent* content, const SigningPublicKey& key) {
        return content != nullptr &&
               std::ranges::find(content->administrators, key, &Administrator::key) != content->administrators.end();
    };
    std::vector<const SigningKeyPair*> pairs;
    for (const SigningKeyPair& pair : administrators)
        if (names(held(), pair.public_key()) || names(&next, pair.public_key())) pairs.push_back(&pair);
    return pairs;
}

const SigningKeyPair* Project::Interior::issuer() const
{
    if (!charter) return nullptr;
    const auto pairs = signers(charter->content());
    return pairs.empty() ? nullptr : pairs.front();
}

Result<void> Project::Interior::may_sign(const CharterContent& next, const Hash& hash) const
{
    const Vote vote = last_vote();
    if (next.version > vote.version || (next.version == vote.version && hash == vote.hash)) return {};
    return failure(ErrorKind::Refused,
                   "The keys here have signed another charter of this version, or a later one. Nobody signs two.");
}

std::vector<Bytes> Project::Interior::forms_of(const CharterContent& content) const
{
    std::vector<Bytes> forms;
    for (const CharterForm& listed : content.forms) {
        if (!listed.is_open) continue;
        const auto xform = items.get(ItemKind::Form, listed.hash.bytes);
        if (xform && *xform) forms.push_back(**xform);
    }
    return forms;
}

Result<CharterContent> Project::Interior::draft() const
{
    if (charter) return charter->content();
    return failure(ErrorKind::Refused, "The charter is not here yet: have a proposal or the charter brought, and take "
                                       "or sign it.");
}

Result<void> Project::Interior::decide(CharterContent content, const std::function<Result<void>()>& also)
{
    if (auto here = draft(); !here) return tl::unexpected(here.error());
    if (pending)
        return failure(ErrorKind::Refused, "A proposal that was signed here waits for the signatures of others. Carry "
                                           "it to them first, or pass it over.");
    if (charter->content().expires && environment.clock.now() > *charter->content().expires &&
        content.expires == charter->content().expires)
        return failure(ErrorKind::Refused, "The charter has expired: the next one must say until when it holds. "
                                           "Collecting goes on meanwhile.");
    // A version that was signed here and passed over is never signed again under another content.
    content.version = std::max(charter->content().version, last_vote().version) + 1;
    content.previous = charter->hash();
    content.made = environment.clock.now();
    const auto pairs = signers(content);
    if (pairs.empty())
        return failure(ErrorKind::Refused, "The administrator of this folder is none of the project's any more.");
    MAHALLA_TRY(const Charter next, Charter::sign(std::move(content), pairs));
    return keep(next, {}, also);
}

Result<void> Project::Interior::pass_over()
{
    const std::optional<Charter> waiting = pending;
    const auto store = [&]() -> Result<void> {
        MAHALLA_TRY(Transaction transaction, Transaction::begin(database));
        items.begin_changes();
        if (auto passed = store_pending(nullptr); !passed) return passed;
        return transaction.commit();
    };
    auto stored = store();
    items.end_changes(stored ? ItemChanges::Keep : ItemChanges::TakeBack);
    if (!stored) pending = waiting;
    return stored;
}

Result<void> Project::Interior::keep(const Charter& next, const std::vector<Bytes>& forms,
                                     const std::function<Result<void>()>& also)
{
    const auto enough = charter ? next.verify_after(*charter) : next.verify_self_signed();
    const std::optional<Charter> waiting = pending;
    const auto store = [&]() -> Result<void> {
        MAHALLA_TRY(Transaction transaction, Transaction::begin(database));
        items.begin_changes();
        for (const Bytes& form : forms)
            if (auto put = items.put(ItemKind::Form, hash_of(form).bytes, form); !put) return put;
        if (auto voted = signers(next.content()).empty() ? Result<void>() : store_vote(next); !voted) return voted;
        if (auto put = enough ? store_charter(next) : store_pending(&next); !put) return put;
        if (enough)
            if (auto put = store_pending(nullptr); !put) return put;
        if (Result<void> stored = also(); !stored) return stored;
        if (auto committed = transaction.commit(); !committed) return committed;
        if (enough) charter = next;
        return {};
    };
    auto stored = store();
    // What the rollback took back is still in the items' memory; a disk that fails is not asked what it was before.
    items.end_changes(stored ? ItemChanges::Keep : ItemChanges::TakeBack);
    if (!stored) pending = waiting;
    return stored;
}

} // namespace mahalla
