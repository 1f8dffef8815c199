#pragma once
#include "record/event.h"

namespace mahalla {

/// A row of a roster, in a flat event or record.
struct FlatRow {
    RowId row;
    std::uint32_t series = 0; ///< The number of the question that is the roster.
    std::uint32_t around = 0; ///< The place that the roster stands in, as `FlatAnswer::place`.

    bool operator==(const FlatRow&) const = default;
};

/// One question's answer, or new value, in a flat record or event. Twice eight bytes, whatever was said.
struct FlatAnswer {
    std::uint32_t question = 0; ///< By its number in the form's list.
    std::uint32_t place = 0;    ///< 0: outside of rosters; n: in row n of those beside it, counted from 1.
    std::uint32_t text_at = 0;  ///< Where its value begins in the texts beside it.
    std::uint32_t text_bytes : 24 = 0;
    bool has_value : 1 = false;
    bool relevant : 1 = true;
    bool relevance_only : 1 = false; ///< As `AnswerChange` has it; in events alone.
    bool unresolved : 1 = false;     ///< As `Answer` has it; in records alone.
};
static_assert(sizeof(FlatAnswer) == 16);

/// The usual event in four pieces of memory, which the next one read into it takes over: answers by the numbers of
/// their questions, and all values one after another. What a hundred thousand records are read through.
///
/// Usual are events by which people write answers and add rows, and those that bring files, read with the questions of
/// their form. `topic`, `reason` and `payload` are passed over: they change no answer. Everything else is for
/// `Event::decode`.
struct FlatEvent {
    static constexpr std::size_t rows_max = 4'096;
    static constexpr std::size_t texts_bytes_max = std::size_t{4} << 20U;

    EventKind kind = EventKind::SetAnswers;
    RecordId record;
    Dot dot;
    VersionVector seen;
    FormReference form;
    std::string author;
    std::string language;
    Instant instant{};
    std::optional<Instant> begun;
    std::vector<FlatRow> rows; ///< Those that are added.
    /// By place and question, ascending.
    std::vector<FlatAnswer> answers;
    std::string texts;
    /// Changes that are named by their paths: in rows of other events, for instance.
    std::vector<AnswerChange> elsewhere;

    /// False where the event is not a usual one, or is damaged: the whole decoder then says which.
    ///
    /// Where `Event::decode` reads the bytes, this holds the same. It also reads bytes which that refuses because
    /// `Event::encode` would write them otherwise: it is for events that were decoded whole when they came, and whose
    /// hash has been compared since. Safe on hostile bytes.
    bool read(ByteView bytes, const QuestionList& questions);

    std::string_view text_of(const FlatAnswer& answer) const
    {
        return std::string_view(texts).substr(answer.text_at, answer.text_bytes);
    }
};

/// The path of each place: the empty one, then that of each row.
std::vector<AnswerPath> paths_of_places(const std::vector<FlatRow>& rows, const QuestionList& questions);
/// The path of a question at a place, whose path is `place`.
AnswerPath path_at(const AnswerPath& place, const FlatAnswer& answer, const std::vector<FlatRow>& rows,
                   const QuestionList& questions);

/// Where a path stands among the places of `rows`.
struct FlatPlace {
    std::uint32_t question = 0;
    std::uint32_t place = 0;
};
/// Nothing where the path is in a row that is not among them, or the list has no such question. A path that ends in a
/// row is no question's.
std::optional<FlatPlace> place_of(const AnswerPath& path, const std::vector<FlatRow>& rows,
                                  const QuestionList& questions);

} // namespace mahalla
