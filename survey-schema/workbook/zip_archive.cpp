#include "workbook/zip_archive.h"

#include "workbook/placed_file.h"

#include <algorithm>
#include <optional>
#include <zip.h>

namespace mahalla {

/// What lies in the archive, to be opened as often as parts of it are read.
struct ZipArchive::Packed {
    ByteView bytes;  ///< Of an archive in memory.
    FileOpener file; ///< Else.
    WorkbookLimits limits;
    /// Of everything that was unpacked.
    std::shared_ptr<std::uint64_t> unpacked_bytes = std::make_shared<std::uint64_t>(0);
};

/// libzip over one pass through the bytes or the file.
struct ZipArchive::Container {
    zip_t* zip = nullptr;
    std::optional<PlacedFile> file;
    std::uint64_t place = 0;
    std::optional<Error> failed; ///< What the file said.
    zip_error_t error{};

    static Result<std::unique_ptr<Container>> open(const Packed& packed);
    Container() { zip_error_init(&error); }
    Container(const Container&) = delete;
    Container& operator=(const Container&) = delete;
    ~Container()
    {
        if (zip != nullptr) zip_discard(zip);
        zip_error_fini(&error);
    }

    std::int64_t answer(void* data, std::uint64_t bytes, zip_source_cmd_t command)
    {
        if (command == ZIP_SOURCE_OPEN) {
            place = 0;
            return 0;
        }
        if (command == ZIP_SOURCE_READ) {
            const auto read = file->read(place, static_cast<std::uint8_t*>(data), static_cast<std::size_t>(bytes));
            if (!read) {
                failed = read.error();
                zip_error_set(&error, ZIP_ER_READ, 0);
                return -1;
            }
            place += *read;
            return static_cast<std::int64_t>(*read);
        }
        if (command == ZIP_SOURCE_STAT) {
            auto* stat = static_cast<zip_stat_t*>(data);
            zip_stat_init(stat);
            stat->valid |= ZIP_STAT_SIZE;
            stat->size = file->size();
            return sizeof *stat;
        }
        if (command == ZIP_SOURCE_SEEK) {
            const zip_int64_t wanted = zip_source_seek_compute_offset(place, file->size(), data, bytes, &error);
            if (wanted < 0) return -1;
            place = static_cast<std::uint64_t>(wanted);
            return 0;
        }
        if (command == ZIP_SOURCE_TELL) return static_cast<std::int64_t>(place);
        if (command == ZIP_SOURCE_ERROR) return zip_error_to_data(&error, data, bytes);
        if (command == ZIP_SOURCE_SUPPORTS)
            return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                                  ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
                                                  ZIP_SOURCE_SUPPORTS, -1);
        return 0;
    }
    static zip_int64_t answer_of(void* container, void* data, zip_uint64_t bytes, zip_source_cmd_t command)
    {
        return static_cast<Container*>(container)->answer(data, bytes, command);
    }
};

Result<std::unique_ptr<ZipArchive::Container>> ZipArchive::Container::open(const Packed& packed)
{
    auto container = std::make_unique<Container>();
    if (packed.file) {
        MAHALLA_TRY(container->file, PlacedFile::open(packed.file));
    }
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = packed.file ? zip_source_function_create(&Container::answer_of, container.get(), &error)
                                       : zip_source_buffer_create(packed.bytes.data(), packed.bytes.size(), 0, &error);
    if (source != nullptr) container->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (source != nullptr && container->zip == nullptr) zip_source_free(source);
    zip_error_fini(&error);
    if (container->failed) return tl::unexpected(*container->failed);
    if (container->zip == nullptr)
        return failure(ErrorKind::Corrupt,
                       "The workbook's container is broken; save it again or ask for a fresh copy.");
    return container;
}

