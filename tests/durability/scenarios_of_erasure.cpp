#include "durability/sealed_on_disk.h"
#include "durability/setting.h"
#include "durability/steps.h"
#include "store/erase_folder.h"

namespace mahalla::test {

namespace {

std::vector<Bytes> of_first_record(const Laptop& laptop) { return sealed_of(laptop, Setting::the().erased_record); }

Step take_snapshot()
{
    return {"take a snapshot", [](Laptop& laptop) { return done(laptop.vault->take_snapshot()); }};
}
Step back_up()
{
    Step step{"back up", [](Laptop& laptop) { return done(laptop.vault->back_up_to(laptop.medium())); }};
    step.may_leave_backup = true;
    return step;
}
Step erase_record()
{
    return {
        "erase a record",
        [](Laptop& laptop) { return done(laptop.vault->erase_record(Setting::the().erased_record, "asked for it")); },
        of_first_record, true, true};
}
Step hear_of_erasure()
{
    Step step = take_in(Setting::the().erasure);
    step.name = "hear of an erasure";
    step.erases = of_first_record;
    return step;
}
Step withdraw_consent()
{
    return {"withdraw consent", [](Laptop& laptop) {
                return done(laptop.vault->withdraw_consent(Setting::the().erased_record, "changed their mind"));
            }};
}
Step end_vault()
{
    return {"end the project on this laptop",
            [](Laptop& laptop) -> Result<void> {
                // Once more after an interruption: as a person would, who sees that it is not done.
                MAHALLA_TRY(const auto finished, Vault::finish_erasing(laptop.vault_folder(), laptop.disk));
                const bool is_there = !finished && laptop.disk.exists(laptop.vault_folder() / "vault.header");
                if (is_there && !laptop.vault)
                    if (auto opened = laptop.open(); !opened) return opened;
                if (is_there) {
                    Vault vault = *std::move(laptop.vault);
                    laptop.vault.reset();
                    const UnreadWork lost = vault.unread_work();
                    if (auto erased = Vault::erase(std::move(vault), lost); !erased) return done(erased);
                }
                laptop.ways = {};
                laptop.ways.has_ended = true;
                return {};
            },
            sealed_of_vault};
}
Step set_policy()
{
    return {"set the policy", [](Laptop& laptop) { return laptop.project->set_policy({120, 7, true, true}); }};
}
Step end_headquarters()
{
    return {"end the project",
            [](Laptop& laptop) -> Result<void> {
                laptop.close();
                if (laptop.disk.exists(laptop.project_folder() / "project.header"))
                    if (auto erased = Project::erase(laptop.project_folder(), Secret::copy_of(laptop.ways.project),
                                                     laptop.environment());
                        !erased)
                        return done(erased);
                laptop.ways = {};
                laptop.ways.has_ended = true;
                return {};
            },
            sealed_of_project};
}

} // namespace

std::vector<Scenario> scenarios_of_erasure()
{
    const Setting& setting_of = Setting::the();
    return {
        // What comes after the erasure must not bring it back: neither older deliveries nor older copies.
        {"a supervisor erases a record",
         setting_of.supervisor_with_medium,
         setting_of.supervisor_ways,
         {opening(), take_snapshot(), back_up(), erase_record(), take_in(setting_of.workers_work),
          setting("language", "ar"), take_snapshot(), closing(), opening()},
         true},
        {"an erasure reaches its author's laptop",
         setting_of.worker,
         setting_of.worker_ways,
         {opening(), revise(), save(0, "/data/name", "Amina C."), take_snapshot(), hear_of_erasure(),
          take_in(setting_of.workers_work), begin(), closing(), opening()}},
        {"a withdrawn person's record is erased",
         setting_of.supervisor,
         setting_of.supervisor_ways,
         {opening(), take_in(setting_of.withdrawal), erase_record(), take_in(setting_of.withdrawal),
          setting("language", "fr")}},
        {"consent is withdrawn where it was given",
         setting_of.worker,
         setting_of.worker_ways,
         {opening(), withdraw_consent(), hear_of_erasure(), comment("done"), closing(), opening()}},
        // What ends cannot be lost, so there is something before the end that can.
        {"the project ends on a laptop",
         setting_of.worker,
         setting_of.worker_ways,
         {opening(), take_snapshot(), setting("language", "ar"), end_vault()}},
        {"the project ends at headquarters",
         setting_of.headquarters,
         setting_of.project_ways,
         {opening(), set_policy(), end_headquarters()}},
    };
}

} // namespace mahalla::test
