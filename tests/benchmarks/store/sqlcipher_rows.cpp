// The rows of a vault in a database that SQLCipher encrypts: sqlcipher_rows FOLDER ROWS STATE_BYTES EVENT_BYTES
//
// Prints the milliseconds of the processor for writing and for reading. A program of its own: its library has the names
// of SQLite's, and no program should hold both.

#include "benchmarks/processor_time.h"
#include "benchmarks/store/bare_rows.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

int main(int count, char** arguments)
{
    if (count != 5) return 2;
    const std::filesystem::path path = std::filesystem::path(arguments[1]) / "sqlcipher.sqlite";
    const std::uint64_t rows = std::strtoull(arguments[2], nullptr, 10);
    const std::size_t state_bytes = std::strtoull(arguments[3], nullptr, 10);
    const std::size_t event_bytes = std::strtoull(arguments[4], nullptr, 10);
    const std::string key(64, '7');
    constexpr std::uint64_t rows_at_once = 1'000;
    double write = 0;
    {
        BareDatabase database(path, key);
        for (std::uint64_t first = 0; first < rows; first += rows_at_once) {
            const auto some = bare_rows(first, std::min(rows_at_once, rows - first), state_bytes, event_bytes);
            write += milliseconds_of([&] { database.write(some); });
        }
    }
    std::size_t found = 0;
    const double scan = milliseconds_of([&] {
        BareDatabase database(path, key);
        found = database.scan([](const std::uint8_t*, std::size_t) {});
    });
    if (found != rows) return 1;
    std::printf("%f %f\n", write, scan);
    return 0;
}
