#include "fieldwork/small_sums.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const std::string north = "f,10,2,1\nf,20,1,1\nm,30,1,2\nm,50,1,2\nf,40,3,3\nm,20,1,3\nf,10,1,4\nm,80,2,4\n";
const std::string south = "f,90,1,1\nm,60,2,1\nf,70,1,2\nm,10,1,2\nf,30,1,3\nm,30,1,3\n";

Bytes sealed(const PassedSums& sums, std::uint8_t reader = 2, std::uint8_t sender = 3)
{
    const auto file = seal_sums(sums, reader_keys(reader).public_key(), sender_keys(sender));
    REQUIRE(file);
    return *file;
}

OpenedSums opened(const PassedSums& sums, std::uint8_t sender)
{
    auto read = open_sums(sealed(sums, 2, sender), reader_keys(2));
    REQUIRE(read);
    return *std::move(read);
}

/// Estimate and standard error of a cell, as it would be published.
std::pair<double, double> figure(const PublishedRelease& release, const std::string& category)
{
    for (const PublishedCell& cell : release.content().tables.front().cells)
        if (cell.key.front() == category && cell.figure) return {*cell.figure->estimate, *cell.figure->standard_error};
    return {};
}

std::filesystem::path vector_file()
{
    return std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests" / "vectors" / "passed-sums-1.hex";
}

} // namespace

TEST_CASE("sums that were passed on say what they said, and who sent them")
{
    const PassedSums sums = small_sums(north);
    const OpenedSums read = opened(sums, 3);
    CHECK(read.sender == sender_keys(3).public_key());
    CHECK(read.fingerprint() == sender_fingerprint(sender_keys(3).public_key()));
    CHECK(read.sums.questionnaire == sums.questionnaire);
    CHECK(read.sums.policy == sums.policy);
    REQUIRE(read.sums.tables.size() == 1);
    CHECK(read.sums.tables[0].definition == sums.tables[0].definition);
    CHECK(read.sums.tables[0].missing == sums.tables[0].missing);
    CHECK(read.sums.tables[0].statistics.table() == sums.tables[0].statistics.table());
}

TEST_CASE("nobody but the reader opens the sums, and nothing of them is in the clear")
{
    const Bytes file = sealed(small_sums(north));
    const auto other = open_sums(file, reader_keys(9));
    REQUIRE_FALSE(other);
    CHECK(other.error().kind == ErrorKind::Refused);
    CHECK(as_text(file).find("income") == std::string_view::npos);
    CHECK(as_text(encode_sums(small_sums(north))).find("income") != std::string_view::npos);
}

TEST_CASE("a file of sums of which any byte is another, or that is cut short, is refused")
{
    const Bytes file = sealed(small_sums(north));
    const BoxKeyPair reader = reader_keys(2);
    for (std::size_t i = 0; i < file.size(); ++i) {
        Bytes altered = file;
        altered[i] ^= 1U;
        CHECK_FALSE(open_sums(altered, reader));
    }
    for (std::size_t length = 0; length < file.size(); length += 7)
        CHECK_FALSE(open_sums(ByteView(file).first(length), reader));
}

TEST_CASE("what several offices passed on is the table of all their rows")
{
    const std::vector<OpenedSums> offices{opened(small_sums(north, "n"), 3), opened(small_sums(south, "s"), 4)};
    const auto sums = merged_sums(offices);
    REQUIRE(sums);
    CHECK(sums->tables[0].missing == MissingCounts{2, 0, 0, 4});
    const auto release = make_release_of_sums(*sums, "Both", Instant{});
    REQUIRE(release);
    // The same rows in one place, where the places have names of their own: strata are the offices.
    const std::string together = [] {
        std::string rows;
        for (const auto& [office, some] : {std::pair("n", north), std::pair("s", south)})
            for (std::size_t at = 0, end; at < some.size(); at = end + 1) {
                end = some.find('\n', at);
                rows += some.substr(at, end - at) + "," + office + "\n";
            }
        return rows;
    }();
    const std::string csv = "sex,income,weight,place,office\n" + together;
    const DataReading data = read_csv_table(as_bytes(csv));
    DesignDefinition design;
    design.weight = "weight";
    design.psu = {"place"};
    design.strata = "office";
    design.nest = true;
    EstimateSpecification wanted;
    wanted.variable = "income";
    wanted.by = {"sex"};
    wanted.margins = true;
    const auto whole = tabulate(*data.table, {design, {wanted}});
    REQUIRE(whole);
    for (const TableCell& cell : whole->front().cells) {
        CHECK(figure(release->release, cell.key.front()).first == doctest::Approx(*cell.figures.estimate));
        CHECK(figure(release->release, cell.key.front()).second == doctest::Approx(*cell.figures.standard_error));
    }
}

TEST_CASE("sums are protected at the level where they are added up, by the policy that travelled with them")
{
    PassedSums sums = small_sums("f,10,2,1\nf,20,1,1\nm,30,1,2\nf,50,1,2\nf,40,3,3\n");
    const auto release = make_release_of_sums(sums, "North", Instant{});
    REQUIRE(release);
    std::size_t hidden = 0;
    for (const PublishedCell& cell : release->release.content().tables[0].cells) hidden += cell.mark ? 1U : 0U;
    CHECK(hidden >= 2); // the one man, and another cell, so that he cannot be worked out
}

TEST_CASE("sums that do not belong together are not added up")
{
    const auto refused = [](const PassedSums& second, std::uint8_t sender = 4) {
        const std::vector<OpenedSums> offices{opened(small_sums(north), 3), opened(second, sender)};
        const auto sums = merged_sums(offices);
        return sums ? std::string() : sums.error().message;
    };
    CHECK(refused(small_sums(south)).empty());
    CHECK(refused(small_sums(south), 3).find("count twice") != std::string::npos);
    PassedSums other = small_sums(south);
    other.questionnaire.hash[0] = 'b';
    CHECK(refused(other).find("questionnaire") != std::string::npos);
    other = small_sums(south);
    other.policy.threshold_households = 0;
    CHECK(refused(other).find("policy") != std::string::npos);
    other = small_sums(south);
    other.round = "2";
    CHECK(refused(other).find("round") != std::string::npos);
    other = small_sums(south);
    other.tables[0].definition.value = "${wages}";
    CHECK(refused(other).find("definition") != std::string::npos);
    CHECK_FALSE(merged_sums({}));
}

TEST_CASE("the first file of sums can be read for ever")
{
    std::ifstream file(vector_file());
    std::string hex, line;
    while (std::getline(file, line)) hex += line;
    const auto bytes = from_hex(hex);
    REQUIRE(bytes);
    const auto read = open_sums(*bytes, reader_keys(2));
    REQUIRE(read);
    CHECK(read->sums.tables[0].statistics.table() == small_sums(north).tables[0].statistics.table());
    CHECK(read->fingerprint() == sender_fingerprint(sender_keys(3).public_key()));
}

TEST_CASE("make the file of sums" * doctest::skip()) // by hand, for a new version of the format
{
    std::ofstream file(vector_file());
    const std::string hex = to_hex(sealed(small_sums(north)));
    for (std::size_t at = 0; at < hex.size(); at += 128) file << hex.substr(at, 128) << '\n';
}
