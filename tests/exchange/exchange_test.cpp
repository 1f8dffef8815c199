#include "party.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

void write_events(Party& party, int count)
{
    for (int i = 0; i < count; ++i) party.write(record_id('1'), "answer " + std::to_string(i));
}

} // namespace

TEST_CASE("all that one has and the other lacks arrives, and does not go a second time")
{
    Party worker(1);
    Party supervisor(2);
    supervisor.certify(worker.signing.public_key());
    write_events(worker, 40);
    MemoryDisk disk;
    const auto bundles = bundles_for(worker, supervisor, disk);
    REQUIRE(bundles.size() == 1);
    const ImportReport report = import_into(supervisor, disk, bundles[0]);
    CHECK(report.created == 40);
    CHECK(report.events_promised == 40);
    CHECK(report.is_complete());
    CHECK(report.sender == worker.signing.device());
    CHECK(report.gaps.empty());
    CHECK(report.records == std::set{record_id('1')});
    CHECK(to_line(report) == "40 events: 40 new");
    CHECK(supervisor.believed() == worker.believed());

    const auto second = bundles_for(worker, supervisor, disk, *held_by(supervisor));
    // Charters and certificates always go along; events that are there do not.
    const ImportReport again = import_into(supervisor, disk, second.at(0));
    CHECK(again.events_read == 0);
}

TEST_CASE("a receiver who holds a part of a chain gets the rest")
{
    Party worker(1);
    Party supervisor(2);
    supervisor.certify(worker.signing.public_key());
    MemoryDisk disk;
    write_events(worker, 5);
    import_into(supervisor, disk, bundles_for(worker, supervisor, disk).at(0));
    write_events(worker, 3);
    const ImportReport report =
        import_into(supervisor, disk, bundles_for(worker, supervisor, disk, *held_by(supervisor)).at(0));
    CHECK(report.created == 3);
    CHECK(report.already_here == 0);
    CHECK(supervisor.believed() == worker.believed());
}

TEST_CASE("a supervisor passes on the original events of others")
{
    Party worker(1);
    Party supervisor(2);
    Party headquarters(3);
    supervisor.certify(worker.signing.public_key());
    write_events(worker, 4);
    MemoryDisk disk;
    import_into(supervisor, disk, bundles_for(worker, supervisor, disk).at(0));
    write_events(supervisor, 2);
    // Headquarters knows neither: the certificates travel with the events.
    const ImportReport report = import_into(headquarters, disk, bundles_for(supervisor, headquarters, disk).at(0));
    CHECK(report.created == 6);
    CHECK(report.quarantined == 0);
    CHECK(headquarters.believed() == supervisor.believed());
}

TEST_CASE("what does not fit into one bundle comes in several, in any order")
{
    Party worker(1);
    Party supervisor(2);
    write_events(worker, 60);
    MemoryDisk disk;
    auto bundles = bundles_for(worker, supervisor, disk, {}, 8'000);
    CHECK(bundles.size() > 3);
    std::reverse(bundles.begin(), bundles.end());
    bool had_gaps = false;
    for (const WrittenBundle& bundle : bundles) {
        CHECK(bundle.bytes < 16'000);
        const ImportReport report = import_into(supervisor, disk, bundle);
        had_gaps = had_gaps || !report.gaps.empty() || report.quarantined > 0;
    }
    CHECK(had_gaps);
    CHECK(supervisor.believed() == worker.believed());
    CHECK(supervisor.quarantined_count() == 0);
}

TEST_CASE("both branches of a fork travel, however many events a batch takes")
{
    Party worker(1);
    Party supervisor(2);
    for (int i = 0; i < 40; ++i) worker.write(record_id('1'), "one");
    for (std::uint64_t sequence = 14; sequence < 19; ++sequence) worker.write_again(record_id('1'), sequence, "other");
    for (int i = 0; i < 40; ++i) worker.write_again(record_id('1'), 30, "branch " + std::to_string(i));
    MemoryDisk disk;
    const ImportReport report = import_into(supervisor, disk, bundles_for(worker, supervisor, disk).at(0));
    CHECK(supervisor.believed() == worker.believed());
    CHECK(report.forks == 45);
}

TEST_CASE("questionnaires go down with a bundle, and stay out of one that goes up")
{
    Party supervisor(2);
    Party worker(1);
    const Bytes form = to_bytes("<form/>");
    supervisor.form_list[hash_of(form)] = form;
    MemoryDisk disk;
    SUBCASE("down")
    {
        const ImportReport report = import_into(worker, disk, bundles_for(supervisor, worker, disk).at(0));
        CHECK(report.forms_accepted == 1);
        CHECK(worker.form_list == supervisor.form_list);
    }
    SUBCASE("up")
    {
        SeededRandom random(1);
        OutgoingRequest request;
        request.recipients = {worker.box.public_key()};
        request.forms = FormsInBundle::LeaveOut;
        const auto bundles = write_bundles(supervisor, request, supervisor.signing, disk, "/stick", random);
        REQUIRE(bundles);
        CHECK(import_into(worker, disk, bundles->at(0)).forms_accepted == 0);
    }
}

TEST_CASE("an event whose questionnaire is not here is stored and counted as waiting")
{
    Party worker(1);
    Party supervisor(2);
    const Bytes form = to_bytes("<form/>");
    worker.write(record_id('1'), "answer", hash_of(form));
    MemoryDisk disk;
    SUBCASE("not here")
    {
        CHECK(import_into(supervisor, disk, bundles_for(worker, supervisor, disk).at(0)).waiting_for_forms == 1);
    }
    SUBCASE("comes along")
    {
        worker.form_list[hash_of(form)] = form;
        CHECK(import_into(supervisor, disk, bundles_for(worker, supervisor, disk).at(0)).waiting_for_forms == 0);
    }
    CHECK(supervisor.believed() == worker.believed());
}

TEST_CASE("receipts travel")
{
    Party supervisor(2);
    Party worker(1);
    supervisor.receipt_list = {to_bytes("I have read these")};
    MemoryDisk disk;
    CHECK(import_into(worker, disk, bundles_for(supervisor, worker, disk).at(0)).receipts_accepted == 1);
    CHECK(worker.receipts_taken == 1);
}
