#include "command_line/field_office.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace mahalla::test;
using nlohmann::json;

namespace {

struct Passed {
    std::string file, digits;
};

Passed passed_on(const std::string& vault, const std::string& request, const std::string& reader_digits)
{
    FieldOffice& office = FieldOffice::get();
    const std::string file = office.fresh("sums");
    const ProgramRun ran = office.as(vault, {"results", "pass-on", "--to", request, "--fingerprint", reader_digits,
                                             "--indicator", "unsafe", "--by", "area", "-o", file});
    INFO(ran.err);
    REQUIRE(ran.exit_code == 0);
    return {file, line_of(ran.out)};
}

/// n of the cell of an area.
int households(const json& release, const std::string& area)
{
    for (const json& cell : release["tables"][0]["cells"])
        if (cell["key"][0] == area) return cell["n"];
    return -1;
}

} // namespace

TEST_CASE("offices pass their sums on, and the next level protects and shows what they make together")
{
    FieldOffice& office = FieldOffice::get();
    const std::string one = office_with("supervisor", 12), other = office_with("worker", 14);
    // The reader is of another project, which publishes nothing of this.
    const std::string request = office.fresh("reader");
    const ProgramRun asked = office.as("stranger", {"results", "reader", "--label", "nation", "-o", request});
    REQUIRE(asked.exit_code == 0);
    const Passed first = passed_on(one, request, line_of(asked.out)),
                 second = passed_on(other, request, line_of(asked.out));
    CHECK(office.content(first.file).find("LB5611") == std::string::npos);

    const std::vector<std::string> table{"results",   "table",    "--json",     "--sums",   first.file,
                                         second.file, "--sender", first.digits, "--sender", second.digits};
    const ProgramRun ran = office.as("stranger", table);
    INFO(ran.err);
    REQUIRE(ran.exit_code == 0);
    const json release = json::parse(ran.out);
    CHECK(households(release, "LB5611") == 13);
    CHECK(households(release, "LB5612") == 13);
    CHECK(release["questionnaire"]["id"] == "small");
    // Each office has a unit "CANARY-ANSWER 0": they are two.
    CHECK(release["tables"][0]["cells"].back()["df"] == 12 + 14 - 2);

    // Passed on once more, to the region.
    const std::string up = office.fresh("sums");
    const ProgramRun again =
        office.as("stranger", {"results", "pass-on", "--to", request, "--fingerprint", line_of(asked.out), "--sums",
                               first.file, second.file, "--sender", first.digits, "--sender", second.digits, "-o", up});
    INFO(again.err);
    REQUIRE(again.exit_code == 0);
    const ProgramRun region =
        office.as("stranger", {"results", "table", "--json", "--sums", up, "--sender", line_of(again.out)});
    REQUIRE(region.exit_code == 0);
    CHECK(json::parse(region.out)["tables"] == release["tables"]);
}

TEST_CASE("sums of a sender whose digits were not compared, or for somebody else, or twice, are refused")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office_with("supervisor", 6);
    const std::string request = office.fresh("reader");
    const ProgramRun asked = office.as("stranger", {"results", "reader", "--label", "nation", "-o", request});
    const Passed passed = passed_on(vault, request, line_of(asked.out));
    const std::string others = "11111 22222 33333 44444 55555 66666";
    const auto exit_code = [&](const std::string& reader, std::vector<std::string> words) {
        std::vector<std::string> all{"results", "table"};
        all.insert(all.end(), words.begin(), words.end());
        const ProgramRun ran = office.as(reader, all);
        CHECK(ran.err.find("CANARY") == std::string::npos);
        return ran.exit_code;
    };
    CHECK(exit_code("stranger", {"--sums", passed.file, "--sender", others}) == 3);
    CHECK(exit_code("stranger", {"--sums", passed.file}) == 3); // nobody says yes
    CHECK(exit_code(vault, {"--sums", passed.file, "--sender", passed.digits}) == 3);
    CHECK(exit_code("stranger", {"--sums", passed.file, passed.file, "--sender", passed.digits}) == 3);
    CHECK(exit_code("stranger", {"--sums", office.file("no.sums", "no sums"), "--sender", passed.digits}) == 5);
    CHECK(exit_code("stranger", {"--sums", passed.file, "--indicator", "unsafe", "--sender", passed.digits}) == 2);
    const ProgramRun wrong = office.as(vault, {"results", "pass-on", "--to", request, "--fingerprint", others,
                                               "--indicator", "unsafe", "-o", office.fresh("sums")});
    CHECK(wrong.exit_code == 3);
}
