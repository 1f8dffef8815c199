#include "durability/setting.h"
#include "durability/steps.h"
#include "store/vault_restored.h"

namespace mahalla::test {

namespace {

Step take_snapshot()
{
    return {"take a snapshot", [](Laptop& laptop) { return done(laptop.vault->take_snapshot()); }};
}
Step next_day()
{
    return {"a day goes by", [](Laptop& laptop) -> Result<void> {
                laptop.clock = FixedClock(laptop.clock.now() + std::chrono::hours(24));
                return {};
            }};
}
Step back_up(std::size_t keep)
{
    Step step{"back up", [keep](Laptop& laptop) { return done(laptop.vault->back_up_to(laptop.medium(), keep)); }};
    step.may_leave_backup = true;
    return step;
}
/// From here on its person knows how a damaged vault is brought back.
Step expect_damage()
{
    return {"the disk grows old", [](Laptop& laptop) -> Result<void> {
                laptop.close();
                laptop.ways.may_be_damaged = true;
                return {};
            }};
}
/// Not asked of the vault: its disk does it.
Step rot()
{
    return {"the disk rots", [](Laptop& laptop) {
                return laptop.disk.overwrite(laptop.vault_folder() / "vault.sqlite", 0, Bytes(8192));
            }};
}
Step discard_aside()
{
    return {"discard what was put aside",
            [](Laptop& laptop) { return Vault::discard_aside(laptop.vault_folder(), laptop.disk); }};
}
Step restore_backup()
{
    Step step{"restore the backup", [](Laptop& laptop) -> Result<void> {
                  const Setting& setting = Setting::the();
                  MAHALLA_TRY(const auto backups, Vault::backups_on(laptop.medium(), laptop.disk));
                  if (backups.size() != 1) return failure(ErrorKind::NotFound, "There is no backup.");
                  auto restored =
                      Vault::restore_backup(laptop.vault_folder(), Secret::copy_of(setting.worker_ways.passphrase),
                                            backups.front(), laptop.environment());
                  if (!restored) return tl::unexpected(restored.error());
                  laptop.vault = std::move(restored->vault);
                  laptop.ways = setting.worker_ways;
                  return {};
              }};
    step.makes_folder = true;
    return step;
}
Step mark(RestorePointKind kind, std::string name)
{
    return {"mark a restore point",
            [=](Laptop& laptop) { return laptop.vault->mark_restore_point(laptop.records.at(0), kind, name); }};
}
/// To the newest point of this kind.
Step go_back(RestorePointKind kind)
{
    return {"go back", [=](Laptop& laptop) -> Result<void> {
                MAHALLA_TRY(const auto points, laptop.vault->restore_points(laptop.records.at(0)));
                for (auto point = points.rbegin(); point != points.rend(); ++point)
                    if (point->kind == kind) return laptop.vault->return_to_point(laptop.records.at(0), point->step);
                return failure(ErrorKind::NotFound, "There is no such point.");
            }};
}

} // namespace

std::vector<Scenario> scenarios_of_copies()
{
    const Setting& setting_of = Setting::the();
    const WaysIn& ways = setting_of.worker_ways;
    return {
        {"snapshots are taken",
         setting_of.worker,
         ways,
         {opening(), take_snapshot(), begin(), save(0, "/data/name", "Nadia"), take_snapshot(), finalise(0), closing(),
          opening()}},
        // As a crash left it: as many slots as there are places, and a copy that nobody finished.
        {"the ring of snapshots goes round",
         setting_of.full_ring,
         ways,
         {opening(), begin(), next_day(), take_snapshot(), comment("and on"), next_day(), take_snapshot()},
         true},
        {"a damaged vault is brought back",
         setting_of.worker,
         ways,
         {opening(), begin(), save(0, "/data/name", "Omar"), take_snapshot(), expect_damage(), rot(), opening(),
          discard_aside(), save(0, "/data/name", "Omar P."), closing(), opening()}},
        {"a draft goes back and back again",
         setting_of.worker,
         ways,
         {opening(), begin(), save(0, "/data/name", "Pia"), mark(RestorePointKind::Named, "before lunch"),
          save(0, "/data/name", "Quinn"), go_back(RestorePointKind::Named), save(0, "/data/rent", "90"),
          go_back(RestorePointKind::BeforeReturn), mark(RestorePointKind::Paused, ""), closing(), opening()}},
        {"backups are made",
         setting_of.worker_with_medium,
         ways,
         {opening(), back_up(1), begin(), save(0, "/data/name", "Rosa"), next_day(), back_up(1), closing()},
         true},
        {"a backup is restored",
         setting_of.medium_alone,
         {},
         {restore_backup(), setting("language", "ar"), closing(), opening()}},
    };
}

} // namespace mahalla::test
