#include "expression/function_list.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

// Sorted by name, so that it can be searched by halves. What `number`, `if` and the dates give depends: a date is a
// text that counts as a number.
constexpr std::array entries = {
    FunctionEntry{"abs", "number", NumberFunction::Abs, 1, 1, StaticType::Number},
    FunctionEntry{"acos", "number", NumberFunction::Acos, 1, 1, StaticType::Number},
    FunctionEntry{"area", "shape", PlaceFunction::Area, 1, 1, StaticType::Number},
    FunctionEntry{"asin", "number", NumberFunction::Asin, 1, 1, StaticType::Number},
    FunctionEntry{"atan", "number", NumberFunction::Atan, 1, 1, StaticType::Number},
    FunctionEntry{"atan2", "y, x", NumberFunction::Atan2, 2, 2, StaticType::Number},
    FunctionEntry{"base64-decode", "text", TextFunction::Base64Decode, 1, 1, StaticType::String},
    FunctionEntry{"boolean", "value", CoreFunction::Boolean, 1, 1, StaticType::Boolean},
    FunctionEntry{"boolean-from-string", "text", ChoiceFunction::BooleanFromString, 1, 1, StaticType::Boolean},
    FunctionEntry{"ceiling", "number", NumberFunction::Ceiling, 1, 1, StaticType::Number},
    FunctionEntry{"checklist", "least, most, value…", ChoiceFunction::Checklist, 2, any_count, StaticType::Boolean},
    FunctionEntry{"choice-name", "value, 'path'", ChoiceFunction::ChoiceName, 2, 2, StaticType::String,
                  ReadsContext::Always, 0, true},
    FunctionEntry{"coalesce", "first, second", TextFunction::Coalesce, 2, 2, StaticType::String},
    FunctionEntry{"concat", "text…", TextFunction::Concat, 0, any_count, StaticType::String},
    FunctionEntry{"contains", "text, part", CoreFunction::Contains, 2, 2, StaticType::Boolean},
    FunctionEntry{"cos", "number", NumberFunction::Cos, 1, 1, StaticType::Number},
    FunctionEntry{"count", "path", CoreFunction::Count, 1, 1, StaticType::Number, ReadsContext::Never, 1},
    FunctionEntry{"count-non-empty", "path", NodeFunction::CountNonEmpty, 1, 1, StaticType::Number, ReadsContext::Never,
                  1},
    FunctionEntry{"count-selected", "list", ChoiceFunction::CountSelected, 1, 1, StaticType::Number},
    FunctionEntry{"current", "", NodeFunction::Current, 0, 0, StaticType::Nodes},
    FunctionEntry{"date", "value", DateFunction::ToDate, 1, 1},
    FunctionEntry{"date-time", "value", DateFunction::ToDateTime, 1, 1},
    FunctionEntry{"decimal-date-time", "value", DateFunction::DecimalDateTime, 1, 1, StaticType::Number},
    FunctionEntry{"decimal-time", "time", DateFunction::DecimalTime, 1, 1, StaticType::Number},
    FunctionEntry{"depend", "value, path…", ChoiceFunction::Depend, 1, any_count},
    FunctionEntry{"digest", "text, algorithm[, encoding]", TextFunction::Digest, 2, 3, StaticType::String},
    FunctionEntry{"distance", "points…", PlaceFunction::Distance, 1, any_count, StaticType::Number},
    FunctionEntry{"enclosed-area", "shape", PlaceFunction::Area, 1, 1, StaticType::Number},
    FunctionEntry{"ends-with", "text, end", TextFunction::EndsWith, 2, 2, StaticType::Boolean},
    FunctionEntry{"exp", "number", NumberFunction::Exp, 1, 1, StaticType::Number},
    FunctionEntry{"exp10", "number", NumberFunction::Exp10, 1, 1, StaticType::Number},
    FunctionEntry{"extract-signed", "text, key", TextFunction::ExtractSigned, 2, 2, StaticType::String},
    FunctionEntry{"false", "", CoreFunction::False, 0, 0, StaticType::Boolean},
    FunctionEntry{"floor", "number", NumberFunction::Floor, 1, 1, StaticType::Number},
    FunctionEntry{"format-date", "date, format", DateFunction::FormatDate, 2, 2, StaticType::String},
    FunctionEntry{"format-date-time", "moment, format", DateFunction::FormatDateTime, 2, 2, StaticType::String},
    FunctionEntry{"geofence", "point, shape", PlaceFunction::Geofence, 2, 2, StaticType::Boolean},
    FunctionEntry{"id", "ids", CoreFunction::Id, 1, 1, StaticType::Nodes, ReadsContext::Always},
    FunctionEntry{"if", "condition, then, otherwise", ChoiceFunction::If, 3, 3},
    FunctionEntry{"indexed-repeat", "path, repeat, index[, repeat, index…]", NodeFunction::IndexedRepeat, 3, any_count,
                  StaticType::Nodes, ReadsContext::Never, 2},
    FunctionEntry{"instance", "id", NodeFunction::Instance, 1, 1, StaticType::Nodes},
    FunctionEntry{"int", "number", NumberFunction::Int, 1, 1, StaticType::Number},
    FunctionEntry{"intersects", "points", PlaceFunction::Intersects, 1, 1, StaticType::Boolean},
    FunctionEntry{"is-selected", "list, value", ChoiceFunction::Selected, 2, 2, StaticType::Boolean},
    FunctionEntry{"itext", "id", ChoiceFunction::Itext, 1, 1, StaticType::String, ReadsContext::Never, 0, true},
    FunctionEntry{"join", "separator, text…", TextFunction::Join, 1, any_count, StaticType::String},
    FunctionEntry{"lang", "language", CoreFunction::Lang, 1, 1, StaticType::Boolean, ReadsContext::Always},
    FunctionEntry{"last", "", CoreFunction::Last, 0, 0, StaticType::Number},
    FunctionEntry{"local-name", "[path]", CoreFunction::LocalName, 0, 1, StaticType::String,
                  ReadsContext::WithoutArguments, 1},
    FunctionEntry{"log", "number", NumberFunction::Log, 1, 1, StaticType::Number},
    FunctionEntry{"log10", "number", NumberFunction::Log10, 1, 1, StaticType::Number},
    FunctionEntry{"max", "number…", NumberFunction::Max, 1, any_count, StaticType::Number},
    FunctionEntry{"min", "number…", NumberFunction::Min, 1, any_count, StaticType::Number},
    FunctionEntry{"name", "[path]", CoreFunction::Name, 0, 1, StaticType::String, ReadsContext::WithoutArguments, 1},
    FunctionEntry{"namespace-uri", "[path]", CoreFunction::NamespaceUri, 0, 1, StaticType::String,
                  ReadsContext::WithoutArguments, 1},
    FunctionEntry{"normalize-space", "[text]", CoreFunction::NormalizeSpace, 0, 1, StaticType::String,
                  ReadsContext::WithoutArguments},
    FunctionEntry{"not", "condition", CoreFunction::Not, 1, 1, StaticType::Boolean},
    FunctionEntry{"now", "", DateFunction::Now, 0, 0},
    FunctionEntry{"number", "[value]", CoreFunction::Number, 0, 1, StaticType::Any, ReadsContext::WithoutArguments},
    FunctionEntry{"once", "value", TextFunction::Once, 1, 1, StaticType::String, ReadsContext::Always},
    FunctionEntry{"pi", "", NumberFunction::Pi, 0, 0, StaticType::Number},
    FunctionEntry{"position", "[path]", CoreFunction::Position, 0, 1, StaticType::Number, ReadsContext::Never, 1},
    FunctionEntry{"pow", "number, power", NumberFunction::Pow, 2, 2, StaticType::Number},
    FunctionEntry{"property", "name", TextFunction::Property, 1, 1, StaticType::String},
    FunctionEntry{"pulldata", "list, column, key column, key", NodeFunction::PullData, 4, 4, StaticType::String},
    FunctionEntry{"random", "", NumberFunction::Random, 0, 0, StaticType::Number},
    FunctionEntry{"randomize", "path[, seed]", NodeFunction::Randomize, 1, 2, StaticType::Nodes, ReadsContext::Never,
                  1},
    FunctionEntry{"regex", "text, pattern", TextFunction::Regex, 2, 2, StaticType::Boolean},
    FunctionEntry{"round", "number[, places]", NumberFunction::Round, 1, 2, StaticType::Number},
    FunctionEntry{"selected", "list, value", ChoiceFunction::Selected, 2, 2, StaticType::Boolean},
    FunctionEntry{"selected-at", "list, index from 0", ChoiceFunction::SelectedAt, 2, 2, StaticType::String},
    FunctionEntry{"sin", "number", NumberFunction::Sin, 1, 1, StaticType::Number},
    FunctionEntry{"sqrt", "number", NumberFunction::Sqrt, 1, 1, StaticType::Number},
    FunctionEntry{"starts-with", "text, beginning", CoreFunction::StartsWith, 2, 2, StaticType::Boolean},
    FunctionEntry{"string", "[value]", CoreFunction::String, 0, 1, StaticType::String, ReadsContext::WithoutArguments},
    FunctionEntry{"string-length", "[text]", CoreFunction::StringLength, 0, 1, StaticType::Number,
                  ReadsContext::WithoutArguments},
    FunctionEntry{"substr", "text, start from 0[, end]", TextFunction::Substr, 2, 3, StaticType::String},
    FunctionEntry{"substring", "text, start from 1[, length]", CoreFunction::Substring, 2, 3, StaticType::String},
    FunctionEntry{"substring-after", "text, part", CoreFunction::SubstringAfter, 2, 2, StaticType::String},
    FunctionEntry{"substring-before", "text, part", CoreFunction::SubstringBefore, 2, 2, StaticType::String},
    FunctionEntry{"sum", "path", CoreFunction::Sum, 1, 1, StaticType::Number, ReadsContext::Never, 1},
    FunctionEntry{"tan", "number", NumberFunction::Tan, 1, 1, StaticType::Number},
    FunctionEntry{"today", "", DateFunction::Today, 0, 0},
    FunctionEntry{"translate", "text, from, to", CoreFunction::Translate, 3, 3, StaticType::String},
    FunctionEntry{"true", "", CoreFunction::True, 0, 0, StaticType::Boolean},
    FunctionEntry{"uuid", "[length]", TextFunction::Uuid, 0, 1, StaticType::String},
    FunctionEntry{"version", "", TextFunction::Version, 0, 0, StaticType::String},
    FunctionEntry{"weighted-checklist", "least, most[, value, weight…]", ChoiceFunction::WeightedChecklist, 2,
                  any_count, StaticType::Boolean},
};

static_assert(std::ranges::is_sorted(entries, {}, &FunctionEntry::name));

} // namespace

std::span<const FunctionEntry> function_list() { return entries; }

const FunctionEntry* find_function(std::string_view name, bool in_javarosa_namespace)
{
    const auto found = std::ranges::lower_bound(entries, name, {}, &FunctionEntry::name);
    if (found == entries.end() || found->name != name) return nullptr;
    return found->in_javarosa_namespace == in_javarosa_namespace ? &*found : nullptr;
}

} // namespace mahalla
