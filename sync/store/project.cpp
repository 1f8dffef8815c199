#include "base/check.h"
#include "crypto/recovery_text.h"
#include "store/empty_folder.h"
#include "store/project_interior.h"
#include "store/store_header.h"

namespace mahalla {

namespace {

constexpr const char* header_name = "project.header";

Result<void> must_be_empty(const std::filesystem::path& folder, Disk& disk)
{
    if (!disk.exists(folder)) return {};
    MAHALLA_TRY(const auto names, disk.list(folder));
    if (!names.empty()) return failure(ErrorKind::Invalid, "The folder is not empty. Choose another for the project.");
    return {};
}

} // namespace

Project::Project(std::unique_ptr<Interior> interior) : interior_(std::move(interior)) {}
Project::Project(Project&&) noexcept = default;
Project& Project::operator=(Project&&) noexcept = default;
Project::~Project() = default;

Result<Project::Created> Project::create(const std::filesystem::path& folder, const ProjectFounding& founding,
                                         const Secret& passphrase, StoreEnvironment environment, PassphraseCost cost)
{
    Disk& disk = environment.disk;
    if (auto empty = must_be_empty(folder, disk); !empty) return tl::unexpected(empty.error());
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
    content.policy.escrow_tested = false; // Only a test with the sheet says this.
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
        MAHALLA_TRY(auto interior, Interior::open(folder, std::move(master), environment));
        interior->administrators = std::move(administrators);
        std::vector<const SigningKeyPair*> signers;
        for (const SigningKeyPair& pair : interior->administrators) signers.push_back(&pair);
        MAHALLA_TRY(const Charter charter, Charter::sign(std::move(content), signers));
        {
            MAHALLA_TRY(Transaction transaction, Transaction::begin(interior->database));
            if (auto put = interior->store_administrators(); !put) return tl::unexpected(put.error());
            const Secret seed = reader.seed();
            if (auto put = interior->items.put(ItemKind::Seed, reader_seed, seed.view()); !put)
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
    if (!disk.exists(folder / "project.sqlite"))
        return failure(ErrorKind::Corrupt, "The project's data are missing. Bring them back from a copy.");
    MAHALLA_TRY(auto interior, Interior::open(folder, std::move(master), environment));
    if (auto loaded = interior->load(); !loaded) return tl::unexpected(loaded.error());
    return Project(std::move(interior));
}

Result<Project> Project::join(const std::filesystem::path& folder, std::string label, const Secret& passphrase,
                              StoreEnvironment environment, PassphraseCost cost)
{
    Disk& disk = environment.disk;
    if (auto empty = must_be_empty(folder, disk); !empty) return tl::unexpected(empty.error());
    const BoxKeyPair box = BoxKeyPair::generate();
    SigningKeyPair administrator = SigningKeyPair::generate();
    MAHALLA_TRY(const EnrolmentRequest request,
                EnrolmentRequest::create(administrator, box.public_key(), Role::Administrator, std::move(label)));
    Secret master = Secret::random(32);
    MAHALLA_TRY(const StoreHeader header, StoreHeader::create(StoreKind::Project, master, passphrase, cost));
    if (auto made = disk.make_folder(folder); !made) return tl::unexpected(made.error());
    MAHALLA_TRY(auto interior, Interior::open(folder, std::move(master), environment));
    interior->administrators.push_back(std::move(administrator));
    {
        MAHALLA_TRY(Transaction transaction, Transaction::begin(interior->database));
        if (auto put = interior->store_administrators(); !put) return tl::unexpected(put.error());
        const Secret seed = box.seed();
        if (auto put = interior->items.put(ItemKind::Seed, reader_seed, seed.view()); !put)
            return tl::unexpected(put.error());
        if (auto put = interior->items.put(ItemKind::Request, {}, request.bytes()); !put)
            return tl::unexpected(put.error());
        if (auto committed = transaction.commit(); !committed) return tl::unexpected(committed.error());
    }
    if (auto loaded = interior->load(); !loaded) return tl::unexpected(loaded.error());
    if (auto written = disk.write(folder / header_name, header.bytes()); !written)
        return tl::unexpected(written.error());
    return Project(std::move(interior));
}

bool Project::has_charter() const { return interior_->charter.has_value(); }

const Charter& Project::charter() const
{
    MAHALLA_CHECK(has_charter());
    return *interior_->charter;
}

std::vector<Bytes> Project::charters() const { return interior_->items.contents(ItemKind::Charter); }

std::vector<Bytes> Project::certificates() const { return interior_->items.contents(ItemKind::Certificate); }

const BoxKeyPair& Project::reader_keys() const { return *interior_->reader; }

} // namespace mahalla
