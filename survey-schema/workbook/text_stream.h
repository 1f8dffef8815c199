#pragma once
#include "workbook/text_encoding.h"

namespace mahalla {

/// How a text file is written, as `EncodingScan` found it.
struct EncodingFound {
    TextEncoding encoding = TextEncoding::Utf8;
    bool is_big_endian = false; ///< Of UTF-16.
    std::size_t mark_bytes = 0; ///< The byte order mark at the beginning, not part of the text.
};

/// Finds out how a text file is written while its bytes pass, by the rules of `decode_text`: a file of any length in no
/// memory.
class EncodingScan {
public:
    void add(ByteView bytes);
    EncodingFound found() const;

private:
    void look_at(std::uint8_t byte);

    Bytes beginning_;               ///< As much as is needed to tell UTF-16.
    std::size_t continuations_ = 0; ///< Bytes that the open UTF-8 sequence still needs.
    std::uint8_t next_min_ = 0x80, next_max_ = 0xBF;
    bool is_utf8_ = true;
    std::size_t upper_ = 0, in_runs_ = 0;
    bool last_is_upper_ = false, last_is_counted_ = false;
};

/// Bytes of a code page or of UTF-8 as UTF-8, or of UTF-16 (whole units; a surrogate pair cut in two becomes U+FFFD).
std::string decode_as(ByteView bytes, const EncodingFound& encoding);

} // namespace mahalla
