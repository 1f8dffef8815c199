#include "fieldwork/results_maker.h"

#include "base/number.h"
#include "base/text.h"
#include "disclosure/protect.h"
#include "form/form_definition.h"
#include "indicator/definition_check.h"
#include "indicator/indicator_library.h"

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

/// The expression, or what an index is made of.
std::string formula_of(const IndicatorDefinition& indicator)
{
    if (!indicator.index) return indicator.value;
    std::vector<std::string> parts;
    for (const IndexComponent& component : indicator.index->components)
        parts.push_back(component.indicator + "=" + number_to_text(component.weight));
    return "index of " + joined(parts, "; ") +
           (indicator.index->cutoff ? " from " + number_to_text(*indicator.index->cutoff) + " on" : "");
}

/// "fcs, version 1: World Food Programme…"; empty for an indicator of the form's own.
std::string source_of(const IndicatorDefinition& indicator)
{
    const LibraryInstrument* instrument =
        indicator.library ? IndicatorLibrary::shipped().find_instrument(indicator.library->instrument) : nullptr;
    if (!instrument) return {};
    return instrument->name + ", version " + instrument->version + ": " + instrument->source;
}

} // namespace

ResultDefinitions read_result_definitions(const FormDefinition& form, Diagnostics& diagnostics)
{
    ResultDefinitions definitions;
    definitions.indicators = read_indicators_sheet(form.find_extra_sheet("indicators"), diagnostics);
    definitions.disaggregations = read_disaggregation_sheet(form.find_extra_sheet("disaggregation"), diagnostics);
    definitions.design = read_design_sheet(form.find_extra_sheet("design"), diagnostics);
    definitions.units = read_unit_design(form.find_extra_sheet("design"), diagnostics);
    definitions.policy =
        read_policy(read_publication_sheet(form.find_extra_sheet("publication"), diagnostics), diagnostics);
    check_definitions(form,
                      {definitions.indicators, definitions.disaggregations, definitions.design, definitions.units},
                      diagnostics);
    return definitions;
}

std::string form_language(const FormDefinition& form, std::string_view wanted)
{
    for (const std::string& language : form.languages())
        if (language == wanted || (!wanted.empty() && language.ends_with("(" + std::string(wanted) + ")")))
            return language;
    return form.languages().empty() ? std::string() : form.languages().front();
}

Result<DisclosurePolicy> policy_for(const ResultDefinitions& definitions, const std::vector<ResultRequest>& requests)
{
    DisclosurePolicy policy = definitions.policy;
    for (const ResultRequest& request : requests) {
        MAHALLA_TRY(const IndicatorDefinition* indicator,
                    named(definitions.indicators, request.indicator, "indicator"));
        policy.hide_zero_and_full = policy.hide_zero_and_full || indicator->sensitive;
    }
    return policy;
}

ReleaseDefinition definition_of(const IndicatorDefinition& indicator, const std::string& id,
                                const std::string& language)
{
    return {id,
            indicator.label(language),
            name_of(indicator.statistic),
            formula_of(indicator),
            indicator.universe,
            source_of(indicator)};
}

Result<void> check_requests(const ResultDefinitions& definitions, const std::vector<ResultRequest>& requests)
{
    for (const ResultRequest& request : requests) {
        const auto indicator = named(definitions.indicators, request.indicator, "indicator");
        if (!indicator) return tl::unexpected(indicator.error());
        for (const std::string& name : request.by)
            if (const auto by = named(definitions.disaggregations, name, "disaggregation"); !by)
                return tl::unexpected(by.error());
    }
    return {};
}

Result<AskedTable> asked_table(const FormDefinition& form, const ResultDefinitions& definitions, AnswerTables& answers,
                               const ResultRequest& request, const std::string& language)
{
    MAHALLA_TRY(const IndicatorDefinition* indicator, named(definitions.indicators, request.indicator, "indicator"));
    std::vector<DisaggregationDefinition> by;
    for (const std::string& name : request.by) {
        MAHALLA_TRY(const DisaggregationDefinition* disaggregation,
                    named(definitions.disaggregations, name, "disaggregation"));
        by.push_back(*disaggregation);
    }
    const IndicatorSetting setting{form, definitions.indicators, definitions.design, definitions.units};
    MAHALLA_TRY(IndicatorTable made, make_indicator_table(setting, answers, *indicator, by, language));
    // One indicator may be shown by several breakdowns: the table is named by both.
    for (const std::string& name : request.by) made.estimate.id += "-" + name;
    ReleaseDefinition definition = definition_of(*indicator, made.estimate.id, language);
    return AskedTable{std::move(made), std::move(definition)};
}

