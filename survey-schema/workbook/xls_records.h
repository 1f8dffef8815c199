#pragma once
#include "base/bytes.h"

#include <string>
#include <vector>

namespace mahalla {

/// Which of the two layouts of .xls: Excel 5 and 95 (one byte a character), or Excel 97 to 2003.
enum class XlsVersion { Biff5, Biff8 };

/// One record of the workbook stream ([MS-XLS] 2.1.4): its kind and its bytes, those of following CONTINUE records
/// apart.
struct XlsRecord {
    std::uint16_t kind = 0;
    std::vector<ByteView> parts; ///< At least one.

    ByteView content() const { return parts.front(); }
};

/// Walks through the records of a stream from a place on. What ends too early ends the walk.
class XlsRecords {
public:
    XlsRecords(ByteView stream, std::size_t position) : stream_(stream), position_(position) {}
    /// The next record; false at the end.
    bool next(XlsRecord& record);

private:
    ByteView stream_;
    std::size_t position_;
};

/// Reads text out of records. In Excel 97 a text may go on in the next CONTINUE record, there with a width of its own.
class XlsText {
public:
    XlsText(const XlsRecord& record, XlsVersion version) : parts_(record.parts), version_(version) {}

    void skip(std::size_t bytes);
    std::uint8_t u8();
    std::uint16_t u16();
    std::uint32_t u32();
    /// A text whose length stands before it in one or two bytes.
    std::string short_text() { return text(u8()); }
    std::string long_text() { return text(u16()); }
    bool at_end() const { return part_ >= parts_.size(); }

private:
    std::string text(std::size_t characters);
    void settle();

    std::vector<ByteView> parts_;
    XlsVersion version_;
    std::size_t part_ = 0;
    std::size_t position_ = 0;
};

} // namespace mahalla
