#include "expression/function_list.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

// Sorted by name, so that it can be searched by halves. What `number`, `if` and the dates give depends: a date is a
// text that counts as a number.
constexpr std::array entries = {
    FunctionEntry{"abs", NumberFunction::Abs, 1, 1, StaticType::Number},
    FunctionEntry{"acos", NumberFunction::Acos, 1, 1, StaticType::Number},
    FunctionEntry{"area", PlaceFunction::Area, 1, 1, StaticType::Number},
    FunctionEntry{"asin", NumberFunction::Asin, 1, 1, StaticType::Number},
    FunctionEntry{"atan", NumberFunction::Atan, 1, 1, StaticType::Number},
    FunctionEntry{"atan2", NumberFunction::Atan2, 2, 2, StaticType::Number},
    FunctionEntry{"base64-decode", TextFunction::Base64Decode, 1, 1, StaticType::String},
    FunctionEntry{"boolean", CoreFunction::Boolean, 1, 1, StaticType::Boolean},
    FunctionEntry{"boolean-from-string", ChoiceFunction::BooleanFromString, 1, 1, StaticType::Boolean},
    FunctionEntry{"ceiling", NumberFunction::Ceiling, 1, 1, StaticType::Number},
    FunctionEntry{"checklist", ChoiceFunction::Checklist, 2, any_count, StaticType::Boolean},
    FunctionEntry{"choice-name", ChoiceFunction::ChoiceName, 2, 2, StaticType::String, ReadsContext::Always, 0, true},
    FunctionEntry{"coalesce", TextFunction::Coalesce, 2, 2, StaticType::String},
    FunctionEntry{"concat", TextFunction::Concat, 0, any_count, StaticType::String},
    FunctionEntry{"contains", CoreFunction::Contains, 2, 2, StaticType::Boolean},
    FunctionEntry{"cos", NumberFunction::Cos, 1, 1, StaticType::Number},
    FunctionEntry{"count", CoreFunction::Count, 1, 1, StaticType::Number, ReadsContext::Never, 1},
    FunctionEntry{"count-non-empty", NodeFunction::CountNonEmpty, 1, 1, StaticType::Number, ReadsContext::Never, 1},
    FunctionEntry{"count-selected", ChoiceFunction::CountSelected, 1, 1, StaticType::Number},
    FunctionEntry{"current", NodeFunction::Current, 0, 0, StaticType::Nodes},
    FunctionEntry{"date", DateFunction::ToDate, 1, 1},
    FunctionEntry{"date-time", DateFunction::ToDateTime, 1, 1},
    FunctionEntry{"decimal-date-time", DateFunction::DecimalDateTime, 1, 1, StaticType::Number},
    FunctionEntry{"decimal-time", DateFunction::DecimalTime, 1, 1, StaticType::Number},
    FunctionEntry{"depend", ChoiceFunction::Depend, 1, any_count},
    FunctionEntry{"digest", TextFunction::Digest, 2, 3, StaticType::String},
    FunctionEntry{"distance", PlaceFunction::Distance, 1, any_count, StaticType::Number},
    FunctionEntry{"enclosed-area", PlaceFunction::Area, 1, 1, StaticType::Number},
    FunctionEntry{"ends-with", TextFunction::EndsWith, 2, 2, StaticType::Boolean},
    FunctionEntry{"exp", NumberFunction::Exp, 1, 1, StaticType::Number},
    FunctionEntry{"exp10", NumberFunction::Exp10, 1, 1, StaticType::Number},
    FunctionEntry{"extract-signed", TextFunction::ExtractSigned, 2, 2, StaticType::String},
    FunctionEntry{"false", CoreFunction::False, 0, 0, StaticType::Boolean},
    FunctionEntry{"floor", NumberFunction::Floor, 1, 1, StaticType::Number},
    FunctionEntry{"format-date", DateFunction::FormatDate, 2, 2, StaticType::String},
    FunctionEntry{"format-date-time", DateFunction::FormatDateTime, 2, 2, StaticType::String},
    FunctionEntry{"geofence", PlaceFunction::Geofence, 2, 2, StaticType::Boolean},
    FunctionEntry{"id", CoreFunction::Id, 1, 1, StaticType::Nodes, ReadsContext::Always},
    FunctionEntry{"if", ChoiceFunction::If, 3, 3},
    FunctionEntry{"indexed-repeat", NodeFunction::IndexedRepeat, 3, any_count, StaticType::Nodes, ReadsContext::Never,
                  2},
    FunctionEntry{"instance", NodeFunction::Instance, 1, 1, StaticType::Nodes},
    FunctionEntry{"int", NumberFunction::Int, 1, 1, StaticType::Number},
    FunctionEntry{"intersects", PlaceFunction::Intersects, 1, 1, StaticType::Boolean},
    FunctionEntry{"is-selected", ChoiceFunction::Selected, 2, 2, StaticType::Boolean},
    FunctionEntry{"itext", ChoiceFunction::Itext, 1, 1, StaticType::String, ReadsContext::Never, 0, true},
    FunctionEntry{"join", TextFunction::Join, 1, any_count, StaticType::String},
    FunctionEntry{"lang", CoreFunction::Lang, 1, 1, StaticType::Boolean, ReadsContext::Always},
    FunctionEntry{"last", CoreFunction::Last, 0, 0, StaticType::Number},
    FunctionEntry{"local-name", CoreFunction::LocalName, 0, 1, StaticType::String, ReadsContext::WithoutArguments, 1},
    FunctionEntry{"log", NumberFunction::Log, 1, 1, StaticType::Number},
    FunctionEntry{"log10", NumberFunction::Log10, 1, 1, StaticType::Number},
    FunctionEntry{"max", NumberFunction::Max, 1, any_count, StaticType::Number},
    FunctionEntry{"min", NumberFunction::Min, 1, any_count, StaticType::Number},
    FunctionEntry{"name", CoreFunction::Name, 0, 1, StaticType::String, ReadsContext::WithoutArguments, 1},
    FunctionEntry{"namespace-uri", CoreFunction::NamespaceUri, 0, 1, StaticType::String, ReadsContext::WithoutArguments,
                  1},
    FunctionEntry{"normalize-space", CoreFunction::NormalizeSpace, 0, 1, StaticType::String,
                  ReadsContext::WithoutArguments},
    FunctionEntry{"not", CoreFunction::Not, 1, 1, StaticType::Boolean},
    FunctionEntry{"now", DateFunction::Now, 0, 0},
    FunctionEntry{"number", CoreFunction::Number, 0, 1, StaticType::Any, ReadsContext::WithoutArguments},
    FunctionEntry{"once", TextFunction::Once, 1, 1, StaticType::String, ReadsContext::Always},
    FunctionEntry{"pi", NumberFunction::Pi, 0, 0, StaticType::Number},
    FunctionEntry{"position", CoreFunction::Position, 0, 1, StaticType::Number, ReadsContext::Never, 1},
    FunctionEntry{"pow", NumberFunction::Pow, 2, 2, StaticType::Number},
    FunctionEntry{"property", TextFunction::Property, 1, 1, StaticType::String},
    FunctionEntry{"pulldata", NodeFunction::PullData, 4, 4, StaticType::String},
    FunctionEntry{"random", NumberFunction::Random, 0, 0, StaticType::Number},
    FunctionEntry{"randomize", NodeFunction::Randomize, 1, 2, StaticType::Nodes, ReadsContext::Never, 1},
    FunctionEntry{"regex", TextFunction::Regex, 2, 2, StaticType::Boolean},
    FunctionEntry{"round", NumberFunction::Round, 1, 2, StaticType::Number},
    FunctionEntry{"selected", ChoiceFunction::Selected, 2, 2, StaticType::Boolean},
    FunctionEntry{"selected-at", ChoiceFunction::SelectedAt, 2, 2, StaticType::String},
    FunctionEntry{"sin", NumberFunction::Sin, 1, 1, StaticType::Number},
    FunctionEntry{"sqrt", NumberFunction::Sqrt, 1, 1, StaticType::Number},
    FunctionEntry{"starts-with", CoreFunction::StartsWith, 2, 2, StaticType::Boolean},
    FunctionEntry{"string", CoreFunction::String, 0, 1, StaticType::String, ReadsContext::WithoutArguments},
    FunctionEntry{"string-length", CoreFunction::StringLength, 0, 1, StaticType::Number,
                  ReadsContext::WithoutArguments},
    FunctionEntry{"substr", TextFunction::Substr, 2, 3, StaticType::String},
    FunctionEntry{"substring", CoreFunction::Substring, 2, 3, StaticType::String},
    FunctionEntry{"substring-after", CoreFunction::SubstringAfter, 2, 2, StaticType::String},
    FunctionEntry{"substring-before", CoreFunction::SubstringBefore, 2, 2, StaticType::String},
    FunctionEntry{"sum", CoreFunction::Sum, 1, 1, StaticType::Number, ReadsContext::Never, 1},
    FunctionEntry{"tan", NumberFunction::Tan, 1, 1, StaticType::Number},
    FunctionEntry{"today", DateFunction::Today, 0, 0},
    FunctionEntry{"translate", CoreFunction::Translate, 3, 3, StaticType::String},
    FunctionEntry{"true", CoreFunction::True, 0, 0, StaticType::Boolean},
    FunctionEntry{"uuid", TextFunction::Uuid, 0, 1, StaticType::String},
    FunctionEntry{"version", TextFunction::Version, 0, 0, StaticType::String},
    FunctionEntry{"weighted-checklist", ChoiceFunction::WeightedChecklist, 2, any_count, StaticType::Boolean},
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
