#include "durability/sealed_on_disk.h"

#include "base/check.h"
#include "crypto/sealed_event.h"
#include "database/database.h"

namespace mahalla::test {

namespace {

constexpr std::size_t part_bytes = 24;

/// Parts of what is sealed: of what is long each 256 bytes one, for a database may keep it in pieces.
void add_parts(std::vector<Bytes>& parts, ByteView sealed)
{
    const std::size_t stride = sealed.size() > 256 ? 256 : part_bytes;
    for (std::size_t at = 0; at + part_bytes <= sealed.size(); at += stride)
        parts.emplace_back(sealed.begin() + static_cast<std::ptrdiff_t>(at),
                           sealed.begin() + static_cast<std::ptrdiff_t>(at + part_bytes));
}

/// The database of a vault as it is on the disk, in a place where looking at it changes nothing.
class DatabaseCopy {
public:
    explicit DatabaseCopy(const Laptop& laptop) : place_(laptop.folder)
    {
        place_ += "-database";
        std::filesystem::remove_all(place_);
        std::filesystem::create_directories(place_);
        for (const char* const name : {"vault.sqlite", "vault.sqlite-wal"})
            if (std::filesystem::exists(laptop.vault_folder() / name))
                std::filesystem::copy_file(laptop.vault_folder() / name, place_ / name);
        auto opened = Database::open(place_ / "vault.sqlite", {0x4d48'5654, {""}});
        MAHALLA_CHECK(opened);
        database_ = *std::move(opened);
    }
    ~DatabaseCopy()
    {
        database_.reset();
        std::filesystem::remove_all(place_);
    }
    DatabaseCopy(const DatabaseCopy&) = delete;
    DatabaseCopy& operator=(const DatabaseCopy&) = delete;

    /// Parts of the first column of each row; `?1` is the record.
    void add(std::vector<Bytes>& parts, std::string_view sql, const RecordId& record)
    {
        auto select = database_->prepare(sql);
        MAHALLA_CHECK(select);
        if (sql.find("?1") != std::string_view::npos) select->bind(1, record.bytes());
        while (*select->step()) {
            const ByteView bytes = select->bytes(0);
            const auto event = SealedEvent::parse(bytes);
            add_parts(parts, event ? bytes.subspan(event->ciphertext_at()) : bytes);
        }
    }

private:
    std::filesystem::path place_;
    std::optional<Database> database_;
};

void add_file(std::vector<Bytes>& parts, const std::filesystem::path& path)
{
    SystemDisk disk;
    const auto bytes = disk.read(path, std::uint64_t{1} << 20U);
    // The beginning says what kind of file it is and is no secret.
    if (bytes) add_parts(parts, ByteView(*bytes).subspan(std::min<std::size_t>(bytes->size(), 32)));
}

} // namespace

std::vector<Bytes> sealed_of(const Laptop& laptop, const RecordId& record)
{
    const FileCalls::Aside uncounted;
    std::vector<Bytes> parts;
    DatabaseCopy database(laptop);
    for (const char* const sql : {"SELECT key FROM draft WHERE record=?1", "SELECT box FROM draft WHERE record=?1",
                                  "SELECT key FROM event WHERE record=?1 AND key IS NOT NULL",
                                  "SELECT bytes FROM event WHERE record=?1 AND length(bytes) > 0",
                                  "SELECT key FROM attachment WHERE key IS NOT NULL", "SELECT box FROM attachment",
                                  "SELECT substr(box, 1, 4096) FROM piece"})
        database.add(parts, sql, record);
    return parts;
}

std::vector<Bytes> sealed_of_vault(const Laptop& laptop)
{
    const FileCalls::Aside uncounted;
    std::vector<Bytes> parts;
    DatabaseCopy database(laptop);
    for (const char* const sql : {"SELECT key FROM draft", "SELECT key FROM event WHERE key IS NOT NULL",
                                  "SELECT box FROM item", "SELECT key FROM attachment WHERE key IS NOT NULL"})
        database.add(parts, sql, {});
    add_file(parts, laptop.vault_folder() / "vault.header");
    return parts;
}

std::vector<Bytes> sealed_of_project(const Laptop& laptop)
{
    const FileCalls::Aside uncounted;
    std::vector<Bytes> parts;
    add_file(parts, laptop.project_folder() / "project.header");
    return parts;
}

} // namespace mahalla::test
