#include "merge/plain_merge.h"

#include <algorithm>

namespace mahalla {

namespace {

/// Longer histories are rare, and finding their order takes the square of their length.
constexpr std::size_t events_max = 64;

/// In place of an event's number, for values that lie in the merge's own texts.
constexpr std::uint32_t own_texts = 1U << 31U;

bool is_answering(EventKind kind) { return kind != EventKind::Attachment; }

auto key_of(const FlatAnswer& answer) { return std::uint64_t{answer.place} << 32U | answer.question; }

} // namespace

PlainMerge::PlainMerge(QuestionList questions, const MergeRules& rules) : questions_(std::move(questions))
{
    for (const auto& [nodeset, values] : rules.refusals) {
        const auto question = questions_.number_of(nodeset);
        if (!question) {
            other_refusals_.emplace(nodeset, values);
            continue;
        }
        if (refusals_.size() <= *question) refusals_.resize(*question + 1);
        refusals_[*question].insert(values.begin(), values.end());
    }
}

bool PlainMerge::find_order(std::span<const FlatEvent> events)
{
    order_.clear();
    if (events.empty() || events.size() > events_max) return false;
    VersionVector all;
    while (order_.size() < events.size()) {
        // Not "at least": who has seen less was at work beside somebody, who more waits for something.
        const auto next = std::ranges::find(events, all, &FlatEvent::seen);
        if (next == events.end() || next->dot.sequence <= all.sequence_of(next->dot.device)) return false;
        order_.push_back(static_cast<std::uint32_t>(next - events.begin()));
        if (events.size() > 1) all.see(next->dot);
    }
    return true;
}

std::uint32_t PlainMerge::place_of_row(const FlatRow& row)
{
    const auto known = std::ranges::find(rows_, row);
    if (known == rows_.end()) {
        rows_.push_back(row);
        return static_cast<std::uint32_t>(rows_.size());
    }
    return static_cast<std::uint32_t>(known - rows_.begin()) + 1;
}

bool PlainMerge::add_elsewhere(const FlatEvent& event)
{
    for (const AnswerChange& change : event.elsewhere) {
        const auto place = place_of(change.path, rows_, questions_);
        if (!place) {
            // In a row that is not among them, or about to be.
            if (change.path.text().find(']') != std::string::npos) return false;
            others_.push_back(&change);
            continue;
        }
        FlatAnswer answer;
        answer.question = place->question;
        answer.place = place->place;
        answer.has_value = change.value.has_value();
        answer.relevant = change.relevant;
        answer.relevance_only = change.relevance_only;
        if (change.value) {
            answer.text_at = static_cast<std::uint32_t>(texts_.size());
            answer.text_bytes = static_cast<std::uint32_t>(change.value->size()) & 0xFF'FFFFU;
            texts_ += *change.value;
        }
        writes_.push_back({answer, own_texts});
    }
    return true;
}

bool PlainMerge::collect(std::span<const FlatEvent> events)
{
    rows_.clear();
    writes_.clear();
    texts_.clear();
    others_.clear();
    for (const std::uint32_t number : order_) {
        const FlatEvent& event = events[number];
        places_.assign(1, 0);
        for (FlatRow row : event.rows) {
            row.around = places_[row.around];
            places_.push_back(place_of_row(row));
        }
        for (const FlatAnswer& answer : event.answers) {
            writes_.push_back({answer, number});
            writes_.back().answer.place = places_[answer.place];
        }
        if (!add_elsewhere(event)) return false;
    }
    const auto is_before = [](const Write& a, const Write& b) { return key_of(a.answer) < key_of(b.answer); };
    // One event alone has its answers in order.
    if (!std::ranges::is_sorted(writes_, is_before)) std::ranges::stable_sort(writes_, is_before);
    return true;
}

bool PlainMerge::is_refusal(const FlatAnswer& answer, std::string_view value) const
{
    return answer.question < refusals_.size() && refusals_[answer.question].contains(value);
}

void PlainMerge::settle(std::span<const FlatEvent> events, FlatRecord& record)
{
    std::size_t bytes = 0, count = 0;
    for (const Write& write : writes_) {
        bytes += write.answer.text_bytes;
        count += write.answer.has_value;
    }
    record.texts.reserve(bytes);
    record.answers.reserve(count);
    for (auto at = writes_.begin(); at != writes_.end();) {
        // The last one that wrote says what stands, the last one at all whether it applies.
        auto written = writes_.end();
        auto last = at;
        for (; at != writes_.end() && key_of(at->answer) == key_of(last->answer); last = at++)
            if (!at->answer.relevance_only) written = at;
        if (written == writes_.end() || !written->answer.has_value) continue;
        const std::string& texts = written->event == own_texts ? texts_ : events[written->event].texts;
        const std::string_view value =
            std::string_view(texts).substr(written->answer.text_at, written->answer.text_bytes);
        FlatAnswer answer = written->answer;
        answer.relevant = last->answer.relevant;
        answer.text_at = static_cast<std::uint32_t>(record.texts.size());
        record.texts += value;
        if (is_refusal(answer, value)) record.stage = RecordStage::Masked;
        record.answers.push_back(answer);
    }
}

void PlainMerge::settle_others(FlatRecord& record)
{
    std::ranges::stable_sort(others_, {}, [](const AnswerChange* change) -> const AnswerPath& { return change->path; });
    for (auto at = others_.begin(); at != others_.end();) {
        const AnswerChange* written = nullptr;
        const AnswerChange* last = *at;
        for (; at != others_.end() && (*at)->path == last->path; last = *at++)
            if (!(*at)->relevance_only) written = *at;
        if (written == nullptr || !written->value) continue;
        record.others.emplace_back(written->path, Answer{*written->value, last->relevant, false});
        const auto refusals = other_refusals_.find(written->path.text());
        if (refusals != other_refusals_.end() && refusals->second.contains(*written->value))
            record.stage = RecordStage::Masked;
    }
}

std::optional<FlatRecord> PlainMerge::merge(std::span<const FlatEvent> events)
{
    if (!find_order(events) || !collect(events)) return std::nullopt;
    std::optional<FlatRecord> merged(std::in_place);
    FlatRecord& record = *merged;
    record.id = events.front().record;
    const FormReference* form = nullptr; // Of any event: rules go by it.
    for (const std::uint32_t number : order_) {
        const FlatEvent& event = events[number];
        if (event.record != record.id) return std::nullopt;
        if (event.form != FormReference()) {
            if (form != nullptr && *form != event.form) return std::nullopt;
            form = &event.form;
        }
        if (!is_answering(event.kind)) continue;
        if (event.form != FormReference()) record.form = event.form;
        if ((event.kind == EventKind::Create || event.begun) && !record.created) {
            record.created = event.begun.value_or(event.instant);
            record.author = event.author;
        }
        if (!event.language.empty()) record.language = event.language;
        if (event.kind == EventKind::SetAnswers) continue;
        record.stage = event.kind == EventKind::Finalise ? RecordStage::Finalised : RecordStage::Draft;
        record.finalised.reset();
        if (event.kind == EventKind::Finalise) record.finalised = event.instant;
    }
    record.questions = questions_;
    record.rows.assign(rows_.begin(), rows_.end());
    settle(events, record);
    if (!others_.empty()) settle_others(record);
    return merged;
}

} // namespace mahalla