namespace {

Result<Table> table_of(const AskedTable& asked)
{
    MAHALLA_TRY(auto tables, tabulate(asked.made.data, {asked.made.design, {asked.made.estimate}}));
    tables.front().missing = asked.made.missing;
    return std::move(tables.front());
}

} // namespace

Result<Table> make_table(const FormDefinition& form, const ResultDefinitions& definitions, const ReadRecords& records,
                         const ResultRequest& request, const std::string& language)
{
    AnswerTables answers(form, std::span<const FlatRecord>(records.records), definitions.units.codes);
    MAHALLA_TRY(const AskedTable asked, asked_table(form, definitions, answers, request, language));
    return table_of(asked);
}

ReleaseHead head_of_today(const std::string& title, const std::string& language, Instant now)
{
    ReleaseHead head;
    head.title = title;
    head.language = language;
    head.published = date_to_text(Date(std::chrono::floor<std::chrono::days>(now)));
    head.software = "Mahalla 0.1.0";
    return head;
}

Result<ExactRelease> make_exact_release(const ShelvedForm& form, const ResultDefinitions& definitions,
                                        AnswerTables& answers, const std::vector<ResultRequest>& requests,
                                        const std::string& language, const std::string& title, Instant now,
                                        std::vector<std::string>* notes)
{
    ExactRelease exact;
    ReleaseHead& head = exact.head;
    head = head_of_today(title, language, now);
    head.questionnaire = {form.reference.id, form.reference.version, form.hash.text()};
    MAHALLA_TRY(head.policy, policy_for(definitions, requests));
    for (const ResultRequest& request : requests) {
        MAHALLA_TRY(AskedTable asked, asked_table(*form.definition, definitions, answers, request, language));
        MAHALLA_TRY(Table table, table_of(asked));
        const std::string missing = missing_in_words(table.missing, head.policy, table.unit);
        if (notes && !missing.empty()) notes->push_back(table.id + ": " + missing);
        head.definitions.push_back(std::move(asked.definition));
        const CountedRows rows = counted_rows(head.questionnaire, head.round, table.unit, head.definitions.back());
        exact.tables.push_back({std::move(table), rows});
    }
    return exact;
}

Result<MadeRelease> protected_release(ExactRelease exact, const PublicationLedger& ledger)
{
    MAHALLA_TRY(auto safe, protect(exact.tables, exact.head.policy, ledger));
    std::vector<PublishedTable> tables;
    KeptFigures kept;
    for (Protection& protection : safe) {
        tables.push_back(std::move(protection.table));
        kept.push_back(std::move(protection.kept));
    }
    MAHALLA_TRY(auto release, PublishedRelease::create(std::move(exact.head), std::move(tables)));
    return MadeRelease{std::move(release), std::move(kept)};
}

Result<MadeRelease> make_release(const ShelvedForm& form, const ResultDefinitions& definitions,
                                 const ReadRecords& records, const std::vector<ResultRequest>& requests,
                                 const std::string& language, const std::string& title, Instant now,
                                 const PublicationLedger& ledger, std::vector<std::string>* notes)
{
    AnswerTables answers(*form.definition, std::span<const FlatRecord>(records.records), definitions.units.codes);
    MAHALLA_TRY(ExactRelease exact,
                make_exact_release(form, definitions, answers, requests, language, title, now, notes));
    return protected_release(std::move(exact), ledger);
}

std::string missing_in_words(const MissingCounts& missing, const DisclosurePolicy& policy, const std::string& unit)
{
    const std::uint64_t least = policy.threshold_for(unit);
    std::vector<std::string> parts;
    for (const auto& [count, what] :
         {std::pair(missing.dont_know, "do not know"), std::pair(missing.refused, "refused"),
          std::pair(missing.not_applicable, "are not concerned"), std::pair(missing.not_answered, "did not answer")}) {
        if (count == 0) continue;
        parts.push_back((count < least ? "fewer than " + std::to_string(least) : std::to_string(count)) + " " + what);
    }
    return parts.empty() ? std::string() : "Of those asked, " + joined(parts, ", ") + ".";
}

} // namespace mahalla
