#include "session/carried_answers.h"

#include "record/submission_id.h"
#include "session/interview_state.h"

#include <set>

namespace mahalla {

namespace {

/// The nodesets of the questions of each name.
class Namesakes {
public:
    explicit Namesakes(const FormDefinition& form)
    {
        for (const ModelNode& node : form.nodes())
            if (node.kind == ModelNodeKind::Value) nodesets_.emplace(node.local_name(), &node.nodeset);
    }

    std::string only_one(std::string_view name) const
    {
        const auto [first, end] = nodesets_.equal_range(name.substr(name.find(':') + 1));
        return first != end && std::next(first) == end ? *first->second : std::string();
    }

private:
    std::multimap<std::string_view, const std::string*> nodesets_;
};

Departure::Kind reason_of(const FormDefinition& form, const AnswerPath& path)
{
    const ModelIndex node = form.find_node(path.nodeset());
    if (node == no_index) return Departure::Kind::NoQuestion;
    return form.node(node).children.empty() ? Departure::Kind::NoRow : Departure::Kind::HoldsNoAnswer;
}

/// Rows that were taken out of their series.
std::set<RowId> rows_gone(const InterviewState& state)
{
    std::set<RowId> gone;
    for (BlockIndex block = 1; block < state.tree.block_count(); ++block)
        if (!state.tree.is_present(state.tree.base(block))) gone.insert(state.tree.row_id(block));
    return gone;
}

bool lies_in(const AnswerPath& path, const std::set<RowId>& rows)
{
    for (const AnswerPath::Step& step : path.steps())
        if (step.row && rows.contains(*step.row)) return true;
    return false;
}

} // namespace

const char* name_of(Departure::Kind kind)
{
    switch (kind) {
    case Departure::Kind::NoQuestion:
        return "no question of this form";
    case Departure::Kind::HoldsNoAnswer:
        return "a group or a repeat in this form";
    case Departure::Kind::NoRow:
        return "its row has no place in this form";
    case Departure::Kind::NoRepeat:
        return "no repeat of this form";
    case Departure::Kind::WrongType:
        return "not of the question's type, kept as typed";
    case Departure::Kind::NotOffered:
        return "names a choice that is not offered, kept as typed";
    case Departure::Kind::BeyondCount:
        return "more rows than the form asks for";
    }
    return "";
}

void carry_the_rest(InterviewState& state, const Record& record, const PlacedParts& placed)
{
    state.carried.unknown_fields = record.unknown_fields;
    state.carried.author = record.author;
    if (!record.language.empty() && !state.form().language_index(record.language))
        state.carried.language = record.language;
    std::optional<Namesakes> namesakes;
    for (const auto& [path, answer] : record.answers) {
        if (placed.answers.contains(&answer) && !answer.unresolved) continue;
        state.carried.answers.emplace(path, answer);
        if (placed.answers.contains(&answer) || is_submission_id(path)) continue;
        if (!namesakes) namesakes.emplace(state.form());
        const Departure::Kind reason = reason_of(state.form(), path);
        const bool elsewhere = reason == Departure::Kind::NoQuestion;
        state.departures.push_back({reason, path, elsewhere ? namesakes->only_one(path.name()) : std::string()});
    }
    for (const auto& [series, rows] : record.rosters) {
        if (placed.rosters.contains(&rows)) continue;
        state.carried.rosters.emplace(series, rows);
        state.departures.push_back({Departure::Kind::NoRepeat, series, {}});
    }
}

CarriedAnswers carried_now(const InterviewState& state)
{
    CarriedAnswers now = state.carried;
    if (now.answers.empty() && now.rosters.empty() && now.spellings.empty()) return now;
    const std::set<RowId> gone = rows_gone(state);
    std::erase_if(now.spellings, [&](const auto& entry) { return lies_in(entry.first, gone); });
    std::erase_if(now.answers, [&](const auto& entry) { return lies_in(entry.first, gone); });
    std::erase_if(now.rosters, [&](const auto& entry) { return lies_in(entry.first, gone); });
    return now;
}

void add_carried(const InterviewState& state, Record& record)
{
    CarriedAnswers now = carried_now(state);
    record.unknown_fields = std::move(now.unknown_fields);
    if (!now.author.empty()) record.author = std::move(now.author);
    if (!now.language.empty()) record.language = std::move(now.language);
    // An answer that came since decides what was not agreed on.
    record.answers.merge(now.answers);
    record.rosters.merge(now.rosters);
    for (const auto& [path, spelling] : now.spellings) {
        const auto answer = record.answers.find(path);
        if (answer != record.answers.end() && answer->second.value == spelling.as_it_reads)
            answer->second.value = spelling.as_it_came;
    }
}

} // namespace mahalla
