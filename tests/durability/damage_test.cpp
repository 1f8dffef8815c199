#include "base/check.h"
#include "database/database.h"
#include "durability/history.h"
#include "durability/setting.h"
#include "store/backup_file.h"
#include "support/temporary_folder.h"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1)
        lines.push_back(text.substr(at, end - at));
    return lines;
}

/// How a vault answers damage.
struct Outcome {
    std::size_t tried = 0;
    std::size_t bits = 0;     ///< Flipped in these tries; in an empty place several at once.
    std::size_t harmless = 0; ///< Everything is shown as it was.
    std::size_t refused = 0;  ///< It does not open, and says so.
    std::size_t told = 0;     ///< It opens, and what is shown otherwise is marked.
    std::size_t wrong = 0;
    std::string first;
};

/// True for a line that says that something is not as it should be.
bool is_told(const std::string& line)
{
    for (const char* const sign : {"fails: ", "damaged", "quarantined", "gap", "broken"})
        if (line.find(sign) != std::string::npos) return true;
    return false;
}

/// Opens a laptop and compares what it shows with the truth.
void judge(Outcome& outcome, Laptop& laptop, const std::string& truth, const std::string& what)
{
    if (!laptop.open()) {
        ++outcome.refused;
        return;
    }
    const std::string shown = description_of(laptop, Names::Exact);
    if (shown == truth) {
        ++outcome.harmless;
        return;
    }
    const std::vector<std::string> before = lines_of(truth), now = lines_of(shown);
    // A draft, a setting or a form that reads otherwise must say so itself; an event may be told of in its chain.
    const bool is_deceiving = std::ranges::any_of(now, [&](const std::string& line) {
        const bool stands_alone = line.find(", draft") != std::string::npos || line.starts_with("setting") ||
                                  line.starts_with("form") || line.starts_with("vault");
        return stands_alone && !is_told(line) && std::ranges::find(before, line) == before.end();
    });
    if (!is_deceiving && std::ranges::any_of(now, is_told)) {
        ++outcome.told;
        return;
    }
    ++outcome.wrong;
    if (std::getenv("MAHALLA_ALL_DAMAGES") != nullptr) MESSAGE(what, "\n", shown);
    if (outcome.first.empty()) outcome.first = what + ":\n" + shown + "--- but was\n" + truth;
}

/// The same of what lies in `folder`.
void look(Outcome& outcome, const std::filesystem::path& folder, const WaysIn& ways, const std::string& truth,
          const std::string& what)
{
    ++outcome.tried;
    const FileCalls unsynced(folder);
    Laptop laptop(folder, ways, scenario_escrow());
    judge(outcome, laptop, truth, what);
}

/// The truth about an undamaged image.
std::string truth_of(const DiskImage& image, const WaysIn& ways, const std::filesystem::path& folder)
{
    image.put(folder);
    Laptop laptop(folder, ways, scenario_escrow());
    REQUIRE(laptop.open());
    return description_of(laptop, Names::Exact);
}

constexpr std::size_t page_bytes = 4096;

bool is_empty_around(const Bytes& bytes, std::size_t place)
{
    const std::size_t from = std::max<std::size_t>(place, 32) - 32, to = std::min(place + 32, bytes.size());
    return std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(from),
                       bytes.begin() + static_cast<std::ptrdiff_t>(to), [](std::uint8_t byte) { return byte == 0; });
}

} // namespace