/// One part, with the container that it is read over.
class ZipArchive::PartReader final : public DiskReader {
public:
    /// `own`: none where `container` outlives the reader.
    static Result<std::unique_ptr<PartReader>> open(std::shared_ptr<const Packed> packed, Container& container,
                                                    std::unique_ptr<Container> own, std::string_view part)
    {
        auto reader = std::unique_ptr<PartReader>(new PartReader(std::move(packed), container, std::move(own), part));
        const zip_int64_t index = zip_name_locate(container.zip, reader->name_.c_str(), ZIP_FL_NOCASE);
        if (index < 0) return failure(ErrorKind::NotFound, "The workbook has no part \"" + reader->name_ + "\".");
        zip_stat_t stat;
        if (zip_stat_index(container.zip, static_cast<zip_uint64_t>(index), 0, &stat) != 0) return reader->corrupt();
        reader->packed_bytes_ = std::max<std::uint64_t>(stat.comp_size, 1);
        reader->claimed_bytes_ = stat.size;
        reader->part_.reset(zip_fopen_index(container.zip, static_cast<zip_uint64_t>(index), 0));
        if (!reader->part_) return reader->corrupt();
        return reader;
    }

    Result<Bytes> read(std::size_t bytes_max) override
    {
        constexpr std::uint64_t ratio_checked_from_bytes = 4U << 20U;
        Bytes block(bytes_max);
        const zip_int64_t count = zip_fread(part_.get(), block.data(), block.size());
        if (count < 0) return corrupt();
        block.resize(static_cast<std::size_t>(count));
        // What is unpacked counts, not the size that the container claims.
        const WorkbookLimits& limits = packed_->limits;
        unpacked_ += block.size();
        *packed_->unpacked_bytes += block.size();
        const bool is_bomb =
            unpacked_ > ratio_checked_from_bytes && unpacked_ / packed_bytes_ > limits.unpacked_ratio_max;
        if (*packed_->unpacked_bytes > limits.unpacked_bytes_max || is_bomb)
            return failure(ErrorKind::Invalid,
                           "The workbook unpacks to more than is read of one; delete blank formatted rows and put "
                           "large tables into CSV files.");
        return block;
    }
    std::uint64_t size() const override { return claimed_bytes_; }

private:
    PartReader(std::shared_ptr<const Packed> packed, Container& container, std::unique_ptr<Container> own,
               std::string_view part)
        : packed_(std::move(packed)), own_(std::move(own)), container_(container), name_(part)
    {}

    tl::unexpected<Error> corrupt() const
    {
        if (container_.failed) return tl::unexpected(*container_.failed);
        return failure(ErrorKind::Corrupt,
                       "Part \"" + name_ + "\" of the workbook is broken; save it again or ask for a fresh copy.");
    }

    struct Close {
        void operator()(zip_file_t* part) const { zip_fclose(part); }
    };
    const std::shared_ptr<const Packed> packed_;
    const std::unique_ptr<Container> own_;
    Container& container_;
    const std::string name_;
    std::unique_ptr<zip_file_t, Close> part_;
    std::uint64_t packed_bytes_ = 1, claimed_bytes_ = 0, unpacked_ = 0;
};

ZipArchive::ZipArchive(std::shared_ptr<const Packed> packed, std::unique_ptr<Container> container)
    : packed_(std::move(packed)), container_(std::move(container))
{}
ZipArchive::~ZipArchive() = default;
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;

Result<ZipArchive> ZipArchive::open(ByteView bytes, const WorkbookLimits& limits)
{
    const auto packed = std::make_shared<const Packed>(Packed{bytes, {}, limits});
    MAHALLA_TRY(auto container, Container::open(*packed));
    return ZipArchive(packed, std::move(container));
}

Result<ZipArchive> ZipArchive::open(const FileOpener& file, const WorkbookLimits& limits)
{
    const auto packed = std::make_shared<const Packed>(Packed{{}, file, limits});
    MAHALLA_TRY(auto container, Container::open(*packed));
    return ZipArchive(packed, std::move(container));
}

bool ZipArchive::has(std::string_view part) const
{
    return zip_name_locate(container_->zip, std::string(part).c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<std::string> ZipArchive::read(std::string_view part)
{
    MAHALLA_TRY(const auto reader, PartReader::open(packed_, *container_, nullptr, part));
    std::string content;
    for (;;) {
        MAHALLA_TRY(const Bytes block, reader->read(std::size_t{1} << 16U));
        if (block.empty()) return content;
        content += as_text(block);
    }
}

Result<std::unique_ptr<DiskReader>> ZipArchive::open_part(std::string_view part) const
{
    MAHALLA_TRY(auto own, Container::open(*packed_));
    Container& container = *own;
    MAHALLA_TRY(auto reader, PartReader::open(packed_, container, std::move(own), part));
    return std::unique_ptr<DiskReader>(std::move(reader));
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
