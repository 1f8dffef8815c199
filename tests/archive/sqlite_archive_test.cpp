#include "archive/sqlite_archive.h"

#include "base/seeded_random.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

struct AnArchive {
    test::TemporaryFolder folder;
    SeededRandom random{7};
    std::unique_ptr<Archive> archive;

    AnArchive() { reopen(); }
    void reopen()
    {
        archive.reset();
        auto opened = open_sqlite_archive(folder / "archive.sqlite", random);
        REQUIRE(opened);
        archive = std::move(*opened);
    }
    ArchivedEvent event(const DeviceId& device, std::uint64_t sequence, bool quarantined = false)
    {
        Hash hash;
        random.fill(hash.bytes);
        return {RecordId::random(random), device, sequence, hash, quarantined, to_bytes("sealed")};
    }
};

} // namespace

TEST_CASE("an event taken in twice is there once, and a fork is there twice")
{
    AnArchive place;
    const DeviceId device = DeviceId::random(place.random);
    const ArchivedEvent first = place.event(device, 1);
    ArchivedEvent fork = place.event(device, 1);
    CHECK(place.archive->take_in({{first}, {}})->events_new == 1);
    CHECK(place.archive->take_in({{first}, {}})->events_already_here == 1);
    CHECK(place.archive->take_in({{fork}, {}})->events_new == 1);
    place.reopen();
    CHECK(place.archive->events_after(device, 0, 1 << 20)->size() == 2);
}

TEST_CASE("a head stops at the first gap and does not count quarantine")
{
    AnArchive place;
    const DeviceId device = DeviceId::random(place.random);
    REQUIRE(place.archive->take_in({{place.event(device, 1), place.event(device, 2), place.event(device, 4)}, {}}));
    CHECK(place.archive->heads()->at(device) == 2);
    ArchivedEvent third = place.event(device, 3, true);
    REQUIRE(place.archive->take_in({{third}, {}}));
    CHECK(place.archive->heads()->at(device) == 2);
    third.quarantined = false;
    REQUIRE(place.archive->take_in({{third}, {}}));
    CHECK(place.archive->heads()->at(device) == 4);
}

TEST_CASE("an upload goes on where it stood, across a restart, and takes no piece twice")
{
    AnArchive place;
    const BundleId bundle = BundleId::random(place.random);
    Hash hash;
    hash.bytes[0] = 1;
    CHECK(place.archive->upload(bundle).error().kind == ErrorKind::NotFound);
    CHECK(place.archive->begin_upload(bundle, 10, hash)->offset == 0);
    CHECK(place.archive->append_upload(bundle, 0, to_bytes("01234"))->offset == 5);
    place.reopen();
    CHECK(place.archive->begin_upload(bundle, 10, hash)->offset == 5);
    CHECK(place.archive->append_upload(bundle, 0, to_bytes("01234")).error().kind == ErrorKind::Refused);
    CHECK(place.archive->append_upload(bundle, 5, to_bytes("567890")).error().kind == ErrorKind::Invalid);
    CHECK(place.archive->append_upload(bundle, 5, to_bytes("56789"))->offset == 10);
    CHECK(*place.archive->upload_bytes(bundle) == to_bytes("0123456789"));
    REQUIRE(place.archive->complete_upload(bundle, to_bytes("receipt")));
    CHECK(place.archive->upload(bundle)->receipt == to_bytes("receipt"));
    CHECK(place.archive->begin_upload(bundle, 11, hash).error().kind == ErrorKind::Refused);
}

TEST_CASE("the epoch stays over restarts and differs between archives")
{
    AnArchive place;
    const auto epoch = place.archive->epoch();
    place.reopen();
    CHECK(place.archive->epoch() == epoch);
    auto other = open_sqlite_archive(place.folder / "other.sqlite", place.random);
    REQUIRE(other);
    CHECK((*other)->epoch() != epoch);
}

TEST_CASE("a release is kept as it came, the newest first")
{
    AnArchive place;
    for (std::uint8_t i = 1; i <= 2; ++i) {
        ArchivedRelease release;
        release.hash.bytes[0] = i;
        release.document = to_bytes("{}");
        release.received = Instant(std::chrono::milliseconds(i));
        REQUIRE(place.archive->put_release(release));
        REQUIRE(place.archive->put_release(release));
    }
    const auto releases = place.archive->releases();
    REQUIRE(releases->size() == 2);
    CHECK(releases->front().hash.bytes[0] == 2);
    CHECK(place.archive->counts()->releases == 2);
}