TEST_CASE("a header with any bit flipped, cut short or with a byte added opens nothing wrong")
{
    const TemporaryFolder temporary(quick_folder());
    const std::filesystem::path folder = temporary / "laptop";
    const DiskImage& image = Setting::the().worker;
    const WaysIn& ways = Setting::the().worker_ways;
    const std::string truth = truth_of(image, ways, folder);
    const Bytes& header = image.files.at("vault/vault.header");
    const std::size_t passphrase_end = 122;
    const auto with_header = [&](Bytes bytes) {
        DiskImage damaged = image;
        damaged.files["vault/vault.header"] = std::move(bytes);
        damaged.put(folder);
    };
    const std::vector<WaysIn> all = {{ways.passphrase, {}, false, {}}, {{}, ways.code, false, {}}, {{}, {}, true, {}}};
    std::vector<Outcome> outcomes(3);
    for (std::size_t bit = 0; bit < header.size() * 8; ++bit) {
        Bytes damaged = header;
        damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ 1U << bit % 8);
        with_header(damaged);
        for (std::size_t way = 0; way < all.size(); ++way) {
            // A passphrase is costly to try; behind its own bytes it is tried once a byte.
            if (way == 0 && bit / 8 >= passphrase_end && bit % 8 != 0) continue;
            look(outcomes[way], folder, all[way], truth, "bit " + std::to_string(bit));
        }
    }
    for (const Outcome& outcome : outcomes) {
        MESSAGE(outcome.tried, " flips: ", outcome.refused, " refused, ", outcome.harmless, " of no consequence");
        CHECK_MESSAGE(outcome.wrong == 0, outcome.first);
        CHECK(outcome.told == 0);
    }
    // Each bit of what belongs to a way closes that way; the passphrase's is the beginning, the slots follow.
    CHECK(outcomes[0].refused >= passphrase_end * 8);
    CHECK(outcomes[1].refused >= 72 * 8);
    CHECK(outcomes[2].refused >= 80 * 8);

    Outcome lengths;
    for (std::size_t size = 0; size <= header.size() + 1; ++size) {
        if (size == header.size()) continue;
        Bytes damaged = header;
        damaged.resize(size, 0);
        with_header(damaged);
        for (const WaysIn& way : all) look(lengths, folder, way, truth, std::to_string(size) + " bytes");
    }
    CHECK(lengths.refused == lengths.tried);
}

namespace {

/// A vault in a folder, and one way to damage it at a time: only what was damaged is written anew.
class Bench {
public:
    Bench(const std::filesystem::path& folder, const DiskImage& image, const WaysIn& ways)
        : folder_(folder), image_(image), ways_(ways), truth_(truth_of(image, ways, folder))
    {
        image_.put(folder_);
    }

    /// Looks at it with `file` being `damaged`, whole; `from` and `to` is where it differs.
    void look_at(Outcome& outcome, const std::string& file, const Bytes& damaged, std::size_t from, std::size_t to,
                 const std::string& what)
    {
        const Bytes& whole = image_.files.at(file);
        write(file, damaged, from, to);
        ++outcome.tried;
        {
            const FileCalls calls(folder_);
            Laptop laptop(folder_, ways_, scenario_escrow());
            judge(outcome, laptop, truth_, what);
            laptop.close();
            // Most often nothing was changed by looking.
            has_changed_ = std::ranges::any_of(calls.changes(), [](const FileCall& call) {
                return call.kind == FileCall::Kind::Write || call.kind == FileCall::Kind::Rename ||
                       (call.kind == FileCall::Kind::Truncate && !call.path.ends_with("-wal"));
            });
        }
        if (has_changed_)
            image_.put(folder_);
        else
            write(file, whole, from, to);
    }
    const DiskImage& image() const { return image_; }

private:
    void write(const std::string& file, const Bytes& bytes, std::size_t from, std::size_t to)
    {
        const int descriptor = ::open((folder_ / file).c_str(), O_WRONLY | O_CLOEXEC);
        MAHALLA_CHECK(descriptor >= 0);
        MAHALLA_CHECK(::pwrite(descriptor, bytes.data() + from, to - from, static_cast<off_t>(from)) ==
                      static_cast<ssize_t>(to - from));
        ::close(descriptor);
    }

