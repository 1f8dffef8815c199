#pragma once
#include "record/record.h"
#include "session/departure.h"

#include <unordered_set>

namespace mahalla {

class InterviewState;

/// What an opened record says that has no place in the running interview, kept to be written again: answers and rows
/// of questions of another version of the form, answers two people have not agreed on, fields of a newer program.
struct CarriedAnswers {
    std::map<AnswerPath, Answer> answers;
    std::map<AnswerPath, std::vector<RowId>> rosters;
    /// Answers that the form's types write differently (a date that came with its time, "007" as a whole number): as
    /// they came, to be written so for as long as nobody answers anew.
    struct Spelling {
        std::string as_it_came, as_it_reads;
    };
    std::map<AnswerPath, Spelling> spellings;
    Fields unknown_fields;
    std::string author;
    /// In which the interview was held, where the form has lost that language; until another one is chosen.
    std::string language;
};

/// The answers and series of a record that found their place, by where they lie in the record.
struct PlacedParts {
    std::unordered_set<const Answer*> answers;
    std::unordered_set<const std::vector<RowId>*> rosters;
};

/// Takes what was not placed into `state.carried`, and says why into `state.departures`.
void carry_the_rest(InterviewState& state, const Record& record, const PlacedParts& placed);

/// What is carried now: without what lies in rows that a person has taken out since.
CarriedAnswers carried_now(const InterviewState& state);

/// Adds what is carried to a record of the interview; what the interview itself says goes before.
void add_carried(const InterviewState& state, Record& record);

/// In a saved interview.
void write_carried(const InterviewState& state, ByteWriter& writer);
void read_carried(InterviewState& state, ByteReader& reader);

} // namespace mahalla
