#include "sample_bundle.h"

#include <functional>

using namespace mahalla;
using namespace mahalla::test;

namespace {

Bytes sample()
{
    MemoryDisk disk;
    write_bundle(disk, small_items());
    return disk.files.begin()->second;
}

bool is_beginning_of(const Items& part, const Items& whole)
{
    return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

/// Damage must be noticed: an error, or, where the file seems to end early, an authentic beginning that is called
/// incomplete.
void check_not_accepted(const Reading& reading)
{
    CHECK(is_beginning_of(reading.items, small_items()));
    if (!reading.error) CHECK(reading.contents.end == BundleEnd::Truncated);
}

/// Frames as a sender with the right keys, and bad intentions, would write them.
class Forger {
public:
    explicit Forger(std::function<void(BundleHeader&)> change = {})
        : key_(Secret::random(stream_key_bytes)), sealer_(key_)
    {
        BundleHeader header;
        header.project = *ProjectId::from_text(std::string(32, '5'));
        header.sender = signing_keys(1).public_key();
        BundleHeader::Slot slot{box_keys(2).public_key().id(), {}};
        const Bytes sealed = *box_keys(2).public_key().seal(key_.view());
        std::copy(sealed.begin(), sealed.end(), slot.sealed_key.begin());
        header.recipients = {slot};
        header.key_commitment = bundle_key_commitment(key_);
        header.stream = sealer_.header();
        if (change) change(header);
        const Bytes encoded = header.encode();
        header_hash_ = hash_of(encoded);
        bytes_ = encoded;
        append(signing_keys(1).sign(SignaturePurpose::Bundle, encoded).bytes);
    }

    Forger& frame(std::uint8_t kind, std::uint8_t form, const Bytes& content, StreamPiece piece = StreamPiece::More)
    {
        ByteWriter plain;
        plain.u8(kind);
        plain.u8(form);
        plain.raw(content);
        return raw_frame(plain.take(), piece);
    }

    Forger& raw_frame(const Bytes& plain, StreamPiece piece = StreamPiece::More)
    {
        const Bytes sealed = sealer_.seal(plain, header_hash_.bytes, piece);
        ByteWriter frame;
        frame.u32(static_cast<std::uint32_t>(sealed.size()));
        frame.raw(sealed);
        append(frame.bytes());
        return *this;
    }

    Forger& manifest(const PartCounts& counts = {})
    {
        BundleManifest manifest;
        manifest.counts = counts;
        return frame(bundle_frame::manifest_kind, 0, manifest.encode());
    }

    Forger& trailer(std::uint64_t frames, const PartCounts& counts = {})
    {
        return frame(bundle_frame::trailer_kind, 0, BundleTrailer{frames, counts}.encode(), StreamPiece::Last);
    }

    Forger& length_only(std::uint32_t length)
    {
        ByteWriter writer;
        writer.u32(length);
        append(writer.bytes());
        return *this;
    }

    const Bytes& bytes() const { return bytes_; }

private:
    void append(ByteView more) { bytes_.insert(bytes_.end(), more.begin(), more.end()); }

    Secret key_;
    StreamSealer sealer_;
    Hash header_hash_;
    Bytes bytes_;
};

Bytes items_of(const std::vector<Bytes>& items)
{
    ByteWriter writer;
    for (const Bytes& item : items) writer.sized(item);
    return writer.take();
}

constexpr auto event_kind = static_cast<std::uint8_t>(BundlePart::Event);

} // namespace

TEST_CASE("no bundle with one bit flipped is accepted")
{
    const Bytes good = sample();
    for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
        Bytes flipped = good;
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1U << (bit % 8)));
        check_not_accepted(read_bytes(flipped));
    }
}

TEST_CASE("a bundle cut at any length gives an authentic beginning, and is never called complete")
{
    const Bytes good = sample();
    const std::size_t head = take_apart(good).head.size();
    for (std::size_t length = 0; length < good.size(); ++length) {
        const Reading reading = read_bytes(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)));
        check_not_accepted(reading);
        CHECK((length < head) == reading.error.has_value());
    }
}

TEST_CASE("a bundle with one byte appended is not accepted")
{
    for (unsigned value = 0; value < 256; ++value) {
        Bytes longer = sample();
        longer.push_back(static_cast<std::uint8_t>(value));
        CHECK(read_bytes(longer).error->kind == ErrorKind::Corrupt);
    }
}

