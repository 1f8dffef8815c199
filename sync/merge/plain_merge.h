#pragma once
#include "merge/merge_rules.h"
#include "record/flat_record.h"

#include <span>

namespace mahalla {

/// What `merge` says of the many records about which nothing has to be decided, in a hundredth of its time: each event
/// had seen all before it, so what was written last stands.
///
/// It gives the same record as `merge` or none (a test holds both to each other over random histories). For one form;
/// its scratch memory holds answers until its end. One thread at a time.
class PlainMerge {
public:
    PlainMerge(QuestionList questions, const MergeRules& rules);
    const QuestionList& questions() const { return questions_; }

    /// `MergedRecord::record` of exactly these events, which were read with the form's questions; it has no conflicts,
    /// forks or remarks, and nothing waits. Nothing where that is not so, where the events are of several forms, or
    /// where a change is in a row that none of them adds: `merge` then says what is so.
    std::optional<FlatRecord> merge(std::span<const FlatEvent> events);

private:
    struct Write {
        FlatAnswer answer;
        std::uint32_t event = 0;
    };
    bool find_order(std::span<const FlatEvent> events);
    bool collect(std::span<const FlatEvent> events);
    bool add_elsewhere(const FlatEvent& event);
    std::uint32_t place_of_row(const FlatRow& row);
    void settle(std::span<const FlatEvent> events, FlatRecord& record);
    void settle_others(FlatRecord& record);
    bool is_refusal(const FlatAnswer& answer, std::string_view value) const;

    QuestionList questions_;
    /// By question, the values that refuse consent; shorter than the list where no question behind has any.
    std::vector<std::set<std::string, std::less<>>> refusals_;
    std::map<std::string, std::set<std::string>, std::less<>>
        other_refusals_; ///< By paths that the list does not have.
    std::vector<std::uint32_t> order_;
    std::vector<FlatRow> rows_;
    std::vector<std::uint32_t> places_; ///< Of the event being collected: its places among `rows_`.
    std::vector<Write> writes_;
    std::vector<const AnswerChange*> others_; ///< Changes outside of rosters that the list does not have.
    std::string texts_;                       ///< Values of changes that stood elsewhere.
};

} // namespace mahalla
