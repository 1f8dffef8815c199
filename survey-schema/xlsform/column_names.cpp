#include "base/text.h"
#include "xlsform/xlsform_features.h"
#include "xlsform/xlsform_table.h"

namespace mahalla {

namespace {

/// "bind::*" → "bind".
std::string plain_name(std::string_view name)
{
    constexpr std::string_view family = "::*";
    if (name.ends_with(family)) name.remove_suffix(family.size());
    return lower_ascii(name);
}

/// The columns of a sheet as the table of features has them.
ColumnNames names_from(FeatureKind kind)
{
    ColumnNames names;
    for (const XlsformFeature& feature : features_of(kind)) {
        if (feature.target == "item") continue; // a column of the author's own choosing
        std::vector<std::string> path;
        for (const std::string_view step : words(feature.target)) path.emplace_back(step);
        if (path.empty()) path.push_back(plain_name(feature.name));
        names.known.insert(path.front());
        for (const std::string_view name : names_of(feature))
            if (const std::string plain = plain_name(name); path.size() > 1 || path.front() != plain)
                names.aliases[plain] = path;
    }
    return names;
}

} // namespace

const ColumnNames& ColumnNames::survey()
{
    static const ColumnNames names = names_from(FeatureKind::SurveyColumn);
    return names;
}

const ColumnNames& ColumnNames::choices()
{
    static const ColumnNames names = names_from(FeatureKind::ChoicesColumn);
    return names;
}

const ColumnNames& ColumnNames::settings()
{
    static const ColumnNames names = names_from(FeatureKind::Setting);
    return names;
}

const ColumnNames& ColumnNames::entities()
{
    static const ColumnNames names = names_from(FeatureKind::EntitiesColumn);
    return names;
}

} // namespace mahalla
