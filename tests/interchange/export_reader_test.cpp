#include "interchange/csv_export_table.h"
#include "interchange/export_reader.h"
#include "interchange/memory_folder.h"
#include "interchange/record_csv.h"
#include "interchange/record_xlsx.h"
#include "interchange/sheet_export_table.h"
#include "interchange/village.h"
#include "support/memory_disk.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Files of an export, and what reading them as records of the village form gives.
class ExportScenario {
public:
    ExportScenario& file(const std::string& name, std::string_view content)
    {
        disk_.files[name] = to_bytes(content);
        names_.push_back(name);
        return *this;
    }
    ExportScenario& dates(DayOrder order)
    {
        order_ = order;
        return *this;
    }
    ExportScenario& of(std::shared_ptr<const FormDefinition> form)
    {
        form_ = std::move(form);
        return *this;
    }

    std::vector<ForeignRecord> read()
    {
        findings = {};
        std::vector<std::unique_ptr<ExportTable>> tables;
        for (const std::string& name : names_) {
            Diagnostics found;
            auto table = open_csv_table(
                std::filesystem::path(name).stem().string(), [this, name] { return disk_.open(name); }, found);
            if (!table) {
                failed = table.error().message;
                return {};
            }
            tables.push_back(*std::move(table));
            for (Diagnostic& diagnostic : found) findings.add(std::move(diagnostic));
        }
        return read(std::move(tables));
    }

    std::vector<ForeignRecord> read(std::vector<std::unique_ptr<ExportTable>> tables)
    {
        std::vector<ForeignRecord> records;
        auto reader = ExportReader::open(form_, std::move(tables), order_, findings);
        if (!reader) {
            failed = reader.error().message;
            return records;
        }
        for (;;) {
            auto record = reader->next();
            REQUIRE_MESSAGE(record, record.error().message);
            if (!*record) return records;
            records.push_back(**std::move(record));
        }
    }

    /// "row 3 column score: choice-unknown", in the order found.
    std::string found() const
    {
        std::string text;
        for (const ImportFinding& finding : findings.all())
            for (const int row : finding.rows)
                text += finding.diagnostic.sheet + " " + std::to_string(row) + " " + finding.diagnostic.column + ": " +
                        finding.diagnostic.code + "\n";
        return text;
    }

    ImportFindings findings;
    std::string failed;

private:
    MemoryDisk disk_;
    std::vector<std::string> names_;
    DayOrder order_ = DayOrder::Unknown;
    std::shared_ptr<const FormDefinition> form_ = village_form();
};

} // namespace

TEST_CASE("our own CSV read again says the same, whatever stands in the answers")
{
    const auto form = village_form();
    Record plain = full_household();
    say(plain, "/data/house/remark", "'=apostrophe before a formula");
    plain.id = record_id('4');
    const std::vector<Record> records{full_household(), sparse_household(), plain};
    for (const MultipleChoices choices : {MultipleChoices::Together, MultipleChoices::Apart}) {
        RecordsInMemory source(records);
        MemoryFolder folder;
        REQUIRE(write_record_csv(*form, {0, choices}, source, folder));
        ExportScenario scenario;
        for (const ExportedFile& file : folder.take()) scenario.file(file.name, file.content);
        const auto read = scenario.read();
        REQUIRE(read.size() == 3);
        for (std::size_t i = 0; i < records.size(); ++i) {
            CHECK(read[i].record.id == records[i].id);
            CHECK(said(read[i].record) == said(records[i]));
        }
        CHECK(scenario.found() == "village 3 day: date-unreadable\n"); // "sometime", kept as it is
    }
}

TEST_CASE("our own workbook read again says the same")
{
    const auto form = village_form();
    const std::vector<Record> records{full_household()};
    RecordsInMemory source(records);
    MemoryFolder folder;
    REQUIRE(write_record_xlsx(*form, {0, MultipleChoices::Apart}, source, folder));
    MemoryDisk disk;
    disk.files["village.xlsx"] = to_bytes(folder.take().front().content);
    Diagnostics found;
    auto sheets = open_sheet_tables([&] { return disk.open("village.xlsx"); }, "village.xlsx", found);
    REQUIRE(sheets);
    ExportScenario scenario;
    const auto read = scenario.read(*std::move(sheets));
    REQUIRE(read.size() == 1);
    CHECK(said(read[0].record) == said(records[0]));
}

