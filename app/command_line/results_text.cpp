#include "command_line/results_text.h"

#include "base/number.h"
#include "base/text.h"
#include "fieldwork/partial_release.h"
#include "fieldwork/release_book.h"
#include "fieldwork/sums_maker.h"
#include "form/form_definition.h"
#include "interchange/release_json.h"

#include <cmath>
#include <ostream>

namespace mahalla {

namespace {

using Row = std::vector<std::string>;

std::string label_of(const Dimension& dimension, const std::string& category)
{
    if (category == total_category) return "all";
    const auto found = dimension.labels.find(category);
    return found == dimension.labels.end() || found->second.empty() ? category : found->second;
}

std::string figure_of(double value, Statistic statistic)
{
    if (statistic == Statistic::Proportion) return number_to_text(std::round(value * 1000) / 10) + " %";
    return number_to_text(std::round(value * 100) / 100);
}

Row row_of(const PublishedTableContent& table, const PublishedCell& cell)
{
    Row row;
    for (std::size_t i = 0; i < cell.key.size(); ++i) row.push_back(label_of(table.dimensions[i], cell.key[i]));
    if (!cell.category.empty()) row.push_back(cell.category);
    if (!cell.figure || !cell.figure->estimate) {
        row.push_back("⊘");
        row.push_back(cell.mark ? name_of(*cell.mark) : "not available");
        row.emplace_back();
        return row;
    }
    row.push_back(figure_of(*cell.figure->estimate, table.statistic));
    row.push_back(cell.figure->lower && cell.figure->upper ? figure_of(*cell.figure->lower, table.statistic) + " – " +
                                                                 figure_of(*cell.figure->upper, table.statistic)
                                                           : "–");
    row.push_back(std::to_string(cell.figure->n));
    return row;
}

} // namespace

std::string text_of(const PublishedTableContent& table)
{
    std::vector<Row> rows(1);
    for (const Dimension& dimension : table.dimensions)
        rows[0].push_back(dimension.label.empty() ? dimension.name : dimension.label);
    for (const char* head : {"estimate", "95 % interval", "n"}) rows[0].emplace_back(head);
    for (const PublishedCell& cell : table.cells) rows.push_back(row_of(table, cell));
    std::vector<std::size_t> widths;
    for (const Row& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths.resize(std::max(widths.size(), i + 1));
            widths[i] = std::max(widths[i], to_code_points(row[i]).size());
        }
    std::string text = table.label + (table.basis == Basis::OfThoseInterviewed ? " (of those interviewed)" : "") + "\n";
    for (const Row& row : rows) {
        std::string line = " ";
        for (std::size_t i = 0; i < row.size(); ++i)
            line += " " + row[i] + std::string(widths[i] - to_code_points(row[i]).size() + 1, ' ');
        while (line.ends_with(' ')) line.pop_back();
        text += line + "\n";
    }
    return text;
}

ResultRequest request_from(const std::string& indicator, const std::string& by)
{
    ResultRequest request{indicator, {}};
    for (const std::string_view name : split(by, ','))
        if (!trimmed(name).empty()) request.by.emplace_back(trimmed(name));
    return request;
}

std::vector<ResultRequest> requests_from(const std::vector<std::string>& indicators, const std::vector<std::string>& by)
{
    std::vector<ResultRequest> requests;
    for (std::size_t i = 0; i < indicators.size(); ++i)
        requests.push_back(request_from(indicators[i], i < by.size() ? by[i] : std::string()));
    return requests;
}

Result<ShelvedForm> form_of_results(const Vault& vault, FormShelf& shelf, const std::string& form,
                                    const std::vector<ResultRequest>& requests)
{
    if (!form.empty()) return shelf.form(vault, form);
    if (vault.charter() == nullptr)
        return failure(ErrorKind::Refused, "This vault is not enrolled yet: it has no questionnaires.");
    const auto& entries = vault.charter()->content().forms;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (!entry->is_open) continue;
        MAHALLA_TRY(auto shelved, shelf.form(vault, entry->hash));
        Diagnostics ignored;
        for (const IndicatorDefinition& indicator : read_result_definitions(*shelved.definition, ignored).indicators)
            if (requests.empty() || indicator.name == requests.front().indicator) return shelved;
    }
    return failure(ErrorKind::NotFound, "No open questionnaire of the project defines this indicator.");
}

