#pragma once
#include "session/form_session.h"
#include "view_model/instrument.h"

#include <string>
#include <vector>

namespace mahalla {

/// How a question is answered on the screen.
enum class QuestionKind {
    Note,
    Text,
    LongText,
    Integer,
    Decimal,
    Day,
    SelectOne,
    SelectOneOfMany, ///< More choices than fit: a list that opens, with a search.
    SelectMultiple,
    Ranking,
    PairwiseRanking,
    Piling,      ///< A group of integers on which counters are laid.
    Range,       ///< A number between two ends.
    Acknowledge, ///< OK, once read.
    Position,    ///< Latitude and longitude typed, or taken from a receiver.
    Unsupported, ///< Shown with its label; what it holds is kept. Nothing is lost, and the person is told.
};

/// One item of a piling: a question of its group.
struct PilingItem {
    std::string ref;
    std::string label;
    int count = 0;

    bool operator==(const PilingItem&) const = default;
};

/// One question as the screen shows it, in the interview's language.
struct QuestionView {
    std::string ref;
    QuestionKind kind = QuestionKind::Text;
    std::string label, hint;
    std::string value; ///< As stored; what was typed where that has the wrong type.
    std::vector<ChoiceState> choices;
    bool required = false;
    bool readonly = false;
    /// Why the answer cannot stay; empty where it can, or where nothing was asked of it yet.
    std::string problem;
    double range_start = 0, range_end = 10, range_step = 1;
    std::vector<PilingItem> items;
    int counters = 0;

    bool operator==(const QuestionView&) const = default;
};

/// More choices than this stand in a list that opens.
inline constexpr std::size_t choices_in_sight_max = 12;

/// How the node of a session is asked; `show_missing` says whether an unanswered required question is a problem yet.
QuestionView question_view(const FormSession& session, const NodeState& state, bool show_missing);
/// The piling of a group whose appearance asks for it.
QuestionView piling_view(const FormSession& session, SessionNode group, const NodeState& state, int counters);

} // namespace mahalla
