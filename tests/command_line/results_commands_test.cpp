#include "command_line/field_office.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace mahalla::test;
using nlohmann::json;

namespace {

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
        at = end == std::string::npos ? text.size() : end + 1;
    }
    return lines;
}

} // namespace

TEST_CASE("of everything that is defined, what cannot be shown keeps nothing else back, and is told")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office_with("supervisor", 12);
    const ProgramRun ran = office.as(vault, {"results", "export", "--to", "json"});
    INFO(ran.err);
    REQUIRE(ran.exit_code == 0);
    const json release = json::parse(ran.out);
    REQUIRE(release["tables"].size() == 1);
    CHECK(release["tables"][0]["id"] == "unsafe");
    CHECK(ran.err.find("debts is left out: ") != std::string::npos);
    // Who asks for it by name learns that there is none.
    const ProgramRun asked = office.as(vault, {"results", "export", "--to", "json", "--indicator", "debts"});
    CHECK(asked.exit_code != 0);
    CHECK(asked.out.empty());
}

TEST_CASE("what leaves is in the book, and what is made next is protected with it")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office_with("supervisor", 12);
    const std::vector<std::string> by_area{"results", "export",      "--to",   "json", "--title",
                                           "Round 1", "--indicator", "unsafe", "--by", "area"};
    CHECK(office.as(vault, {"results", "book"}).out.empty());
    const ProgramRun first = office.as(vault, by_area);
    REQUIRE(first.exit_code == 0);
    REQUIRE(json::parse(first.out)["tables"][0]["cells"].size() >= 2);
    const ProgramRun book = office.as(vault, {"results", "book"});
    REQUIRE(book.exit_code == 0);
    REQUIRE(lines_of(book.out).size() == 1);
    CHECK(book.out.find("Round 1: unsafe-area") != std::string::npos);
    CHECK(book.out.find("CANARY") == std::string::npos);
    // Again it is the same release.
    CHECK(office.as(vault, by_area).out == first.out);
    CHECK(office.as(vault, {"results", "book"}).out == book.out);

    // One household more: it would stand out between the two releases.
    const std::string steps =
        office.file(office.fresh("steps"),
                    finished_interview("late") + R"({"op":"answer","ref":"/data/unsafe","value":"yes"})" + "\n");
    REQUIRE(office.as(vault, {"record", "new", "--form", "small", "--script", steps, "--finalize"}).exit_code == 0);
    const auto is_shown = [&](const ProgramRun& ran, const std::string& area) {
        const json release = json::parse(ran.out);
        for (const json& cell : release["tables"][0]["cells"])
            if (cell["key"][0] == area) return cell.contains("n");
        return false;
    };
    const std::string file = office.fresh("second.json");
    std::vector<std::string> to_file = by_area;
    to_file.insert(to_file.end(), {"-o", file});
    const ProgramRun second = office.as(vault, to_file);
    if (second.exit_code == 0)
        CHECK_FALSE(is_shown({0, office.content(file), {}}, "LB5611"));
    else
        CHECK(second.exit_code == 3);

    // What is looked at is what would leave, and is not booked.
    const std::string booked = office.as(vault, {"results", "book"}).out;
    const ProgramRun looked = office.as(vault, {"results", "table", "--indicator", "unsafe", "--by", "area", "--json"});
    CHECK((looked.exit_code == 3 || !is_shown(looked, "LB5611")));
    CHECK(office.as(vault, {"results", "book"}).out == booked);

    // The first one never left, after all.
    const std::string name = lines_of(book.out).front().substr(0, 12);
    for (const std::string& line : lines_of(office.as(vault, {"results", "book"}).out))
        REQUIRE(office.as(vault, {"results", "book", "--strike-out", line.substr(0, 12)}).exit_code == 0);
    CHECK(office.as(vault, {"results", "book", "--strike-out", name}).exit_code == 1);
    CHECK(is_shown(office.as(vault, by_area), "LB5611"));
}

TEST_CASE("a release that another vault made is reckoned with, and it is said what cannot be known of it")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office_with("supervisor", 9); // 5 and 4 of the areas: one is hidden
    const ProgramRun first =
        office.as(vault, {"results", "export", "--to", "json", "--indicator", "unsafe", "--by", "area"});
    REQUIRE(first.exit_code == 0);
    const std::string file = office.file(office.fresh("first.json"), first.out);
    const std::vector<std::string> again{"results", "export", "--to", "json",      "--indicator",
                                         "unsafe",  "--by",   "area", "--earlier", file};
    const ProgramRun own = office.as(vault, again);
    REQUIRE(own.exit_code == 0);
    CHECK(own.err.find("not made with this vault") == std::string::npos);
    const ProgramRun elsewhere = office.as(office_with("supervisor", 9), again);
    REQUIRE(elsewhere.exit_code == 0);
    CHECK(elsewhere.err.find("not made with this vault") != std::string::npos);
}
