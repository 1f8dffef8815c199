#pragma once
#include "record/flat_event.h"

namespace mahalla {

/// A record in few pieces of memory, for who goes through many: about two and a half kilobytes for a hundred answers,
/// where `Record` takes ten times that.
///
/// What it says is what the `Record` says that it was made of; answers stand by the numbers of their questions. One
/// that does not fit (a roster that the form's list does not have, a field of a newer version) is kept whole.
/// Any number of threads may read it.
struct FlatRecord {
    RecordId id;
    FormReference form;
    RecordStage stage = RecordStage::Draft;
    std::optional<Instant> created;
    std::optional<Instant> finalised;
    std::string author;
    std::string language;
    QuestionList questions;
    /// Rows of one roster stand in the order in which they are shown.
    std::vector<FlatRow> rows;
    /// By place and question, ascending, each once.
    std::vector<FlatAnswer> answers;
    std::string texts;
    /// Answers to what the list does not have, by path: the form's own attributes, for instance.
    std::vector<std::pair<AnswerPath, Answer>> others;
    /// Where it does not fit: all of it, and nothing in the four above.
    std::unique_ptr<const Record> whole;

    static FlatRecord of(Record record, const QuestionList& questions);

    Record record() const;
    bool counts_in_tables() const { return stage == RecordStage::Finalised; }
    std::string_view text_of(const FlatAnswer& answer) const
    {
        return std::string_view(texts).substr(answer.text_at, answer.text_bytes);
    }
};

} // namespace mahalla
