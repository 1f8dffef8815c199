#include "command_line/sheet_output.h"

#include "base/text.h"
#include "crypto/recovery_text.h"
#include "sheet/sheet_layout.h"
#include "sheet/sheet_pdf.h"

namespace mahalla {

Result<SheetOutput> SheetOutput::open(const std::filesystem::path& path, const std::string& language,
                                      CommandContext& context)
{
    if (context.disk.exists(path))
        return tl::unexpected(
            about(path, {ErrorKind::Invalid, "There is a file of this name already, and a sheet takes "
                                             "no other's place. Choose another name."}));
    SheetOutput output(path);
    if (lower_ascii(path.extension().string()) != ".pdf") return output;
    MAHALLA_TRY(output.letters_, PageLetters::open(language, context));
    return output;
}

Result<void> SheetOutput::write(const RecoverySheet& sheet, CommandContext& context) const
{
    if (!letters_) return context.write(path_, recovery_text_of(sheet.secret, sheet.words).view());
    MAHALLA_TRY(const Secret pdf, pdf_of(layout_of(sheet, *letters_->catalogue, *letters_->engine), *letters_->engine));
    return context.write(path_, pdf.view());
}

} // namespace mahalla