    std::filesystem::path folder_;
    DiskImage image_;
    WaysIn ways_;
    std::string truth_;
    bool has_changed_ = false;
};

/// Flips every bit of `file`. Where 64 bytes and more of a page are zero, nothing is there: of these, the same bit of
/// 32 neighbours is flipped at once. If that makes any difference, each of them is flipped alone.
Outcome flip_everywhere(Bench& bench, const std::string& file)
{
    constexpr std::size_t block = 32;
    Outcome outcome;
    const Bytes whole = bench.image().files.at(file);
    Bytes damaged = whole;
    const auto flip_alone = [&](std::size_t byte, unsigned bit) {
        damaged[byte] = static_cast<std::uint8_t>(whole[byte] ^ 1U << bit);
        bench.look_at(outcome, file, damaged, byte, byte + 1,
                      file + " byte " + std::to_string(byte) + ", bit " + std::to_string(bit));
        damaged[byte] = whole[byte];
    };
    for (std::size_t at = 0; at < whole.size(); at += block) {
        const std::size_t end = std::min(at + block, whole.size());
        const bool is_empty =
            std::all_of(whole.begin() + static_cast<std::ptrdiff_t>(std::max(at, block) - block),
                        whole.begin() + static_cast<std::ptrdiff_t>(std::min(end + block, whole.size())),
                        [](std::uint8_t byte) { return byte == 0; });
        for (unsigned bit = 0; bit < 8; ++bit) {
            if (is_empty) {
                for (std::size_t byte = at; byte < end; ++byte)
                    damaged[byte] = static_cast<std::uint8_t>(whole[byte] ^ 1U << bit);
                const std::size_t harmless = outcome.harmless;
                bench.look_at(outcome, file, damaged, at, end, file + " block " + std::to_string(at));
                std::copy(whole.begin() + static_cast<std::ptrdiff_t>(at),
                          whole.begin() + static_cast<std::ptrdiff_t>(end),
                          damaged.begin() + static_cast<std::ptrdiff_t>(at));
                if (outcome.harmless > harmless) {
                    outcome.bits += end - at;
                    continue;
                }
            }
            for (std::size_t byte = at; byte < end; ++byte) flip_alone(byte, bit);
            outcome.bits += end - at;
        }
    }
    return outcome;
}

} // namespace

TEST_CASE("a vault of which any bit of any file is flipped shows nothing wrong: it refuses, or marks what is damaged")
{
    const TemporaryFolder temporary(quick_folder());
    const DiskImage& image = Setting::the().one_of_each;
    Bench bench(temporary / "laptop", image, Setting::the().newcomer_ways);
    for (const char* const file : {"vault/vault.sqlite", "vault/vault.chain"}) {
        const Outcome outcome = flip_everywhere(bench, file);
        MESSAGE(file, ": ", image.files.at(file).size(), " bytes, ", outcome.bits, " bits flipped in ", outcome.tried,
                " tries: ", outcome.harmless, " of no consequence, ", outcome.refused, " refused, ", outcome.told,
                " told, ", outcome.wrong, " wrong");
        CHECK_MESSAGE(outcome.wrong == 0, outcome.first);
        CHECK(outcome.bits == image.files.at(file).size() * 8);
        if (std::string_view(file).ends_with("sqlite")) CHECK(outcome.refused + outcome.told > outcome.tried / 2);
    }
}

TEST_CASE("a vault whose database is cut short at any place shows nothing wrong")
{
    const TemporaryFolder temporary(quick_folder());
    const std::filesystem::path folder = temporary / "laptop";
    const DiskImage& image = Setting::the().one_of_each;
    const WaysIn& ways = Setting::the().newcomer_ways;
    const std::string truth = truth_of(image, ways, folder);
    for (const std::string name : {"vault/vault.sqlite", "vault/vault.chain"}) {
        Outcome outcome;
        DiskImage damaged = image;
        const Bytes& whole = image.files.at(name);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const std::size_t in_page = size % page_bytes;
            const bool is_at_boundary = in_page <= 1 || in_page == page_bytes - 1;
            if (whole.size() > page_bytes && size % 64 != 0 && !is_at_boundary) continue;
            damaged.files[name] = whole;
            damaged.files[name].resize(size);
            damaged.put(folder);
            look(outcome, folder, ways, truth, name + " of " + std::to_string(size) + " bytes");
        }
        MESSAGE(name, ": ", outcome.tried, " lengths: ", outcome.refused, " refused, ", outcome.told, " told, ",
                outcome.wrong, " wrong");
        CHECK_MESSAGE(outcome.wrong == 0, outcome.first);
        // The end of the file may be pages that hold nothing: without them all is there.
        if (name.ends_with("sqlite")) CHECK(outcome.refused + outcome.told > outcome.tried / 2);
    }
}

namespace {

/// A disk that holds one file, of which any bit can be another, and takes what is written.
class OneFile final : public Disk {
public:
    Bytes content;

