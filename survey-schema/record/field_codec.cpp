#include "record/field_codec.h"

namespace mahalla {

namespace {
constexpr std::size_t fields_max = 256;
}

Bytes encode_fields(const Fields& fields)
{
    ByteWriter writer;
    for (const auto& [tag, bytes] : fields) {
        writer.varint(tag);
        writer.sized(bytes);
    }
    return writer.take();
}

Result<Fields> decode_fields(ByteView bytes)
{
    Fields fields;
    ByteReader reader(bytes);
    while (reader.ok() && reader.left() > 0) {
        const std::uint64_t tag = reader.varint();
        const ByteView field = reader.sized(bytes.size());
        const bool ascending = fields.empty() || tag > fields.rbegin()->first;
        if (!reader.ok() || !ascending || fields.size() == fields_max)
            return failure(ErrorKind::Corrupt,
                           "The fields of a record or event are damaged; ask for the bundle again.");
        fields.emplace_hint(fields.end(), tag, Bytes(field.begin(), field.end()));
    }
    if (!reader.ok()) return failure(ErrorKind::Corrupt, "A record or event ends too early; ask for the bundle again.");
    return fields;
}

} // namespace mahalla