TEST_CASE("a KoboToolbox export with its sheets becomes records")
{
    ExportScenario scenario;
    scenario.file(
        "village.csv",
        "house/rooms;house/tenure;needs;needs/water;needs/food_aid;needs/"
        "work;_place_latitude;_place_longitude;_place_altitude;_place_precision;_id;_uuid;_submission_time;_index\n"
        "3;rented;work water;1;0;1;34.43;35.84;12;4.5;7;11111111-2222-3333-4444-555555555555;2026-11-22T10:00:00;1\n"
        "5;own;;0;1;0;;;;;8;11111111-2222-3333-4444-666666666666;2026-11-22T10:00:00;2\n");
    scenario.file("person.csv", "person/age;person/remark;_index;_parent_table_name;_parent_index;_submission__uuid\n"
                                "7;;1;village;1;11111111-2222-3333-4444-555555555555\n"
                                "34;tired;2;village;1;11111111-2222-3333-4444-555555555555\n"
                                "61;;3;village;2;11111111-2222-3333-4444-666666666666\n");
    scenario.file("visit.csv", "person/visit/reason;_index;_parent_table_name;_parent_index\nfever;1;person;2\n");
    const auto records = scenario.read();
    CHECK(scenario.failed.empty());
    CHECK(scenario.found().empty());
    REQUIRE(records.size() == 2);
    CHECK(records[0].record.id.text() == "11111111222233334444555555555555");
    const auto first = said(records[0].record);
    CHECK(first.at("/data/needs") == "work water"); // as it was answered, not in the order of the list
    CHECK(first.at("/data/place") == "34.43 35.84 12 4.5");
    CHECK(first.at("/data/person[2]/age") == "34");
    CHECK(first.at("/data/person[2]/visit[1]/reason") == "fever");
    const auto second = said(records[1].record);
    CHECK(second.at("/data/needs") == "food_aid"); // from the columns of 1 and 0 alone
    CHECK(second.at("/data/person[1]/age") == "61");
    CHECK(!second.contains("/data/person[2]/age"));
    CHECK(records[0].places.at("/data/person[2]/age").row == 3);
    CHECK(records[0].places.at("/data/person[2]/age").column == "person/age");
}

TEST_CASE("labels instead of values and names are understood in every language of the form")
{
    ExportScenario scenario;
    scenario.file("v.csv", "Rooms,Tenure of house,الحاجات,Needs/Work,Score,_uuid\n"
                           "3,ملك,\"ماء عمل\",1,Does not know,a\n"
                           "4,rented,\"Food, and aid, Water\",0,2.0,b\n");
    const auto records = scenario.read();
    REQUIRE(records.size() == 2);
    CHECK(said(records[0].record) == std::map<std::string, std::string>{{"/data/meta/instanceID", "a"},
                                                                        {"/data/house/rooms", "3"},
                                                                        {"/data/house/tenure", "own"},
                                                                        {"/data/needs", "water work"},
                                                                        {"/data/score", "8888"}});
    CHECK(said(records[1].record).at("/data/needs") == "food_aid water");
    CHECK(said(records[1].record).at("/data/score") == "2");
    CHECK(scenario.found().empty());
}

TEST_CASE("days in the order of a country are understood where the column shows which")
{
    const std::string header = "rooms,day,_uuid\n";
    ExportScenario clear;
    clear.file("v.csv", header + "1,03/04/2026,a\n2,13/04/2026,b\n");
    auto records = clear.read();
    REQUIRE(records.size() == 2);
    CHECK(said(records[0].record).at("/data/day") == "2026-04-03");

    ExportScenario unclear;
    unclear.file("v.csv", header + "1,03/04/2026,a\n2,\"Nov 13, 2022 11:46:00 PM\",b\n");
    records = unclear.read();
    CHECK(said(records[0].record).at("/data/day") == "03/04/2026"); // kept, and told
    CHECK(said(records[1].record).at("/data/day") == "2022-11-13");
    CHECK(unclear.found() == "v 2 day: date-order-unknown\n");
    records = unclear.dates(DayOrder::MonthFirst).read();
    CHECK(said(records[0].record).at("/data/day") == "2026-03-04");
}

