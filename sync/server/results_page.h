#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// What the results page shows: texts already chosen in one language, figures already rounded by nobody.

enum class ShownStatistic { Share, Number };

/// One group of one table. A suppressed cell has a reason and no figure of any kind.
struct ShownCell {
    std::vector<std::string> groups; ///< One label a dimension: "Refugee", "Female".
    std::optional<double> estimate;  ///< A share from 0 to 1, or a number.
    std::optional<double> lower, upper;
    std::optional<std::uint64_t> interviewed;
    std::string suppressed_because; ///< Empty where the cell is shown.
};

struct ShownTable {
    std::string id; ///< An anchor of the page: letters, digits, '-'.
    std::string title;
    ShownStatistic statistic = ShownStatistic::Share;
    std::vector<std::string> dimensions; ///< "Displacement status", "Sex of the head of the household".
    bool of_those_interviewed = true;    ///< No design lets it speak of the population; the page says so.
    std::vector<ShownCell> cells;
};

struct ShownRelease {
    std::string hash; ///< Names the release for ever.
    std::string title;
    std::string published; ///< A day.
    std::string software;
    std::string questionnaire; ///< Id, version, hash.
    std::string rule;          ///< The disclosure rule in words.
    std::vector<ShownTable> tables;
};

/// The words around the figures, in the languages the page speaks: "en", "fr", "ar"; others get English.
std::string results_page(const std::vector<ShownRelease>& releases, const std::string& language);
std::string not_found_page(const std::string& language);

/// The one style sheet; no font, script or image from anywhere.
std::string results_style_sheet();

} // namespace mahalla
