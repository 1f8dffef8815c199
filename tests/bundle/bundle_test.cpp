#include "sample_bundle.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("what was put into a bundle comes out of it, for each recipient")
{
    MemoryDisk disk;
    const WrittenBundle written = write_bundle(disk, small_items());
    CHECK(written.path == "/stick/" + std::string(32, '9') + ".mahalla");
    CHECK(disk.files.size() == 1);
    const Bytes& bytes = disk.files.begin()->second;
    CHECK(written.bytes == bytes.size());
    CHECK(written.hash == hash_of(bytes));
    CHECK(bundle_id_of_file_name(written.path.filename()) == written.id);
    for (const std::uint8_t reader : {std::uint8_t{2}, std::uint8_t{3}}) {
        const Reading reading = read_bytes(bytes, reader);
        REQUIRE_FALSE(reading.error);
        CHECK(reading.items == small_items());
        CHECK(reading.contents.end == BundleEnd::Complete);
        CHECK(reading.contents.manifest == manifest_for(small_items()));
        CHECK(reading.contents.unknown_items == 0);
    }
}

TEST_CASE("items of every size come through, also those that are longer than a frame")
{
    Items items;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{1} << 18U, (std::size_t{1} << 20U) - 12,
                                   (std::size_t{1} << 20U) - 11, std::size_t{1} << 20U, (std::size_t{5} << 20U) + 7})
        items.emplace_back(BundlePart::Form, Bytes(size, static_cast<std::uint8_t>(size % 251)));
    for (int i = 0; i < 3000; ++i) items.emplace_back(BundlePart::Event, Bytes(700, static_cast<std::uint8_t>(i % 7)));
    MemoryDisk disk;
    write_bundle(disk, items);
    const Reading reading = read_bytes(disk.files.begin()->second);
    REQUIRE_FALSE(reading.error);
    CHECK(reading.items == items);
}

TEST_CASE("a bundle without items is a bundle")
{
    MemoryDisk disk;
    write_bundle(disk, {});
    const Reading reading = read_bytes(disk.files.begin()->second);
    CHECK_FALSE(reading.error);
    CHECK(reading.contents.end == BundleEnd::Complete);
}

TEST_CASE("who is no recipient learns nothing but random ids")
{
    MemoryDisk disk;
    write_bundle(disk, small_items());
    const Reading reading = read_bytes(disk.files.begin()->second, 8);
    REQUIRE(reading.error);
    CHECK(reading.error->kind == ErrorKind::Refused);
    CHECK(reading.items.empty());
}

TEST_CASE("nothing lies under the bundle's name before the medium proved to keep it")
{
    MemoryDisk disk;
    const SigningKeyPair sender = signing_keys(1);
    const auto specification = specification_for({box_keys(2).public_key()});
    const Items items = small_items();
    auto writer = BundleWriter::create(disk, "/stick", specification, sender, manifest_for(items));
    REQUIRE(writer);
    for (const auto& [part, bytes] : items) REQUIRE(writer->add(part, bytes));
    CHECK_FALSE(disk.exists("/stick/" + std::string(32, '9') + ".mahalla"));

    SUBCASE("a stick that forgets")
    {
        disk.forgets = true;
        const auto finished = writer->finish();
        REQUIRE_FALSE(finished);
        CHECK(finished.error().kind == ErrorKind::Unavailable);
    }
    SUBCASE("a stick that is full")
    {
        disk.room = 10;
        const auto finished = writer->finish();
        REQUIRE_FALSE(finished);
        CHECK(finished.error().kind == ErrorKind::Unavailable);
    }
    CHECK_FALSE(disk.exists("/stick/" + std::string(32, '9') + ".mahalla"));
}

TEST_CASE("a bundle whose items are others than its list of contents is not finished")
{
    MemoryDisk disk;
    const SigningKeyPair sender = signing_keys(1);
    auto writer = BundleWriter::create(disk, "/stick", specification_for({box_keys(2).public_key()}), sender,
                                       manifest_for(small_items()));
    REQUIRE(writer);
    REQUIRE(writer->add(BundlePart::Event, to_bytes("one")));
    const auto finished = writer->finish();
    REQUIRE_FALSE(finished);
    CHECK(finished.error().kind == ErrorKind::Invalid);
}

TEST_CASE("an item longer than its kind may be is not written")
{
    MemoryDisk disk;
    const SigningKeyPair sender = signing_keys(1);
    auto writer = BundleWriter::create(disk, "/stick", specification_for({box_keys(2).public_key()}), sender, {});
    REQUIRE(writer);
    CHECK(writer->add(BundlePart::Certificate, Bytes(5000)).error().kind == ErrorKind::Invalid);
    CHECK(writer->add(static_cast<BundlePart>(77), Bytes(5)).error().kind == ErrorKind::Invalid);
}

TEST_CASE("recipients are one to sixty-four, each once")
{
    MemoryDisk disk;
    const SigningKeyPair sender = signing_keys(1);
    std::vector<BoxPublicKey> many;
    for (std::uint8_t i = 0; i < 65; ++i) many.push_back(box_keys(i).public_key());
    const auto kind_for = [&](const std::vector<BoxPublicKey>& recipients) {
        const auto writer = BundleWriter::create(disk, "/stick", specification_for(recipients), sender, {});
        return writer ? std::nullopt : std::optional(writer.error().kind);
    };
    CHECK(kind_for({}) == ErrorKind::Invalid);
    CHECK(kind_for(many) == ErrorKind::Invalid);
    CHECK(kind_for({many[0], many[0]}) == ErrorKind::Invalid);
    many.pop_back();
    CHECK_FALSE(kind_for(many));
}

TEST_CASE("only names of bundles are names of bundles")
{
    CHECK_FALSE(bundle_id_of_file_name("photo.jpg"));
    CHECK_FALSE(bundle_id_of_file_name(std::string(31, '9') + ".mahalla"));
    CHECK_FALSE(bundle_id_of_file_name(std::string(32, '9') + ".mahalla.part"));
}
