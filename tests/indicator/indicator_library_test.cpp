#include "indicator/column_expression.h"
#include "indicator/indicator_library.h"
#include "indicator/surveys.h"

#include <cmath>
#include <doctest/doctest.h>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// The value of a library indicator for one row, whose answers stand in the order of its questions.
double value_of(const char* name, const std::vector<const char*>& answers)
{
    const LibraryIndicator* known = find_library_indicator(name);
    MAHALLA_CHECK(known && known->questions.size() == answers.size());
    std::string header, row;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        header += (i > 0 ? "," : "") + known->questions[i].name;
        row += std::string(i > 0 ? "," : "") + answers[i];
    }
    const DataTable data = table_of(header + "\n" + row + "\n");
    const auto expression = ColumnExpression::create(known->definition.value, data);
    MAHALLA_CHECK(expression);
    return expression->numbers()->front();
}

} // namespace

TEST_CASE("the food consumption score of the worked household is 49")
{
    // staples 7, pulses 4, dairy 1, protein 2, vegetables 5, fruit 3, fat 0, sugar 6
    CHECK(value_of("fcs", {"7", "4", "1", "2", "5", "3", "0", "6"}) == 49);
    CHECK(value_of("fcs_poor", {"7", "4", "1", "2", "5", "3", "0", "6"}) == 0);
    CHECK(value_of("fcs_poor", {"7", "0", "0", "0", "7", "0", "0", "0"}) == 1); // 21 is still poor
    CHECK(value_of("fcs", {"7", "7", "7", "7", "7", "7", "7", "7"}) == 112);
    CHECK(std::isnan(value_of("fcs", {"7", "", "1", "2", "5", "3", "0", "6"})));
}

TEST_CASE("the reduced coping strategies index of the worked households is 9 and 6")
{
    CHECK(value_of("rcsi", {"6", "0", "0", "3", "0"}) == 9);
    CHECK(value_of("rcsi", {"4", "0", "0", "2", "0"}) == 6);
    CHECK(value_of("rcsi", {"7", "7", "7", "7", "7"}) == 56);
}

TEST_CASE("the household hunger scale adds three answers, severe from 4")
{
    CHECK(value_of("hhs", {"2", "1", "0"}) == 3);
    CHECK(value_of("hhs_severe", {"2", "1", "0"}) == 0);
    CHECK(value_of("hhs_severe", {"2", "2", "0"}) == 1);
}

TEST_CASE("a disability is a lot of difficulty in one domain; nobody is able because nothing was answered")
{
    CHECK(value_of("wg_ss", {"1", "1", "3", "1", "1", "1"}) == 1);
    CHECK(value_of("wg_ss", {"4", "1", "1", "1", "1", "1"}) == 1);
    CHECK(value_of("wg_ss", {"2", "2", "2", "2", "2", "2"}) == 0);
    CHECK(value_of("wg_ss", {"", "", "3", "", "", ""}) == 1);
    CHECK(value_of("wg_ss", {"", "1", "", "", "", ""}) == 0);
    CHECK(std::isnan(value_of("wg_ss", {"", "", "", "", "", ""})));
}

TEST_CASE("every indicator of the library names exactly the questions it reads")
{
    for (const LibraryIndicator& known : indicator_library()) {
        CAPTURE(known.definition.name);
        const auto read = column_names_in(known.definition.value);
        REQUIRE(read);
        std::set<std::string> required;
        for (const RequiredQuestion& question : known.questions) required.insert(question.name);
        CHECK(std::set<std::string>(read->begin(), read->end()) == required);
        CHECK_FALSE(known.source.empty());
    }
}
