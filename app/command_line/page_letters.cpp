#include "command_line/page_letters.h"

#include "text/language_folder.h"

namespace mahalla {

namespace {

constexpr const char* fonts_folder = "/usr/share/fonts/truetype/noto";

} // namespace

Result<PageLetters> PageLetters::open(const std::string& language, CommandContext& context)
{
    PageLetters letters;
    MAHALLA_TRY(letters.engine, TextEngine::create(fonts_folder));
    MAHALLA_TRY(const auto languages, LanguageFolder::read(context.disk, language_folder(context.disk)));
    letters.catalogue = languages.for_code(language);
    return letters;
}

} // namespace mahalla