TEST_CASE("frames left out, doubled, swapped or taken from another bundle are noticed")
{
    const TakenApart good = take_apart(sample());
    const TakenApart other = take_apart(sample());
    REQUIRE(good.frames.size() >= 4);
    for (std::size_t i = 0; i < good.frames.size(); ++i) {
        CAPTURE(i);
        TakenApart dropped = good;
        dropped.frames.erase(dropped.frames.begin() + static_cast<std::ptrdiff_t>(i));
        check_not_accepted(read_bytes(dropped.together()));

        TakenApart doubled = good;
        doubled.frames.insert(doubled.frames.begin() + static_cast<std::ptrdiff_t>(i), good.frames[i]);
        check_not_accepted(read_bytes(doubled.together()));
        CHECK(read_bytes(doubled.together()).error);

        TakenApart spliced = good;
        spliced.frames[i] = other.frames[i];
        CHECK(read_bytes(spliced.together()).error->kind == ErrorKind::Corrupt);

        for (std::size_t j = i + 1; j < good.frames.size(); ++j) {
            TakenApart swapped = good;
            std::swap(swapped.frames[i], swapped.frames[j]);
            CHECK(read_bytes(swapped.together()).error->kind == ErrorKind::Corrupt);
        }
    }
}

TEST_CASE("frames under another bundle's header are noticed")
{
    TakenApart mixed = take_apart(sample());
    mixed.head = take_apart(sample()).head;
    CHECK(read_bytes(mixed.together()).error->kind == ErrorKind::Corrupt);
}

TEST_CASE("what a well-signed sender says about sizes is not believed")
{
    SUBCASE("a frame longer than any")
    {
        const Reading reading = read_bytes(Forger().manifest().length_only(0xFFFFFFFF).bytes());
        CHECK(reading.error->kind == ErrorKind::Corrupt);
    }
    SUBCASE("a frame too short for a seal")
    {
        CHECK(read_bytes(Forger().manifest().length_only(16).bytes()).error->kind == ErrorKind::Corrupt);
    }
    SUBCASE("an item longer than its frame")
    {
        ByteWriter content;
        content.varint(1'000'000);
        content.u8(1);
        CHECK(read_bytes(Forger().manifest().frame(event_kind, 0, content.take()).bytes()).error->kind ==
              ErrorKind::Corrupt);
    }
    SUBCASE("an item longer than its kind may be")
    {
        const auto certificate = static_cast<std::uint8_t>(BundlePart::Certificate);
        const Bytes content = items_of({Bytes(5000)});
        CHECK(read_bytes(Forger().manifest().frame(certificate, 0, content).bytes()).error->kind == ErrorKind::Corrupt);
    }
    SUBCASE("pieces without an end")
    {
        Forger forger;
        forger.manifest();
        for (int i = 0; i < 20; ++i) forger.frame(static_cast<std::uint8_t>(BundlePart::Form), 1, Bytes(1'000'000));
        CHECK(read_bytes(forger.bytes()).error->kind == ErrorKind::Corrupt);
    }
    SUBCASE("a list of contents of more ranges than are believed")
    {
        ByteWriter ranges;
        ranges.varint(BundleManifest::ranges_max + 1);
        const Bytes manifest = encode_fields({{1, ranges.take()}});
        CHECK(read_bytes(Forger().frame(bundle_frame::manifest_kind, 0, manifest).bytes()).error->kind ==
              ErrorKind::Corrupt);
    }
}

