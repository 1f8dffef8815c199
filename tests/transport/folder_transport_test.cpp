#include "transport/folder_transport.h"

#include "sample.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a bundle dropped on a stick is found there by somebody else")
{
    MemoryDisk disk;
    const WrittenBundle bundle = write_sample(disk, "/outbox", 3'000'000);
    FolderTransport stick(disk, "/stick");
    const auto sent = stick.send(bundle);
    REQUIRE(sent);
    CHECK(sent->was_sent);
    CHECK_FALSE(sent->stored_receipt);
    const auto fetched = FolderTransport(disk, "/stick").fetch({}, "/inbox");
    REQUIRE(fetched);
    REQUIRE(fetched->files.size() == 1);
    CHECK(disk.files.at(fetched->files[0].string()) == disk.files.at(bundle.path.string()));
    // Nothing is taken away: the stick goes on to others.
    CHECK(disk.exists("/stick/" + bundle_file_name(bundle.id).string()));
    CHECK(disk.exists(bundle.path));
    CHECK(stick.fetch({}, "/inbox")->files.empty());
}

TEST_CASE("a bundle that lies on the stick whole is not written again, a damaged copy is replaced")
{
    MemoryDisk disk;
    const WrittenBundle bundle = write_sample(disk, "/outbox", 1000);
    FolderTransport stick(disk, "/stick");
    REQUIRE(stick.send(bundle));
    CHECK_FALSE(stick.send(bundle)->was_sent);
    Bytes& there = disk.files.at("/stick/" + bundle_file_name(bundle.id).string());
    there.pop_back();
    CHECK(stick.send(bundle)->was_sent);
    CHECK(hash_of(there) == bundle.hash);
}

TEST_CASE("a stick that is full or forgets never looks as if it had the bundle")
{
    MemoryDisk disk;
    const WrittenBundle bundle = write_sample(disk, "/outbox", 1000);
    FolderTransport stick(disk, "/stick");
    SUBCASE("full") { disk.room = 100; }
    SUBCASE("forgets") { disk.forgets = true; }
    const auto sent = stick.send(bundle);
    REQUIRE_FALSE(sent);
    CHECK(sent.error().kind == ErrorKind::Unavailable);
    CHECK(disk.list("/stick")->empty());
}

TEST_CASE("a bundle that changed since it was written is not passed on")
{
    MemoryDisk disk;
    const WrittenBundle bundle = write_sample(disk, "/outbox", 1000);
    disk.files.at(bundle.path.string()).back() ^= 1;
    CHECK(FolderTransport(disk, "/stick").send(bundle).error().kind == ErrorKind::Corrupt);
    CHECK(disk.list("/stick")->empty());
}

TEST_CASE("other files on the stick are left alone")
{
    MemoryDisk disk;
    disk.files["/stick/photo.jpg"] = {1};
    disk.files["/stick/" + std::string(32, 'a') + ".mahalla.part"] = {1};
    CHECK(FolderTransport(disk, "/stick").fetch({}, "/inbox")->files.empty());
    CHECK(FolderTransport(disk, "/stick").ask_held()->empty());
}

TEST_CASE("copying can be stopped, and leaves nothing half done")
{
    MemoryDisk disk;
    const WrittenBundle bundle = write_sample(disk, "/outbox", 5'000'000);
    const auto sent = FolderTransport(disk, "/stick").send(bundle, [](const TransportProgress& state) {
        CHECK(state.bytes_total > 5'000'000);
        return state.bytes_done < 2'000'000;
    });
    REQUIRE_FALSE(sent);
    CHECK(sent.error().kind == ErrorKind::Unavailable);
    CHECK(disk.list("/stick")->empty());
}
