#include "fieldwork/records_reading.h"

#include <algorithm>

namespace mahalla {

RecordsReading::RecordsReading(const ShelvedForm& form, const std::map<Hash, MergeRules>& rules, std::size_t records,
                               std::size_t workers)
    : form_(form), rules_(rules), records_(records), fates_(records, Fate::Dropped), workers_(workers)
{}

bool RecordsReading::is_wanted(const FormReference& form) const
{
    return form.hash == form_.hash || form.id == form_.reference.id;
}

void RecordsReading::fail(Worker& worker, std::size_t number, Error error)
{
    if (!worker.failure || number < worker.failure->number) worker.failure = Failure{number, std::move(error)};
}

PlainMerge* RecordsReading::merge_for(Worker& worker, const RecordReading& reading)
{
    const auto events = reading.flat_events();
    if (events.empty() || !reading.sealed_references().empty()) return nullptr;
    const Hash& form = events.front().form.hash;
    if (const auto known = worker.merges.find(form); known != worker.merges.end())
        // An event may name one form inside and another in its header, whose questions it is read with.
        return known->second.questions().is_copy_of(reading.questions()) ? &known->second : nullptr;
    const auto rules = rules_.find(form);
    if (rules == rules_.end()) return nullptr;
    return &worker.merges.try_emplace(form, reading.questions(), rules->second).first->second;
}

void RecordsReading::take(std::size_t worker_number, std::size_t number, const RecordReading& reading)
{
    Worker& worker = workers_[worker_number];
    if (PlainMerge* const merge = merge_for(worker, reading))
        if (auto record = merge->merge(reading.flat_events())) {
            if (!is_wanted(record->form)) return;
            records_[number] = *std::move(record);
            fates_[number] = Fate::Kept;
            return;
        }
    auto events = reading.events();
    if (!events) return fail(worker, number, std::move(events).error());
    const Hash form = form_of(*events);
    const auto rules = rules_.find(form);
    if (rules == rules_.end()) {
        fates_[number] = Fate::LeftOver;
        return;
    }
    auto merged = view_events(reading.id(), *std::move(events), reading.sealed_references(), rules->second);
    if (!merged) return fail(worker, number, std::move(merged).error());
    keep(worker, number, *std::move(merged), reading.flat_events().empty() ? QuestionList() : reading.questions());
}

void RecordsReading::keep(Worker& worker, std::size_t number, MergedRecord merged, const QuestionList& questions)
{
    if (!is_wanted(merged.record.form)) return;
    if (!merged.conflicts.empty()) worker.conflicts.emplace(merged.record.id, merged.conflicts.size());
    records_[number] = FlatRecord::of(std::move(merged.record), questions);
    fates_[number] = Fate::Kept;
}

std::vector<std::size_t> RecordsReading::left_over() const
{
    std::vector<std::size_t> numbers;
    for (std::size_t number = 0; number < fates_.size(); ++number)
        if (fates_[number] == Fate::LeftOver) numbers.push_back(number);
    return numbers;
}

void RecordsReading::put(std::size_t number, Result<MergedRecord> merged)
{
    fates_[number] = Fate::Dropped;
    if (!merged) return fail(workers_.front(), number, std::move(merged).error());
    keep(workers_.front(), number, *std::move(merged), QuestionList());
}

Result<ReadRecords> RecordsReading::finish()
{
    const Failure* first = nullptr;
    ReadRecords read;
    for (Worker& worker : workers_) {
        if (worker.failure && (first == nullptr || worker.failure->number < first->number)) first = &*worker.failure;
        read.conflicts.merge(worker.conflicts);
    }
    if (first != nullptr) return tl::unexpected(first->error);
    std::size_t kept = 0;
    for (std::size_t number = 0; number < records_.size(); ++number)
        if (fates_[number] == Fate::Kept) {
            if (kept != number) records_[kept] = std::move(records_[number]);
            ++kept;
        }
    records_.resize(kept);
    read.records = std::move(records_);
    return read;
}

} // namespace mahalla
