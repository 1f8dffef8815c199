#include "base/seeded_random.h"
#include "crypto/attachment.h"
#include "crypto/hash.h"
#include "crypto/secret_box.h"
#include "support/bytes_reader.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20U;

Bytes content_of(std::size_t size)
{
    Bytes content(size);
    SeededRandom random(size + 1);
    random.fill(content);
    return content;
}

struct SealedFile {
    AttachmentDescriptor descriptor;
    std::vector<Bytes> pieces;
};

SealedFile sealed(const Bytes& content, std::string name = "photo.jpg")
{
    SealedFile file;
    BytesReader reader(content);
    auto descriptor = seal_attachment(reader, content.size(), std::move(name), "image/jpeg",
                                      [&](const Hash& hash, ByteView piece) -> Result<void> {
                                          CHECK(hash == hash_of(piece));
                                          file.pieces.emplace_back(piece.begin(), piece.end());
                                          return {};
                                      });
    REQUIRE(descriptor);
    file.descriptor = *std::move(descriptor);
    return file;
}

std::string opened(const SealedFile& file)
{
    std::string content;
    for (std::size_t i = 0; i < file.pieces.size(); ++i) {
        const auto piece = open_attachment_piece(file.descriptor, i, file.pieces[i]);
        if (!piece) return name_of(piece.error().kind);
        content += as_text(*piece);
    }
    return content;
}

AttachmentDescriptor copy_of(const AttachmentDescriptor& descriptor)
{
    return {descriptor.name, descriptor.media_type, descriptor.content_bytes, descriptor.key.duplicate(),
            descriptor.pieces};
}

} // namespace

TEST_CASE("a file of any size is sealed in pieces of a mebibyte and comes back as it was")
{
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{255}, std::size_t{256}, std::size_t{257},
                                   mebibyte - 1, mebibyte, mebibyte + 1, 3 * mebibyte + 12'345}) {
        CAPTURE(size);
        const Bytes content = content_of(size);
        const SealedFile file = sealed(content);
        CHECK(file.pieces.size() == attachment_pieces_of(size));
        CHECK(file.pieces.size() == std::max<std::size_t>(1, (size + mebibyte - 1) / mebibyte));
        for (const Bytes& piece : file.pieces) CHECK(piece.size() <= attachment_limits::sealed_piece_bytes_max);
        CHECK((opened(file) == as_text(content)));
    }
}

TEST_CASE("a piece opens alone, and what is on the outside tells the size in steps only")
{
    const Bytes content = content_of(2 * mebibyte + 5);
    const SealedFile file = sealed(content);
    const auto middle = open_attachment_piece(file.descriptor, 1, file.pieces[1]);
    REQUIRE(middle);
    CHECK(std::equal(middle->begin(), middle->end(), content.begin() + mebibyte));
    CHECK(file.pieces.back().size() == sealed(content_of(2 * mebibyte + 256)).pieces.back().size());
    CHECK(sealed({}).pieces[0].size() == sealed(content_of(256)).pieces[0].size());
    CHECK(sealed(content_of(300'000)).pieces[0].size() == sealed(content_of(320'000)).pieces[0].size());
}

TEST_CASE("the same file sealed twice has nothing in common on the outside")
{
    const Bytes content = content_of(1000);
    const SealedFile one = sealed(content), other = sealed(content);
    CHECK(one.descriptor.id() != other.descriptor.id());
    CHECK_FALSE(equal_in_constant_time(one.descriptor.key.view(), other.descriptor.key.view()));
    CHECK(one.pieces != other.pieces);
}

