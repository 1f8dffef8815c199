#include "command_line/library_description.h"

#include "base/text.h"

#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string_view column_of(const LibraryQuestion& question, std::string_view name)
{
    for (const auto& [key, text] : question.columns)
        if (key == name) return text;
    return {};
}

/// The codes that answer a question, with their English words; empty where it has no choices.
std::vector<std::pair<std::string, std::string>> codes_of(const LibraryInstrument& instrument,
                                                          const LibraryQuestion& question)
{
    std::vector<std::pair<std::string, std::string>> codes;
    const auto parts = words(question.type);
    if (parts.size() == 2)
        for (const LibraryChoice& choice : instrument.choices)
            if (choice.list == parts[1]) codes.emplace_back(choice.name, choice.labels.at("en"));
    return codes;
}

Json json_of(const LibraryIndicator& indicator)
{
    const IndicatorDefinition& definition = indicator.definition;
    Json json{{"name", definition.name},
              {"labels", definition.labels},
              {"unit", definition.unit_of_analysis},
              {"statistic", name_of(definition.statistic)},
              {"value", definition.value}};
    if (!definition.universe.empty()) json["universe"] = definition.universe;
    if (!definition.denominator.empty()) json["denominator"] = definition.denominator;
    if (!indicator.cut_offs.empty()) json["cut_offs"] = indicator.cut_offs;
    json["dimension"] = definition.dimension;
    json["freedom"] = definition.freedom;
    json["sdg"] = definition.sdg;
    json["perception"] = definition.perception;
    json["sensitive"] = definition.sensitive;
    return json;
}

std::string lines_of(const LibraryIndicator& indicator)
{
    const IndicatorDefinition& definition = indicator.definition;
    std::string text = "  " + definition.name + ": " + definition.label("en") + "\n    " +
                       name_of(definition.statistic) + " of " + definition.value;
    if (!definition.denominator.empty()) text += " to " + definition.denominator;
    if (!definition.universe.empty()) text += ", of those with " + definition.universe;
    if (!indicator.cut_offs.empty()) text += "\n    " + indicator.cut_offs;
    return text + "\n";
}

} // namespace

std::string instrument_text(const LibraryInstrument& instrument)
{
    std::string text = instrument.name + ", version " + instrument.version + ": " + instrument.label("en") + "\n" +
                       "Unit: " + instrument.unit + "\nSource: " + instrument.source +
                       "\nLicence: " + instrument.licence + "\nMissing answers: " + instrument.missing_rule + "\n";
    if (!instrument.to_check.empty()) text += "To check before citing: " + instrument.to_check + "\n";
    if (!instrument.uses.empty()) text += "Uses: " + joined(instrument.uses, ", ") + "\n";
    if (!instrument.survey.empty()) text += "\nQuestions\n";
    for (const LibraryQuestion& question : instrument.survey) {
        if (!question.is_answered()) continue;
        text += "  " + question.name + " (" + std::string(words(question.type).front()) +
                "): " + std::string(column_of(question, "en")) + "\n";
        for (const auto& [code, label] : codes_of(instrument, question)) text += "      " + code + " " + label + "\n";
    }
    for (const bool is_setting : {true, false}) {
        bool has_head = false;
        for (const LibraryFormula& formula : instrument.formulas) {
            if (formula.is_setting != is_setting) continue;
            if (!has_head) text += is_setting ? "\nSettings\n" : "\nFormulas\n";
            has_head = true;
            text += "  " + formula.name + " = " + formula.expression + "\n    " + formula.what + "\n";
        }
    }
    for (const bool is_flag : {false, true}) {
        bool has_head = false;
        for (const LibraryIndicator& indicator : instrument.indicators) {
            if (indicator.is_flag != is_flag) continue;
            if (!has_head) text += is_flag ? "\nDoubts about the answers\n" : "\nIndicators\n";
            has_head = true;
            text += lines_of(indicator);
        }
    }
    if (!instrument.disaggregations.empty()) text += "\nBreakdowns\n";
    for (const DisaggregationDefinition& definition : instrument.disaggregations) {
        std::vector<std::string> codes;
        for (const DisaggregationCategory& category : definition.categories) codes.push_back(category.code);
        text += "  " + definition.name + ": " + joined(codes, ", ") + "\n";
    }
    return text;
}

