#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// One row of a vault's events as bytes, and where they lie otherwise: what a vault is measured against.
struct BareRow {
    std::vector<std::uint8_t> hash, record, device, state, key, bytes;
    std::int64_t sequence = 0;
};
/// `count` of them from number `first` on, the same each time.
std::vector<BareRow> bare_rows(std::uint64_t first, std::uint64_t count, std::size_t state_bytes,
                               std::size_t event_bytes);

/// A database through its own interface alone, with the settings of ours (WAL, FULL, exclusive): SQLite, or SQLCipher
/// where this file is compiled for it. Stops the program where anything fails.
class BareDatabase {
public:
    /// `key` encrypts, with SQLCipher; 64 hexadecimal digits, so that no passphrase has to be worked out.
    explicit BareDatabase(const std::filesystem::path& path, const std::string& key = "");
    ~BareDatabase();
    BareDatabase(const BareDatabase&) = delete;
    BareDatabase& operator=(const BareDatabase&) = delete;

    /// In one transaction.
    void write(const std::vector<BareRow>& rows);
    /// Reads what a vault reads of each row at unlock; gives how many there were.
    std::size_t scan(const std::function<void(const std::uint8_t* state, std::size_t state_bytes)>& each);
    /// One row of a draft's step, committed: on the disk when this returns.
    void save_step(const std::vector<std::uint8_t>& record, std::int64_t step, const std::vector<std::uint8_t>& key,
                   const std::vector<std::uint8_t>& box);

private:
    struct Interior;
    std::unique_ptr<Interior> interior_;
};
