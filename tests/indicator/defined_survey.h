#pragma once
#include "indicator/definition_check.h"
#include "indicator/indicator_table.h"
#include "support/records.h"
#include "xlsform/xlsform_fixture.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

namespace mahalla::test {

/// A questionnaire with its sheets of definitions, read from Markdown tables.
struct DefinedSurvey {
    explicit DefinedSurvey(const std::string& tables)
    {
        FormReading reading = read_markdown_form(tables);
        for (const Diagnostic& diagnostic : reading.diagnostics) std::printf("%s\n", to_line(diagnostic).c_str());
        MAHALLA_CHECK(reading.form);
        form = reading.form;
        indicators = read_indicators_sheet(form->find_extra_sheet("indicators"), diagnostics);
        disaggregations = read_disaggregation_sheet(form->find_extra_sheet("disaggregation"), diagnostics);
        design = read_design_sheet(form->find_extra_sheet("design"), diagnostics);
        units = read_unit_design(form->find_extra_sheet("design"), diagnostics);
        check_definitions(*form, {indicators, disaggregations, design, units}, diagnostics);
    }

    /// "code sheet row column" of each diagnostic.
    std::vector<std::string> places() const
    {
        std::vector<std::string> made;
        for (const Diagnostic& diagnostic : diagnostics)
            made.push_back(diagnostic.code + " " + diagnostic.sheet + " " + std::to_string(diagnostic.row) + " " +
                           diagnostic.column);
        return made;
    }

    const Diagnostic& first(std::string_view code) const
    {
        const auto found = std::find_if(diagnostics.begin(), diagnostics.end(),
                                        [&](const Diagnostic& diagnostic) { return diagnostic.code == code; });
        MAHALLA_CHECK(found != diagnostics.end());
        return *found;
    }

    /// A finalised record: answers by path below the root; rows of the repeat "person", each with its answers.
    void add_record(const std::vector<std::pair<std::string, std::string>>& answers,
                    const std::vector<std::vector<std::pair<std::string, std::string>>>& persons = {})
    {
        Record record;
        const std::string digits = std::to_string(records.size());
        record.id = *RecordId::from_text(std::string(32 - digits.size(), '0') + digits);
        record.form.id = form->id();
        record.stage = RecordStage::Finalised;
        for (const auto& [name, value] : answers) record.answers[path("/data/" + name)] = {value, true, false};
        for (std::size_t i = 0; i < persons.size(); ++i) {
            const RowId id = row("0123456789abcdef"[i]);
            record.rosters[path("/data/person")].push_back(id);
            for (const auto& [name, value] : persons[i])
                record.answers[path("/data/person[" + id.text() + "]/" + name)] = {value, true, false};
        }
        records.push_back(std::move(record));
    }

    IndicatorTable table_of_indicator(const std::string& name, const std::vector<std::string>& by = {}) const
    {
        const auto indicator = std::find_if(indicators.begin(), indicators.end(),
                                            [&](const IndicatorDefinition& known) { return known.name == name; });
        MAHALLA_CHECK(indicator != indicators.end());
        std::vector<DisaggregationDefinition> groups;
        for (const DisaggregationDefinition& known : disaggregations)
            if (std::find(by.begin(), by.end(), known.name) != by.end()) groups.push_back(known);
        AnswerTables answers(*form, std::span<const Record>(records), units.codes);
        auto made = make_indicator_table({*form, indicators, design, units}, answers, *indicator, groups, "");
        if (!made) std::printf("%s\n", made.error().message.c_str());
        MAHALLA_CHECK(made);
        return *std::move(made);
    }

    Table tabulated(const std::string& name, const std::vector<std::string>& by = {}) const
    {
        const IndicatorTable made = table_of_indicator(name, by);
        const auto tables = tabulate(made.data, {made.design, {made.estimate}});
        if (!tables) std::printf("%s\n", tables.error().message.c_str());
        MAHALLA_CHECK(tables);
        return tables->front();
    }

    /// The figures over everybody.
    Estimate figures_of(const std::string& name) const
    {
        const Table table = tabulated(name);
        MAHALLA_CHECK(table.cells.size() == 1);
        return table.cells.front().figures;
    }

    std::shared_ptr<const FormDefinition> form;
    std::vector<IndicatorDefinition> indicators;
    std::vector<DisaggregationDefinition> disaggregations;
    DesignDefinition design;
    UnitDesign units;
    Diagnostics diagnostics;
    std::vector<Record> records;
};

} // namespace mahalla::test
