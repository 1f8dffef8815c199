#include "command_line/record_analysis.h"
#include "command_line/results_command.h"
#include "command_line/results_text.h"
#include "command_line/vault_option.h"
#include "form/form_definition.h"

#include <CLI/CLI.hpp>
#include <map>
#include <ostream>

namespace mahalla {

namespace {

struct Options {
    VaultOption vault;
    std::string form, specification, language;
    std::vector<std::string> earlier;
    bool is_exact = false, as_json = false;
};

/// The questionnaires of a vault with their records, each read once.
class VaultForms {
public:
    VaultForms(const Vault& vault, CommandContext& context) : vault_(vault), context_(context) {}

    Result<const AnalysedForm*> form(const std::string& name)
    {
        MAHALLA_TRY(const ShelvedForm shelved, form_of_results(vault_, shelf_, name, {}));
        const auto known = forms_.find(shelved.hash.text());
        if (known != forms_.end()) return &known->second;
        Diagnostics diagnostics;
        ResultDefinitions definitions = read_result_definitions(*shelved.definition, diagnostics);
        context_.report(diagnostics);
        MAHALLA_TRY(ReadRecords records, read_records(vault_, shelf_, shelved));
        return &forms_.emplace(shelved.hash.text(), AnalysedForm{shelved, std::move(definitions), std::move(records)})
                    .first->second;
    }

private:
    const Vault& vault_;
    CommandContext& context_;
    FormShelf shelf_;
    std::map<std::string, AnalysedForm> forms_;
};

Result<std::string> analyse(const Options& options, CommandContext& context)
{
    constexpr std::uint64_t file_bytes_max = std::uint64_t{16} << 20U;
    MAHALLA_TRY(const Bytes specification, context.read(options.specification, file_bytes_max));
    MAHALLA_TRY(const auto vault, options.vault.unlock(context));
    VaultForms forms(vault, context);
    RecordAnalysisSetting setting;
    setting.form = [&](const std::string& form) { return forms.form(form.empty() ? options.form : form); };
    setting.read_file = [&](const std::string& path) { return context.read(path, file_bytes_max); };
    setting.audience = options.is_exact ? Audience::ThoseWhoMayRead : Audience::Everybody;
    setting.today = Date(std::chrono::floor<std::chrono::days>(context.clock.now()));
    MAHALLA_TRY(const AnalysedForm* form, setting.form(""));
    setting.language = form_language(*form->form.definition, options.language);
    MAHALLA_TRY(setting.ledger, ledger_with_files(vault, options.earlier, context));
    if (options.is_exact)
        context.err << "These figures are exact: they are for those who may read the records, and for nobody else.\n";
    return analyse_records_json(as_text(specification), setting);
}

} // namespace

void add_results_analyse_command(CLI::App& results, CommandContext& context)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        results.add_subcommand("analyse", "What single tables do not say of a vault's records, protected "
                                          "as tables are");
    options->vault.add_to(*command);
    command->add_option("--spec", options->specification, "JSON: what to analyse")->required()->type_name("SPEC.json");
    command->add_option("--form", options->form,
                        "Id or hash of the questionnaire (default: the newest open one that defines indicators)");
    command->add_option("--language", options->language, "Of the labels");
    command->add_option("--earlier", options->earlier, "A release that was published before, as JSON (several times)");
    command->add_flag("--exact", options->is_exact,
                      "Nothing hidden: for those who may read the records, and for nobody else");
    command->add_flag("--json", options->as_json, "One JSON document (this is always what is printed)");
    command->callback([options, &context] {
        const auto answers = analyse(*options, context);
        if (!answers) return context.fail(answers.error());
        context.out << *answers << '\n';
    });
}

} // namespace mahalla