TEST_CASE("what is not taken or not understood is told with its row and column, and nothing typed is lost")
{
    ExportScenario scenario;
    scenario.file("v.csv", "rooms,tenure,needs,place,age,income,_uuid\n"
                           "many,squatted,water gold,nowhere,12,100,a\n"
                           "2,own,water,34.4 35.8,,,a\n"
                           "2.0,,,,,,b\n");
    scenario.file("v-person.csv", "age,_parent_index\n3,1\n4,9\n");
    const auto records = scenario.read();
    REQUIRE(records.size() == 2);
    const auto first = said(records[0].record);
    CHECK(first.at("/data/house/rooms") == "many");
    CHECK(first.at("/data/house/tenure") == "squatted");
    CHECK(first.at("/data/needs") == "water gold");
    CHECK(first.at("/data/place") == "nowhere");
    CHECK(first.at("/data/person[1]/age") == "3");
    CHECK(said(records[1].record).at("/data/house/rooms") == "2");
    CHECK(scenario.found() == "v-person 3 : row-without-parent\n"
                              "v 2 rooms: number-unreadable\n"
                              "v 2 tenure: choice-unknown\n"
                              "v 2 needs: choice-unknown\n"
                              "v 2 place: geopoint-unreadable\n"
                              "v 2 age: column-elsewhere\n"
                              "v 2 income: column-unknown\n"
                              "v 3 : row-twice\n");
}

TEST_CASE("the rows of a finding stand in their order, each once, whatever the order they were found in")
{
    ImportFindings findings;
    for (const int row : {5, 3, 5, 9, 4, 3}) findings.add(Severity::Warning, "t", row, "c", "number-unreadable");
    REQUIRE(findings.all().size() == 1);
    CHECK(findings.all()[0].rows == std::vector<int>{3, 4, 5, 9});
    CHECK(findings.all()[0].count == 6);
}