std::string instrument_json(const LibraryInstrument& instrument)
{
    Json json{{"name", instrument.name},
              {"version", instrument.version},
              {"labels", instrument.labels},
              {"unit", instrument.unit},
              {"source", instrument.source},
              {"licence", instrument.licence},
              {"missing", instrument.missing_rule},
              {"uses", instrument.uses}};
    if (!instrument.to_check.empty()) json["to_check"] = instrument.to_check;
    json["questions"] = Json::array();
    for (const LibraryQuestion& question : instrument.survey) {
        if (!question.is_answered()) continue;
        Json labels = Json::object(), codes = Json::object();
        for (const char* language : {"en", "fr", "ar"}) labels[language] = std::string(column_of(question, language));
        for (const auto& [code, label] : codes_of(instrument, question)) codes[code] = label;
        Json made{{"name", question.name}, {"type", std::string(words(question.type).front())}, {"labels", labels}};
        if (!codes.empty()) made["codes"] = codes;
        json["questions"].push_back(std::move(made));
    }
    json["settings"] = Json::array();
    json["formulas"] = Json::array();
    for (const LibraryFormula& formula : instrument.formulas)
        json[formula.is_setting ? "settings" : "formulas"].push_back(
            {{"name", formula.name}, {"value", formula.expression}, {"what", formula.what}});
    json["indicators"] = Json::array();
    json["flags"] = Json::array();
    for (const LibraryIndicator& indicator : instrument.indicators)
        json[indicator.is_flag ? "flags" : "indicators"].push_back(json_of(indicator));
    json["disaggregations"] = Json::array();
    for (const DisaggregationDefinition& definition : instrument.disaggregations) {
        Json categories = Json::array();
        for (const DisaggregationCategory& category : definition.categories) categories.push_back(category.code);
        json["disaggregations"].push_back({{"name", definition.name},
                                           {"labels", definition.labels},
                                           {"value", definition.value},
                                           {"categories", categories}});
    }
    return text_of(json);
}

std::string library_json(const IndicatorLibrary& library)
{
    Json json = Json::array();
    for (const LibraryInstrument& instrument : library.instruments()) {
        Json indicators = Json::array();
        for (const LibraryIndicator& indicator : instrument.indicators)
            if (!indicator.is_flag) indicators.push_back(indicator.definition.name);
        json.push_back({{"name", instrument.name},
                        {"version", instrument.version},
                        {"labels", instrument.labels},
                        {"unit", instrument.unit},
                        {"indicators", indicators}});
    }
    return text_of(json);
}

std::string library_markdown(const IndicatorLibrary& library)
{
    std::string page =
        "# The library of indicators\n\nMade by `mahalla indicator list --markdown` from assets/indicators. "
        "[How to use it](guides/indicators.md).\n";
    for (const LibraryInstrument& instrument : library.instruments()) {
        page += "\n## " + instrument.name + ": " + instrument.label("en") + "\n\nVersion " + instrument.version +
                ", unit " + instrument.unit + ". " + instrument.source + ".\n\n" + instrument.licence + "\n\n" +
                "*Missing answers.* " + instrument.missing_rule + "\n";
        if (!instrument.to_check.empty()) page += "\n*To check before citing.* " + instrument.to_check + "\n";
        if (!instrument.uses.empty()) page += "\nUses " + joined(instrument.uses, ", ") + ".\n";
        std::vector<std::string> asked;
        for (const LibraryQuestion& question : instrument.survey)
            if (question.is_answered()) asked.push_back("`" + question.name + "`");
        if (!asked.empty()) page += "\nAsks " + joined(asked, ", ") + ".\n";
        if (!instrument.formulas.empty()) page += "\n| name | formula | what |\n| --- | --- | --- |\n";
        for (const LibraryFormula& formula : instrument.formulas)
            page += "| `" + formula.name + "` | `" + formula.expression + "` | " +
                    (formula.is_setting ? "*Setting.* " : "") + formula.what + " |\n";
        page += "\n| indicator | statistic | value | cut-offs |\n| --- | --- | --- | --- |\n";
        for (const LibraryIndicator& indicator : instrument.indicators)
            page += "| `" + indicator.definition.name + "` " + indicator.definition.label("en") + " | " +
                    (indicator.is_flag ? "flag" : name_of(indicator.definition.statistic)) + " | `" +
                    indicator.definition.value + "` | " + indicator.cut_offs + " |\n";
        std::vector<std::string> breakdowns;
        for (const DisaggregationDefinition& definition : instrument.disaggregations)
            breakdowns.push_back("`" + definition.name + "`");
        if (!breakdowns.empty()) page += "\nBreakdowns: " + joined(breakdowns, ", ") + ".\n";
    }
    return page;
}

} // namespace mahalla
