#include "base/check.h"
#include "durability/damage_found.h"
#include "durability/history.h"
#include "durability/setting.h"
#include "store/vault_restored.h"
#include "support/temporary_folder.h"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

using namespace mahalla;
using namespace mahalla::test;

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
    void look_at(DamageFound& outcome, const std::string& file, const Bytes& damaged, std::size_t from, std::size_t to,
                 const std::string& what)
    {
        const Bytes& whole = image_.files.at(file);
        write(file, damaged, from, to);
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

/// Flips bits of `file`: all of them, or of each byte one of `share` bits, in turn. Where 64 bytes and more of a page
/// are zero, nothing is there: of these, the same bit of 32 neighbours is flipped at once. If that makes any
/// difference, each of them is flipped alone.
DamageFound flip_everywhere(Bench& bench, const std::string& file, unsigned share)
{
    constexpr std::size_t block = 32;
    DamageFound outcome;
    const Bytes whole = bench.image().files.at(file);
    Bytes damaged = whole;
    const auto flip = [&](std::size_t from, std::size_t to, unsigned bit) {
        for (std::size_t byte = from; byte < to; ++byte)
            damaged[byte] = static_cast<std::uint8_t>(whole[byte] ^ 1U << bit);
        const std::size_t harmless = outcome.harmless;
        bench.look_at(outcome, file, damaged, from, to,
                      file + " bytes " + std::to_string(from) + "–" + std::to_string(to) + ", bit " +
                          std::to_string(bit));
        std::copy(whole.begin() + static_cast<std::ptrdiff_t>(from), whole.begin() + static_cast<std::ptrdiff_t>(to),
                  damaged.begin() + static_cast<std::ptrdiff_t>(from));
        return outcome.harmless > harmless;
    };
    const auto is_tried = [share](std::size_t byte, unsigned bit) { return (byte + byte / 8 + bit) % share == 0; };
    for (std::size_t at = 0; at < whole.size(); at += block) {
        const std::size_t end = std::min(at + block, whole.size());
        const bool is_empty =
            std::all_of(whole.begin() + static_cast<std::ptrdiff_t>(std::max(at, block) - block),
                        whole.begin() + static_cast<std::ptrdiff_t>(std::min(end + block, whole.size())),
                        [](std::uint8_t byte) { return byte == 0; });
        for (unsigned bit = 0; bit < 8; ++bit) {
            if (is_empty && !is_tried(at / block, bit)) continue;
            if (is_empty && flip(at, end, bit)) {
                outcome.bits += end - at;
                continue;
            }
            for (std::size_t byte = at; byte < end; ++byte)
                if (is_tried(byte, bit)) {
                    flip(byte, byte + 1, bit);
                    ++outcome.bits;
                }
        }
    }
    return outcome;
}

/// Of a snapshot, which is a database as the vault's is: all bits by `build-scripts/test --long`, which takes longer
/// than a change that lands may wait.
unsigned share_of_snapshot() { return std::getenv("MAHALLA_LONG") != nullptr ? 1 : 8; }

} // namespace

TEST_CASE("a vault of which any bit of any file is flipped shows nothing wrong: it refuses, or marks what is damaged")
{
    const TemporaryFolder temporary(quick_folder());
    const DiskImage& image = Setting::the().one_of_each;
    Bench bench(temporary / "laptop", image, Setting::the().newcomer_ways);
    for (const std::string file : {"vault/vault.sqlite", "vault/vault.chain"}) {
        const DamageFound outcome = flip_everywhere(bench, file, 1);
        const std::size_t bits = image.files.at(file).size() * 8;
        MESSAGE(file, ": ", bits, " bits, ", outcome.bits, " flipped in ", outcome.text());
        CHECK_MESSAGE(outcome.wrong == 0, outcome.first);
        CHECK(outcome.bits == bits);
        if (file.ends_with("sqlite")) CHECK(outcome.refused + outcome.told > outcome.tried / 2);
    }
}

TEST_CASE("a snapshot of which any bit is flipped is no sound one, or brings back what it held")
{
    const TemporaryFolder temporary(quick_folder());
    DiskImage image = Setting::the().one_of_each;
    std::erase_if(image.files, [](const auto& file) { return file.first.starts_with("vault/vault.sqlite"); });
    WaysIn ways = Setting::the().newcomer_ways;
    ways.may_be_damaged = true;
    const std::string file = "vault/snapshots/8.sqlite";
    Bench bench(temporary / "laptop", image, ways);
    const DamageFound outcome = flip_everywhere(bench, file, share_of_snapshot());
    MESSAGE(file, ": ", image.files.at(file).size() * 8, " bits, ", outcome.bits, " flipped in ", outcome.text());
    CHECK_MESSAGE(outcome.wrong == 0, outcome.first);
    // Pieces of files are verified when they are read: a copy is not given up for a photograph.
    CHECK_MESSAGE(outcome.told_beyond_files == 0, outcome.first_told);
    CHECK(outcome.refused > outcome.tried / 4);
}

TEST_CASE("a vault whose database is cut short at any place shows nothing wrong")
{
    const TemporaryFolder temporary(quick_folder());
    const std::filesystem::path folder = temporary / "laptop";
    const DiskImage& image = Setting::the().one_of_each;
    const WaysIn& ways = Setting::the().newcomer_ways;
    const std::string truth = truth_of(image, ways, folder);
    for (const std::string name : {"vault/vault.sqlite", "vault/vault.chain"}) {
        DamageFound outcome;
        DiskImage damaged = image;
        const Bytes& whole = image.files.at(name);
        for (std::size_t size = 0; size < whole.size(); ++size) {
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
