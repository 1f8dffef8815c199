#pragma once
#include "indicator/definition_sheet.h"
#include "indicator/disaggregation.h"
#include "indicator/indicator.h"
#include "indicator/missing_reason.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mahalla {

/// A formula by a name that others may read: an expression over questions of the instrument and other formulas. A
/// setting is one that a form is expected to replace ("the highest score that is poor").
struct LibraryFormula {
    std::string name;
    std::string expression;
    std::string what; ///< In English.
    bool is_setting = false;
};

/// A row of an instrument's questionnaire: a column of XLSForm, or a language for the label ("en", "hint.fr"), to text.
struct LibraryQuestion {
    std::string type; ///< "select_one wg_difficulty", "begin_group".
    std::string name;
    std::vector<std::pair<std::string, std::string>> columns;

    bool is_answered() const; ///< A question, no group, note or calculation.
};

struct LibraryChoice {
    std::string list, name;
    std::map<std::string, std::string> labels; ///< By language: en, fr, ar.
};

struct LibraryIndicator {
    IndicatorDefinition definition;
    std::string cut_offs; ///< In English, for people: "0–21 poor, 21.5–35 borderline, above 35 acceptable".
    bool is_flag = false; ///< A doubt about the answers, no result.
};

/// A published way of measuring something: its questions, its formulas, and the indicators and groups they give.
/// All of it is data (assets/indicators); nothing of one instrument is code.
struct LibraryInstrument {
    std::string name;
    std::string version; ///< Counts up with each change of a rule; published with results.
    std::map<std::string, std::string> labels;
    std::string unit;                     ///< "household", "person", "respondent", "neighbourhood".
    bool is_asked_of_each_person = false; ///< Its questions belong into the repeat that lists persons.
    std::string source, licence;
    std::string missing_rule;      ///< How missing answers count.
    std::string to_check;          ///< What was written from memory and is to be compared with the source.
    std::vector<std::string> uses; ///< Instruments whose formulas it reads.
    /// Codes of the instrument's questions that mean there is no answer.
    std::map<std::string, MissingReason, std::less<>> missing_codes;
    std::vector<LibraryQuestion> survey;
    std::vector<LibraryChoice> choices;
    std::vector<LibraryFormula> formulas;
    std::vector<LibraryIndicator> indicators;
    std::vector<DisaggregationDefinition> disaggregations;

    const LibraryQuestion* find_question(std::string_view question) const;
    const LibraryFormula* find_formula(std::string_view formula) const;
    std::string label(const std::string& language) const { return label_in(labels, language, name); }
};

/// Reads one file of assets/indicators (docs/guides/indicators.md). Fails with `Invalid`, naming the line.
Result<LibraryInstrument> read_library_instrument(std::string_view text);

} // namespace mahalla
