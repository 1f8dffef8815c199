#include "crypto/sealed_event.h"
#include "fuzz/fuzz_entry.h"
#include "record/event.h"

#include <cstdlib>

using namespace mahalla;

namespace {

/// The questions of a small form, for events that are written by their numbers.
const QuestionList& questions()
{
    static const QuestionList list({{"/data/a", std::nullopt},
                                    {"/data/b", 0},
                                    {"/data/person", std::nullopt},
                                    {"/data/person/age", std::nullopt},
                                    {"/data/person/sex", 1}},
                                   {{"yes", "no", "perhaps"}, {"f", "m"}});
    return list;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    // What is read must be written again as it was: there is one encoding.
    if (const auto event = Event::decode(bytes)) {
        const auto again = event->encode();
        if (!again || !std::equal(again->begin(), again->end(), bytes.begin(), bytes.end())) std::abort();
    }
    if (const auto event = Event::decode(bytes, &questions())) {
        const bool is_short = !Event::decode(bytes);
        const auto again = event->encode(is_short ? &questions() : nullptr);
        if (!again || !std::equal(again->begin(), again->end(), bytes.begin(), bytes.end())) std::abort();
    }
    if (const auto record = Record::decode(bytes)) {
        const auto again = record->encode();
        if (!again || !std::equal(again->begin(), again->end(), bytes.begin(), bytes.end())) std::abort();
    }
    (void)SealedEvent::parse(bytes);
    return 0;
}

std::vector<std::string> known_inputs()
{
    Event event;
    event.dot.sequence = 3;
    event.author = "a";
    event.changes.push_back({*AnswerPath::parse("/data/a"), "1"});
    event.changes.push_back({*AnswerPath::parse("/data/person[0123456789abcdef0123456789abcdef]/age"), "41"});
    const Bytes encoded = *event.encode();
    Event numbered = event;
    numbered.rows.push_back(
        {*AnswerPath::parse("/data/person"), *RowId::from_text("0123456789abcdef0123456789abcdef")});
    numbered.changes.insert(numbered.changes.begin() + 1, {*AnswerPath::parse("/data/b"), "perhaps"});
    const Bytes in_short = *numbered.encode(&questions());
    Record record;
    record.answers[*AnswerPath::parse("/data/a")] = {"1", true, false};
    const Bytes plain = *record.encode();
    return {{encoded.begin(), encoded.end()}, {in_short.begin(), in_short.end()}, {plain.begin(), plain.end()}};
}