ResultDefinitions sound_definitions(const ShelvedForm& form, CommandContext& context)
{
    Diagnostics diagnostics;
    ResultDefinitions definitions = read_result_definitions(*form.definition, diagnostics);
    std::erase_if(diagnostics, [](const Diagnostic& diagnostic) { return diagnostic.severity != Severity::Error; });
    context.report(diagnostics);
    return definitions;
}

Result<MadeRelease> release_from_sums(const Vault& vault, const SumsOption& sums, const std::string& title,
                                      CommandContext& context, const PublicationLedger& ledger)
{
    MAHALLA_TRY(const PassedSums all, sums.read(vault, context));
    std::vector<std::string> notes;
    auto release = make_release_of_sums(all, title, context.clock.now(), ledger, &notes);
    for (const std::string& note : notes) context.err << note << '\n';
    return release;
}

Result<MadeRelease> release_from_vault(const Vault& vault, FormShelf& shelf, const std::string& form,
                                       std::vector<ResultRequest> requests, const std::string& language,
                                       const std::string& title, CommandContext& context,
                                       const PublicationLedger& ledger)
{
    MAHALLA_TRY(const ShelvedForm shelved, form_of_results(vault, shelf, form, requests));
    const ResultDefinitions definitions = sound_definitions(shelved, context);
    MAHALLA_TRY(const auto records, read_records(vault, shelf, shelved));
    const std::string words = form_language(*shelved.definition, language);
    std::vector<std::string> notes;
    const auto told = [&](Result<MadeRelease> release) {
        for (const std::string& note : notes) context.err << note << '\n';
        return release;
    };
    if (!requests.empty())
        return told(
            make_release(shelved, definitions, records, requests, words, title, context.clock.now(), ledger, &notes));
    // Of everything that is defined, what cannot be shown keeps nothing else back.
    for (const IndicatorDefinition& indicator : definitions.indicators) requests.push_back({indicator.name, {}});
    if (requests.empty())
        return failure(ErrorKind::Invalid, "The questionnaire defines no indicators, so there is nothing to publish: "
                                           "`mahalla form insert-indicator` puts some of the library in.");
    MAHALLA_TRY(PartialTables tables, make_tables_there_are(shelved, definitions, records, requests, words, title,
                                                            context.clock.now(), &notes));
    MAHALLA_TRY(PartialRelease partial, protect_what_can_be(std::move(tables), ledger));
    for (const MissingResult& missing : partial.missing)
        notes.push_back(missing.indicator + " is left out: " + missing.error.message);
    return told(std::move(partial.made));
}

Result<std::vector<ReleaseContent>> releases_of_files(const std::vector<std::string>& files, CommandContext& context)
{
    std::vector<ReleaseContent> releases;
    for (const std::string& file : files) {
        MAHALLA_TRY(const Bytes bytes, context.read(file, PublishedRelease::encoded_bytes_max));
        auto release = read_release_json(as_text(bytes));
        if (!release) return tl::unexpected(about(file, release.error()));
        releases.push_back(release->content());
    }
    return releases;
}

Result<PublicationLedger> ledger_with_files(const Vault& vault, const std::vector<std::string>& files,
                                            CommandContext& context)
{
    MAHALLA_TRY(const auto releases, releases_of_files(files, context));
    MAHALLA_TRY(PublicationLedger ledger, ledger_of(vault, releases));
    tell_of_unknown(ledger, context);
    return ledger;
}

void tell_of_unknown(const PublicationLedger& ledger, CommandContext& context)
{
    if (ledger.hides_unknown())
        context.err << "Some earlier releases were not made with this vault, or a record was erased since: who was "
                       "alone in a cell that they hide cannot be reckoned with. Publish with the vault that made "
                       "them.\n";
}

} // namespace mahalla
