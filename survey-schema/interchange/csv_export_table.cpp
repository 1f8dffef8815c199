#include "interchange/csv_export_table.h"

#include "base/text.h"
#include "interchange/csv_cell.h"
#include "workbook/text_stream.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10U;
constexpr std::size_t row_bytes_max = std::size_t{16} << 20U;
constexpr std::size_t cells_max = 16'384;
constexpr std::size_t utf16_bytes_max = std::size_t{64} << 20U;
constexpr int rows_max = 20'000'000;

class TextInMemory final : public DiskReader {
public:
    explicit TextInMemory(std::shared_ptr<const std::string> text) : text_(std::move(text)) {}
    Result<Bytes> read(std::size_t bytes_max) override
    {
        const ByteView left = as_bytes(*text_).subspan(at_);
        const ByteView taken = left.first(std::min(bytes_max, left.size()));
        at_ += taken.size();
        return Bytes(taken.begin(), taken.end());
    }
    std::uint64_t size() const override { return text_->size(); }

private:
    std::shared_ptr<const std::string> text_;
    std::size_t at_ = 0;
};

/// Bytes one at a time. Separators, quotes and line ends are ASCII in UTF-8 and in code pages, so that cells can be cut
/// out before they are decoded.
class ByteStream {
public:
    static constexpr int end = -1;

    Result<void> open(const FileOpener& opener, std::size_t skipped)
    {
        MAHALLA_TRY(reader_, opener());
        block_.clear();
        at_ = 0;
        failed_.reset();
        for (std::size_t i = 0; i < skipped; ++i) take();
        return failed_ ? Result<void>(tl::unexpected(*failed_)) : Result<void>();
    }
    int peek()
    {
        if (at_ == block_.size() && !refill()) return end;
        return block_[at_];
    }
    int take()
    {
        const int byte = peek();
        if (byte != end) ++at_;
        return byte;
    }
    const std::optional<Error>& failed() const { return failed_; }

private:
    bool refill()
    {
        if (failed_) return false;
        auto read = reader_->read(block_bytes);
        if (!read) failed_ = read.error();
        block_ = read ? *std::move(read) : Bytes();
        at_ = 0;
        return !block_.empty();
    }

    std::unique_ptr<DiskReader> reader_;
    Bytes block_;
    std::size_t at_ = 0;
    std::optional<Error> failed_;
};

class CsvExportTable final : public ExportTable {
public:
    CsvExportTable(std::string name, FileOpener opener, EncodingFound encoding)
        : name_(std::move(name)), opener_(std::move(opener)), encoding_(encoding)
    {}

    Result<void> read_header()
    {
        if (auto found = find_separator(); !found) return found;
        if (auto begun = begin(); !begun) return begun;
        ExportRow row;
        MAHALLA_TRY(const bool is_there, read_row(row));
        if (!is_there)
            return failure(ErrorKind::Invalid, "\"" + name_ + "\" is empty: its first row names the columns.");
        header_ = std::move(row.cells);
        for (std::string& cell : header_) cell = std::string(trimmed(cell));
        return {};
    }

    const std::string& name() const override { return name_; }
    const std::vector<std::string>& header() const override { return header_; }

    bool is_damaged() const override { return damaged_ > 0; }

    Result<void> restart() override
    {
        if (auto begun = begin(); !begun) return begun;
        ExportRow header;
        MAHALLA_TRY(const bool is_there, read_row(header));
        static_cast<void>(is_there);
        return {};
    }

    Result<bool> next(ExportRow& row) override
    {
        for (;;) {
            MAHALLA_TRY(const bool is_there, read_row(row));
            if (!is_there) return false;
            if (std::any_of(row.cells.begin(), row.cells.end(),
                            [](const std::string& cell) { return !trimmed(cell).empty(); }))
                return true;
        }
    }

private:
    Result<void> begin()
    {
        row_ = 0;
        return stream_.open(opener_, encoding_.mark_bytes);
    }

    /// The one of comma, semicolon and tab that stands most often in the header, outside quotes.
    Result<void> find_separator()
    {
        if (auto begun = begin(); !begun) return begun;
        std::size_t counts[3] = {0, 0, 0};
        bool quoted = false;
        for (std::size_t i = 0; i < row_bytes_max; ++i) {
            const int byte = stream_.take();
            if (byte == ByteStream::end || (!quoted && byte == '\n')) break;
            if (byte == '"') quoted = !quoted;
            if (quoted) continue;
            counts[0] += byte == ',' ? 1U : 0U;
            counts[1] += byte == ';' ? 1U : 0U;
            counts[2] += byte == '\t' ? 1U : 0U;
        }
        separator_ = counts[1] > counts[0] && counts[1] >= counts[2] ? ';' : counts[2] > counts[0] ? '\t' : ',';
        return {};
    }

