#include "xlsform/xlsform_features.h"

#include "base/text.h"
#include "xlsform/feature_tables.h"

#include <algorithm>

namespace mahalla {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `word` is `name`, where "#" stands for a number and "*" for the rest.
bool matches(std::string_view name, std::string_view word)
{
    while (!name.empty()) {
        if (name == "*") return true;
        if (word.empty()) return false;
        if (name.front() == '#') {
            if (!is_digit(word.front())) return false;
            while (!word.empty() && is_digit(word.front())) word.remove_prefix(1);
        } else {
            if (!equal_ignoring_ascii_case(name.substr(0, 1), word.substr(0, 1))) return false;
            word.remove_prefix(1);
        }
        name.remove_prefix(1);
    }
    return word.empty();
}

std::string_view section_type(TypeCell::Section section)
{
    switch (section) {
    case TypeCell::Section::Group:
        return "begin_group";
    case TypeCell::Section::Repeat:
        return "begin_repeat";
    case TypeCell::Section::Loop:
        return "begin_loop";
    }
    return {};
}

std::string_view select_type(const TypeCell& type)
{
    if (type.external) return "select_one_external";
    if (type.select == ControlKind::Rank) return "rank";
    if (type.select == ControlKind::SelectMultiple)
        return type.from_file ? "select_multiple_from_file" : "select_multiple";
    return type.from_file ? "select_one_from_file" : "select_one";
}

std::vector<std::string> names_for(FeatureKind kind, std::string_view type)
{
    std::vector<std::string> names;
    for (const XlsformFeature& feature : features_of(kind))
        if (feature.is_for(type)) names.emplace_back(feature.name);
    return names;
}

} // namespace

bool XlsformFeature::is_named(std::string_view word) const
{
    if (matches(name, word)) return true;
    for (std::string_view rest = aliases; !rest.empty();) {
        const std::size_t end = rest.find('|');
        if (matches(rest.substr(0, end), word)) return true;
        rest.remove_prefix(std::min(end, rest.size() - 1) + 1);
    }
    return false;
}

bool XlsformFeature::is_for(std::string_view type) const
{
    const bool is_section = type.starts_with("begin_");
    for (const std::string_view family : words(target)) {
        if (family == type || family == "any") return true;
        if (family == "question" && !is_section) return true;
        if (family == "select" && type.starts_with("select_")) return true;
        if (family == "listed" && type.starts_with("select_") && type != "select_one_external") return true;
        if (family == "from_file" && type.ends_with("_from_file")) return true;
    }
    return false;
}

std::span<const XlsformFeature> features_of(FeatureKind kind)
{
    switch (kind) {
    case FeatureKind::Sheet:
        return sheet_features();
    case FeatureKind::SurveyColumn:
        return survey_column_features();
    case FeatureKind::ChoicesColumn:
        return choices_column_features();
    case FeatureKind::ExternalChoicesColumn:
        return external_choices_column_features();
    case FeatureKind::OsmColumn:
        return osm_column_features();
    case FeatureKind::EntitiesColumn:
        return entities_column_features();
    case FeatureKind::Setting:
        return setting_features();
    case FeatureKind::QuestionType:
        return question_type_features();
    case FeatureKind::Parameter:
        return parameter_features();
    case FeatureKind::Appearance:
        return appearance_features();
    case FeatureKind::BodyClass:
        return body_class_features();
    }
    return {};
}

const XlsformFeature* find_feature(FeatureKind kind, std::string_view word)
{
    const auto features = features_of(kind);
    const auto found = std::find_if(features.begin(), features.end(),
                                    [&](const XlsformFeature& feature) { return feature.is_named(word); });
    return found == features.end() ? nullptr : &*found;
}

std::vector<std::string_view> names_of(const XlsformFeature& feature)
{
    std::vector<std::string_view> names = {feature.name};
    if (feature.aliases.empty()) return names;
    for (const std::string_view alias : split(feature.aliases, '|')) names.push_back(alias);
    return names;
}

std::string_view feature_type_of(const TypeCell& type)
{
    switch (type.kind) {
    case TypeCell::Kind::Begin:
    case TypeCell::Kind::End:
        return section_type(type.section);
    case TypeCell::Kind::Select:
        return select_type(type);
    case TypeCell::Kind::Osm:
        return "osm";
    case TypeCell::Kind::Question: {
        const XlsformFeature* feature = find_feature(FeatureKind::QuestionType, type.type);
        return feature == nullptr ? std::string_view() : feature->name;
    }
    }
    return {};
}

std::vector<std::string> parameters_of(std::string_view type) { return names_for(FeatureKind::Parameter, type); }
std::vector<std::string> appearances_of(std::string_view type) { return names_for(FeatureKind::Appearance, type); }

} // namespace mahalla
