#pragma once
#include "base/bytes.h"

#include <string>

namespace mahalla {

enum class TextEncoding { Utf8, Utf16, Windows1252, Windows1256 };

/// A text file's text, as UTF-8 without byte order mark, and how it was written.
struct DecodedText {
    std::string text;
    TextEncoding encoding = TextEncoding::Utf8;
};

/// UTF-8 and UTF-16 (with and without mark) are told for certain; what is neither is taken for the code page that
/// spreadsheet programs save CSV in: Windows-1256 where the upper bytes stand in runs as Arabic does, else
/// Windows-1252.
DecodedText decode_text(ByteView bytes);

} // namespace mahalla
