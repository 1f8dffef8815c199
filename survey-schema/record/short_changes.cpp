#include "record/short_changes.h"

#include "record/change_form.h"
#include "record/short_value.h"

#include <map>

namespace mahalla {

namespace {

/// Where questions stand: the root, or a row.
struct Place {
    std::string text;    ///< `/data/person[…]`; empty for the root.
    std::string nodeset; ///< `/data/person`.
};

/// The root is number 0, the event's rows follow in their order.
std::vector<Place> places_of(const Event& event)
{
    std::vector<Place> places(1);
    for (const RowChange& change : event.rows) {
        if (change.series.empty()) return places;
        places.push_back({change.series.with_row(change.row).text(), change.series.nodeset()});
    }
    return places;
}

struct NumberedChange {
    std::size_t question = 0;
    const AnswerChange* change = nullptr;
};

/// Ascending numbers as runs: how many are passed over, how many follow, of which kind.
void write_runs(ByteWriter& writer, const std::vector<NumberedChange>& changes)
{
    ByteWriter runs;
    std::uint64_t count = 0;
    std::size_t next = 0;
    for (std::size_t at = 0; at < changes.size(); ++count) {
        const ChangeForm form = form_of(*changes[at].change);
        std::size_t end = at + 1;
        while (end < changes.size() && changes[end].question == changes[end - 1].question + 1 &&
               form_of(*changes[end].change) == form)
            ++end;
        runs.varint(changes[at].question - next);
        runs.varint((end - at) << short_form_bits | form);
        next = changes[end - 1].question + 1;
        at = end;
    }
    writer.varint(count);
    writer.raw(runs.bytes());
}

} // namespace

Bytes short_changes_field(const Event& event, const QuestionList& questions, std::vector<AnswerChange>& rest)
{
    const std::vector<Place> places = places_of(event);
    std::map<std::string_view, std::size_t> place_numbers;
    for (std::size_t i = 0; i < places.size(); ++i) place_numbers.emplace(places[i].text, i);
    std::vector<std::vector<NumberedChange>> by_place(places.size());
    std::string nodeset;
    for (const AnswerChange& change : event.changes) {
        const std::string_view path = change.path.text();
        const std::size_t row_end = path.rfind(']') + 1; // npos + 1 is 0: the root.
        const auto place = place_numbers.find(path.substr(0, row_end));
        std::optional<std::size_t> question;
        if (place != place_numbers.end()) {
            nodeset = places[place->second].nodeset;
            nodeset += path.substr(row_end);
            question = questions.number_of(nodeset);
        }
        if (question)
            by_place[place->second].push_back({*question, &change});
        else
            rest.push_back(change);
    }

    ByteWriter runs;
    ShortValueWriter values(questions, event.instant);
    std::size_t next_place = 0;
    for (std::size_t place = 0; place < places.size(); ++place) {
        if (by_place[place].empty()) continue;
        runs.varint(place - next_place);
        next_place = place + 1;
        write_runs(runs, by_place[place]);
        for (const NumberedChange& numbered : by_place[place])
            if (numbered.change->value) values.write(numbered.question, *numbered.change->value);
    }
    if (runs.size() == 0) return {};
    ByteWriter field;
    field.sized(runs.bytes());
    field.sized(values.numbers());
    field.raw(values.texts());
    return field.take();
}

bool read_short_changes(ByteView field, const QuestionList& questions, Event& event)
{
    const std::vector<Place> places = places_of(event);
    return for_each_short_change(
        field, questions, event.instant, places.size(), event.changes.size(),
        [&](std::size_t place_number, std::size_t question, std::uint8_t form, ShortValueReader& values) {
            const Place& place = places[place_number];
            const std::string_view nodeset = questions.nodeset(question);
            if (!nodeset.starts_with(place.nodeset)) return false;
            auto path = AnswerPath::parse(place.text + std::string(nodeset.substr(place.nodeset.size())));
            if (!path) return false;
            AnswerChange change = change_of(form);
            change.path = *std::move(path);
            if (has_value(form)) {
                if (!values.append(question, change.value.emplace())) return false;
                if (change.value->size() > Record::value_bytes_max) return false;
            }
            event.changes.push_back(std::move(change));
            return true;
        });
}

} // namespace mahalla
