#include "base/seeded_random.h"
#include "base/text.h"
#include "interchange/variable_names.h"

#include <doctest/doctest.h>
#include <set>

using namespace mahalla;

namespace {

constexpr StatisticsProgram programs[] = {StatisticsProgram::Spss, StatisticsProgram::Stata, StatisticsProgram::Sas,
                                          StatisticsProgram::Sas5};

} // namespace

TEST_CASE("a variable has the shortest end of its column's name that no other has")
{
    const auto names = variable_names({"house-rooms", "needs", "needs/water", "a-remark", "b-remark", "place-Latitude"},
                                      StatisticsProgram::Spss);
    CHECK(names == std::vector<std::string>{"rooms", "needs", "needs_water", "a_remark", "b_remark", "place_Latitude"});
}

TEST_CASE("whatever columns are called, names are allowed, within the limits and differ")
{
    SeededRandom chance(11);
    const std::string_view pieces[] = {
        "a", "Age", "-", "/", "_", "ماء", "1", "if", "with", "_n", "str5", "very_long_name_of_a_question", ".", " "};
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string> columns;
        for (std::size_t i = 0; i < 40; ++i) {
            std::string column;
            for (std::uint64_t k = chance.below(8) + 1; k > 0; --k) column += pieces[chance.below(std::size(pieces))];
            columns.push_back(column);
        }
        for (const StatisticsProgram program : programs) {
            const auto names = variable_names(columns, program);
            REQUIRE(names.size() == columns.size());
            std::set<std::string> different;
            for (const std::string& name : names) {
                CHECK(!name.empty());
                CHECK(name.size() <= variable_name_bytes_max(program));
                CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
                      std::string::npos);
                CHECK((name[0] < '0' || name[0] > '9'));
                CHECK(different.insert(lower_ascii(name)).second);
            }
            CHECK(variable_names(columns, program) == names);
        }
    }
}

TEST_CASE("words of the programs themselves are no names")
{
    CHECK(variable_names({"if", "with", "str5", "_n"}, StatisticsProgram::Stata) ==
          std::vector<std::string>{"if_", "with_", "str5_", "v_n"});
}