    Result<Bytes> read(const std::filesystem::path& /*path*/, std::uint64_t /*bytes_max*/) override { return content; }
    Result<std::unique_ptr<DiskReader>> open(const std::filesystem::path& /*path*/) override
    {
        return std::unique_ptr<DiskReader>(std::make_unique<Reader>(content));
    }
    Result<std::unique_ptr<DiskWriter>> create(const std::filesystem::path& /*path*/) override
    {
        return std::unique_ptr<DiskWriter>(std::make_unique<Writer>());
    }
    bool exists(const std::filesystem::path& /*path*/) override { return true; }
    Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& /*folder*/) override
    {
        return std::vector<std::filesystem::path>();
    }
    Result<void> make_folder(const std::filesystem::path& /*folder*/) override { return {}; }
    Result<void> remove(const std::filesystem::path& /*path*/) override { return {}; }
    Result<void> overwrite(const std::filesystem::path& /*path*/, std::uint64_t /*at*/, ByteView /*bytes*/) override
    {
        return {};
    }
    Result<void> rename(const std::filesystem::path& /*from*/, const std::filesystem::path& /*to*/) override
    {
        return {};
    }
    Result<std::uint64_t> bytes_free(const std::filesystem::path& /*folder*/) override
    {
        return std::uint64_t{1} << 40U;
    }

private:
    class Reader final : public DiskReader {
    public:
        explicit Reader(const Bytes& bytes) : bytes_(bytes) {}
        Result<Bytes> read(std::size_t bytes_max) override
        {
            const ByteView part = ByteView(bytes_).subspan(at_, std::min(bytes_max, bytes_.size() - at_));
            at_ += part.size();
            return Bytes(part.begin(), part.end());
        }
        std::uint64_t size() const override { return bytes_.size(); }

    private:
        const Bytes& bytes_;
        std::size_t at_ = 0;
    };
    class Writer final : public DiskWriter {
    public:
        Result<void> write(ByteView /*bytes*/) override { return {}; }
        Result<void> sync() override { return {}; }
        Result<void> finish() override { return {}; }
    };
};

} // namespace

TEST_CASE("a backup of which any bit of the head is flipped, or any of the rest, is refused")
{
    OneFile disk;
    disk.content = Setting::the().medium_alone.files.begin()->second;
    const Secret passphrase = Secret::copy_of(Setting::the().worker_ways.passphrase);
    const Bytes whole = disk.content;
    const auto is_refused = [&] {
        const auto seen = BackupFile::look(disk, "backup");
        const auto header = seen ? StoreHeader::parse(StoreKind::Vault, seen->header) : tl::unexpected(seen.error());
        const auto master = header ? header->open(passphrase) : tl::unexpected(header.error());
        return !master || !BackupFile::read(disk, "backup", Keyring(*master), "database");
    };
    REQUIRE_FALSE(is_refused());
    // The rest is sealed as a whole: of each 2048 bytes of it the same bit is flipped at once, each bit in its turn, so
    // that a refusal speaks for the lot of them; of its first and last bytes each bit alone.
    const std::size_t head = 1024, block = 2048;
    std::size_t tried = 0, accepted = 0;
    const auto try_bits = [&](std::size_t from, std::size_t to, unsigned bit) {
        for (std::size_t at = from; at < to; ++at) disk.content[at] = static_cast<std::uint8_t>(whole[at] ^ 1U << bit);
        ++tried;
        if (!is_refused()) ++accepted;
        std::copy(whole.begin() + static_cast<std::ptrdiff_t>(from), whole.begin() + static_cast<std::ptrdiff_t>(to),
                  disk.content.begin() + static_cast<std::ptrdiff_t>(from));
    };
    for (unsigned bit = 0; bit < 8; ++bit) {
        for (std::size_t at = 0; at < head; ++at) try_bits(at, at + 1, bit);
        for (std::size_t at = whole.size() - 64; at < whole.size(); ++at) try_bits(at, at + 1, bit);
        for (std::size_t at = head; at < whole.size(); at += block)
            try_bits(at, std::min(at + block, whole.size()), bit);
    }
    for (std::size_t size = 0; size < whole.size(); size += size < head ? 1 : block) {
        disk.content.resize(size);
        ++tried;
        if (!is_refused()) ++accepted;
        disk.content = whole;
    }
    MESSAGE(whole.size(), " bytes, ", tried, " damages, ", accepted, " accepted");
    CHECK(accepted == 0);
}

