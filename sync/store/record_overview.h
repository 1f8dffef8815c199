#pragma once
#include "base/date.h"
#include "record/record.h"

namespace mahalla {

/// How far a record written on this laptop has come.
enum class RecordJourney : std::uint8_t {
    OnlyHere, ///< Something of it is on this laptop alone.
    Stored,   ///< A server signed that it keeps all of it.
    Read,     ///< A recipient signed that it opened all of it.
};

/// One line of the list of records.
struct RecordOverview {
    RecordId id;
    /// Known for drafts and for readable records; empty where the record cannot be opened here.
    std::optional<FormReference> form;
    bool has_draft = false;
    bool is_draft_damaged = false; ///< The disk damaged a step; what stands before it can be read.
    /// How many events of it are here, whoever wrote them.
    std::size_t events = 0;
    /// False where none of its events can be opened with the keys of this vault.
    bool is_readable = false;
    bool is_erased = false; ///< A supervisor erased it for good: only its place is left.
    bool is_own = false;    ///< This device wrote at least one of its events, or its draft.
    /// Of its events; files travel by stick alone, so what a server stored says nothing of them.
    RecordJourney journey = RecordJourney::OnlyHere;
    /// Own files of it that no reader has confirmed in all their pieces: they must not be lost here.
    std::size_t files_only_here = 0;
    std::optional<Instant> changed; ///< The newest event or draft that can be read.
};

/// "12 only on this laptop · 40 on the server, not yet read · 310 read": finalised records that this device wrote.
struct JourneyCounts {
    std::size_t drafts = 0;
    std::size_t only_here = 0;
    std::size_t stored = 0;
    std::size_t read = 0;
    bool operator==(const JourneyCounts&) const = default;
};

} // namespace mahalla
