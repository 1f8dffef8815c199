#include "party.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

struct Day {
    Party worker{1};
    std::unique_ptr<Party> supervisor = std::make_unique<Party>(std::uint8_t{2});
    MemoryDisk disk;
    WrittenBundle bundle;

    explicit Day(int events = 12, std::size_t content_bytes = 20)
    {
        for (int i = 0; i < events; ++i)
            worker.write(record_id('1'), std::to_string(i) + std::string(content_bytes, 'x'));
        bundle = bundles_for(worker, *supervisor, disk).at(0);
    }

    Bytes& bytes() { return disk.files.at(bundle.path.string()); }
    Result<ImportReport> import(TakeIn mode = TakeIn::Apply)
    {
        return import_bundle(*supervisor, supervisor->box, disk, bundle.path, mode);
    }
};

} // namespace

TEST_CASE("a dry run says what would be, and changes nothing")
{
    Day day;
    const auto report = day.import(TakeIn::DryRun);
    REQUIRE(report);
    CHECK(report->created == 12);
    CHECK(report->certificates_accepted == 1);
    CHECK(day.supervisor->believed().empty());
    CHECK(day.supervisor->transactions.empty());
    CHECK(day.import()->created == 12);
    CHECK(day.import(TakeIn::DryRun)->already_here == 12);
}

TEST_CASE("importing again changes nothing")
{
    Day day;
    CHECK(day.import()->created == 12);
    const auto before = day.supervisor->believed();
    const auto again = day.import();
    REQUIRE(again);
    CHECK(again->created == 0);
    CHECK(again->already_here == 12);
    CHECK(again->records.empty());
    CHECK(day.supervisor->believed() == before);
}

TEST_CASE("a small bundle is one transaction, a large one several, each with what the next needs")
{
    SUBCASE("small")
    {
        Day day;
        REQUIRE(day.import());
        CHECK(day.supervisor->transactions == std::vector<std::size_t>{12});
    }
    SUBCASE("large")
    {
        // Sealed contents are padded; random text does not compress away.
        SeededRandom random(3);
        Party worker(1);
        Party supervisor(2);
        for (int i = 0; i < 40; ++i) {
            Bytes noise(600'000);
            random.fill(noise);
            worker.write(record_id('1'), as_text(noise));
        }
        MemoryDisk disk;
        const WrittenBundle bundle = bundles_for(worker, supervisor, disk).at(0);
        const auto dry = import_bundle(supervisor, supervisor.box, disk, bundle.path, TakeIn::DryRun);
        REQUIRE(dry);
        CHECK(dry->created == 40);
        CHECK(dry->certificates_accepted == 1);
        REQUIRE(import_bundle(supervisor, supervisor.box, disk, bundle.path));
        CHECK(supervisor.transactions.size() > 1);
        CHECK(supervisor.believed() == worker.believed());
    }
}

TEST_CASE("one flipped bit anywhere changes nothing, or leaves an authentic beginning")
{
    Day day(3);
    const Bytes good = day.bytes();
    const auto whole = day.worker.believed();
    // Every seventh bit reaches every byte; the bundle's own tests flip them all.
    for (std::size_t bit = 0; bit < 8 * good.size(); bit += 7) {
        Bytes& bytes = day.bytes();
        bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ (1U << (bit % 8)));
        const auto report = day.import();
        const auto believed = day.supervisor->believed();
        CHECK(std::includes(whole.begin(), whole.end(), believed.begin(), believed.end()));
        if (report) {
            CHECK_FALSE(report->is_complete());
            day.supervisor = std::make_unique<Party>(std::uint8_t{2});
        } else {
            CHECK(believed.empty());
        }
        bytes = good;
    }
}

TEST_CASE("a bundle damaged at its end gives nothing of its beginning")
{
    Day day;
    day.bytes().back() = static_cast<std::uint8_t>(day.bytes().back() ^ 1U);
    const auto report = day.import();
    REQUIRE_FALSE(report);
    CHECK(report.error().kind == ErrorKind::Corrupt);
    CHECK(day.supervisor->believed().empty());
    CHECK(day.supervisor->transactions.empty());
}

TEST_CASE("a truncated bundle gives its beginning and says what is missing")
{
    SeededRandom random(4);
    Party worker(1);
    Party supervisor(2);
    for (int i = 0; i < 10; ++i) {
        Bytes noise(100'000);
        random.fill(noise);
        worker.write(record_id('1'), as_text(noise));
    }
    MemoryDisk disk;
    const WrittenBundle bundle = bundles_for(worker, supervisor, disk).at(0);
    Bytes& bytes = disk.files.at(bundle.path.string());
    bytes.resize(bytes.size() / 2);
    const auto report = import_bundle(supervisor, supervisor.box, disk, bundle.path);
    REQUIRE(report);
    CHECK_FALSE(report->is_complete());
    CHECK(report->events_promised == 10);
    CHECK(report->events_read > 0);
    CHECK(report->events_read < 10);
    REQUIRE(report->missing_from_bundle.size() == 1);
    CHECK(report->missing_from_bundle[0] == ChainGap{worker.signing.device(), report->events_read + 1, 10});
    CHECK(supervisor.believed().size() == report->events_read);
    CHECK(to_line(*report).find(" of 10 events") != std::string::npos);
}

TEST_CASE("a bundle of another project, or for somebody else, is refused by its signature and keys")
{
    Day day;
    SUBCASE("another project") { day.supervisor->project_id = *ProjectId::from_text(std::string(32, '6')); }
    SUBCASE("for somebody else") { day.supervisor = std::make_unique<Party>(std::uint8_t{9}); }
    const auto report = day.import();
    REQUIRE_FALSE(report);
    CHECK(report.error().kind == ErrorKind::Refused);
    CHECK(day.supervisor->transactions.empty());
}

TEST_CASE("an archive that fails is not reported as success, and another import completes it")
{
    Day day;
    day.supervisor->fails_at = 0;
    const auto report = day.import();
    REQUIRE_FALSE(report);
    CHECK(report.error().kind == ErrorKind::Unavailable);
    day.supervisor->fails_at.reset();
    CHECK(day.import()->created == 12);
}

TEST_CASE("events of an unknown signer are put aside and believed once the certificate is there")
{
    Party worker(1);
    Party stranger(5);
    Party supervisor(2);
    stranger.write(record_id('2'), "answer");
    // The worker carries the stranger's events without knowing the certificate.
    MemoryDisk disk;
    const auto from_stranger = bundles_for(stranger, supervisor, disk).at(0);
    auto incoming = Incoming{};
    incoming.events = *stranger.events_after(stranger.signing.device(), 0, 10);
    REQUIRE(supervisor.take_in(incoming, TakeIn::Apply));
    CHECK(supervisor.quarantined_count() == 1);
    CHECK(supervisor.believed().empty());
    const auto report = import_into(supervisor, disk, from_stranger);
    CHECK(report.released_from_quarantine == 1);
    CHECK(supervisor.quarantined_count() == 0);
    CHECK(supervisor.believed() == stranger.believed());
}
