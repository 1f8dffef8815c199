#include "command_line/recovery_input.h"

#include "command_line/passphrase_input.h"
#include "crypto/recovery_hint.h"
#include "crypto/scan_text.h"
#include "qr_code/grey_picture.h"
#include "qr_code/qr_reader.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

constexpr std::uint64_t typed_bytes_max = 4096;

Result<Secret> secret_of_file(const std::string& file, std::uint64_t bytes_max, CommandContext& context)
{
    MAHALLA_TRY(Bytes bytes, context.read(file, bytes_max));
    Secret content = Secret::copy_of(bytes);
    wipe(bytes);
    return content;
}

} // namespace

void RecoveryInput::add_to(CLI::App& command)
{
    auto* typed = command.add_option(
        "--sheet", sheet, "File with the words as typed from the sheet, or with what a scanner typed (default: ask)");
    typed->type_name("FILE");
    command.add_option("--scan", picture, "Picture of the sheet's QR code, PNG or JPEG")
        ->type_name("PICTURE")
        ->excludes(typed);
}

Result<Secret> RecoveryInput::read(CommandContext& context) const
{
    if (!sheet.empty()) return secret_of_file(sheet, typed_bytes_max, context);
    if (picture.empty())
        return read_secret_line(context, "Words of the sheet, with spaces between, or scan its code: ", "--sheet");
    MAHALLA_TRY(Bytes file, context.read(picture, GreyPicture::file_bytes_max));
    auto text = read_qr_code(file);
    wipe(file);
    if (!text) return tl::unexpected(about(picture, text.error()));
    Secret content = Secret::copy_of(*text);
    wipe(*text);
    if (!is_scan_text(as_text(content.view())))
        return tl::unexpected(about(picture, {ErrorKind::Invalid, "This QR code is none of Mahalla's. Scan the one on "
                                                                  "the sheet."}));
    return content;
}

void tell_mistyped_word(const Secret& text, CommandContext& context)
{
    if (is_scan_text(as_text(text.view()))) return;
    const auto hint = recovery_hint(text);
    if (!hint) return;
    context.err << "Look at word " << hint->word << " on the sheet";
    if (hint->swapped_with_next)
        context.err << ": it and the next one may have changed places";
    else if (!hint->nearest.empty())
        context.err << ": it may be “" << hint->nearest << "”";
    context.err << ".\n";
}

} // namespace mahalla
