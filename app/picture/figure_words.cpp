#include "picture/figure_words.h"

#include "base/number.h"
#include "base/text.h"
#include "text/number_form.h"

#include <cmath>

namespace mahalla {

std::string shown_estimate(double value, Statistic statistic, const Language& language)
{
    if (statistic == Statistic::Proportion) return shown_percent(value, language);
    const double size = std::abs(value);
    const double decimals = size < 1 ? 1000 : size < 10 ? 100 : size < 100 ? 10 : 1;
    return shown_number(number_to_text(std::round(value * decimals) / decimals), language);
}

std::string category_words(const Dimension& dimension, const std::string& category, const TextCatalogue& catalogue)
{
    if (category == total_category) return catalogue.say("picture.all"_text);
    const auto found = dimension.labels.find(category);
    return found == dimension.labels.end() || found->second.empty() ? category : found->second;
}

std::string cell_words(const PublishedTableContent& table, const PublishedCell& cell, const TextCatalogue& catalogue)
{
    std::vector<std::string> groups;
    for (std::size_t i = 0; i < cell.key.size() && i < table.dimensions.size(); ++i)
        if (cell.key[i] != total_category)
            groups.push_back(category_words(table.dimensions[i], cell.key[i], catalogue));
    if (groups.empty() && !cell.key.empty()) groups.push_back(catalogue.say("picture.all"_text));
    if (!cell.category.empty()) groups.push_back(cell.category);
    if (groups.empty()) return table.label;
    return joined(groups, catalogue.language().direction == Direction::RightToLeft ? "، " : ", ");
}

std::string mark_words(const PublishedCell& cell, const TextCatalogue& catalogue)
{
    return cell.mark == MarkReason::Confidential ? catalogue.say("picture.hidden"_text)
                                                 : catalogue.say("picture.not_available"_text);
}

const PublishedFigure* shown_figure(const PublishedCell& cell)
{
    if (cell.mark || !cell.figure || !cell.figure->estimate || !std::isfinite(*cell.figure->estimate)) return nullptr;
    return &*cell.figure;
}

bool has_interval(const PublishedFigure& figure)
{
    return figure.lower && figure.upper && std::isfinite(*figure.lower) && std::isfinite(*figure.upper) &&
           *figure.lower <= *figure.upper;
}

std::string figure_words(const PublishedTableContent& table, const PublishedCell& cell, const TextCatalogue& catalogue)
{
    const Language& language = catalogue.language();
    const PublishedFigure* figure = shown_figure(cell);
    if (figure == nullptr) return mark_words(cell, catalogue);
    const std::string estimate = shown_estimate(*figure->estimate, table.statistic, language);
    const std::string asked = catalogue.say_counted("picture.asked"_text, static_cast<long long>(figure->n));
    if (!has_interval(*figure)) return catalogue.say("picture.figure"_text, {{"estimate", estimate}, {"asked", asked}});
    return catalogue.say("picture.figure_with_interval"_text,
                         {{"estimate", estimate},
                          {"lower", shown_estimate(*figure->lower, table.statistic, language)},
                          {"upper", shown_estimate(*figure->upper, table.statistic, language)},
                          {"asked", asked}});
}

} // namespace mahalla
