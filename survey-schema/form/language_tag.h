#pragma once
#include <string>
#include <string_view>

namespace mahalla {

/// The code of a form's language (BCP 47): "ar" of "Arabic (ar)", "العربية (ar)", "Arabic", "ar"; empty where neither
/// brackets nor the name say one. Names are those of languages that humanitarian questionnaires are written in, in
/// English and in themselves.
std::string language_tag(std::string_view language);

} // namespace mahalla
