#pragma once
#include "record/question_list.h"
#include "record/record.h"
#include "record/version_vector.h"

namespace mahalla {

/// What an event does. A number that stands for no kind below comes from a newer version: it is kept, carried and
/// changes nothing here.
enum class EventKind : std::uint16_t {
    Create = 1,     ///< Begins a record.
    SetAnswers = 2, ///< Writes or clears answers, adds or removes rows.
    Finalise = 3,   ///< The author holds the record for complete; may carry answers as well.
    Reopen = 4,     ///< Back to draft.
    Resolve = 5,    ///< Decides a conflict: `changes` hold what shall be, `superseded` what it is decided against.
    Tombstone = 6,  ///< Deletes the record.
    Erased = 7,     ///< The content of the events in `superseded` was erased; their place in the chain stays.
    Attachment = 8, ///< `topic` the file's name, `payload` its key and hash.
    Comment = 9,    ///< `reason` is the text.
    Flag = 10,      ///< `topic` says what ("consent-withdrawn"); stays until a Resolve names it.
    Review = 11,    ///< `topic` is "approved" or "returned".
    Grant = 12,
    Assignment = 13,
    Charter = 14,     ///< `payload` is the signed charter.
    Certificate = 15, ///< `payload` is the signed certificate.
    Receipt = 16,     ///< `payload` is the signed receipt.
};

/// True for the kinds named above.
bool is_known(EventKind kind);
/// "SetAnswers"; "Unknown" for others.
const char* name_of(EventKind kind);

/// The topic of a `Flag` that masks a record from every table at once.
inline constexpr const char* consent_withdrawn_topic = "consent-withdrawn";

/// One question's new value.
struct AnswerChange {
    AnswerPath path;
    /// None: the answer was cleared.
    std::optional<std::string> value;
    bool relevant = true;
    /// True: nobody wrote the value anew, it only began or ceased to apply (`relevant`); `value` is then none. Such a
    /// change conflicts with nothing: relevance is computed again after every merge.
    bool relevance_only = false;

    bool operator==(const AnswerChange&) const = default;
};

enum class RowChangeKind : std::uint8_t { Added = 0, Removed = 1 };

/// A row of a roster that came or went. Rows of one event stand in the order in which they are shown.
struct RowChange {
    AnswerPath series;
    RowId row;
    RowChangeKind kind = RowChangeKind::Added;

    bool operator==(const RowChange&) const = default;
};

/// What one person said or decided at one moment, about one record: the plain inside of a sealed event.
///
/// Immutable once sealed. What it knew is in `seen`; nothing else orders events. Who may write what is decided by
/// certificates outside of here; `author` is a label for people.
struct Event {
    /// So that a sealed event, padded and with 64 recipients, fits into one frame of a bundle.
    static constexpr std::size_t encoded_bytes_max = std::size_t{896} << 10U;
    static constexpr std::size_t changes_max = 50'000;
    static constexpr std::size_t superseded_max = 10'000;
    static constexpr std::size_t label_bytes_max = 256;
    static constexpr std::size_t reason_bytes_max = 16'384;

    EventKind kind = EventKind::SetAnswers;
    RecordId record;
    Dot dot;
    /// The events on this record that the author had seen: per device the number of the last one *on this record*.
    /// Never includes the event itself.
    VersionVector seen;
    FormReference form;
    std::string author;
    std::string language;
    /// The author's clock; shown, never compared.
    Instant instant{};
    /// When work on the record began, in the first event of a record that was not begun by a `Create`.
    std::optional<Instant> begun;
    /// By path, ascending, each path once; a path names a question, never a row.
    std::vector<AnswerChange> changes;
    /// Each row at most once.
    std::vector<RowChange> rows;
    /// What a `Resolve`, an `Erased` or a deciding `Tombstone` names. Ascending, each once.
    std::vector<EventReference> superseded;
    std::string topic;
    std::string reason;
    Bytes payload;
    /// What a newer version wrote and this one does not know, byte for byte.
    Fields unknown_fields;

    bool operator==(const Event&) const = default;

    /// The canonical bytes (docs/formats/record.md). With the questions of its form, answers take few bytes, and are
    /// read by whoever has the same questions. Fails with `Invalid` where a limit or an order above is broken: the
    /// caller splits a record too large for one event into several.
    Result<Bytes> encode(const QuestionList* questions = nullptr) const;
    /// Fails with `Corrupt` for every byte string that `encode` does not write, with these questions or without any;
    /// with `Unavailable` where it needs questions and none are given. Safe on hostile bytes.
    static Result<Event> decode(ByteView bytes, const QuestionList* questions = nullptr);
};

} // namespace mahalla
