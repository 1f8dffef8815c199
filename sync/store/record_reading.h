#pragma once
#include "record/flat_event.h"

#include <functional>
#include <span>

namespace mahalla {

/// An event that could be opened here, with its place in the set.
struct OpenedEvent {
    EventReference reference;
    Event event;
};

/// What is here of one record, opened, for who goes through many (`Vault::open_records`). It lasts as long as the call
/// that it is handed to.
class RecordReading {
public:
    virtual ~RecordReading() = default;

    virtual const RecordId& id() const = 0;
    /// Every event that `Vault::events_of` gives, by device and number, where all of them are usual ones of one form
    /// that is here. Otherwise none: `events` then has them, or the reason why one cannot be opened.
    virtual std::span<const FlatEvent> flat_events() const = 0;
    /// Those of the form of `flat_events`.
    virtual const QuestionList& questions() const = 0;
    /// As `Vault::events_of`.
    virtual Result<std::vector<OpenedEvent>> events() const = 0;
    /// As `Vault::sealed_references_of`.
    virtual std::span<const EventReference> sealed_references() const = 0;
};

/// Called once for each record, by any of the workers (base/workers.h); `number` is the record's place among those
/// asked for.
using RecordReader = std::function<void(std::size_t worker, std::size_t number, const RecordReading& reading)>;

} // namespace mahalla
