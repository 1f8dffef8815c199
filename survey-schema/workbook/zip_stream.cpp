#include "workbook/zip_stream.h"

#include "base/check.h"

#include <array>
#include <limits>
#include <zlib.h>

namespace mahalla {

namespace {

constexpr std::uint64_t part_bytes_max = std::numeric_limits<std::uint32_t>::max() - 1;
// Sizes follow the data (bit 3), names are UTF-8 (bit 11); version 2.0 unpacks it. DOS time begins at 1980-01-01.
constexpr std::uint16_t version = 20, flags = (1U << 3U) | (1U << 11U), deflated = 8, dos_time = 0, dos_date = 0x21;

struct PartSizes {
    std::uint32_t checksum = 0, packed = 0, unpacked = 0;

    void write(ByteWriter& writer) const
    {
        writer.u32(checksum);
        writer.u32(packed);
        writer.u32(unpacked);
    }
};

struct PartEntry {
    std::string name;
    std::uint64_t offset = 0;
    PartSizes sizes;
};

void write_kind(ByteWriter& writer)
{
    writer.u16(version);
    writer.u16(flags);
    writer.u16(deflated);
    writer.u16(dos_time);
    writer.u16(dos_date);
}

} // namespace

struct ZipStream::Packing {
    DiskWriter& out;
    std::vector<PartEntry> parts;
    std::uint64_t written = 0, packed = 0, unpacked = 0;
    unsigned long checksum = 0;
    z_stream deflate{};
    bool is_open = false;

    explicit Packing(DiskWriter& writer) : out(writer) {}
    Packing(const Packing&) = delete;
    Packing& operator=(const Packing&) = delete;
    ~Packing()
    {
        if (is_open) deflateEnd(&deflate);
    }
};

ZipStream::ZipStream(DiskWriter& out) : packing_(std::make_unique<Packing>(out)) {}
ZipStream::~ZipStream() = default;

Result<void> ZipStream::put(ByteView bytes)
{
    packing_->written += bytes.size();
    return packing_->out.write(bytes);
}

Result<void> ZipStream::begin_part(std::string name)
{
    MAHALLA_CHECK(!packing_->is_open);
    if (packing_->written > part_bytes_max)
        return failure(ErrorKind::Invalid, "A workbook holds less than 4 GiB: write several, or CSV.");
    ByteWriter header;
    header.u32(0x04034b50);
    write_kind(header);
    PartSizes().write(header);
    header.u16(static_cast<std::uint16_t>(name.size()));
    header.u16(0);
    header.raw(as_bytes(name));
    packing_->parts.push_back({std::move(name), packing_->written, {}});
    packing_->packed = packing_->unpacked = 0;
    packing_->checksum = crc32(0, nullptr, 0);
    packing_->deflate = {};
    // Without zlib's own header (negative window bits), as the container wants it.
    if (deflateInit2(&packing_->deflate, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return failure(ErrorKind::Unavailable, "There is not enough memory to pack the workbook.");
    packing_->is_open = true;
    return put(header.bytes());
}

Result<void> ZipStream::pack(std::string_view content, int flush)
{
    std::array<std::uint8_t, std::size_t{1} << 15U> block{};
    z_stream& deflate = packing_->deflate;
    // zlib takes its input by a pointer to what it never changes.
    deflate.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(content.data()));
    deflate.avail_in = static_cast<uInt>(content.size());
    do {
        deflate.next_out = block.data();
        deflate.avail_out = static_cast<uInt>(block.size());
        ::deflate(&deflate, flush);
        const std::size_t count = block.size() - deflate.avail_out;
        packing_->packed += count;
        if (count > 0)
            if (auto done = put(ByteView(block).first(count)); !done) return done;
    } while (deflate.avail_out == 0);
    return {};
}

Result<void> ZipStream::write(std::string_view content)
{
    MAHALLA_CHECK(packing_->is_open);
    packing_->unpacked += content.size();
    if (packing_->unpacked > part_bytes_max || packing_->packed > part_bytes_max)
        return failure(ErrorKind::Invalid, "A sheet holds less than 4 GiB: write CSV.");
    packing_->checksum = crc32_z(packing_->checksum, reinterpret_cast<const Bytef*>(content.data()), content.size());
    return pack(content, Z_NO_FLUSH);
}

Result<void> ZipStream::end_part()
{
    MAHALLA_CHECK(packing_->is_open);
    if (auto done = pack({}, Z_FINISH); !done) return done;
    deflateEnd(&packing_->deflate);
    packing_->is_open = false;
    PartSizes& sizes = packing_->parts.back().sizes;
    sizes = {static_cast<std::uint32_t>(packing_->checksum), static_cast<std::uint32_t>(packing_->packed),
             static_cast<std::uint32_t>(packing_->unpacked)};
    ByteWriter descriptor;
    descriptor.u32(0x08074b50);
    sizes.write(descriptor);
    return put(descriptor.bytes());
}

Result<void> ZipStream::finish()
{
    const std::uint64_t begin = packing_->written;
    if (begin > part_bytes_max)
        return failure(ErrorKind::Invalid, "A workbook holds less than 4 GiB: write several, or CSV.");
    ByteWriter list;
    for (const PartEntry& part : packing_->parts) {
        list.u32(0x02014b50);
        list.u16(version);
        write_kind(list);
        part.sizes.write(list);
        list.u16(static_cast<std::uint16_t>(part.name.size()));
        for (int i = 0; i < 4; ++i) list.u16(0); // extra field, comment, disk, internal attributes
        list.u32(0);                             // external attributes
        list.u32(static_cast<std::uint32_t>(part.offset));
        list.raw(as_bytes(part.name));
    }
    const auto size = static_cast<std::uint32_t>(list.size());
    list.u32(0x06054b50);
    list.u32(0); // this disk, and that of the list
    list.u16(static_cast<std::uint16_t>(packing_->parts.size()));
    list.u16(static_cast<std::uint16_t>(packing_->parts.size()));
    list.u32(size);
    list.u32(static_cast<std::uint32_t>(begin));
    list.u16(0);
    return put(list.bytes());
}

} // namespace mahalla
