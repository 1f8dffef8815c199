#pragma once
#include "widgets/choices.h"
#include "widgets/icon.h"

namespace mahalla::ui {

/// One row of a list: what it is, what more there is to say, and how it stands.
struct RowContent {
    std::string id;
    std::string title;
    std::string detail;
    Icon icon = Icon::None;
    Tone tone = Tone::Neutral; ///< Of the badge.
    std::string badge;         ///< "Sent", "2 problems"; empty: none.
    bool opens = true;         ///< Choosing it leads somewhere, which an arrow says.
};

/// Rows to choose from, of which only those in sight are asked for: 10,000 cost what 10 do. Up, down, Page and Home
/// keys move, Enter and clicks choose. `height` in pixels before scale, 0: as high as its rows, eight at most. Returns
/// the chosen row's id.
std::optional<std::string> row_list(Page& page, Id id, Label name, std::size_t count,
                                    const std::function<RowContent(std::size_t)>& row, float height = 0);

struct TableColumn {
    std::string title;
    float weight = 1;
    bool is_number = false; ///< Set against the end.
};

struct TableRow {
    std::string id;
    std::vector<std::string> cells;
    Tone tone = Tone::Neutral;
    std::string problem; ///< Told with the row: "Age is missing".
    bool opens = true;   ///< Choosing it leads somewhere, which an arrow says.
};

/// A table, for rosters and results: a row is one stop, Enter or a click opens it. Rows in sight only are asked for.
/// Returns the opened row's id.
std::optional<std::string> table(Page& page, Id id, Label name, std::span<const TableColumn> columns, std::size_t count,
                                 const std::function<TableRow(std::size_t)>& row, float height = 0);

enum class SectionState { NotStarted, Started, Done, Problem };

struct Section {
    std::string id;
    std::string title;
    SectionState state = SectionState::NotStarted;
    int problems = 0;
    int depth = 0;
};

/// The parts of an interview with how each stands, below each other; returns the one to go to.
std::optional<std::string> section_bar(Page& page, Id id, Label name, std::span<const Section> sections,
                                       std::string_view current);

/// Pages beside each other, of which one is shown; returns the one to show.
std::optional<std::string> tabs(Page& page, Id id, Label name, std::span<const Choice> pages, std::string_view current);

} // namespace mahalla::ui
