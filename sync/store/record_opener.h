#pragma once
#include "crypto/event_opener.h"
#include "store/event_index.h"
#include "store/form_dictionary.h"
#include "store/keyring.h"
#include "store/record_reading.h"

namespace mahalla {

/// One event as it was read from the table, to be opened by any worker. Inside this library only, as all of this file.
struct SealedRow {
    const IndexedEvent* indexed = nullptr;
    /// Of its form; none where that is not here.
    const FormDictionary* dictionary = nullptr;
    ByteView key, event;
};

/// One record's rows, in the order of device and number.
struct SealedRecord {
    RecordId id;
    std::size_t number = 0;
    std::span<const SealedRow> rows;
    std::span<const EventReference> sealed_references;
};

/// Opens the rows of record after record for one worker, with memory that the next record takes over.
class RecordOpener final : public RecordReading {
public:
    explicit RecordOpener(const Keyring& keys);
    ~RecordOpener() override;

    /// From here on this is that record, which outlives it or the next call.
    void open(const SealedRecord& record);

    const RecordId& id() const override { return record_->id; }
    std::span<const FlatEvent> flat_events() const override;
    const QuestionList& questions() const override;
    Result<std::vector<OpenedEvent>> events() const override;
    std::span<const EventReference> sealed_references() const override { return record_->sealed_references; }

private:
    bool read(const SealedRow& row, FlatEvent& event);

    const Keyring& keys_;
    EventOpener opener_;
    Secret key_;
    std::vector<FlatEvent> events_; ///< More than the record has, where another had more.
    const SealedRecord* record_ = nullptr;
    bool is_flat_ = false;
};

} // namespace mahalla
