#include "benchmarks/store/bare_rows.h"

#include <cstdio>
#include <cstdlib>
#ifdef MAHALLA_SQLCIPHER
#define SQLITE_HAS_CODEC 1
#include <sqlcipher/sqlite3.h>
#else
#include <sqlite3.h>
#endif

namespace {

constexpr std::size_t wrapped_key_bytes = 72;

/// Bytes that do not compress and do not repeat (SplitMix64).
std::vector<std::uint8_t> noise(std::uint64_t& state, std::size_t count)
{
    std::vector<std::uint8_t> bytes(count);
    for (std::uint8_t& byte : bytes) {
        std::uint64_t mixed = state += 0x9E37'79B9'7F4A'7C15U;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58'476D'1CE4'E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D0'49BB'1331'11EBU;
        byte = static_cast<std::uint8_t>(mixed >> 56U);
    }
    return bytes;
}

void require(bool is_well, const char* what)
{
    if (is_well) return;
    std::printf("%s failed\n", what);
    std::exit(2);
}

BareRow bare_row(std::uint64_t number, std::size_t state_bytes, std::size_t event_bytes)
{
    std::uint64_t state = number * 0x1000'0001U + 1;
    BareRow row;
    row.hash = noise(state, 32);
    row.record = noise(state, 16);
    row.device = std::vector<std::uint8_t>(16, 7);
    row.sequence = static_cast<std::int64_t>(number + 1);
    row.state = noise(state, state_bytes);
    row.key = noise(state, wrapped_key_bytes);
    row.bytes = noise(state, event_bytes);
    return row;
}

} // namespace

std::vector<BareRow> bare_rows(std::uint64_t first, std::uint64_t count, std::size_t state_bytes,
                               std::size_t event_bytes)
{
    std::vector<BareRow> rows;
    for (std::uint64_t number = first; number < first + count; ++number)
        rows.push_back(bare_row(number, state_bytes, event_bytes));
    return rows;
}

struct BareDatabase::Interior {
    sqlite3* connection = nullptr;
    sqlite3_stmt* insert = nullptr;
    sqlite3_stmt* select = nullptr;
    sqlite3_stmt* save = nullptr;

    void run(const std::string& sql) const
    {
        require(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK, "SQL");
    }
    sqlite3_stmt* prepared(const char* sql) const
    {
        sqlite3_stmt* statement = nullptr;
        require(sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr) == SQLITE_OK, "SQL");
        return statement;
    }
    static void bind(sqlite3_stmt* statement, int place, const std::vector<std::uint8_t>& bytes)
    {
        sqlite3_bind_blob(statement, place, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
    }
    static void step(sqlite3_stmt* statement)
    {
        require(sqlite3_step(statement) == SQLITE_DONE, "a row");
        sqlite3_reset(statement);
    }
};

BareDatabase::BareDatabase(const std::filesystem::path& path, const std::string& key)
    : interior_(std::make_unique<Interior>())
{
    Interior& in = *interior_;
    require(sqlite3_open(path.c_str(), &in.connection) == SQLITE_OK, "opening");
    if (!key.empty()) in.run("PRAGMA key=\"x'" + key + "'\"");
    in.run("PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA cell_size_check=ON;"
           "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
           "CREATE TABLE IF NOT EXISTS event(hash BLOB PRIMARY KEY, record BLOB NOT NULL, device BLOB NOT NULL,"
           " sequence INTEGER NOT NULL, state BLOB NOT NULL, key BLOB, bytes BLOB NOT NULL,"
           " UNIQUE(record, device, sequence, hash));"
           "CREATE TABLE IF NOT EXISTS draft(record BLOB NOT NULL, step INTEGER NOT NULL, key BLOB NOT NULL,"
           " box BLOB NOT NULL, PRIMARY KEY(record, step));");
    in.insert = in.prepared("INSERT INTO event VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    in.select = in.prepared("SELECT hash, record, device, sequence, state FROM event");
    in.save = in.prepared("INSERT INTO draft VALUES(?1, ?2, ?3, ?4)");
}

BareDatabase::~BareDatabase()
{
    for (sqlite3_stmt* statement : {interior_->insert, interior_->select, interior_->save}) sqlite3_finalize(statement);
    sqlite3_close_v2(interior_->connection);
}

void BareDatabase::write(const std::vector<BareRow>& rows)
{
    const Interior& in = *interior_;
    in.run("BEGIN IMMEDIATE");
    for (const BareRow& row : rows) {
        Interior::bind(in.insert, 1, row.hash);
        Interior::bind(in.insert, 2, row.record);
        Interior::bind(in.insert, 3, row.device);
        sqlite3_bind_int64(in.insert, 4, row.sequence);
        Interior::bind(in.insert, 5, row.state);
        Interior::bind(in.insert, 6, row.key);
        Interior::bind(in.insert, 7, row.bytes);
        Interior::step(in.insert);
    }
    in.run("COMMIT");
}

std::size_t BareDatabase::scan(const std::function<void(const std::uint8_t*, std::size_t)>& each)
{
    sqlite3_stmt* const select = interior_->select;
    std::size_t rows = 0;
    std::uint64_t read = 0;
    while (sqlite3_step(select) == SQLITE_ROW) {
        for (const int column : {0, 1, 2})
            read += *static_cast<const std::uint8_t*>(sqlite3_column_blob(select, column));
        read += static_cast<std::uint64_t>(sqlite3_column_int64(select, 3));
        each(static_cast<const std::uint8_t*>(sqlite3_column_blob(select, 4)),
             static_cast<std::size_t>(sqlite3_column_bytes(select, 4)));
        ++rows;
    }
    sqlite3_reset(select);
    return read > 0 ? rows : 0;
}

void BareDatabase::save_step(const std::vector<std::uint8_t>& record, std::int64_t step,
                             const std::vector<std::uint8_t>& key, const std::vector<std::uint8_t>& box)
{
    sqlite3_stmt* const save = interior_->save;
    Interior::bind(save, 1, record);
    sqlite3_bind_int64(save, 2, step);
    Interior::bind(save, 3, key);
    Interior::bind(save, 4, box);
    Interior::step(save);
}