TEST_CASE("the same file gives the same ids again; equal rows without an id are two records")
{
    const std::string text = "rooms,tenure\n3,own\n3,own\n4,own\n";
    ExportScenario once, twice;
    const auto first = once.file("v.csv", text).read(), second = twice.file("other name.csv", text).read();
    REQUIRE(first.size() == 3);
    REQUIRE(second.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(first[i].record.id == second[i].record.id);
    CHECK(first[0].record.id != first[1].record.id);
    CHECK(first[1].record.id != first[2].record.id);
}

TEST_CASE("ids that are digits alone are no numbers: those that differ in the last digit are two records")
{
    ExportScenario scenario;
    scenario.file("v.csv",
                  "rooms,KEY\n1,uuid:10000000000000000000000000000001\n2,uuid:10000000000000000000000000000002\n"
                  "3,007\n4,7\n5,1e5\n6,100000\n");
    scenario.file("v-person.csv", "age,PARENT_KEY\n20,uuid:10000000000000000000000000000002\n30,7\n40,1e5\n");
    const auto records = scenario.read();
    REQUIRE(records.size() == 6);
    CHECK(said(records[1].record).at("/data/person[1]/age") == "20");
    CHECK(said(records[3].record).at("/data/person[1]/age") == "30");
    CHECK(said(records[4].record).at("/data/person[1]/age") == "40");
}

TEST_CASE("an index that a spreadsheet program wrote with a point is the same index")
{
    ExportScenario scenario;
    scenario.file("v.csv", "rooms,_index\n1,1\n2,2\n");
    scenario.file("v-person.csv", "age,_parent_index\n20,2.0\n");
    const auto records = scenario.read();
    REQUIRE(records.size() == 2);
    CHECK(said(records[1].record).at("/data/person[1]/age") == "20");
}

TEST_CASE("rows of a repeat that are not in the order of their records find them all the same")
{
    ExportScenario scenario;
    scenario.file("v.csv", "rooms,KEY\n1,uuid:a\n2,uuid:b\n3,uuid:c\n");
    scenario.file("v-person.csv", "age,PARENT_KEY,KEY\n30,uuid:c,x\n10,uuid:a,y\n20,uuid:b,z\n11,uuid:a,w\n");
    const auto records = scenario.read();
    REQUIRE(records.size() == 3);
    CHECK(said(records[0].record).at("/data/person[1]/age") == "10");
    CHECK(said(records[0].record).at("/data/person[2]/age") == "11");
    CHECK(said(records[1].record).at("/data/person[1]/age") == "20");
    CHECK(said(records[2].record).at("/data/person[1]/age") == "30");
}

TEST_CASE("a file of another code page is read, and that it was guessed is said")
{
    std::string text = "rooms,house-remark,_uuid\n3,";
    for (const int byte : {0xE3, 0xC7, 0xC1}) text += static_cast<char>(byte); // ماء in Windows-1256
    ExportScenario arabic;
    const auto records = arabic.file("v.csv", text + ",a\n").read();
    REQUIRE(records.size() == 1);
    CHECK(said(records[0].record).at("/data/house/remark") == "ماء");
    REQUIRE(arabic.findings.all().size() == 1);
    CHECK(arabic.findings.all()[0].diagnostic.code == "encoding-guessed");

    ExportScenario damaged; // it says that it is UTF-8, and is not everywhere
    const auto still = damaged.file("v.csv", "\xEF\xBB\xBFrooms,house-remark,_uuid\n3,a\xFF,a\n").read();
    REQUIRE(still.size() == 1);
    CHECK(said(still[0].record).at("/data/house/remark") == "a\uFFFD");
    CHECK(damaged.findings.all()[0].diagnostic.code == "text-damaged");

    std::string wide = "\xFF\xFE"; // UTF-16
    for (const char c : std::string("rooms\t_uuid\n7\ta\n")) wide += {c, '\0'};
    ExportScenario utf16;
    const auto same = utf16.file("v.csv", wide).read();
    REQUIRE(same.size() == 1);
    CHECK(said(same[0].record).at("/data/house/rooms") == "7");
}

TEST_CASE("what is no export of the form is refused")
{
    ExportScenario other, empty, open;
    CHECK(other.file("v.csv", "colour,shape\nred,round\n").read().empty());
    CHECK(other.failed.find("None of the tables") != std::string::npos);
    CHECK(empty.file("v.csv", "").read().empty());
    CHECK(empty.failed.find("is empty") != std::string::npos);
    CHECK(open.file("v.csv", "rooms,_uuid\n\"3,a\n").read().empty());
    CHECK(open.failed == "\"v\", row 2: a quotation mark is not closed.");
    SUBCASE("a repeat without its records, or without a way to them, is left out and told")
    {
        ExportScenario lonely;
        lonely.file("v.csv", "rooms,_uuid\n3,a\n")
            .file("v-person.csv", "age,name\n3,x\n")
            .file("v-visit.csv", "reason,_parent_index\nfever,1\n");
        CHECK(lonely.read().size() == 1);
        CHECK(lonely.findings.all()[0].diagnostic.code == "table-without-parent");
    }
}

TEST_CASE("a file made to hurt costs what its bytes cost")
{
    const auto long_of = [](std::string_view piece, std::size_t times) {
        std::string text;
        for (std::size_t i = 0; i < times; ++i) text += piece;
        return text;
    };
    SUBCASE("a header of separators alone")
    {
        ExportScenario scenario;
        CHECK(scenario.file("v.csv", "rooms," + long_of("needs/", 200'000) + ",_uuid\n3,1,a\n").read().size() == 1);
    }
    SUBCASE("a choice said a hundred thousand times")
    {
        ExportScenario scenario;
        const auto records =
            scenario.file("v.csv", "needs,_uuid\n" + long_of("water food_aid ", 8'000) + "|,a\n").read();
        REQUIRE(records.size() == 1);
        CHECK(said(records[0].record).at("/data/needs") == "water food_aid");
    }
    SUBCASE("an answer, a row and a number of cells beyond all limits")
    {
        ExportScenario answer, row, cells;
        CHECK(answer.file("v.csv", "rooms,house-remark,_uuid\n3," + std::string(300'000, 'x') + ",a\n").read().size() ==
              1);
        CHECK(answer.found() == "v 2 house-remark: value-too-long\n");
        CHECK(row.file("v.csv", "rooms,_uuid\n" + std::string((std::size_t{16} << 20U) + 1, 'x') + ",a\n")
                  .read()
                  .empty());
        CHECK(row.failed.find("16 MiB") != std::string::npos);
        CHECK(cells.file("v.csv", "rooms" + std::string(20'000, ',') + "\n").read().empty());
        CHECK(cells.failed.find("16,384") != std::string::npos);
    }
}
