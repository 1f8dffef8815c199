#pragma once
#include "fieldwork/record_reader.h"
#include "merge/plain_merge.h"

namespace mahalla {

/// What the workers of one `read_records` make: each record at its own place, whoever makes it. Inside this library
/// only.
class RecordsReading {
public:
    /// Of `form`, by these rules of every form that is known; for so many records and workers.
    RecordsReading(const ShelvedForm& form, const std::map<Hash, MergeRules>& rules, std::size_t records,
                   std::size_t workers);

    /// Merges a record. On any worker's thread.
    void take(std::size_t worker, std::size_t number, const RecordReading& reading);

    // Once all are taken, on one thread.

    /// Those of which the rules were not at hand.
    std::vector<std::size_t> left_over() const;
    void put(std::size_t number, Result<MergedRecord> merged);
    Result<ReadRecords> finish();

private:
    enum class Fate : std::uint8_t { Dropped, Kept, LeftOver };
    struct Failure {
        std::size_t number = 0;
        Error error;
    };
    /// What belongs to one worker.
    struct Worker {
        std::map<Hash, PlainMerge> merges;
        std::map<RecordId, std::size_t> conflicts;
        std::optional<Failure> failure; ///< Of its records, that of the lowest number.
    };
    bool is_wanted(const FormReference& form) const;
    PlainMerge* merge_for(Worker& worker, const RecordReading& reading);
    void keep(Worker& worker, std::size_t number, MergedRecord merged, const QuestionList& questions);
    static void fail(Worker& worker, std::size_t number, Error error);

    const ShelvedForm& form_;
    const std::map<Hash, MergeRules>& rules_;
    std::vector<FlatRecord> records_;
    std::vector<Fate> fates_; ///< A byte each: two workers never write to one.
    std::vector<Worker> workers_;
};

} // namespace mahalla
