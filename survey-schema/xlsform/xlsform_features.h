#pragma once
#include "xlsform/question_type.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

enum class FeatureKind {
    Sheet,
    SurveyColumn,
    ChoicesColumn,
    ExternalChoicesColumn,
    OsmColumn,
    EntitiesColumn,
    Setting,
    QuestionType,
    Parameter,
    Appearance,
    BodyClass, ///< A word of the setting `style`.
};

enum class FeatureState {
    Works, ///< The interview does it, on the command line and on the desk.
    Runs,  ///< The engine does it; the desk shows it more plainly.
    Kept,  ///< Read, checked, written again, and not used here.
};

/// One thing that XLSForm has a word for, and what becomes of it here.
///
/// The table of all of them is what the readers know columns, types and parameters by, what `feature-kept` is reported
/// from, and what docs/supported-xlsform.md is made of: they cannot say different things.
struct XlsformFeature {
    FeatureKind kind;
    /// In a name, "#" stands for a number and "*" at its end for anything: "columns-#", "bind::*".
    std::string_view name;
    std::string_view aliases; ///< Other words for the same, with "|" between.
    /// Of columns and settings: the path it is read as, with blanks between ("bind relevant"); empty for its own name;
    /// "item" for a column that becomes an element of its row. Of parameters and appearances: the types they are for;
    /// "select" are all selects, "listed" those but select_one_external, "from_file" those with files, "any" is
    /// everything, "question" all but groups.
    std::string_view target;
    FeatureState state;
    std::string_view note; ///< What the person sees, where `state` is not Works; a sentence.

    bool is_named(std::string_view word) const;
    /// Of parameters and appearances.
    bool is_for(std::string_view type) const;
};

/// All of a kind, in the order of the document.
std::span<const XlsformFeature> features_of(FeatureKind kind);
/// The one of this name or alias; null where there is none.
const XlsformFeature* find_feature(FeatureKind kind, std::string_view word);
/// The names and aliases of a feature.
std::vector<std::string_view> names_of(const XlsformFeature& feature);

/// What the table calls the type of a row: "select_one_from_file", "begin_repeat", "image"; empty for an unknown one.
std::string_view feature_type_of(const TypeCell& type);
/// The parameters that a type takes.
std::vector<std::string> parameters_of(std::string_view type);
/// The appearances that mean something on a type.
std::vector<std::string> appearances_of(std::string_view type);

} // namespace mahalla
