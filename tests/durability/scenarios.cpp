#include "base/check.h"
#include "durability/setting.h"
#include "durability/steps.h"

#include <cstdlib>

namespace mahalla::test {

namespace {

Scenario on(const DiskImage& start, const WaysIn& ways, std::string name, std::vector<Step> steps)
{
    return {std::move(name), start, ways, std::move(steps)};
}

std::vector<Scenario> all_scenarios()
{
    const Setting& setting_of = Setting::the();
    const auto worker = [&](std::string name, std::vector<Step> steps) {
        steps.insert(steps.begin(), opening());
        return on(setting_of.worker, setting_of.worker_ways, std::move(name), std::move(steps));
    };
    const auto supervisor = [&](std::string name, std::vector<Step> steps) {
        steps.insert(steps.begin(), opening());
        return on(setting_of.supervisor, setting_of.supervisor_ways, std::move(name), std::move(steps));
    };
    const auto headquarters = [&](std::string name, std::vector<Step> steps) {
        steps.insert(steps.begin(), opening());
        return on(setting_of.headquarters, setting_of.project_ways, std::move(name), std::move(steps));
    };
    Step create_vault{"create the vault", [](Laptop& laptop) -> Result<void> {
                          MAHALLA_TRY(auto created, Vault::create(laptop.vault_folder(), Secret::copy_of("first words"),
                                                                  laptop.environment(), cheap));
                          laptop.ways.passphrase = "first words";
                          laptop.ways.code = as_text(created.recovery_code.view());
                          laptop.vault = std::move(created.vault);
                          return {};
                      }};
    Step create_project{"create the project", [](Laptop& laptop) -> Result<void> {
                            MAHALLA_TRY(auto created,
                                        Project::create(laptop.project_folder(), ProjectFounding{"Hills"},
                                                        Secret::copy_of("office words"), laptop.environment(), cheap));
                            laptop.ways.project = "office words";
                            laptop.project = std::move(created.project);
                            return {};
                        }};
    create_vault.makes_folder = create_project.makes_folder = true;
    const Step ask{"ask for enrolment",
                   [](Laptop& laptop) { return done(laptop.vault->request_enrolment(Role::FieldWorker, "Somebody")); }};
    const Step accept{"accept the enrolment", [](Laptop& laptop) -> Result<void> {
                          auto accepted = laptop.vault->accept_enrolment(*Setting::the().reply);
                          if (accepted) laptop.ways.by_escrow = true;
                          return accepted;
                      }};
    const Step enrol{"enrol somebody",
                     [](Laptop& laptop) { return done(laptop.vault->approve_enrolment(*Setting::the().request)); }};
    const Step acknowledge{"acknowledge what was read", [](Laptop& laptop) {
                               return laptop.vault->mark_receipted(laptop.vault->unacknowledged_reads());
                           }};
    const Step publish{"publish a questionnaire", [](Laptop& laptop) {
                           CharterForm details;
                           details.id = "household";
                           details.version = "2";
                           return done(laptop.project->publish_form(Setting::the().next_charter.forms[0], details));
                       }};
    const Step revoke{"revoke", [](Laptop& laptop) { return laptop.project->revoke(Setting::the().revocation); }};
    const Step enrol_at_office{"enrol at headquarters", [](Laptop& laptop) {
                                   return done(laptop.project->approve_enrolment(*Setting::the().request));
                               }};
    const Step policy{"set the policy", [](Laptop& laptop) {
                          return laptop.project->set_policy({120, 7, true, true});
                      }};

    std::vector<Scenario> all = {
        on({}, {}, "a vault is made", {create_vault, ask, setting("language", "ar")}),
        on({}, {}, "a project is made", {create_project, policy}),
        on(setting_of.newcomer, setting_of.newcomer_ways, "an enrolment is accepted", {opening(), accept, begin()}),
        worker("answers are given", {begin(), save(0, "/data/name", "Gita"), save(0, "/data/rent", "120"),
                                     save(0, "/data/name", "Gita K."), closing()}),
        worker("a record is finalised", {begin(), save(0, "/data/name", "Hana"), finalise(0), comment("late")}),
        worker("a finalised record is revised", {revise(), save(0, "/data/name", "Amina B."), finalise(0)}),
        worker("several records go on side by side",
               {begin(), begin(), save(0, "/data/name", "Ivo"), save(1, "/data/name", "Juma"), finalise(1), begin(),
                save(2, "/data/name", "Kofi"), save(0, "/data/rent", "80"), discard(2), finalise(0)}),
        worker("a draft is discarded", {begin(), save(0, "/data/name", "Lena"), discard(0), closing(), opening()}),
        worker("receipts come home", {take_in(setting_of.receipts_stored), take_in(setting_of.receipts_read)}),
        worker("the passphrase is changed", {change_passphrase("second words"), begin(), change_passphrase("third")}),
        worker("the recovery code is renewed", {renew_code(), setting("theme", "dark"), renew_code()}),
        worker("settings are changed", {setting("language", "ar"), setting("theme", "dark"), setting("language", "fr"),
                                        closing(), opening(), setting("theme", "light")}),
        worker("a new charter comes", {take_in(setting_of.next_charter), take_in(setting_of.revoking_charter)}),
        worker("the laptop is closed and opened again and again",
               {begin(), closing(), opening(), save(0, "/data/name", "Mara"), closing(), opening(), finalise(0),
                closing()}),
        supervisor("a delivery is taken in", {take_in(setting_of.colleagues_work), acknowledge}),
        supervisor("a delivery is only looked at",
                   {take_in(setting_of.colleagues_work, TakeIn::DryRun), setting("language", "ar")}),
        worker("a stranger's delivery waits and is released",
               {take_in(setting_of.strangers_work), take_in(setting_of.certificate_later)}),
        supervisor("a laptop is revoked after its delivery",
                   {take_in(setting_of.colleagues_work), take_in(setting_of.revoking_charter)}),
        supervisor("a field worker is enrolled", {enrol, comment("enrolled"), acknowledge}),
        headquarters("headquarters publishes and revokes", {publish, revoke, closing(), opening()}),
        headquarters("headquarters enrols", {enrol_at_office, policy}),
    };
    for (auto part : {scenarios_of_copies, scenarios_of_erasure, scenarios_of_travel, scenarios_of_files})
        for (Scenario& scenario : part()) all.push_back(std::move(scenario));
    return all;
}

} // namespace

bool Scenario::shortens_rows() const { return has_long_rows && std::getenv("MAHALLA_LONG") == nullptr; }

const std::vector<Scenario>& scenarios()
{
    static const std::vector<Scenario>& all = []() -> const std::vector<Scenario>& {
        auto& chosen = *new std::vector<Scenario>(all_scenarios());
        if (const char* const name = std::getenv("MAHALLA_SCENARIO"))
            std::erase_if(chosen, [&](const Scenario& scenario) { return scenario.name != name; });
        MAHALLA_CHECK(!chosen.empty());
        return chosen;
    }();
    return all;
}

const BoxKeyPair& scenario_escrow() { return *Setting::the().escrow; }

} // namespace mahalla::test