TEST_CASE("a piece that was altered, cut, exchanged or comes from another file does not open")
{
    const SealedFile file = sealed(content_of(2 * mebibyte + 300));
    const SealedFile other = sealed(content_of(2 * mebibyte + 300));
    const auto refuses = [](const AttachmentDescriptor& descriptor, std::size_t number, ByteView piece) {
        const auto opened_piece = open_attachment_piece(descriptor, number, piece);
        return !opened_piece && opened_piece.error().kind == ErrorKind::Corrupt;
    };
    const Bytes& last = file.pieces[2];
    for (std::size_t bit = 0; bit < last.size() * 8; bit += 1009) {
        Bytes flipped = last;
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ 1U << bit % 8);
        CHECK(refuses(file.descriptor, 2, flipped));
    }
    for (std::size_t size = 0; size < last.size(); size += 331)
        CHECK(refuses(file.descriptor, 2, ByteView(last).first(size)));
    CHECK(refuses(file.descriptor, 0, file.pieces[1]));
    CHECK(refuses(file.descriptor, 3, file.pieces[2]));
    CHECK(refuses(file.descriptor, 0, other.pieces[0]));

    // Even for who can write the list of hashes: the pieces know their number, how many there are, and the end.
    SUBCASE("two pieces changed places")
    {
        AttachmentDescriptor changed = copy_of(file.descriptor);
        std::swap(changed.pieces[0], changed.pieces[1]);
        CHECK(refuses(changed, 0, file.pieces[1]));
        CHECK(refuses(changed, 1, file.pieces[0]));
    }
    SUBCASE("the end is left out")
    {
        AttachmentDescriptor changed = copy_of(file.descriptor);
        changed.pieces.pop_back();
        changed.content_bytes = 2 * mebibyte;
        CHECK(refuses(changed, 0, file.pieces[0]));
        CHECK(refuses(changed, 1, file.pieces[1]));
    }
    SUBCASE("a piece of another file is put in")
    {
        AttachmentDescriptor changed = copy_of(file.descriptor);
        changed.pieces[1] = other.descriptor.pieces[1];
        CHECK(refuses(changed, 1, other.pieces[1]));
    }
    SUBCASE("another size is said")
    {
        AttachmentDescriptor changed = copy_of(file.descriptor);
        changed.content_bytes -= 1;
        CHECK(refuses(changed, 2, file.pieces[2]));
        changed.content_bytes += 1024;
        CHECK(refuses(changed, 2, file.pieces[2]));
    }
    SUBCASE("who can open the file seals something else under its key")
    {
        ByteWriter place;
        place.raw(as_bytes("mahalla attachment piece 1"));
        place.u64(file.descriptor.content_bytes);
        place.u32(1);
        place.u32(3);
        place.u8(0);
        const Bytes forged = seal_box(file.descriptor.key, Bytes(mebibyte, 'f'), place.bytes());
        CHECK(refuses(file.descriptor, 1, forged));
        // Were it in the author's signed list, it would be right: the forgery is a good one.
        AttachmentDescriptor changed = copy_of(file.descriptor);
        changed.pieces[1] = hash_of(forged);
        CHECK_FALSE(refuses(changed, 1, forged));
    }
    SUBCASE("another key is given")
    {
        AttachmentDescriptor changed = copy_of(file.descriptor);
        changed.key = Secret::random(32);
        CHECK(refuses(changed, 2, file.pieces[2]));
    }
}

TEST_CASE("what an event says of its file is read as it was written, and nothing else is read")
{
    const SealedFile file = sealed(content_of(1'100'000), "Foto über den Hof.jpg");
    const Bytes encoded = *file.descriptor.encode();
    const auto again = AttachmentDescriptor::decode(encoded);
    REQUIRE(again);
    CHECK(again->name == "Foto über den Hof.jpg");
    CHECK(again->media_type == "image/jpeg");
    CHECK(again->content_bytes == 1'100'000);
    CHECK(again->id() == file.descriptor.id());
    CHECK(again->encode() == encoded);
    for (std::size_t size = 0; size < encoded.size(); ++size)
        CHECK_FALSE(AttachmentDescriptor::decode(ByteView(encoded).first(size)));
    Bytes longer = encoded;
    longer.push_back(0);
    CHECK(AttachmentDescriptor::decode(longer).error().kind == ErrorKind::Corrupt);
    Bytes newer = encoded;
    newer[0] = 2;
    CHECK(AttachmentDescriptor::decode(newer).error().kind == ErrorKind::Refused);
    Bytes huge = encoded;
    std::fill_n(huge.begin() + 33, 8, std::uint8_t{0xff});
    CHECK(AttachmentDescriptor::decode(huge).error().kind == ErrorKind::Corrupt);
}

TEST_CASE("a file's name leads nowhere and says nothing to a terminal")
{
    for (const std::string_view name : {"a.jpg", "صورة.jpg", "with space", "...", "a..b"})
        CHECK(is_attachment_name(name));
    for (const std::string_view name :
         {std::string_view(""), std::string_view("."), std::string_view(".."), std::string_view("a/b"),
          std::string_view("..\\b"), std::string_view("a\nb"), std::string_view("a\0b", 3), std::string_view("\x1b[2J"),
          std::string_view("\xff")})
        CHECK_FALSE(is_attachment_name(name));
    CHECK(is_attachment_name(std::string(255, 'a')));
    CHECK_FALSE(is_attachment_name(std::string(256, 'a')));
}

TEST_CASE("a file that changes its length while it is read is not sealed, and a failing disk ends it")
{
    const Bytes content = content_of(mebibyte + 10);
    const auto ignore = [](const Hash&, ByteView) -> Result<void> { return {}; };
    for (const std::uint64_t said : {content.size() - 1, content.size() + 1}) {
        BytesReader reader(content);
        CHECK(seal_attachment(reader, said, "a.txt", "text/plain", ignore).error().kind == ErrorKind::Invalid);
    }
    BytesReader reader(content);
    const auto full = [](const Hash&, ByteView) -> Result<void> {
        return failure(ErrorKind::Unavailable, "The disk is full.");
    };
    CHECK(seal_attachment(reader, content.size(), "a.txt", "text/plain", full).error().kind == ErrorKind::Unavailable);
    CHECK(seal_attachment(reader, (std::uint64_t{1} << 30U) + 1, "a.txt", "text/plain", ignore).error().kind ==
          ErrorKind::Invalid);
    CHECK(attachment_pieces_of(std::uint64_t{1} << 30U) == AttachmentDescriptor::pieces_max);
}
