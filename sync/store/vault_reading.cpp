#include "store/record_opener.h"
#include "store/vault_interior.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t batch_records_max = 2'048;
constexpr std::size_t batch_bytes_max = std::size_t{4} << 20U;

/// The rows of some records as they lie on the disk: read by one thread, opened by many.
class Batch {
public:
    std::span<const SealedRecord> records() const { return records_; }

    void clear()
    {
        bytes_.clear();
        sizes_.clear();
        rows_.clear();
        sealed_.clear();
        records_.clear();
        ends_.clear();
    }

    bool is_full() const { return records_.size() >= batch_records_max || bytes_.size() >= batch_bytes_max; }

    Result<void> add(const RecordId& id, std::size_t number, OpenVault& vault, EventTable::SealedRows& table)
    {
        for (const IndexedEvent* indexed : vault.index.of_record(id)) {
            if (indexed->state != EventState::Believed) continue;
            if (!indexed->is_opened) {
                sealed_.push_back(indexed->reference);
                continue;
            }
            MAHALLA_TRY(const auto sizes, table.append(indexed->reference.hash, bytes_));
            sizes_.push_back(sizes);
            rows_.push_back({indexed, indexed->form.is_none() ? nullptr : vault.dictionary_of(indexed->form), {}, {}});
        }
        records_.push_back({id, number, {}, {}});
        ends_.emplace_back(rows_.size(), sealed_.size());
        return {};
    }

    /// Nothing moves from here on: the rows know where their bytes lie.
    void close()
    {
        ByteView left(bytes_);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            rows_[i].key = left.first(sizes_[i].key);
            rows_[i].event = left.subspan(sizes_[i].key, sizes_[i].event);
            left = left.subspan(sizes_[i].key + sizes_[i].event);
        }
        std::pair<std::size_t, std::size_t> begin;
        for (std::size_t i = 0; i < records_.size(); ++i) {
            records_[i].rows = std::span(rows_).subspan(begin.first, ends_[i].first - begin.first);
            records_[i].sealed_references = std::span(sealed_).subspan(begin.second, ends_[i].second - begin.second);
            begin = ends_[i];
        }
    }

private:
    Bytes bytes_;
    std::vector<EventTable::SealedRows::Sizes> sizes_;
    std::vector<SealedRow> rows_;
    std::vector<EventReference> sealed_;
    std::vector<SealedRecord> records_;
    std::vector<std::pair<std::size_t, std::size_t>> ends_; ///< Of each record, in `rows_` and `sealed_`.
};

/// The records in the order in which they lie on the disk.
std::vector<std::size_t> reading_order(const EventIndex& index, std::span<const RecordId> records)
{
    std::vector<std::pair<std::uint32_t, std::size_t>> arrivals;
    arrivals.reserve(records.size());
    for (std::size_t number = 0; number < records.size(); ++number)
        arrivals.emplace_back(index.arrival_of(records[number]), number);
    std::ranges::sort(arrivals);
    std::vector<std::size_t> order;
    order.reserve(arrivals.size());
    for (const auto& [arrival, number] : arrivals) order.push_back(number);
    return order;
}

} // namespace

std::size_t Vault::workers() const
{
    const Workers* const workers = interior_->environment.workers;
    return workers == nullptr ? 1 : workers->count();
}

Result<void> Vault::open_records(std::span<const RecordId> records, const RecordReader& reader) const
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    OneWorker alone;
    Workers& workers = interior_->environment.workers == nullptr ? alone : *interior_->environment.workers;
    std::vector<std::unique_ptr<RecordOpener>> openers;
    while (openers.size() < workers.count()) openers.push_back(std::make_unique<RecordOpener>(open.keys));

    MAHALLA_TRY(auto table, open.events.sealed_rows());
    const std::vector<std::size_t> order = reading_order(open.index, records);
    auto next = order.begin();
    const auto fill = [&](Batch& batch) -> Result<void> {
        batch.clear();
        for (; next != order.end() && !batch.is_full(); ++next)
            if (auto added = batch.add(records[*next], *next, open, table); !added) return added;
        batch.close();
        return {};
    };
    Batch read, opened;
    Result<void> filled = fill(read);
    while (filled && !read.records().empty()) {
        std::swap(read, opened);
        workers.run(
            opened.records().size(),
            [&](std::size_t worker, std::size_t part) {
                const SealedRecord& record = opened.records()[part];
                openers[worker]->open(record);
                reader(worker, record.number, *openers[worker]);
            },
            [&] { filled = fill(read); });
    }
    return filled;
}

} // namespace mahalla
