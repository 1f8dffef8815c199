#pragma once
#include "disclosure/published_table.h"
#include "text/text_catalogue.h"

#include <string>

namespace mahalla {

/// The words and numbers of a published table in a language, for pictures and for readers who do not see them.

/// "42%", "٤٢٪"; other statistics with as many decimals as their size makes sensible.
std::string shown_estimate(double value, Statistic statistic, const Language& language);

/// "All" for a margin, else the category's words, else its code.
std::string category_words(const Dimension& dimension, const std::string& category, const TextCatalogue& catalogue);

/// The groups of a cell and its category, with commas between; the table's label where it has neither.
std::string cell_words(const PublishedTableContent& table, const PublishedCell& cell, const TextCatalogue& catalogue);

/// The figure with its interval and how many were asked, or why there is none. Never a number of a hidden cell.
std::string figure_words(const PublishedTableContent& table, const PublishedCell& cell, const TextCatalogue& catalogue);

/// Why a cell shows no figure: a word or two.
std::string mark_words(const PublishedCell& cell, const TextCatalogue& catalogue);

/// The figure of a cell, where it has one that may be shown and is a finite number; nothing for one that is marked.
const PublishedFigure* shown_figure(const PublishedCell& cell);

/// The bounds of its interval in order, where there are any.
bool has_interval(const PublishedFigure& figure);

} // namespace mahalla
