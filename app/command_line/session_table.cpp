#include "command_line/session_table.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

Result<SessionTable> SessionTable::create(const RecordQuestion& question, const AnalysedRows& rows,
                                          std::vector<bool> is_complete)
{
    SessionTable made;
    made.is_complete_ = std::move(is_complete);
    const std::string participants = question.asked.text("participants");
    Table table;
    table.id = "sessions";
    table.unit = participants.empty() ? question.unit() : "person";
    table.statistic = Statistic::Proportion;
    TableCell all;
    if (participants.empty()) {
        all.figures.n = static_cast<std::uint64_t>(std::ranges::count(made.is_complete_, true));
    } else {
        MAHALLA_TRY(const auto people, question.numbers(rows, {participants}));
        table.dimensions.emplace_back().name = "session";
        for (std::size_t row = 0; row < made.is_complete_.size(); ++row) {
            if (!made.is_complete_[row]) continue;
            const double in_room = people[0][row];
            TableCell& cell = table.cells.emplace_back();
            cell.key = {std::to_string(row)};
            // A room of which nobody counted the people may have been empty but for one.
            cell.figures.n = in_room >= 1 ? static_cast<std::uint64_t>(in_room) : 1;
            cell.figures.estimate = cell.figures.weighted_n = static_cast<double>(cell.figures.n);
            table.dimensions[0].categories.push_back(cell.key[0]);
            all.figures.n += cell.figures.n;
        }
        all.key = {total_category};
    }
    all.figures.estimate = all.figures.weighted_n = static_cast<double>(all.figures.n);
    table.cells.push_back(std::move(all));
    made.counts_participants_ = !participants.empty();
    made.planned_ = {{std::move(table),
                      {question.form.form.reference.id + "\nsessions\n" + participants, question.asked.text("where")}},
                     &question.form,
                     false};
    return made;
}

ToldSessions SessionTable::told(const PublishedTableContent& table) const
{
    ToldSessions told;
    for (std::size_t row = 0; row < is_complete_.size(); ++row) {
        if (!is_complete_[row]) continue;
        const std::vector<std::string> key =
            counts_participants_ ? std::vector{std::to_string(row)} : std::vector<std::string>{};
        if (told_figure(table, key) != nullptr)
            told.rows.push_back(row);
        else
            ++told.hidden;
    }
    return told;
}

std::vector<bool> complete_rows_of(const std::vector<std::vector<double>>& columns)
{
    std::vector<bool> made(columns.front().size(), true);
    for (const auto& column : columns)
        for (std::size_t row = 0; row < column.size(); ++row)
            if (std::isnan(column[row])) made[row] = false;
    return made;
}

std::vector<std::vector<double>> chosen_rows(const std::vector<std::vector<double>>& columns,
                                             const std::vector<std::size_t>& positions)
{
    std::vector<std::vector<double>> made;
    for (const std::size_t row : positions) {
        auto& values = made.emplace_back();
        for (const auto& column : columns) values.push_back(column[row]);
    }
    return made;
}

} // namespace mahalla
