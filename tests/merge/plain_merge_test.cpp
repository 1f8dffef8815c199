#include "merge/plain_merge.h"

#include "base/seeded_random.h"
#include "laptop.h"

#include <algorithm>

using namespace mahalla;
using namespace mahalla::test;

// The plain merge is held to the whole one over random histories, most of which nobody has to decide anything about and
// some of which somebody has: it must give the very same record, or leave it.

namespace {

const QuestionList questions({{"/data/a", std::nullopt},
                              {"/data/b", 0},
                              {"/data/consent", 0},
                              {"/data/person", std::nullopt},
                              {"/data/person/age", std::nullopt},
                              {"/data/person/child", std::nullopt},
                              {"/data/person/child/name", std::nullopt}},
                             {{"yes", "no"}});

MergeRules rules()
{
    MergeRules rules;
    rules.units = {{"/data/a", "unit"}, {"/data/b", "unit"}, {"/data/person", "unit"}};
    rules.refusals = {{"/data/consent", {"no"}}, {"/data/@agreed", {"no"}}};
    return rules;
}

class HouseholdMaker {
public:
    HouseholdMaker(std::uint64_t seed, std::size_t laptops) : random_(seed)
    {
        for (std::size_t i = 0; i < laptops; ++i) laptops_.emplace_back(static_cast<char>('a' + i), rules());
    }

    RecordHistory make()
    {
        const std::size_t steps = 1 + random_.below(6);
        Laptop* last = &laptops_.front();
        for (std::size_t i = 0; i < steps; ++i) {
            Laptop& laptop = laptops_[random_.below(laptops_.size())];
            // Mostly they know of each other.
            if (random_.below(8) != 0) laptop.receive(*last);
            step(laptop);
            last = &laptop;
        }
        for (Laptop& laptop : laptops_) last->receive(laptop);
        return last->history();
    }

private:
    std::string value() { return std::string(1, static_cast<char>('0' + random_.below(10))); }

    AnswerChange change(const AnswerPath& place)
    {
        switch (random_.below(8)) {
        case 0:
            return {place, std::nullopt, true, false};
        case 1:
            return {place, std::nullopt, random_.below(2) == 0, true};
        default:
            return {place, value(), random_.below(4) != 0, false};
        }
    }

    AnswerPath anywhere()
    {
        const char which = static_cast<char>('2' + random_.below(2));
        switch (random_.below(6)) {
        case 0:
            return in_row(which, "age");
        case 1:
            return *in_row(which, "child").with_row(row('5')).child("name");
        case 2:
            return path("/data/@version");
        case 3:
            return path("/data/b");
        default:
            return path("/data/a");
        }
    }

    void step(Laptop& laptop)
    {
        Event event;
        constexpr EventKind kinds[] = {EventKind::Create,    EventKind::SetAnswers, EventKind::SetAnswers,
                                       EventKind::Finalise,  EventKind::Finalise,   EventKind::Reopen,
                                       EventKind::Attachment};
        event.kind = kinds[random_.below(std::size(kinds))];
        if (random_.below(30) == 0) event.kind = EventKind::Comment;
        if (random_.below(60) == 0) event.kind = EventKind::Tombstone;
        if (event.kind == EventKind::Attachment) event.topic = "photograph.jpg";
        event.form = {"household", "1", hash(random_.below(40) == 0 ? 'e' : 'f')};
        if (random_.below(3) == 0) event.language = value();
        if (random_.below(3) == 0) event.begun = Instant(std::chrono::milliseconds(random_.below(1'000)));
        if (random_.below(2) == 0) {
            const char which = static_cast<char>('2' + random_.below(2));
            const auto kind = random_.below(12) == 0 ? RowChangeKind::Removed : RowChangeKind::Added;
            event.rows.push_back({path("/data/person"), row(which), kind});
            if (random_.below(3) == 0) event.rows.push_back({in_row(which, "child"), row('5'), RowChangeKind::Added});
            for (const AnswerPath& place :
                 {in_row(which, "age"), *in_row(which, "child").with_row(row('5')).child("name")})
                if (event.rows.size() > 1 || place.parent().name() == "person") put(event, change(place));
        }
        for (std::size_t i = random_.below(4); i > 0; --i) put(event, change(path(i == 1 ? "/data/b" : "/data/a")));
        if (random_.below(4) == 0) put(event, change(anywhere()));
        if (random_.below(4) == 0)
            put(event, {path(random_.below(2) == 0 ? "/data/consent" : "/data/@agreed"),
                        random_.below(4) == 0 ? "no" : "yes", true, false});
        std::ranges::sort(event.changes, {}, &AnswerChange::path);
        laptop.write(event);
    }

    static void put(Event& event, AnswerChange change)
    {
        std::erase_if(event.changes, [&](const AnswerChange& known) { return known.path == change.path; });
        event.changes.push_back(std::move(change));
    }

    SeededRandom random_;
    std::vector<Laptop> laptops_;
};

/// The events as a vault reads them; none where one is not a usual one.
std::vector<FlatEvent> flat_events_of(const RecordHistory& history)
{
    std::vector<FlatEvent> events;
    for (const auto& [reference, event] : history.events()) {
        const auto bytes = event->encode(&questions);
        REQUIRE(bytes);
        if (!events.emplace_back().read(*bytes, questions)) return {};
    }
    return events;
}

bool is_plain(const MergedRecord& merged)
{
    return merged.conflicts.empty() && merged.pending.empty() && merged.forks.empty() && merged.remarks.empty() &&
           merged.unreadable.empty() && merged.erased.empty();
}

} // namespace

TEST_CASE("what the plain merge says of a history, the whole merge says too")
{
    PlainMerge plain(questions, rules());
    std::size_t merged_plainly = 0, left = 0, masked = 0, conflicts = 0;
    constexpr std::uint64_t histories = 6'000;
    for (std::uint64_t seed = 1; seed <= histories; ++seed) {
        const RecordHistory history = HouseholdMaker(seed, 1 + seed % 3).make();
        const MergedRecord whole = merge(history, rules());
        if (!whole.conflicts.empty()) ++conflicts;
        const auto events = flat_events_of(history);
        const auto record = events.empty() ? std::nullopt : plain.merge(events);
        if (!record) {
            ++left;
            continue;
        }
        ++merged_plainly;
        masked += whole.record.stage == RecordStage::Masked;
        INFO("seed ", seed);
        REQUIRE(is_plain(whole));
        REQUIRE_FALSE(record->whole);
        REQUIRE(record->record() == whole.record);
    }
    // Otherwise the law would be about nothing.
    CHECK(merged_plainly > histories / 2);
    CHECK(left > histories / 20);
    CHECK(masked > histories / 50);
    CHECK(conflicts > histories / 50);
}

TEST_CASE("a record made flat is the same record")
{
    for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
        Record record = merge(HouseholdMaker(seed, 1 + seed % 3).make(), rules()).record;
        INFO("seed ", seed);
        CHECK(FlatRecord::of(record, questions).record() == record);
        CHECK(FlatRecord::of(record, QuestionList()).record() == record);
        record.unknown_fields[99] = {1};
        CHECK(FlatRecord::of(record, questions).record() == record);
    }
}
