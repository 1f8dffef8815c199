#include "workbook/compound_file.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t header_bytes = 512, directory_entry_bytes = 128, header_fat_entries = 109;
constexpr std::uint32_t last_special_sector = 0xFFFFFFFA; // Above it stand "end of chain", "free" and their like.

std::uint32_t u32_at(ByteView bytes, std::size_t position)
{
    if (position + 4 > bytes.size()) return 0;
    return ByteReader(bytes.subspan(position)).u32();
}

std::uint16_t u16_at(ByteView bytes, std::size_t position)
{
    if (position + 2 > bytes.size()) return 0;
    return ByteReader(bytes.subspan(position)).u16();
}

class CompoundFile {
public:
    explicit CompoundFile(ByteView file) : file_(file)
    {
        const unsigned shift = u16_at(file, 30), mini_shift = u16_at(file, 32);
        valid_ = file.size() >= header_bytes && (shift == 9 || shift == 12) && mini_shift == 6;
        if (!valid_) return;
        sector_bytes_ = std::size_t{1} << shift;
        mini_cutoff_bytes_ = u32_at(file, 56);
        read_fat();
        directory_ = chain(u32_at(file, 48));
        const Bytes mini_fat = chain(u32_at(file, 60));
        for (std::size_t at = 0; at + 4 <= mini_fat.size(); at += 4) mini_fat_.push_back(u32_at(mini_fat, at));
        if (!directory_.empty()) mini_stream_ = chain(u32_at(directory_, 116)); // The root entry's own stream.
    }

    bool is_valid() const { return valid_; }

    Result<Bytes> stream(std::string_view name) const
    {
        for (std::size_t at = 0; at + directory_entry_bytes <= directory_.size(); at += directory_entry_bytes) {
            if (entry_name(at) != name) continue;
            const std::size_t size = u32_at(directory_, at + 120);
            const std::uint32_t start = u32_at(directory_, at + 116);
            Bytes content = size < mini_cutoff_bytes_ ? mini_chain(start) : chain(start);
            // Half of a questionnaire would read as a whole one.
            if (content.size() < size) return failure(ErrorKind::Corrupt, "The container's stream is cut short.");
            content.resize(size);
            return content;
        }
        return failure(ErrorKind::NotFound, "The container has no such stream.");
    }

private:
    std::string entry_name(std::size_t at) const
    {
        std::string name;
        const std::size_t units = std::min<std::size_t>(u16_at(directory_, at + 64) / 2u, 32);
        for (std::size_t i = 0; i + 1 < units; ++i) append_utf8(name, u16_at(directory_, at + i * 2));
        return name;
    }

    ByteView sector(std::uint32_t number) const
    {
        const std::size_t start = (std::size_t{number} + 1) * sector_bytes_;
        if (start >= file_.size()) return {};
        return file_.subspan(start, std::min(sector_bytes_, file_.size() - start));
    }

    void add_fat_sector(std::uint32_t number)
    {
        const ByteView entries = sector(number);
        for (std::size_t at = 0; at + 4 <= entries.size(); at += 4) fat_.push_back(u32_at(entries, at));
    }

    void read_fat()
    {
        const std::size_t sectors_max = file_.size() / sector_bytes_ + 1;
        for (std::size_t i = 0; i < header_fat_entries; ++i) {
            const std::uint32_t number = u32_at(file_, 76 + i * 4);
            if (number < last_special_sector) add_fat_sector(number);
        }
        std::uint32_t list = u32_at(file_, 68);
        for (std::size_t step = 0; list < last_special_sector && step < sectors_max; ++step) {
            const ByteView entries = sector(list);
            if (entries.size() < sector_bytes_) break;
            for (std::size_t at = 0; at + 4 < sector_bytes_ && fat_.size() < sectors_max * 2; at += 4) {
                const std::uint32_t number = u32_at(entries, at);
                if (number < last_special_sector) add_fat_sector(number);
            }
            list = u32_at(entries, sector_bytes_ - 4);
        }
    }

    Bytes chain(std::uint32_t start) const
    {
        Bytes content;
        std::vector<bool> seen(fat_.size(), false);
        for (std::uint32_t number = start; number < last_special_sector && content.size() <= file_.size();) {
            const ByteView part = sector(number);
            if (part.empty() || (number < seen.size() && seen[number])) break;
            if (number < seen.size()) seen[number] = true;
            content.insert(content.end(), part.begin(), part.end());
            if (number >= fat_.size()) break;
            number = fat_[number];
        }
        return content;
    }

    Bytes mini_chain(std::uint32_t start) const
    {
        constexpr std::size_t mini_sector_bytes = 64;
        Bytes content;
        for (std::uint32_t number = start; number < last_special_sector && content.size() <= mini_stream_.size();) {
            const std::size_t at = std::size_t{number} * mini_sector_bytes;
            if (at >= mini_stream_.size()) break;
            const ByteView part =
                ByteView(mini_stream_).subspan(at, std::min(mini_sector_bytes, mini_stream_.size() - at));
            content.insert(content.end(), part.begin(), part.end());
            if (number >= mini_fat_.size()) break;
            number = mini_fat_[number];
        }
        return content;
    }

    ByteView file_;
    bool valid_ = false;
    std::size_t sector_bytes_ = 0;
    std::size_t mini_cutoff_bytes_ = 0;
    std::vector<std::uint32_t> fat_, mini_fat_;
    Bytes directory_, mini_stream_;
};

} // namespace

Result<Bytes> read_compound_stream(ByteView file, std::initializer_list<std::string_view> names)
{
    const CompoundFile container(file);
    if (container.is_valid())
        for (const std::string_view name : names)
            if (auto content = container.stream(name)) return content;
    return failure(ErrorKind::Corrupt,
                   "The .xls workbook's container is broken; save it as .xlsx from the spreadsheet program.");
}

} // namespace mahalla
