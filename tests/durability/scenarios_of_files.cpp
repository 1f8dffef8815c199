#include "durability/sealed_on_disk.h"
#include "durability/setting.h"
#include "durability/steps.h"
#include "support/bytes_reader.h"

namespace mahalla::test {

namespace {

/// A document: it is kept as it comes. More than a piece holds makes two.
Step attach(std::size_t record, std::string name, std::size_t bytes)
{
    return {"attach " + name, [=](Laptop& laptop) -> Result<void> {
                const FileSource source = [bytes]() -> Result<std::unique_ptr<DiskReader>> {
                    return std::unique_ptr<DiskReader>(std::make_unique<BytesReader>(Bytes(bytes, 'm')));
                };
                return done(laptop.vault->attach(laptop.records.at(record), name, source));
            }};
}
Step erase_its_record()
{
    return {"erase a record with a file",
            [](Laptop& laptop) {
                return done(laptop.vault->erase_record(Setting::the().record_with_file, "asked for it"));
            },
            [](const Laptop& laptop) { return sealed_of(laptop, Setting::the().record_with_file); }, true, true};
}
Step take_snapshot()
{
    return {"take a snapshot", [](Laptop& laptop) { return done(laptop.vault->take_snapshot()); }};
}

} // namespace

std::vector<Scenario> scenarios_of_files()
{
    const Setting& setting_of = Setting::the();
    constexpr std::size_t more_than_a_piece = (std::size_t{1} << 20U) + 100;
    return {
        {"files are attached",
         setting_of.worker,
         setting_of.worker_ways,
         {opening(), begin(), attach(0, "plan.txt", 300), save(0, "/data/plan", "plan.txt"),
          attach(0, "list.txt", 5000), finalise(0), closing(), opening()}},
        {"a file of two pieces is attached",
         setting_of.worker,
         setting_of.worker_ways,
         {opening(), begin(), attach(0, "plan.txt", more_than_a_piece), closing(), opening()},
         true},
        {"another's files are taken in",
         setting_of.supervisor,
         setting_of.supervisor_ways,
         {opening(), take_in(setting_of.work_with_file), take_in(setting_of.first_piece),
          take_in(setting_of.other_pieces)}},
        {"pieces wait for their record, which is erased",
         setting_of.supervisor,
         setting_of.supervisor_ways,
         {opening(), take_in(setting_of.other_pieces), take_in(setting_of.first_piece),
          take_in(setting_of.work_with_file), take_snapshot(), erase_its_record(), take_in(setting_of.work_with_file),
          closing(), opening()}},
    };
}

} // namespace mahalla::test
