#include "crypto/stream_cipher.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

const Bytes context = to_bytes("where it belongs");

struct Stream {
    Secret key = Secret::random(stream_key_bytes);
    StreamSealer sealer{key};
    std::vector<Bytes> pieces = {sealer.seal(to_bytes("one"), context, StreamPiece::More),
                                 sealer.seal({}, context, StreamPiece::More),
                                 sealer.seal(to_bytes("three"), context, StreamPiece::Last)};
    StreamOpener opener{key, sealer.header()};
};

} // namespace

TEST_CASE("a stream opens piece by piece, and its end is marked")
{
    Stream stream;
    CHECK(stream.pieces[0].size() == 3 + stream_overhead_bytes);
    const auto first = stream.opener.open(stream.pieces[0], context);
    const auto second = stream.opener.open(stream.pieces[1], context);
    const auto third = stream.opener.open(stream.pieces[2], context);
    REQUIRE((first && second && third));
    CHECK(as_text(first->plain) == "one");
    CHECK(first->piece == StreamPiece::More);
    CHECK(second->plain.empty());
    CHECK(as_text(third->plain) == "three");
    CHECK(third->piece == StreamPiece::Last);
}

TEST_CASE("a piece that is altered, out of its place, under another key or context does not open")
{
    Stream stream;
    const auto refuses = [](StreamOpener& opener, const Bytes& piece, const Bytes& at) {
        const auto opened = opener.open(piece, at);
        return !opened && opened.error().kind == ErrorKind::Corrupt;
    };
    for (std::size_t bit = 0; bit < 8 * stream.pieces[0].size(); ++bit) {
        Bytes flipped = stream.pieces[0];
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1U << (bit % 8)));
        CHECK(refuses(stream.opener, flipped, context));
    }
    CHECK(refuses(stream.opener, stream.pieces[1], context));
    CHECK(refuses(stream.opener, stream.pieces[0], to_bytes("elsewhere")));
    CHECK(refuses(stream.opener, Bytes(stream_overhead_bytes - 1), context));
    StreamOpener other(Secret::random(stream_key_bytes), stream.sealer.header());
    CHECK(refuses(other, stream.pieces[0], context));
    // A refusal moves nothing: the right piece opens still, and only once.
    CHECK(stream.opener.open(stream.pieces[0], context));
    CHECK(refuses(stream.opener, stream.pieces[0], context));
    CHECK(stream.opener.open(stream.pieces[1], context));
}
