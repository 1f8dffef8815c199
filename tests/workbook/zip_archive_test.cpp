#include "support/memory_disk.h"
#include "workbook/zip_archive.h"

#include <doctest/doctest.h>

using namespace mahalla;
using mahalla::test::MemoryDisk;

namespace {

std::string noise(std::size_t bytes, std::uint32_t seed)
{
    std::string text;
    for (std::size_t i = 0; i < bytes; ++i) {
        seed = seed * 1664525U + 1013904223U;
        text += static_cast<char>(seed >> 24U);
    }
    return text;
}

FileOpener opener(MemoryDisk& disk)
{
    return [&disk] { return disk.open("a.zip"); };
}

/// A file that ends in a failure of the medium after so many bytes.
class Failing final : public DiskReader {
public:
    Failing(std::unique_ptr<DiskReader> file, std::uint64_t good) : file_(std::move(file)), good_(good) {}
    Result<Bytes> read(std::size_t bytes_max) override
    {
        if (good_ < bytes_max) return failure(ErrorKind::Unavailable, "The stick was pulled out.");
        good_ -= bytes_max;
        return file_->read(bytes_max);
    }
    std::uint64_t size() const override { return file_->size(); }

private:
    std::unique_ptr<DiskReader> file_;
    std::uint64_t good_;
};

} // namespace

TEST_CASE("parts of a container in a file are read side by side, in blocks, as they were packed")
{
    MemoryDisk disk;
    const std::string first = noise(3'000'000, 1), second = noise(2'000'000, 2);
    disk.files["a.zip"] = write_zip({{"first", first}, {"second", second}, {"small", "here"}}).value();
    auto archive = ZipArchive::open(opener(disk), {});
    REQUIRE_MESSAGE(archive, archive.error().message);
    CHECK(archive->read("small").value() == "here");
    CHECK(archive->has("SECOND"));
    CHECK_FALSE(archive->has("third"));
    const auto one = archive->open_part("first"), other = archive->open_part("second");
    REQUIRE(one);
    REQUIRE(other);
    std::string one_text, other_text;
    for (;;) {
        const Bytes a = (*one)->read(10'000).value(), b = (*other)->read(7'000).value();
        if (a.empty() && b.empty()) break;
        one_text += as_text(a);
        other_text += as_text(b);
    }
    CHECK((one_text == first));
    CHECK((other_text == second));
    CHECK(disk.read_bytes_max <= (std::size_t{1} << 20U));
    CHECK(archive->open_part("third").error().kind == ErrorKind::NotFound);
}

TEST_CASE("what the medium says of a container's file is told, and is no broken container")
{
    MemoryDisk disk;
    disk.files["a.zip"] = write_zip({{"first", noise(3'000'000, 1)}}).value();
    for (const std::uint64_t good : {0U, 1'500'000U, 20'000'000U}) {
        CAPTURE(good);
        const FileOpener failing = [&]() -> Result<std::unique_ptr<DiskReader>> {
            return std::make_unique<Failing>(disk.open("a.zip").value(), good);
        };
        auto archive = ZipArchive::open(failing, {});
        if (good == 20'000'000U) {
            REQUIRE(archive);
            CHECK(archive->read("first"));
        } else {
            REQUIRE_FALSE(archive);
            CHECK(archive.error().kind == ErrorKind::Unavailable);
        }
    }
    disk.files["a.zip"].resize(2'000'000);
    CHECK(ZipArchive::open(opener(disk), {}).error().kind == ErrorKind::Corrupt);
}

TEST_CASE("a part whose bytes were changed is told as broken when its end is read")
{
    MemoryDisk disk;
    disk.files["a.zip"] = write_zip({{"first", noise(300'000, 1)}}).value();
    disk.files["a.zip"][200'000] ^= 1U;
    const auto archive = ZipArchive::open(opener(disk), {});
    REQUIRE(archive);
    const auto part = archive->open_part("first");
    REQUIRE(part);
    Result<Bytes> block = (*part)->read(10'000);
    CHECK(block);
    while (block && !block->empty()) block = (*part)->read(10'000);
    REQUIRE_FALSE(block);
    CHECK(block.error().kind == ErrorKind::Corrupt);
}
