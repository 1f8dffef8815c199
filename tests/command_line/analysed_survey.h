#pragma once
#include "base/seeded_random.h"
#include "command_line/record_analysis.h"
#include "form/form_definition.h"
#include "indicator/csv_table.h"
#include "support/records.h"
#include "xlsform/xlsform_fixture.h"

#include <doctest/doctest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace mahalla::test {

/// Questionnaires with records, analysed as `mahalla results analyse` does, without a vault.
class AnalysedSurvey {
public:
    using Answers = std::vector<std::pair<std::string, std::string>>;
    using Json = nlohmann::ordered_json;

    /// The first one is the questionnaire that is meant where none is named.
    void add_form(const std::string& id, const std::string& tables)
    {
        FormReading reading = read_markdown_form(tables);
        for (const Diagnostic& diagnostic : reading.diagnostics)
            if (diagnostic.severity == Severity::Error) FAIL(to_line(diagnostic));
        AnalysedForm form;
        form.form.definition = reading.form;
        form.form.reference = {id, "1", {}};
        Diagnostics diagnostics;
        form.definitions = read_result_definitions(*reading.form, diagnostics);
        for (const Diagnostic& diagnostic : diagnostics)
            if (diagnostic.severity == Severity::Error) FAIL(to_line(diagnostic));
        if (first_.empty()) first_ = id;
        forms_[id] = std::move(form);
    }

    /// A finalised record: answers by path below the root; rows of the repeat "person" with theirs.
    void add_record(const std::string& id, const Answers& answers, const std::vector<Answers>& persons = {})
    {
        AnalysedForm& form = forms_.at(id);
        Record record;
        const std::string digits = std::to_string(++records_);
        record.id = *RecordId::from_text(std::string(32 - digits.size(), '0') + digits);
        record.form.id = form.form.definition->id();
        record.stage = RecordStage::Finalised;
        for (const auto& [name, value] : answers) record.answers[path("/data/" + name)] = {value, true, false};
        for (std::size_t i = 0; i < persons.size(); ++i) {
            const RowId row_id = row("0123456789abcdef"[i]);
            record.rosters[path("/data/person")].push_back(row_id);
            for (const auto& [name, value] : persons[i])
                record.answers[path("/data/person[" + row_id.text() + "]/" + name)] = {value, true, false};
        }
        form.records.records.push_back(FlatRecord::of(std::move(record), QuestionList()));
    }

    AnalysedForm& form(const std::string& id) { return forms_.at(id); }
    std::map<std::string, std::string> files; ///< By path.

    Result<std::string> run(const Json& analyses, Audience audience = Audience::Everybody) const
    {
        RecordAnalysisSetting setting;
        setting.form = [this](const std::string& id) -> Result<const AnalysedForm*> {
            const auto found = forms_.find(id.empty() ? first_ : id);
            if (found == forms_.end()) return failure(ErrorKind::NotFound, "No such questionnaire.");
            return &found->second;
        };
        setting.read_file = [this](const std::string& name) -> Result<Bytes> {
            const auto found = files.find(name);
            if (found == files.end()) return failure(ErrorKind::NotFound, "No such file.");
            return Bytes(found->second.begin(), found->second.end());
        };
        setting.audience = audience;
        setting.today = std::chrono::year(2026) / 11 / 26;
        return analyse_records_json(Json{{"analyses", analyses}}.dump(), setting);
    }

    /// The figures of one analysis.
    Json told(const Json& analysis, Audience audience = Audience::Everybody) const
    {
        const auto answers = run(Json::array({analysis}), audience);
        REQUIRE_MESSAGE(answers, answers.error().message);
        return Json::parse(*answers).at("analyses").at(0);
    }
    Json exact(const Json& analysis) const { return told(analysis, Audience::ThoseWhoMayRead); }

private:
    std::string first_;
    std::map<std::string, AnalysedForm> forms_;
    int records_ = 0;
};

inline const nlohmann::ordered_json confidential = {{"mark", "confidential"}};

/// Households of a small town; `design` and `publication` are rows of these sheets.
inline std::string household_tables(const std::string& design = {}, const std::string& publication = {})
{
    std::string tables = R"(
| survey |
| | type | name | label |
| | select_one area | area | Area? |
| | select_one status | status | Status? |
| | select_one round | wave | Round? |
| | select_one yn | consent | May we? |
| | select_one yn | food | Enough food? |
| | select_one yn | rent | Behind with the rent? |
| | select_one yn | school | Out of school? |
| | select_one yn | afraid | Afraid? |
| | select_one yn | robbed | Robbed? |
| | integer | income | Income? |
| | decimal | w | Weight |
| | begin_repeat | person | Person |
| | integer | age | Age? |
| | select_one yn | ill | Ill? |
| | end_repeat | person |
| choices |
| | list_name | name | label |
| | area | north | North |
| | area | south | South |
| | area | east | East |
| | status | host | Host |
| | status | refugee | Refugee |
| | round | r1 | First |
| | round | r2 | Second |
| | round | r3 | Third |
| | yn | yes | Yes |
| | yn | no | No |
| indicators |
| | name | label | value | unit_of_analysis | universe | statistic | dimension | perception | alert |
| | hungry | Too little food | ${food} = 'yes' | household | ${consent} = 'yes' | proportion | food | no | watch=0.1 alert=0.3 emergency=0.6 |
| | feels_unsafe | Afraid | ${afraid} = 'yes' | household | | proportion | personal | yes | |
| | met_crime | Robbed | ${robbed} = 'yes' | household | | proportion | personal | no | |
| | ill_person | Ill | ${ill} = 'yes' | person | | proportion | health | no | |
| disaggregation |
| | name | label | value |
| | place | Area | ${area} |
| | group | Status | ${status} |
| | round | Round | ${wave} |
)";
    if (!design.empty()) tables += "| design |\n| | setting | value |\n" + design;
    if (!publication.empty()) tables += "| publication |\n| | setting | value |\n" + publication;
    return tables;
}

/// Households drawn at random, each answer with the probability that its area has more or less of it.
inline void add_households(AnalysedSurvey& survey, std::size_t count, std::uint64_t seed)
{
    SeededRandom random(seed);
    const auto chance = [&] { return static_cast<double>(random.below(1'000)) / 1'000; };
    const char* areas[] = {"north", "south", "east"};
    for (std::size_t i = 0; i < count; ++i) {
        const auto area = static_cast<std::size_t>(random.below(3));
        const double hardship = chance() * 0.6 + static_cast<double>(area) * 0.1;
        const auto says = [&](double share) { return chance() < share ? "yes" : "no"; };
        survey.add_record("homes", {{"area", areas[area]},
                                    {"status", random.below(4) == 0 ? "refugee" : "host"},
                                    {"consent", "yes"},
                                    {"food", says(hardship)},
                                    {"rent", says(hardship * 0.8)},
                                    {"school", says(hardship * 0.5)},
                                    {"afraid", says(0.2 + hardship / 2)},
                                    {"robbed", says(hardship / 2)},
                                    {"w", std::to_string(1 + random.below(5))}});
    }
}

} // namespace mahalla::test
