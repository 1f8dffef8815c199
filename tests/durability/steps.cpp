#include "durability/steps.h"

#include "durability/setting.h"
#include "support/records.h"

namespace mahalla::test {

namespace {

RecordChanges answer(std::string_view place, const std::string& value)
{
    return {{{path(place), value, true, false}}, {}};
}

} // namespace

Step opening()
{
    return {"open", [](Laptop& laptop) { return laptop.open(); }};
}
Step closing()
{
    return {"close", [](Laptop& laptop) -> Result<void> {
                laptop.close();
                return {};
            }};
}
Step begin()
{
    return {"begin a record", [](Laptop& laptop) -> Result<void> {
                MAHALLA_TRY(const RecordId id, laptop.vault->begin_record(Setting::the().form, "en"));
                laptop.records.push_back(id);
                return {};
            }};
}
Step save(std::size_t record, std::string place, std::string value)
{
    return {"save " + value, [=](Laptop& laptop) {
                return laptop.vault->save_answers(laptop.records.at(record), answer(place, value));
            }};
}
Step finalise(std::size_t record)
{
    Step step{"finalise", [=](Laptop& laptop) { return done(laptop.vault->finalise(laptop.records.at(record))); }};
    step.may_give_up_copies = true;
    return step;
}
Step discard(std::size_t record)
{
    return {"discard", [=](Laptop& laptop) { return laptop.vault->discard_draft(laptop.records.at(record)); }};
}
Step take_in(const Incoming& incoming, TakeIn mode)
{
    Step step{mode == TakeIn::DryRun ? "take in, dry" : "take in",
              [&incoming, mode](Laptop& laptop) { return done(laptop.vault->take_in(incoming, mode)); }};
    step.may_give_up_copies = mode == TakeIn::Apply;
    return step;
}
Step setting(std::string name, std::string value)
{
    return {"set " + name, [=](Laptop& laptop) { return laptop.vault->set_setting(name, value); }};
}
/// Goes on with the first finalised record of this laptop.
Step revise()
{
    return {"revise", [](Laptop& laptop) -> Result<void> {
                for (const RecordOverview& one : laptop.vault->records()) {
                    if (one.has_draft || !one.is_own) continue;
                    MAHALLA_TRY(const auto events, laptop.vault->events_of(one.id));
                    Record base;
                    base.id = one.id;
                    base.form = Setting::the().form;
                    base.language = "en";
                    VersionVector seen;
                    for (const OpenedEvent& opened : events) {
                        apply_changes(base, {opened.event.changes, opened.event.rows});
                        seen.see(opened.reference.dot);
                    }
                    if (auto begun = laptop.vault->begin_revision(base, seen); !begun) return begun;
                    laptop.records.push_back(one.id);
                    return {};
                }
                return failure(ErrorKind::NotFound, "There is no finalised record.");
            }};
}
Step change_passphrase(std::string next)
{
    return {"change the passphrase", [=](Laptop& laptop) -> Result<void> {
                auto changed = laptop.vault->change_passphrase(Secret::copy_of(laptop.ways.passphrase),
                                                               Secret::copy_of(next), cheap);
                if (changed) laptop.ways.passphrase = next;
                return changed;
            }};
}
Step renew_code()
{
    return {"renew the recovery code", [](Laptop& laptop) -> Result<void> {
                MAHALLA_TRY(const Secret code, laptop.vault->renew_recovery_code());
                laptop.ways.code = as_text(code.view());
                return {};
            }};
}
Step comment(std::string text)
{
    return {"comment", [=](Laptop& laptop) -> Result<void> {
                Event event;
                event.kind = EventKind::Comment;
                event.record = record_id('4');
                event.reason = text;
                return done(laptop.vault->write_event(event));
            }};
}

} // namespace mahalla::test
