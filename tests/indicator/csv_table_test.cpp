#include "indicator/csv_table.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

std::vector<std::string> codes_in(std::string_view csv)
{
    std::vector<std::string> codes;
    for (const Diagnostic& diagnostic : read_csv_table(as_bytes(csv)).diagnostics) codes.push_back(diagnostic.code);
    return codes;
}

} // namespace

TEST_CASE("quotes, doubled quotes, line ends in quotes and a byte order mark are read")
{
    const DataReading reading = read_csv_table(as_bytes("\xEF\xBB\xBFname,\"n\"\r\n\"a, \"\"b\"\"\nc\",1\r\nd,2"));
    REQUIRE(reading.table);
    CHECK(reading.table->row_count() == 2);
    CHECK(reading.table->find("name")->text(0) == "a, \"b\"\nc");
    CHECK(reading.table->find("n")->numbers == std::vector<double>{1, 2});
}

TEST_CASE("a column is numeric where all its values are numbers; codes with zeros in front are not")
{
    const DataReading reading = read_csv_table(as_bytes("a,b,c\n1e3,007,NA\n,010,\n-2.5,1,\"NA\"\n"));
    REQUIRE(reading.table);
    CHECK(reading.table->find("a")->kind == ColumnKind::Numeric);
    CHECK(reading.table->find("a")->is_missing(1));
    CHECK(reading.table->find("a")->numbers[0] == 1000);
    CHECK(reading.table->find("b")->kind == ColumnKind::Text);
    CHECK(reading.table->find("b")->text(0) == "007");
    CHECK(reading.table->find("c")->is_missing(0));
    CHECK(reading.table->find("c")->text(2) == "NA"); // in quotes it is a word
}

TEST_CASE("a column that turns out to be of texts keeps its first values as they were written")
{
    const DataReading reading = read_csv_table(as_bytes("a,b,c,d\n1.0,x,5,\n+2,y,6,\nNA,,7,\ndozen,z,8,late\n"));
    REQUIRE(reading.table);
    const Column& a = *reading.table->find("a");
    CHECK(a.kind == ColumnKind::Text);
    CHECK(a.text(0) == "1.0");
    CHECK(a.text(1) == "+2");
    CHECK(a.is_missing(2));
    CHECK(a.text(3) == "dozen");
    CHECK(reading.table->find("b")->text(3) == "z");
    CHECK(reading.table->find("c")->numbers == std::vector<double>{5, 6, 7, 8});
    CHECK(reading.table->find("d")->text(3) == "late");
    CHECK(reading.table->find("d")->is_missing(2));
}

TEST_CASE("a separator that ends the file is followed by an empty cell")
{
    const DataReading reading = read_csv_table(as_bytes("a,b\n1,2\n3,"));
    REQUIRE(reading.table);
    CHECK(reading.table->row_count() == 2);
    CHECK(reading.table->find("b")->is_missing(1));
}

TEST_CASE("semicolons and tabs separate where the header shows it")
{
    CHECK(read_csv_table(as_bytes("a;b\n1;2,5\n")).table->columns().size() == 2);
    CHECK(read_csv_table(as_bytes("a\tb\n1\t2\n")).table->columns().size() == 2);
}

TEST_CASE("each broken file says what is wrong")
{
    using Codes = std::vector<std::string>;
    CHECK(codes_in("") == Codes{"csv-empty"});
    CHECK(codes_in("a,a\n1,2\n") == Codes{"csv-header-duplicate"});
    CHECK(codes_in("a,\n1,2\n") == Codes{"csv-header-empty"});
    CHECK(codes_in("a,b\n1\n") == Codes{"csv-row-length"});
    CHECK(codes_in("a,b\n1,\"2\n") == Codes{"csv-quote-open"});
    CHECK(codes_in("a\n\xff\n") == Codes{"csv-not-utf8"});
    const DataReading reading = read_csv_table(as_bytes("a,b\n1,2\n1,2,3\n"));
    REQUIRE(reading.diagnostics.size() == 1);
    CHECK(reading.diagnostics[0].row == 3);
}
