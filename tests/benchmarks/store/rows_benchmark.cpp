#include "benchmarks/processor_time.h"
#include "benchmarks/store/bare_rows.h"
#include "benchmarks/store/benchmarks.h"
#include "benchmarks/store/office.h"

#include "store/event_table.h"

#include <algorithm>
#include <array>
#include <sodium.h>

using namespace mahalla;

namespace {

constexpr std::size_t event_bytes = 1'091; ///< What most households take for three recipients.
constexpr std::size_t plain_state_bytes = 61;
constexpr std::size_t state_bytes = plain_state_bytes + box_overhead_bytes;
constexpr std::uint64_t rows_at_once = 1'000;
/// At least 60 % of the speed of reading and decrypting alone.
constexpr double reading_times_max = 1 / 0.6;
constexpr int rounds = 3;

IndexedEvent indexed_event(const BareRow& row)
{
    IndexedEvent event;
    event.reference.hash = *Hash::from_bytes(row.hash);
    event.reference.dot = {*DeviceId::from_bytes(row.device), static_cast<std::uint64_t>(row.sequence)};
    event.record = *RecordId::from_bytes(row.record);
    event.state = EventState::Believed;
    event.has_key = event.is_opened = true;
    return event;
}

Database database_at(const std::filesystem::path& path)
{
    static const std::string schema(EventTable::schema);
    return must(Database::open(path, {0x4d48'4245, {schema}}));
}

double milliseconds_to_write(const std::filesystem::path& path, const Keyring& keys, std::uint64_t rows)
{
    Database database = database_at(path);
    EventTable table(database, keys);
    const Secret content_key = new_box_key();
    double milliseconds = 0;
    for (std::uint64_t first = 0; first < rows; first += rows_at_once) {
        const auto some = bare_rows(first, std::min(rows_at_once, rows - first), state_bytes, event_bytes);
        milliseconds += milliseconds_of([&] {
            Transaction transaction = must(Transaction::begin(database));
            for (const BareRow& row : some) must(table.insert(indexed_event(row), row.bytes, &content_key));
            must(transaction.commit());
        });
    }
    return milliseconds;
}

double milliseconds_to_write_bare(const std::filesystem::path& path, std::uint64_t rows)
{
    BareDatabase database(path);
    double milliseconds = 0;
    for (std::uint64_t first = 0; first < rows; first += rows_at_once) {
        const auto some = bare_rows(first, std::min(rows_at_once, rows - first), state_bytes, event_bytes);
        milliseconds += milliseconds_of([&] { database.write(some); });
    }
    return milliseconds;
}

double milliseconds_to_read(const std::filesystem::path& path, const Keyring& keys, std::uint64_t rows)
{
    forget_everything();
    EventIndex index;
    const double milliseconds = milliseconds_of([&] {
        Database database = database_at(path);
        must(EventTable(database, keys).load(index));
    });
    if (index.all().size() != rows) std::exit(2);
    return milliseconds;
}

/// Reads the same columns through SQLite alone, and decrypts a box of the same size with libsodium alone.
double milliseconds_to_read_bare(const std::filesystem::path& path, std::uint64_t rows)
{
    std::array<std::uint8_t, crypto_aead_xchacha20poly1305_ietf_KEYBYTES> key{};
    std::array<std::uint8_t, state_bytes> box{};
    std::array<std::uint8_t, plain_state_bytes> plain{};
    const std::array<std::uint8_t, 77> place{};
    crypto_aead_xchacha20poly1305_ietf_encrypt(box.data() + 24, nullptr, plain.data(), plain.size(), place.data(),
                                               place.size(), nullptr, box.data(), key.data());
    forget_everything();
    std::size_t opened = 0;
    const double milliseconds = milliseconds_of([&] {
        BareDatabase database(path);
        database.scan([&](const std::uint8_t*, std::size_t) {
            opened += crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, box.data() + 24,
                                                                 box.size() - 24, place.data(), place.size(),
                                                                 box.data(), key.data()) == 0
                          ? 1U
                          : 0U;
        });
    });
    if (opened != rows) std::exit(2);
    return milliseconds;
}

struct Costs {
    double write = 0, read = 0;
};

/// Nothing where the benchmark was built without SQLCipher.
std::optional<Costs> costs_of_sqlcipher([[maybe_unused]] const std::filesystem::path& folder,
                                        [[maybe_unused]] std::uint64_t rows)
{
#ifdef MAHALLA_SQLCIPHER_ROWS
    const std::string command = MAHALLA_SQLCIPHER_ROWS " '" + folder.string() + "' " + std::to_string(rows) + " " +
                                std::to_string(plain_state_bytes) + " " + std::to_string(event_bytes);
    Costs costs;
    if (FILE* const output = popen(command.c_str(), "r")) {
        const int read = std::fscanf(output, "%lf %lf", &costs.write, &costs.read);
        if (pclose(output) == 0 && read == 2) return costs;
    }
#endif
    return std::nullopt;
}

} // namespace

void benchmark_rows(Report& report, std::uint64_t rows)
{
    const std::string of_all = std::to_string(rows) + " events";
    report.heading("Writing and reading " + of_all + " of " + std::to_string(event_bytes) +
                   " bytes, against the same bytes through others");
    const Keyring keys(Secret::random(32));
    std::vector<double> write, bare_write, read, bare_read, write_times, read_times, cipher_write, cipher_read;
    for (int round = 0; round < rounds; ++round) {
        test::TemporaryFolder folder;
        write.push_back(milliseconds_to_write(folder / "vault.sqlite", keys, rows));
        bare_write.push_back(milliseconds_to_write_bare(folder / "bare.sqlite", rows));
        read.push_back(milliseconds_to_read(folder / "vault.sqlite", keys, rows));
        bare_read.push_back(milliseconds_to_read_bare(folder / "bare.sqlite", rows));
        write_times.push_back(write.back() / bare_write.back());
        read_times.push_back(read.back() / bare_read.back());
        if (const auto cipher = costs_of_sqlcipher(folder.path(), rows)) {
            cipher_write.push_back(cipher->write);
            cipher_read.push_back(cipher->read);
        }
    }
    const auto median = [](const std::vector<double>& figures) { return percentiles_of(figures).median; };
    report.figure(of_all + " written by a vault's table", median(write), "ms");
    report.figure(of_all + " written by bare SQLite", median(bare_write), "ms");
    report.figure("written: times bare SQLite", median(write_times), "");
    report.figure(of_all + " read at unlock", median(read), "ms");
    report.figure(of_all + " read by bare SQLite and decrypted by libsodium", median(bare_read), "ms");
    report.figure("read at unlock: times reading and decrypting alone", median(read_times), "", reading_times_max);
    if (cipher_write.empty()) {
        std::printf("  SQLCipher is not installed here; not measured\n");
        return;
    }
    report.figure(of_all + " written by SQLCipher", median(cipher_write), "ms");
    report.figure("written: times SQLCipher", median(write) / median(cipher_write), "", 1);
    report.figure(of_all + " read by SQLCipher", median(cipher_read), "ms");
    report.figure("read at unlock: times SQLCipher", median(read) / median(cipher_read), "", 1);
}
