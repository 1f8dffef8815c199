#include "workbook/zip_archive.h"

#include <algorithm>
#include <zip.h>

namespace mahalla {

struct ZipArchive::Open {
    zip_t* zip = nullptr;
    WorkbookLimits limits;
    std::uint64_t unpacked_bytes = 0;

    ~Open()
    {
        if (zip != nullptr) zip_discard(zip);
    }
};

ZipArchive::ZipArchive(std::unique_ptr<Open> open) : open_(std::move(open)) {}
ZipArchive::~ZipArchive() = default;
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;

Result<ZipArchive> ZipArchive::open(ByteView bytes, const WorkbookLimits& limits)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    auto open = std::make_unique<Open>();
    open->limits = limits;
    if (source != nullptr) open->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (source != nullptr && open->zip == nullptr) zip_source_free(source);
    zip_error_fini(&error);
    if (open->zip == nullptr)
        return failure(ErrorKind::Corrupt,
                       "The workbook's container is broken; save it again or ask for a fresh copy.");
    return ZipArchive(std::move(open));
}

bool ZipArchive::has(std::string_view part) const
{
    return zip_name_locate(open_->zip, std::string(part).c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<std::string> ZipArchive::read(std::string_view part)
{
    constexpr std::uint64_t ratio_checked_from_bytes = 4u << 20;
    const std::string name(part);
    const auto corrupt = [&] {
        return failure(ErrorKind::Corrupt,
                       "Part \"" + name + "\" of the workbook is broken; save it again or ask for a fresh copy.");
    };
    const zip_int64_t index = zip_name_locate(open_->zip, name.c_str(), ZIP_FL_NOCASE);
    if (index < 0) return failure(ErrorKind::NotFound, "The workbook has no part \"" + name + "\".");
    zip_stat_t stat;
    if (zip_stat_index(open_->zip, static_cast<zip_uint64_t>(index), 0, &stat) != 0) return corrupt();
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
        zip_fopen_index(open_->zip, static_cast<zip_uint64_t>(index), 0), zip_fclose);
    if (!file) return corrupt();

    // What is unpacked counts, not the size that the container claims.
    std::string content;
    const std::uint64_t packed = std::max<std::uint64_t>(stat.comp_size, 1);
    std::vector<char> block(std::size_t{1} << 16);
    for (;;) {
        const zip_int64_t count = zip_fread(file.get(), block.data(), block.size());
        if (count < 0) return corrupt();
        if (count == 0) break;
        open_->unpacked_bytes += static_cast<std::uint64_t>(count);
        const bool is_bomb =
            content.size() > ratio_checked_from_bytes && content.size() / packed > open_->limits.unpacked_ratio_max;
        if (open_->unpacked_bytes > open_->limits.unpacked_bytes_max || is_bomb)
            return failure(ErrorKind::Invalid,
                           "The workbook unpacks to more than a questionnaire needs; delete blank formatted "
                           "rows and put large lists into a CSV file beside the form.");
        content.append(block.data(), static_cast<std::size_t>(count));
    }
    return content;
}

namespace {

/// The bytes a source holds after its archive was closed.
Bytes bytes_of(zip_source_t* source)
{
    Bytes bytes;
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) return bytes;
    bytes.resize(static_cast<std::size_t>(stat.size));
    if (zip_source_read(source, bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size())) bytes.clear();
    zip_source_close(source);
    return bytes;
}

} // namespace

Result<Bytes> write_zip(const std::vector<ZipPart>& parts)
{
    const auto unavailable = [] {
        return failure(ErrorKind::Unavailable, "There is not enough memory to write the workbook.");
    };
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    if (target == nullptr) return unavailable();
    zip_source_keep(target); // zip_close frees its own hold; ours is read afterwards.
    const std::unique_ptr<zip_source_t, void (*)(zip_source_t*)> hold(target, zip_source_free);
    zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    if (zip == nullptr) {
        zip_source_free(target);
        return unavailable();
    }
    // DOS time has no zone: 1980-01-01 is where it begins, and says nothing about who wrote when.
    constexpr zip_uint16_t dos_time = 0, dos_date = (1 << 5) | 1;
    for (const ZipPart& part : parts) {
        zip_source_t* content = zip_source_buffer(zip, part.content.data(), part.content.size(), 0);
        const zip_int64_t index =
            content == nullptr ? -1 : zip_file_add(zip, part.name.c_str(), content, ZIP_FL_ENC_UTF_8);
        const auto place = static_cast<zip_uint64_t>(index);
        if (index < 0 || zip_file_set_dostime(zip, place, dos_time, dos_date, 0) != 0 ||
            zip_set_file_compression(zip, place, ZIP_CM_DEFLATE, 9) != 0) {
            if (content != nullptr && index < 0) zip_source_free(content);
            zip_discard(zip);
            return unavailable();
        }
    }
    if (zip_close(zip) != 0) {
        zip_discard(zip);
        return unavailable();
    }
    Bytes bytes = bytes_of(target);
    if (bytes.empty()) return unavailable();
    return bytes;
}

} // namespace mahalla
