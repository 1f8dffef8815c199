#include "base/seeded_random.h"
#include "database/power_cut_file_system.h"
#include "store/project_story.h"

#include <map>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// What the field worker was told about one record.
struct Told {
    std::string saved;     ///< The last answer whose saving was acknowledged.
    std::string in_flight; ///< One that was being saved when the power failed.
    bool is_finalised = false;
    bool may_be_finalised = false; ///< The power failed while it was being finalised.
};

/// The answer as the vault has it now, from the draft or from the sealed events; nothing where the record is gone.
std::optional<std::string> answer_in(const Vault& vault, const RecordId& id, bool& is_draft)
{
    if (const auto draft = vault.draft(id)) {
        is_draft = true;
        return value_of(*draft, "/data/name");
    }
    is_draft = false;
    const auto events = vault.events_of(id);
    if (!events || events->empty()) return std::nullopt;
    Record record;
    for (const OpenedEvent& opened : *events) apply_changes(record, {opened.event.changes, opened.event.rows});
    return value_of(record, "/data/name");
}

} // namespace

TEST_CASE("over many power cuts no acknowledged answer and no finalised record is lost")
{
    Team team;
    PowerCutFileSystem disk;
    SeededRandom random(11);
    const StoreEnvironment environment = team.world.environment(disk.name());
    const Secret passphrase = secret("pass");
    {
        auto created = Vault::create(team.world.folder / "cut", passphrase, environment, fast);
        REQUIRE(created);
        team.enrol(created->vault, "Cut");
    }
    std::map<RecordId, Told> told;
    std::size_t finalised = 0, broken = 0;
    for (int life = 0; life < 150; ++life) {
        disk.cut_after(1 + random.below(120));
        if (auto vault = Vault::unlock(team.world.folder / "cut", passphrase, environment)) {
            for (int interview = 0; interview < 3; ++interview) {
                const auto id = vault->begin_record(team.form_reference(), "en");
                if (!id) break;
                Told& one = told[*id];
                bool has_power = true;
                for (int step = 0; step < 4 && has_power; ++step) {
                    one.in_flight = std::to_string(life) + "." + std::to_string(step);
                    has_power = vault->save_answers(*id, Team::answer("/data/name", one.in_flight)).has_value();
                    if (has_power) one.saved = one.in_flight;
                }
                if (!has_power) break;
                one.may_be_finalised = true;
                one.is_finalised = vault->finalise(*id).has_value();
                if (one.is_finalised) ++finalised;
                if (!one.is_finalised) break;
            }
        }
        disk.restart(random);
        auto vault = Vault::unlock(team.world.folder / "cut", passphrase, environment);
        REQUIRE(vault);
        for (auto& [id, one] : told) {
            bool is_draft = false;
            const auto answer = answer_in(*vault, id, is_draft);
            if (!answer || (*answer != one.saved && *answer != one.in_flight)) ++broken;
            if (is_draft && one.is_finalised) ++broken;
            if (!is_draft && !one.may_be_finalised) ++broken;
            // What is there now was read by a person: it is the truth from here on.
            if (answer) one.saved = one.in_flight = *answer;
            one.is_finalised = !is_draft;
            one.may_be_finalised = !is_draft;
        }
        if (!vault->forks().empty() || !vault->gaps().empty()) ++broken;
        if (told.size() > 60) { // Enough of these; later ones matter as much.
            for (const RecordId& id : vault->drafts()) REQUIRE(vault->discard_draft(id));
            told.clear();
        }
    }
    CHECK(broken == 0);
    CHECK(finalised > 50);
}
