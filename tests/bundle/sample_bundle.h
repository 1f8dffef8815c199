#pragma once
#include "bundle/bundle_file.h"
#include "bundle/bundle_frame.h"
#include "bundle/bundle_reader.h"
#include "bundle/bundle_writer.h"
#include "support/memory_disk.h"
#include "support/records.h"

#include <doctest/doctest.h>

namespace mahalla::test {

inline SigningKeyPair signing_keys(std::uint8_t seed)
{
    return *SigningKeyPair::from_seed(Secret::copy_of(Bytes(32, seed)));
}
inline BoxKeyPair box_keys(std::uint8_t seed) { return *BoxKeyPair::from_seed(Secret::copy_of(Bytes(32, seed))); }

using Items = std::vector<std::pair<BundlePart, Bytes>>;

/// Keeps what a bundle hands over.
class CollectingSink final : public BundleSink {
public:
    Items items;
    std::optional<Error> refuse;

    Result<void> item(BundlePart part, ByteView bytes) override
    {
        if (refuse) return tl::unexpected(*refuse);
        items.emplace_back(part, Bytes(bytes.begin(), bytes.end()));
        return {};
    }
};

inline BundleManifest manifest_for(const Items& items)
{
    BundleManifest manifest;
    for (const auto& [part, bytes] : items) ++manifest.counts[part];
    manifest.ranges = {{device('a'), 3, 5, hash('6')}};
    manifest.prerequisites.see(Dot{device('a'), 2});
    manifest.sender_holds.see(Dot{device('a'), 5});
    manifest.sender_holds.see(Dot{device('b'), 7});
    return manifest;
}

inline BundleSpecification specification_for(const std::vector<BoxPublicKey>& recipients)
{
    BundleSpecification specification;
    specification.project = *ProjectId::from_text(std::string(32, '5'));
    specification.id = *BundleId::from_text(std::string(32, '9'));
    specification.charter_version = 4;
    specification.recipients = recipients;
    return specification;
}

/// From the field worker 1 to the readers 2 and 3.
inline WrittenBundle write_bundle(MemoryDisk& disk, const Items& items)
{
    const SigningKeyPair sender = signing_keys(1);
    auto writer =
        BundleWriter::create(disk, "/stick", specification_for({box_keys(2).public_key(), box_keys(3).public_key()}),
                             sender, manifest_for(items));
    REQUIRE(writer);
    for (const auto& [part, bytes] : items) REQUIRE(writer->add(part, bytes));
    const auto written = writer->finish();
    REQUIRE(written);
    return *written;
}

inline Items small_items()
{
    return {{BundlePart::Certificate, to_bytes("certificate")},
            {BundlePart::Event, to_bytes("event three")},
            {BundlePart::Event, to_bytes("event four")},
            {BundlePart::Event, to_bytes("event five")},
            {BundlePart::Receipt, to_bytes("")}};
}

struct Reading {
    std::optional<Error> error;
    BundleContents contents;
    Items items;
};

/// Reads as the reader 2.
inline Reading read_bytes(const Bytes& bytes, std::uint8_t reader_seed = 2)
{
    MemoryDisk disk;
    disk.files["/in"] = bytes;
    Reading reading;
    auto reader = BundleReader::open(*disk.open("/in"));
    if (!reader) {
        reading.error = reader.error();
        return reading;
    }
    if (auto unlocked = reader->unlock(box_keys(reader_seed)); !unlocked) {
        reading.error = unlocked.error();
        return reading;
    }
    CollectingSink sink;
    const auto contents = reader->read(sink);
    reading.items = std::move(sink.items);
    if (contents)
        reading.contents = *contents;
    else
        reading.error = contents.error();
    CHECK(disk.read_bytes_max <= bundle_limits::frame_plain_bytes_max + stream_overhead_bytes);
    return reading;
}

/// A bundle frame by frame: the header with its signature, then each frame with its length.
struct TakenApart {
    Bytes head;
    std::vector<Bytes> frames;

    Bytes together() const
    {
        Bytes bytes = head;
        for (const Bytes& frame : frames) bytes.insert(bytes.end(), frame.begin(), frame.end());
        return bytes;
    }
};

inline TakenApart take_apart(const Bytes& bytes)
{
    TakenApart parts;
    const std::size_t head = *BundleHeader::encoded_bytes(ByteView(bytes).first(BundleHeader::prefix_bytes)) + 64;
    parts.head.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(head));
    std::size_t position = head;
    while (position < bytes.size()) {
        ByteReader reader(ByteView(bytes).subspan(position));
        const std::size_t length = 4 + std::size_t{reader.u32()};
        const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(position);
        parts.frames.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(length));
        position += length;
    }
    return parts;
}

} // namespace mahalla::test
