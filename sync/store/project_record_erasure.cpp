#include "store/project_interior.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t reason_bytes_max = 4096;

/// `instant 8 · reason`.
Bytes encode(Instant decided, std::string_view reason)
{
    ByteWriter writer;
    writer.u64(static_cast<std::uint64_t>(decided.time_since_epoch().count()));
    writer.raw(as_bytes(reason));
    return writer.take();
}

} // namespace

Result<void> Project::erase_record(const RecordId& record, std::string reason)
{
    if (record.is_none() || reason.empty() || reason.size() > reason_bytes_max)
        return failure(ErrorKind::Invalid, "To erase a record takes its id and a reason of at most 4,096 bytes.");
    MAHALLA_TRY(CharterContent content, interior_->draft());
    if (content.erases(record)) return failure(ErrorKind::Refused, "The charter erases this record already.");
    auto& records = content.erased_records;
    records.insert(std::ranges::lower_bound(records, record), record);
    const Bytes kept = encode(interior_->environment.clock.now(), reason);
    return interior_->decide(std::move(content),
                             [&] { return interior_->items.put(ItemKind::ErasureReason, record.bytes(), kept); });
}

Result<std::vector<Project::ErasureDecided>> Project::erased_records() const
{
    MAHALLA_TRY(const CharterContent content, interior_->draft());
    std::vector<ErasureDecided> erased;
    for (const RecordId& record : content.erased_records) {
        ErasureDecided one{record, {}, {}};
        MAHALLA_TRY(const auto kept, interior_->items.get(ItemKind::ErasureReason, record.bytes()));
        if (kept) {
            ByteReader reader(*kept);
            one.decided = Instant(std::chrono::milliseconds(static_cast<std::int64_t>(reader.u64())));
            one.reason = as_text(reader.raw(reader.left()));
        }
        erased.push_back(std::move(one));
    }
    return erased;
}

} // namespace mahalla
