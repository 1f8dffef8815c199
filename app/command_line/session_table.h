#pragma once
#include "command_line/record_question.h"

#include <vector>

namespace mahalla {

/// Sessions of groups, a row each, as far as they may be told.
///
/// What a group decided together is a statement of all who were in the room: it may be told where they are as many as
/// the policy asks for persons. Where nobody counted them, each session counts as one, and only all of them together
/// are told.
struct ToldSessions {
    std::vector<std::size_t> rows; ///< Positions in the table.
    std::uint64_t hidden = 0;
};

class SessionTable {
public:
    /// `is_complete` of each row: those without an answer are no sessions. How many were in the room is what the key
    /// `participants` gives.
    static Result<SessionTable> create(const RecordQuestion& question, const AnalysedRows& rows,
                                       std::vector<bool> is_complete);

    const PlannedTable& planned() const { return planned_; }
    ToldSessions told(const PublishedTableContent& table) const;

private:
    std::vector<bool> is_complete_;
    bool counts_participants_ = false;
    PlannedTable planned_;
};

/// Whether every column has a value, of each row.
std::vector<bool> complete_rows_of(const std::vector<std::vector<double>>& columns);
/// The rows at these positions.
std::vector<std::vector<double>> chosen_rows(const std::vector<std::vector<double>>& columns,
                                             const std::vector<std::size_t>& positions);

} // namespace mahalla
