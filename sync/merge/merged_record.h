#pragma once
#include "record/event.h"

#include <map>
#include <string>
#include <vector>

namespace mahalla {

/// Who wrote, with what reason: enough for a person to decide by.
struct Writer {
    EventReference event;
    std::string author;
    Instant instant{};
    std::string reason;

    auto operator<=>(const Writer&) const = default;
};

/// One of the things that were said at the same time.
struct Alternative {
    /// Ascending by event.
    std::vector<Writer> writers;
    /// The value of each question concerned; none: cleared. A place that ends in a row stands for the row itself, with
    /// a value where it is there and none where it was removed. A question that was itself undecided in this
    /// alternative is missing.
    std::map<AnswerPath, std::optional<std::string>> values;
    /// This side took the row, or the record, away.
    bool removes = false;

    bool operator==(const Alternative&) const = default;
};

enum class ConflictKind {
    Values,              ///< A question, or the questions of a unit, have several values.
    RowEditedAndRemoved, ///< A row was removed by one and edited by another; it stays, for decision.
    DeletedButEdited,    ///< The record was deleted by one and edited by another.
};

/// Something that two people wrote without knowing of each other, and that a person has to decide: there is no default.
struct Conflict {
    ConflictKind kind = ConflictKind::Values;
    /// The questions, or the one row; empty where the whole record is concerned.
    std::vector<AnswerPath> paths;
    /// The unit's name, where `paths` are a unit.
    std::string unit;
    /// Two or more, in the order of their first event.
    std::vector<Alternative> alternatives;

    bool operator==(const Conflict&) const = default;
};

/// An event that waits for others it builds on.
struct PendingEvent {
    EventReference event;
    /// What is missing or itself waiting: "ask for laptop X, events 38 to 40".
    std::vector<Dot> missing;

    bool operator==(const PendingEvent&) const = default;
};

/// One number of one device used for different events. Both are kept and shown; neither supersedes the other.
struct Fork {
    Dot dot;
    std::vector<EventReference> branches;

    bool operator==(const Fork&) const = default;
};

/// A comment, a flag that stands, or a review that no later one replaced.
struct Remark {
    EventKind kind = EventKind::Comment;
    Writer writer;
    std::string topic;

    bool operator==(const Remark&) const = default;
};

/// A record as the events known here make it. A pure function of their set: two laptops with the same events see the
/// same.
struct MergedRecord {
    /// Answers in conflict are marked `unresolved`. A record in doubt (`DeletedButEdited`) or without consent is
    /// `Masked`.
    Record record;
    std::vector<Conflict> conflicts;
    /// For each question with a value, every event that wrote the value that stands.
    std::map<AnswerPath, std::vector<EventReference>> writers;
    std::vector<PendingEvent> pending;
    std::vector<Fork> forks;
    std::vector<Remark> remarks;
    /// Events whose content is not known here, though their place is; `erased` ones among them by decision.
    std::vector<EventReference> unreadable;
    std::vector<EventReference> erased;
    /// What a person who sees this view has seen: the `seen` of the next event.
    VersionVector seen;

    /// The conflict that `path` is part of.
    const Conflict* conflict_at(const AnswerPath& path) const;

    bool operator==(const MergedRecord&) const = default;
};

} // namespace mahalla
