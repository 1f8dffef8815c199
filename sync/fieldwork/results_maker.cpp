#include "fieldwork/results_maker.h"

#include "base/text.h"
#include "form/form_definition.h"
#include "indicator/record_table.h"

#include <algorithm>

namespace mahalla {

namespace {

template <typename Definition>
Result<const Definition*> named(const std::vector<Definition>& definitions, const std::string& name, const char* kind)
{
    std::vector<std::string> names;
    for (const Definition& definition : definitions) {
        if (definition.name == name) return &definition;
        names.push_back(definition.name);
    }
    return failure(ErrorKind::NotFound, "The questionnaire defines no " + std::string(kind) + " \"" + name +
                                            "\". There are: " + (names.empty() ? "none" : joined(names, ", ")) + ".");
}

/// The nodeset of the repeat that an indicator calls by name; empty for the household.
Result<std::string> repeat_of(const FormDefinition& form, const std::string& unit)
{
    if (unit.empty() || unit == "household" || unit == "group" || unit == "neighbourhood") return std::string();
    for (const ModelNode& node : form.nodes())
        if (node.kind == ModelNodeKind::Repeat && node.name == unit) return node.nodeset;
    return failure(ErrorKind::Invalid, "The unit of analysis is neither \"household\" nor the name of a repeat.");
}

} // namespace

ResultDefinitions read_result_definitions(const FormDefinition& form, Diagnostics& diagnostics)
{
    ResultDefinitions definitions;
    definitions.indicators = read_indicators_sheet(form.find_extra_sheet("indicators"), diagnostics);
    definitions.disaggregations = read_disaggregation_sheet(form.find_extra_sheet("disaggregation"), diagnostics);
    definitions.design = read_design_sheet(form.find_extra_sheet("design"), diagnostics);
    definitions.policy = read_policy(read_publication_sheet(form.find_extra_sheet("publication")), diagnostics);
    return definitions;
}

std::string form_language(const FormDefinition& form, std::string_view wanted)
{
    for (const std::string& language : form.languages())
        if (language == wanted || (!wanted.empty() && language.ends_with("(" + std::string(wanted) + ")")))
            return language;
    return form.languages().empty() ? std::string() : form.languages().front();
}

Result<Table> make_table(const FormDefinition& form, const ResultDefinitions& definitions, const ReadRecords& records,
                         const ResultRequest& request, const std::string& language)
{
    MAHALLA_TRY(const IndicatorDefinition* indicator, named(definitions.indicators, request.indicator, "indicator"));
    std::vector<DisaggregationDefinition> by;
    for (const std::string& name : request.by) {
        MAHALLA_TRY(const DisaggregationDefinition* disaggregation,
                    named(definitions.disaggregations, name, "disaggregation"));
        by.push_back(*disaggregation);
    }
    MAHALLA_TRY(const std::string repeat, repeat_of(form, indicator->unit_of_analysis));
    MAHALLA_TRY(const DataTable data, make_record_table(form, std::span<const FlatRecord>(records.records), repeat));
    TabulationSpecification specification{definitions.design, {specification_of(*indicator, by, language)}};
    // One indicator may be shown by several breakdowns: the table is named by both.
    for (const std::string& name : request.by) specification.estimates.front().id += "-" + name;
    MAHALLA_TRY(auto tables, tabulate(data, specification));
    return std::move(tables.front());
}

Result<PublishedRelease> make_release(const ShelvedForm& form, const ResultDefinitions& definitions,
                                      const ReadRecords& records, const std::vector<ResultRequest>& requests,
                                      const std::string& language, const std::string& title, Instant now,
                                      const PublicationLedger& ledger)
{
    ReleaseHead head;
    head.questionnaire = {form.reference.id, form.reference.version, form.hash.text()};
    std::vector<TableToProtect> exact;
    for (const ResultRequest& request : requests) {
        MAHALLA_TRY(Table table, make_table(*form.definition, definitions, records, request, language));
        MAHALLA_TRY(const IndicatorDefinition* indicator,
                    named(definitions.indicators, request.indicator, "indicator"));
        head.definitions.push_back({table.id,
                                    indicator->label(language),
                                    name_of(indicator->statistic),
                                    indicator->value,
                                    indicator->universe,
                                    {}});
        const CountedRows rows = counted_rows(head.questionnaire, head.round, table.unit, head.definitions.back());
        exact.push_back({std::move(table), rows});
    }
    MAHALLA_TRY(auto safe, protect(exact, definitions.policy, ledger));
    std::vector<PublishedTable> tables;
    for (Protection& protection : safe) tables.push_back(std::move(protection.table));
    head.title = title;
    head.published = date_to_text(Date(std::chrono::floor<std::chrono::days>(now)));
    head.software = "Mahalla 0.1.0";
    head.language = language;
    head.policy = definitions.policy;
    return PublishedRelease::create(std::move(head), std::move(tables));
}

} // namespace mahalla
