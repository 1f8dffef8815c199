#include "command_line/commands.h"
#include "command_line/language_option.h"
#include "command_line/sheet_output.h"
#include "crypto/recovery_text.h"

#include <CLI/CLI.hpp>
#include <istream>

namespace mahalla {

namespace {

constexpr std::size_t said_bytes_max = 8192;

/// Everything that is said, without a copy that a stream would keep.
Secret read_all(std::istream& in)
{
    Secret said(said_bytes_max);
    in.read(reinterpret_cast<char*>(said.writable().data()), static_cast<std::streamsize>(said_bytes_max));
    return Secret::copy_of(said.view().first(static_cast<std::size_t>(in.gcount())));
}

Result<void> print(std::string_view said, const std::string& file, const LanguageOption& language,
                   CommandContext& context)
{
    const auto first = said.find('\n');
    const auto second = first == std::string_view::npos ? first : said.find('\n', first + 1);
    if (second == std::string_view::npos)
        return failure(ErrorKind::Invalid, "What came in is no sheet: digits, project and words are missing.");
    MAHALLA_TRY(const Secret code,
                secret_of_recovery_text(Secret::copy_of(said.substr(second + 1)), RecoveryKind::VaultCode));
    MAHALLA_TRY(const SheetOutput output, SheetOutput::open(file, language.code(), context));
    const RecoverySheet sheet{code, language.words(), std::string(said.substr(first + 1, second - first - 1)),
                              std::string(said.substr(0, first))};
    return output.write(sheet, context);
}

} // namespace

void add_vault_print_sheet_command(CLI::App& group, CommandContext& context)
{
    struct Options {
        LanguageOption language;
        std::string file;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand(
        "print-sheet", "The page of a recovery code that comes in on standard input; mahalla-desk asks for it");
    options->language.add_to(*command);
    command->add_option("-o,--output", options->file, "The sheet to write: .pdf to print, or .txt")
        ->required()
        ->type_name("FILE");
    command->callback([options, &context] {
        const Secret said = read_all(context.in);
        if (auto printed = print(as_text(said.view()), options->file, options->language, context); !printed)
            context.fail(printed.error());
    });
}

} // namespace mahalla