    tl::unexpected<Error> problem(const char* what) const
    {
        return failure(ErrorKind::Invalid, "\"" + name_ + "\", row " + std::to_string(row_) + ": " + what);
    }

    Result<bool> read_row(ExportRow& row)
    {
        row.cells.clear();
        if (stream_.peek() == ByteStream::end) return ended();
        if (row_ >= rows_max) return problem("there are more rows than can be read.");
        row.number = ++row_;
        std::size_t bytes = 0;
        for (;;) {
            std::string cell;
            bool quoted = stream_.peek() == '"';
            if (quoted) stream_.take();
            for (;;) {
                const int byte = stream_.peek();
                if (byte == ByteStream::end && quoted) {
                    if (stream_.failed()) return tl::unexpected(*stream_.failed());
                    return problem("a quotation mark is not closed.");
                }
                if (byte == ByteStream::end || (!quoted && (byte == separator_ || byte == '\n' || byte == '\r'))) break;
                stream_.take();
                if (quoted && byte == '"') {
                    // A doubled quote is one; what follows a closing one belongs to the cell, as spreadsheets read it.
                    if (stream_.peek() == '"')
                        stream_.take();
                    else {
                        quoted = false;
                        continue;
                    }
                }
                if (++bytes > row_bytes_max) return problem("it has more than 16 MiB.");
                cell += static_cast<char>(byte);
            }
            const std::string text = decoded(cell);
            row.cells.emplace_back(unguarded_cell(text));
            if (row.cells.size() > cells_max) return problem("it has more than 16,384 cells.");
            if (stream_.peek() != separator_) break;
            stream_.take();
        }
        if (stream_.peek() == '\r') stream_.take();
        if (stream_.peek() == '\n') stream_.take();
        if (stream_.failed()) return tl::unexpected(*stream_.failed());
        return true;
    }

    Result<bool> ended() const
    {
        if (stream_.failed()) return tl::unexpected(*stream_.failed());
        return false;
    }

    std::string decoded(const std::string& cell)
    {
        if (encoding_.encoding != TextEncoding::Utf8) return decode_as(as_bytes(cell), encoding_);
        return is_valid_utf8(cell) ? cell : with_valid_utf8(cell, &damaged_);
    }

    const std::string name_;
    const FileOpener opener_;
    const EncodingFound encoding_;
    ByteStream stream_;
    int separator_ = ',';
    int row_ = 0;
    std::size_t damaged_ = 0;
    std::vector<std::string> header_;
};

Result<EncodingFound> scan_encoding(const FileOpener& opener)
{
    MAHALLA_TRY(const auto reader, opener());
    EncodingScan scan;
    for (;;) {
        MAHALLA_TRY(const Bytes block, reader->read(block_bytes));
        if (block.empty()) return scan.found();
        scan.add(block);
    }
}

Result<FileOpener> converted_from_utf16(const FileOpener& opener, const EncodingFound& encoding)
{
    MAHALLA_TRY(const auto reader, opener());
    Bytes bytes;
    for (;;) {
        MAHALLA_TRY(const Bytes block, reader->read(block_bytes));
        if (block.empty()) break;
        bytes.insert(bytes.end(), block.begin(), block.end());
        if (bytes.size() > utf16_bytes_max)
            return failure(ErrorKind::Invalid, "A UTF-16 file of more than 64 MiB is not read: save it as UTF-8.");
    }
    const ByteView content = ByteView(bytes).subspan(std::min(bytes.size(), encoding.mark_bytes));
    const auto text = std::make_shared<const std::string>(decode_as(content, encoding));
    return FileOpener([text]() -> Result<std::unique_ptr<DiskReader>> { return std::make_unique<TextInMemory>(text); });
}

} // namespace

Result<std::unique_ptr<ExportTable>> open_csv_table(std::string name, const FileOpener& opener,
                                                    Diagnostics& diagnostics)
{
    MAHALLA_TRY(EncodingFound encoding, scan_encoding(opener));
    FileOpener text = opener;
    if (encoding.encoding == TextEncoding::Utf16) {
        MAHALLA_TRY(text, converted_from_utf16(opener, encoding));
        encoding = {};
    } else if (encoding.encoding != TextEncoding::Utf8) {
        const bool is_arabic = encoding.encoding == TextEncoding::Windows1256;
        diagnostics.push_back({Severity::Warning, name, 0, "", "encoding-guessed",
                               std::string("The file is not UTF-8; it was read as Windows-") +
                                   (is_arabic ? "1256 (Arabic)." : "1252 (Western European)."),
                               "Look whether accents and scripts are right, or export it again as UTF-8."});
    }
    auto table = std::make_unique<CsvExportTable>(std::move(name), text, encoding);
    if (auto read = table->read_header(); !read) return tl::unexpected(read.error());
    if (auto begun = table->restart(); !begun) return tl::unexpected(begun.error());
    return table;
}

} // namespace mahalla