TEST_CASE("a snapshot of which any bit is flipped is no sound one, or brings back what it held")
{
    const TemporaryFolder temporary(quick_folder());
    const std::filesystem::path folder = temporary / "laptop";
    DiskImage image = Setting::the().one_of_each;
    std::erase_if(image.files, [](const auto& file) { return file.first.starts_with("vault/vault.sqlite"); });
    WaysIn ways = Setting::the().newcomer_ways;
    ways.may_be_damaged = true;
    const std::string name = "vault/snapshots/8.sqlite";
    const std::string truth = truth_of(image, ways, folder);
    const Bytes& whole = image.files.at(name);
    Outcome outcome;
    DiskImage damaged = image;
    // It is read as the database is, in which all bits are flipped: here one a byte, of empty places each sixteenth.
    for (std::size_t byte = 0; byte < whole.size(); ++byte) {
        if (byte % 16 != 0 && is_empty_around(whole, byte)) continue;
        if (std::getenv("MAHALLA_LONG") == nullptr && byte % 4 != 0) continue;
        const std::size_t bit = (byte / 4 + byte / 64) % 8;
        damaged.files[name][byte] = static_cast<std::uint8_t>(whole[byte] ^ 1U << bit);
        damaged.put(folder);
        look(outcome, folder, ways, truth, "byte " + std::to_string(byte) + ", bit " + std::to_string(bit));
        damaged.files[name][byte] = whole[byte];
    }
    MESSAGE(whole.size(), " bytes, ", outcome.tried, " flips: ", outcome.harmless, " of no consequence, ",
            outcome.refused, " refused, ", outcome.told, " told, ", outcome.wrong, " wrong");
    CHECK_MESSAGE(outcome.wrong == 0, outcome.first);
    CHECK(outcome.told == 0);
    CHECK(outcome.refused > outcome.tried / 4);
}

TEST_CASE("what is moved to another place in the database is told, or makes no difference")
{
    // Whoever has the disk but no passphrase can exchange rows; each column of each table with that of every other row.
    struct Column {
        const char* table;
        const char* name;
        const char* together = nullptr; ///< A second column that moves with it.
    };
    const TemporaryFolder temporary(quick_folder());
    const std::filesystem::path folder = temporary / "laptop";
    const DiskImage& image = Setting::the().worker;
    const WaysIn& ways = Setting::the().worker_ways;
    const std::string truth = truth_of(image, ways, folder);
    for (const Column column : {Column{"draft", "key"},
                                {"draft", "box"},
                                {"draft", "key", "box"},
                                {"event", "record"},
                                {"event", "state"},
                                {"event", "key"},
                                {"event", "bytes"},
                                {"item", "box"}}) {
        CAPTURE(column.table);
        CAPTURE(column.name);
        Outcome outcome;
        const std::string table = column.table, name = column.name;
        const std::string second = column.together ? column.together : "";
        for (int from = 1; from <= 8; ++from)
            for (int to = 1; to <= 8; ++to) {
                image.put(folder);
                {
                    const FileCalls unsynced(folder);
                    auto database = Database::open(folder / "vault" / "vault.sqlite", {0x4d48'5654, {""}});
                    REQUIRE(database);
                    const std::string row =
                        "(SELECT rowid FROM " + table + " LIMIT 1 OFFSET " + std::to_string(to - 1) + ")";
                    const auto other = [&](const std::string& moving) {
                        return "(SELECT " + moving + " FROM " + table + " LIMIT 1 OFFSET " + std::to_string(from - 1) +
                               ")";
                    };
                    const std::string both = second.empty() ? "" : "," + second + "=" + other(second);
                    const auto moved =
                        database->execute("UPDATE " + table + " SET " + name + "=" + other(name) + both +
                                          " WHERE rowid=" + row + " AND " + other(name) + " IS NOT NULL");
                    if (!moved) continue; // Two rows of one place are refused by the table itself.
                }
                look(outcome, folder, ways, truth,
                     table + "." + name + " of " + std::to_string(from) + " in " + std::to_string(to));
            }
        MESSAGE(table, ".", name, ": ", outcome.tried, " moves, ", outcome.harmless, " of no consequence, ",
                outcome.refused, " refused, ", outcome.told, " told");
        CHECK_MESSAGE(outcome.wrong == 0, outcome.first);
        CHECK(outcome.told + outcome.refused > 0);
    }
}
