#pragma once
#include "record/record.h"

#include <span>

namespace mahalla {

/// The records of an export, one at a time, so that a million of them take the memory of one. Whoever writes a format
/// that says first how many rows follow goes through them more than once.
class RecordSource {
public:
    virtual ~RecordSource() = default;
    /// From the first record again, in the same order.
    virtual Result<void> restart() = 0;
    /// The next record, valid until the next call; null after the last. Fails where a record cannot be read.
    virtual Result<const Record*> next() = 0;
};

/// Records that are in memory anyway. They must outlive the source.
class RecordsInMemory final : public RecordSource {
public:
    explicit RecordsInMemory(std::span<const Record> records) : records_(records) {}
    Result<void> restart() override
    {
        at_ = 0;
        return {};
    }
    Result<const Record*> next() override { return at_ < records_.size() ? &records_[at_++] : nullptr; }

private:
    std::span<const Record> records_;
    std::size_t at_ = 0;
};

} // namespace mahalla
