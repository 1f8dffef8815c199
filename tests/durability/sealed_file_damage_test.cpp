#include "crypto/attachment.h"
#include "durability/setting.h"
#include "store/backup_file.h"
#include "support/bytes_reader.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <functional>

using namespace mahalla;
using namespace mahalla::test;

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

/// What is accepted of a sealed file with damage.
struct Tried {
    std::size_t damages = 0;
    std::size_t bits = 0;
    std::vector<std::string> accepted;
};

/// Flips each bit of `bytes`: of the first and last `alone` bytes each by itself; between them the same bit of all
/// bytes of a block at once, which are sealed as one, so that a refusal speaks for the lot of them. Where a block is
/// accepted, its halves are tried, down to the bit that makes no difference.
Tried flip_all(Bytes& bytes, std::size_t alone, const std::function<bool()>& is_refused)
{
    constexpr std::size_t block = 4096;
    Tried tried;
    const std::function<void(std::size_t, std::size_t, unsigned)> flip = [&](std::size_t from, std::size_t to,
                                                                             unsigned bit) {
        const auto turn = [&] {
            for (std::size_t at = from; at < to; ++at) bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ 1U << bit);
        };
        turn();
        ++tried.damages;
        const bool refused = is_refused();
        turn();
        if (refused) return;
        if (to - from == 1) tried.accepted.push_back("byte " + std::to_string(from) + ", bit " + std::to_string(bit));
        if (to - from == 1) return;
        flip(from, from + (to - from) / 2, bit);
        flip(from + (to - from) / 2, to, bit);
    };
    for (unsigned bit = 0; bit < 8; ++bit)
        for (std::size_t at = 0; at < bytes.size();) {
            const bool is_alone = at < alone || at + alone >= bytes.size();
            const std::size_t end = is_alone ? at + 1 : std::min(at + block, bytes.size() - alone);
            flip(at, end, bit);
            tried.bits += end - at;
            at = end;
        }
    return tried;
}

/// Each length below `fine` and each `step`th after it.
void cut_short(Tried& tried, Bytes& bytes, std::size_t fine, std::size_t step, const std::function<bool()>& is_refused)
{
    const Bytes whole = bytes;
    for (std::size_t size = 0; size < whole.size(); size += size < fine ? 1 : step) {
        bytes.resize(size);
        ++tried.damages;
        if (!is_refused()) tried.accepted.push_back(std::to_string(size) + " bytes");
        bytes = whole;
    }
    bytes.push_back(0);
    ++tried.damages;
    if (!is_refused()) tried.accepted.emplace_back("a byte more");
    bytes = whole;
}

void check(const Tried& tried, const std::string& what, const Bytes& bytes)
{
    MESSAGE(what, ": ", bytes.size() * 8, " bits, ", tried.bits, " flipped, ", tried.damages, " damages, ",
            tried.accepted.size(), " accepted");
    CHECK(tried.bits == bytes.size() * 8);
    CHECK_MESSAGE(tried.accepted.empty(), (tried.accepted.empty() ? std::string() : tried.accepted.front()));
}

} // namespace

TEST_CASE("a backup of which any bit is flipped, or which is cut short, is refused")
{
    OneFile disk;
    disk.content = Setting::the().medium_alone.files.begin()->second;
    const Secret passphrase = Secret::copy_of(Setting::the().worker_ways.passphrase);
    const auto is_refused = [&] {
        const auto seen = BackupFile::look(disk, "backup");
        const auto header = seen ? StoreHeader::parse(StoreKind::Vault, seen->header) : tl::unexpected(seen.error());
        const auto master = header ? header->open(passphrase) : tl::unexpected(header.error());
        return !master || !BackupFile::read(disk, "backup", Keyring(*master), "database");
    };
    REQUIRE_FALSE(is_refused());
    Tried tried = flip_all(disk.content, 1024, is_refused);
    cut_short(tried, disk.content, 1024, 4099, is_refused);
    check(tried, "backup", disk.content);
}

TEST_CASE("a sealed piece of a file of which any bit is flipped, or which is cut short, is refused")
{
    const std::size_t more_than_a_piece = attachment_limits::piece_content_bytes + 5000;
    Bytes content(more_than_a_piece);
    for (std::size_t at = 0; at < content.size(); ++at) content[at] = static_cast<std::uint8_t>(at * 31 + at / 256);
    std::vector<Bytes> pieces;
    BytesReader reader(content);
    const auto descriptor =
        seal_attachment(reader, content.size(), "plan.txt", "text/plain", [&](const Hash&, ByteView sealed) {
            pieces.emplace_back(sealed.begin(), sealed.end());
            return Result<void>();
        });
    REQUIRE(descriptor);
    REQUIRE(pieces.size() == 2);
    for (std::size_t number = 0; number < pieces.size(); ++number) {
        Bytes& piece = pieces[number];
        const auto is_refused = [&] { return !open_attachment_piece(*descriptor, number, piece); };
        REQUIRE_FALSE(is_refused());
        Tried tried = flip_all(piece, 64, is_refused);
        cut_short(tried, piece, 64, 16'411, is_refused);
        check(tried, "piece", piece);
    }
}