TEST_CASE("what a well-signed sender puts in the wrong place is refused")
{
    const PartCounts one = {{BundlePart::Event, 1}};
    const Bytes item = items_of({{1, 2, 3}});
    const auto kind_of = [](const Forger& forger) { return read_bytes(forger.bytes()).error.value_or(Error{}).kind; };
    SUBCASE("no list of contents at the beginning")
    {
        CHECK(kind_of(Forger().frame(event_kind, 0, item)) == ErrorKind::Corrupt);
    }
    SUBCASE("two lists of contents") { CHECK(kind_of(Forger().manifest().manifest()) == ErrorKind::Corrupt); }
    SUBCASE("more than was promised")
    {
        CHECK(kind_of(Forger().manifest().frame(event_kind, 0, item).trailer(2, one)) == ErrorKind::Corrupt);
    }
    SUBCASE("less than was promised") { CHECK(kind_of(Forger().manifest(one).trailer(1)) == ErrorKind::Corrupt); }
    SUBCASE("an end that counts other frames") { CHECK(kind_of(Forger().manifest().trailer(7)) == ErrorKind::Corrupt); }
    SUBCASE("an end that is not the last frame")
    {
        CHECK(kind_of(Forger().manifest().frame(bundle_frame::trailer_kind, 0, BundleTrailer{1, {}}.encode())) ==
              ErrorKind::Corrupt);
    }
    SUBCASE("a last frame that is not the end")
    {
        CHECK(kind_of(Forger().manifest(one).frame(event_kind, 0, item, StreamPiece::Last)) == ErrorKind::Corrupt);
    }
    SUBCASE("frames after the end") { CHECK(kind_of(Forger().manifest().trailer(1).trailer(2)) == ErrorKind::Corrupt); }
    SUBCASE("an empty frame") { CHECK(kind_of(Forger().manifest().raw_frame({})) == ErrorKind::Corrupt); }
    SUBCASE("a frame of a form that is none")
    {
        CHECK(kind_of(Forger().manifest().frame(event_kind, 9, item)) == ErrorKind::Corrupt);
    }
    SUBCASE("a piece that another kind interrupts")
    {
        CHECK(kind_of(Forger()
                          .manifest()
                          .frame(event_kind, 1, {1})
                          .frame(static_cast<std::uint8_t>(BundlePart::Form), 2, {1})) == ErrorKind::Corrupt);
    }
    SUBCASE("an end in the middle of an item")
    {
        CHECK(kind_of(Forger().manifest().frame(event_kind, 1, {1}).trailer(2)) == ErrorKind::Corrupt);
    }
    SUBCASE("bytes after the last item")
    {
        Bytes content = item;
        content.push_back(5);
        CHECK(kind_of(Forger().manifest(one).frame(event_kind, 0, content)) == ErrorKind::Corrupt);
    }
}

TEST_CASE("a header that breaks a rule is refused although it is signed")
{
    const auto kind_of = [](const Forger& forger) { return read_bytes(forger.bytes()).error.value_or(Error{}).kind; };
    SUBCASE("no recipient")
    {
        CHECK(kind_of(Forger([](BundleHeader& header) { header.recipients.clear(); })) == ErrorKind::Corrupt);
    }
    SUBCASE("a recipient twice")
    {
        CHECK(kind_of(Forger([](BundleHeader& header) { header.recipients.push_back(header.recipients[0]); })) ==
              ErrorKind::Corrupt);
    }
    SUBCASE("more recipients than are believed")
    {
        CHECK(kind_of(Forger([](BundleHeader& header) {
                  for (std::uint8_t i = 0; i < 64; ++i)
                      header.recipients.push_back({box_keys(static_cast<std::uint8_t>(100 + i)).public_key().id(), {}});
              })) == ErrorKind::Corrupt);
    }
    SUBCASE("a key it did not commit to")
    {
        CHECK(kind_of(Forger([](BundleHeader& header) { header.key_commitment = hash('1'); })) == ErrorKind::Refused);
    }
    SUBCASE("a slot that is sealed to somebody else")
    {
        CHECK(kind_of(Forger([](BundleHeader& header) { header.recipients[0].sealed_key[40] ^= 1; })) ==
              ErrorKind::Refused);
    }
    SUBCASE("another sender than the one who signed")
    {
        CHECK(kind_of(Forger([](BundleHeader& header) { header.sender = signing_keys(7).public_key(); })) ==
              ErrorKind::Corrupt);
    }
}

TEST_CASE("items of kinds that a newer version adds are passed over and counted")
{
    const auto newer = static_cast<BundlePart>(77);
    const PartCounts counts = {{BundlePart::Event, 1}, {newer, 2}};
    Forger forger;
    forger.manifest(counts)
        .frame(77, 0, items_of({{1}, {2, 3}}))
        .frame(event_kind, 0, items_of({{4}}))
        .trailer(3, counts);
    const Reading reading = read_bytes(forger.bytes());
    REQUIRE_FALSE(reading.error);
    CHECK(reading.contents.end == BundleEnd::Complete);
    CHECK(reading.contents.unknown_items == 2);
    CHECK(reading.items == Items{{BundlePart::Event, {4}}});
}

TEST_CASE("a bundle of a newer version is told from a damaged one")
{
    Bytes newer = sample();
    newer[8] = 2;
    CHECK(read_bytes(newer).error->kind == ErrorKind::Invalid);
}

TEST_CASE("what the taker fails with ends the reading")
{
    MemoryDisk disk;
    disk.files["/in"] = sample();
    auto reader = BundleReader::open(*disk.open("/in"));
    REQUIRE(reader);
    REQUIRE(reader->unlock(box_keys(2)));
    CollectingSink sink;
    sink.refuse = Error{ErrorKind::Unavailable, "full"};
    CHECK(reader->read(sink).error() == *sink.refuse);
}
