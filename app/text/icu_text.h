#pragma once
#include <string>
#include <string_view>

namespace mahalla {

/// Between our UTF-8 and ICU's UTF-16; what is not valid becomes U+FFFD.
std::u16string to_utf16(std::string_view text);
std::string to_utf8(std::u16string_view text);

} // namespace mahalla
