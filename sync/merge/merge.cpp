#include "merge/merge.h"

#include "merge/answers.h"
#include "merge/causal_order.h"
#include "merge/register.h"
#include "merge/rows.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace {

bool is_edit(EventKind kind)
{
    return kind == EventKind::Create || kind == EventKind::SetAnswers || kind == EventKind::Finalise ||
           kind == EventKind::Reopen || kind == EventKind::Resolve;
}

bool is_remark(EventKind kind)
{
    return kind == EventKind::Comment || kind == EventKind::Flag || kind == EventKind::Review;
}

/// The standing writes of one register that concerns the whole record; `value_of` gives what an event writes to it, if
/// anything.
template <typename ValueOf> std::vector<Write> live_of(const CausalOrder& order, ValueOf value_of)
{
    std::vector<Write> writes;
    for (const CausalOrder::Item& item : order.items())
        if (item.event != nullptr)
            if (auto value = value_of(*item.event)) writes.push_back({&item, *std::move(value)});
    return live_writes(order, writes);
}

/// Whether the record is deleted; a deletion beside an edit that had not seen it is a conflict.
bool is_deleted(const CausalOrder& order, MergedRecord& merged)
{
    const auto live = live_of(order, [](const Event& event) -> std::optional<std::optional<std::string>> {
        if (event.kind == EventKind::Tombstone) return std::optional<std::string>();
        if (is_edit(event.kind)) return std::optional<std::string>("");
        return std::nullopt;
    });
    auto sides = alternatives_of(AnswerPath(), live);
    const bool is_any_deleting =
        std::any_of(sides.begin(), sides.end(), [](const Alternative& side) { return !side.values.at(AnswerPath()); });
    if (!is_any_deleting) return false;
    if (sides.size() == 1) return true;
    for (Alternative& side : sides) {
        side.removes = !side.values.at(AnswerPath());
        side.values.clear();
    }
    merged.conflicts.push_back({ConflictKind::DeletedButEdited, {}, "", std::move(sides)});
    return false;
}

bool is_finalised(const CausalOrder& order, std::optional<Instant>& finalised)
{
    const auto live = live_of(order, [](const Event& event) -> std::optional<std::string> {
        if (event.kind == EventKind::Finalise) return "finalised";
        if (event.kind == EventKind::Create || event.kind == EventKind::Reopen) return "draft";
        return std::nullopt;
    });
    // Finalised by one and reopened by another: not complete as long as anybody works on it.
    if (live.empty() ||
        std::any_of(live.begin(), live.end(), [](const Write& write) { return write.value == "draft"; }))
        return false;
    finalised = live.back().item->event->instant;
    return true;
}

/// Comments all stand; a flag until a decision names it; a review until a later one replaces it or a decision names it.
void collect_remarks(const CausalOrder& order, MergedRecord& merged)
{
    for (const CausalOrder::Item& item : order.items()) {
        if (item.event == nullptr || !is_remark(item.event->kind)) continue;
        const EventKind kind = item.event->kind;
        const bool is_over =
            std::any_of(order.items().begin(), order.items().end(), [&](const CausalOrder::Item& other) {
                if (other.event == nullptr || kind == EventKind::Comment) return false;
                const bool can_replace =
                    other.event->kind == EventKind::Resolve || (kind == EventKind::Review && other.event->kind == kind);
                return can_replace && order.supersedes(other, item);
            });
        if (!is_over) merged.remarks.push_back({kind, writer_of(item), item.event->topic});
    }
}

void fill_particulars(const CausalOrder& order, Record& record)
{
    for (const CausalOrder::Item& item : order.items()) {
        if (item.event == nullptr || !is_edit(item.event->kind)) continue;
        const Event& event = *item.event;
        if ((event.kind == EventKind::Create || event.begun) && !record.created) {
            record.created = event.begun.value_or(event.instant);
            record.author = event.author;
        }
        if (event.form != FormReference()) record.form = event.form;
        if (!event.language.empty()) record.language = event.language;
    }
}

/// Somebody erased the record, and nothing that was said is left.
bool is_erased(const CausalOrder& order)
{
    bool is_any_erasing = false;
    for (const CausalOrder::Item& item : order.items()) {
        if (item.event == nullptr) continue;
        if (is_edit(item.event->kind)) return false;
        is_any_erasing = is_any_erasing || item.event->kind == EventKind::Erased;
    }
    return is_any_erasing;
}

bool is_consent_withdrawn(const MergedRecord& merged)
{
    return std::any_of(merged.remarks.begin(), merged.remarks.end(), [](const Remark& remark) {
        return remark.kind == EventKind::Flag && remark.topic == consent_withdrawn_topic;
    });
}

} // namespace

MergedRecord merge(const RecordHistory& history, const MergeRules& rules)
{
    const CausalOrder order(history);
    MergedRecord merged;
    merged.record.id = history.record();
    merged.pending = order.pending();
    merged.forks = order.forks();
    merged.unreadable = order.unreadable();
    merged.erased = order.erased();
    for (const CausalOrder::Item& item : order.items()) merged.seen.see(item.reference.dot);

    fill_particulars(order, merged.record);
    merge_answers(order, rules, merged);
    merge_rows(order, merged);
    collect_remarks(order, merged);

    const bool deleted = is_deleted(order, merged);
    const bool finalised = is_finalised(order, merged.record.finalised);
    const bool doubtful = std::any_of(merged.conflicts.begin(), merged.conflicts.end(), [](const Conflict& conflict) {
        return conflict.kind == ConflictKind::DeletedButEdited;
    });
    if (deleted || is_erased(order))
        merged.record.stage = RecordStage::Deleted;
    else if (doubtful || is_consent_withdrawn(merged) || is_consent_refused(order, rules))
        merged.record.stage = RecordStage::Masked;
    else
        merged.record.stage = finalised ? RecordStage::Finalised : RecordStage::Draft;

    std::sort(merged.conflicts.begin(), merged.conflicts.end(), [](const Conflict& a, const Conflict& b) {
        return std::tie(a.kind, a.paths, a.unit) < std::tie(b.kind, b.paths, b.unit);
    });
    return merged;
}

} // namespace mahalla
