#include "bundle/bundle_header.h"

#include "crypto/hash.h"
#include "record/field_codec.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace {

constexpr std::string_view magic = "MAHALLA\x1A";
constexpr std::string_view commitment_purpose = "mahalla bundle key commitment 1";

tl::unexpected<Error> no_bundle()
{
    return failure(ErrorKind::Corrupt, "This file is no bundle, or its beginning is damaged.");
}

} // namespace

Bytes BundleHeader::encode() const
{
    ByteWriter fields;
    fields.raw(project.bytes());
    fields.raw(bundle.bytes());
    fields.raw(sender.bytes);
    fields.u64(charter_version);
    fields.u16(static_cast<std::uint16_t>(recipients.size()));
    for (const Slot& slot : recipients) {
        fields.raw(slot.recipient.bytes());
        fields.raw(slot.sealed_key);
    }
    fields.raw(key_commitment.bytes);
    fields.raw(stream);
    ByteWriter writer;
    writer.raw(as_bytes(magic));
    writer.u16(version);
    writer.u32(static_cast<std::uint32_t>(fields.size()));
    writer.raw(fields.bytes());
    return writer.take();
}

Result<std::size_t> BundleHeader::encoded_bytes(ByteView prefix)
{
    ByteReader reader(prefix);
    const ByteView start = reader.raw(magic.size());
    const std::uint16_t written_by = reader.u16();
    const std::size_t length = reader.u32();
    if (!reader.ok() || as_text(start) != magic) return no_bundle();
    if (written_by != version)
        return failure(ErrorKind::Invalid,
                       "A newer version of the program wrote this bundle; update this one and try again.");
    if (length > encoded_bytes_max - prefix_bytes) return no_bundle();
    return prefix_bytes + length;
}

Result<BundleHeader> BundleHeader::decode(ByteView bytes)
{
    MAHALLA_TRY(const std::size_t length, encoded_bytes(bytes.first(std::min(bytes.size(), prefix_bytes))));
    if (bytes.size() != length) return no_bundle();
    ByteReader reader(bytes.subspan(prefix_bytes));
    BundleHeader header;
    header.project = read_id<ProjectId>(reader);
    header.bundle = read_id<BundleId>(reader);
    const auto sender = SigningPublicKey::from_bytes(reader.raw(header.sender.bytes.size()));
    if (!sender) return no_bundle();
    header.sender = *sender;
    header.charter_version = reader.u64();
    const std::size_t count = reader.u16();
    if (count == 0 || count > bundle_limits::recipients_max) return no_bundle();
    std::set<KeyId> seen;
    for (std::size_t i = 0; i < count; ++i) {
        Slot slot;
        slot.recipient = read_id<KeyId>(reader);
        const ByteView sealed = reader.raw(slot.sealed_key.size());
        if (!reader.ok() || !seen.insert(slot.recipient).second) return no_bundle();
        std::copy(sealed.begin(), sealed.end(), slot.sealed_key.begin());
        header.recipients.push_back(slot);
    }
    const auto commitment = Hash::from_bytes(reader.raw(header.key_commitment.bytes.size()));
    const ByteView stream = reader.raw(header.stream.size());
    if (!commitment || !reader.finished()) return no_bundle();
    header.key_commitment = *commitment;
    std::copy(stream.begin(), stream.end(), header.stream.begin());
    return header;
}

Hash bundle_key_commitment(const Secret& key) { return keyed_hash_of(key, as_bytes(commitment_purpose)); }

bool begins_bundle(ByteView beginning) { return as_text(beginning).starts_with(magic); }

} // namespace mahalla
