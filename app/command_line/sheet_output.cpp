#include "command_line/sheet_output.h"

#include "base/text.h"
#include "crypto/recovery_text.h"
#include "sheet/sheet_layout.h"
#include "sheet/sheet_pdf.h"
#include "text/language_folder.h"

namespace mahalla {

namespace {

constexpr const char* fonts_folder = "/usr/share/fonts/truetype/noto";

} // namespace

Result<SheetOutput> SheetOutput::open(const std::filesystem::path& path, const std::string& language,
                                      CommandContext& context)
{
    if (context.disk.exists(path))
        return tl::unexpected(
            about(path, {ErrorKind::Invalid, "There is a file of this name already, and a sheet takes "
                                             "no other's place. Choose another name."}));
    SheetOutput output(path);
    if (lower_ascii(path.extension().string()) != ".pdf") return output;
    MAHALLA_TRY(output.engine_, TextEngine::create(fonts_folder));
    MAHALLA_TRY(const auto languages, LanguageFolder::read(context.disk, language_folder(context.disk)));
    output.catalogue_ = languages.for_code(language);
    return output;
}

Result<void> SheetOutput::write(const RecoverySheet& sheet, CommandContext& context) const
{
    if (!engine_) return context.write(path_, recovery_text_of(sheet.secret, sheet.words).view());
    MAHALLA_TRY(const Secret pdf, pdf_of(layout_of(sheet, *catalogue_, *engine_), *engine_));
    return context.write(path_, pdf.view());
}

} // namespace mahalla
