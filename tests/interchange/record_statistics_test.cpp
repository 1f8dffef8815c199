#include "base/number.h"
#include "base/text.h"
#include "interchange/memory_folder.h"
#include "interchange/record_statistics.h"
#include "interchange/statistics_readback.h"
#include "interchange/village.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::map<std::string, std::string> exported(StatisticsProgram program, const std::vector<Record>& records,
                                            std::vector<StatisticsLoss>* losses = nullptr, std::size_t language = 0)
{
    const auto form = village_form();
    RecordsInMemory source(records);
    MemoryFolder folder;
    std::vector<StatisticsLoss> found;
    const auto written = write_record_statistics(*form, program, {language}, source, folder, found);
    REQUIRE_MESSAGE(written, written.error().message);
    if (losses != nullptr) *losses = found;
    std::map<std::string, std::string> files;
    for (ExportedFile& file : folder.take()) files[file.name] = std::move(file.content);
    return files;
}

ReadStatistics read_back(const std::map<std::string, std::string>& files, const std::string& name)
{
    REQUIRE(files.contains(name));
    return read_statistics(name, files.at(name));
}

const std::vector<Record> both{full_household(), sparse_household()};

} // namespace

TEST_CASE("SPSS gets labels of variables and values, codes as they are, and reasons for what is missing")
{
    const auto files = exported(StatisticsProgram::Spss, both);
    const ReadStatistics sav = read_back(files, "village.sav");
    CHECK(sav.file_label == "Village");
    REQUIRE(sav.rows.size() == 2);
    CHECK(sav.variable("tenure").label == "Tenure of house"); // without its Markdown
    CHECK(sav.rows[0].at("tenure") == "rented");
    CHECK(sav.labels_of("tenure") == std::map<std::string, std::string>{{"own", "Owned"}, {"rented", "Rented"}});
    CHECK(sav.rows[0].at("score") == "8888");
    CHECK(sav.labels_of("score").at("8888") == "Does not know");
    CHECK(sav.rows[0].at("needs_water") == "1");
    CHECK(sav.rows[0].at("needs_food_aid") == "0");
    CHECK(sav.variable("needs_food_aid").label == "Needs – Food, and aid");
    CHECK(sav.rows[0].at("place_Latitude") == "34.43");
    CHECK(sav.rows[0].at("rooms") == "3");
    CHECK(sav.rows[0].at("remark") == "=HYPERLINK(\"x\"), \"quoted\"\nsecond line, ماء");
    // 2026-11-21 is day 20778 of 1970, SPSS counts seconds from 1582-10-14.
    CHECK(sav.rows[0].at("day") == number_to_text((20778.0 + 141428) * 86400));
    CHECK(sav.rows[0].at("moment") == number_to_text((20778.0 + 141428) * 86400 + 8 * 3600 + 30 * 60 + 15));
    CHECK(sav.rows[0].at("hour") == "30615");
    SUBCASE("a reason is a number declared missing, with its label")
    {
        const std::string not_relevant = number_to_text(spss_missing_value(MissingTag::NotRelevant));
        CHECK(sav.rows[1].at("rooms") == not_relevant);
        CHECK(sav.labels_of("rooms").at(not_relevant) == "does not apply");
        CHECK(sav.variable("rooms").missing_values.size() == 3);
        CHECK(sav.rows[1].at("rent") == number_to_text(spss_missing_value(MissingTag::Undecided)));
        CHECK(sav.rows[1].at("needs_water") == not_relevant);
        CHECK(sav.rows[1].at("day") == "."); // a day cannot carry one
        CHECK(sav.rows[1].at("place_Latitude") == ".");
    }
    SUBCASE("notes, which nobody answers, are no variables")
    {
        for (const ReadVariable& variable : sav.variables) CHECK(variable.name != "thanks");
    }
}

TEST_CASE("Stata gets whole numbers with labels for lists of words, and .a, .b, .c with theirs")
{
    const auto files = exported(StatisticsProgram::Stata, both);
    const ReadStatistics dta = read_back(files, "village.dta");
    CHECK(dta.rows[0].at("tenure") == "2");
    CHECK(dta.labels_of("tenure").at("2") == "Rented");
    CHECK(dta.rows[0].at("score") == "8888");
    CHECK(dta.labels_of("score").at("1") == "Bad");
    CHECK(dta.rows[1].at("rooms") == ".a");
    CHECK(dta.rows[1].at("rent") == ".b");
    CHECK(dta.rows[1].at("score") == ".b");
    CHECK(dta.rows[1].at("day") == ".c");
    CHECK(dta.labels_of("rooms").at(".a") == "does not apply");
    CHECK(dta.rows[0].at("day") == number_to_text(20778.0 + 3653)); // from 1960-01-01
    CHECK(dta.variable("day").format.starts_with("%td"));
    CHECK(files.at("village-variables.csv").find("village.dta,tenure,house-tenure,,,rented,2,Rented\r\n") !=
          std::string::npos);
}

TEST_CASE("SAS gets codes as they are, special missing values, and a program with the labels of values")
{
    for (const StatisticsProgram program : {StatisticsProgram::Sas, StatisticsProgram::Sas5}) {
        const auto files = exported(program, both);
        const ReadStatistics xpt = read_back(files, "village.xpt");
        REQUIRE(xpt.rows.size() == 2);
        CHECK(xpt.rows[0].at("tenure") == "rented");
        CHECK(xpt.rows[0].at("score") == "8888");
        CHECK(xpt.rows[1].at("rooms") == ".A");
        CHECK(xpt.rows[0].at("day") == number_to_text(20778.0 + 3653));
        const std::string& sas = files.at("village.sas");
        CHECK(sas.find("'rented' = 'Rented'") != std::string::npos);
        CHECK(sas.find("8888 = 'Does not know'") != std::string::npos);
        CHECK(sas.find("format tenure $L1f.;") != std::string::npos);
        for (const ReadVariable& variable : xpt.variables)
            CHECK(variable.name.size() <= variable_name_bytes_max(program));
    }
}

TEST_CASE("repeats are files of their own, whose rows name the row they belong to")
{
    const auto files = exported(StatisticsProgram::Spss, both);
    const ReadStatistics persons = read_back(files, "village-person.sav"),
                         visits = read_back(files, "village-visit.sav");
    const std::string key = "uuid:" + std::string(32, '1');
    REQUIRE(persons.rows.size() == 2);
    CHECK(persons.rows[0].at("age") == "7");
    CHECK(persons.rows[0].at("PARENT_KEY") == key);
    CHECK(persons.rows[1].at("KEY") == key + "/person[2]");
    REQUIRE(visits.rows.size() == 2);
    CHECK(visits.rows[0].at("reason") == "fever");
    CHECK(visits.rows[0].at("PARENT_KEY") == key + "/person[2]");
}

TEST_CASE("labels are in the language asked for")
{
    const auto form = village_form();
    for (const char* wanted : {"ar", "AR", "Arabic", "arabic (ar)", "العربية"})
        CHECK(language_position(*form, wanted).value() == 1);
    CHECK(language_position(*form, "").value() == 0);
    const auto unknown = language_position(*form, "fr");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().message.find("Arabic (ar)") != std::string::npos);
    const ReadStatistics sav = read_back(exported(StatisticsProgram::Spss, both, nullptr, 1), "village.sav");
    CHECK(sav.variable("rooms").label == "الغرف");
    CHECK(sav.labels_of("tenure").at("own") == "ملك");
}

TEST_CASE("no records are files without rows, and equal records give equal bytes")
{
    for (const StatisticsProgram program :
         {StatisticsProgram::Spss, StatisticsProgram::Stata, StatisticsProgram::Sas, StatisticsProgram::Sas5}) {
        const auto empty = exported(program, {});
        CHECK(read_back(empty, program == StatisticsProgram::Spss    ? "village.sav"
                               : program == StatisticsProgram::Stata ? "village.dta"
                                                                     : "village.xpt")
                  .rows.empty());
        CHECK(exported(program, both) == exported(program, both));
    }
}

TEST_CASE("what a format cannot hold is told, and is never made up")
{
    Record record = full_household();
    say(record, "/data/house/rooms", "many");
    say(record, "/data/score", "7"); // no choice of the list, but a number
    say(record, "/data/house/tenure", "squatted");
    say(record, "/data/house/remark", std::string(3000, 'x') + "ماء");
    std::vector<StatisticsLoss> losses;
    const auto loss_of = [&](const std::string& variable) {
        for (const StatisticsLoss& loss : losses)
            if (loss.variable == variable) return loss;
        return StatisticsLoss{};
    };
    const ReadStatistics dta = read_back(exported(StatisticsProgram::Stata, {record}, &losses), "village.dta");
    CHECK(dta.rows[0].at("rooms") == ".c");
    CHECK(loss_of("rooms").not_of_type == 1);
    CHECK(dta.rows[0].at("tenure") == ".c"); // Stata has no number for it
    CHECK(loss_of("tenure").not_of_type == 1);
    CHECK(dta.rows[0].at("score") == "7");
    CHECK(dta.rows[0].at("remark").size() == 2045);
    CHECK(loss_of("remark").texts_cut == 1);
    // SPSS holds the text and the code whole.
    const ReadStatistics sav = read_back(exported(StatisticsProgram::Spss, {record}, &losses), "village.sav");
    CHECK(sav.rows[0].at("tenure") == "squatted");
    CHECK(sav.rows[0].at("remark").size() == 3006);
    CHECK(loss_of("remark").texts_cut == 0);
}

TEST_CASE("of a question that is too long for a label, the choice of each of its variables stays")
{
    const std::string question(300, 'q');
    const auto form =
        form_of("| survey | | | |\n| | type | name | label |\n| | select_multiple n | needs | " + question +
                " |\n| choices | | | |\n| | list_name | name | label |\n| | n | water | Water, ماء |\n| | n | "
                "food | Food |\n| settings | | | |\n| | form_id | | |\n| | f | | |\n");
    for (const StatisticsProgram program :
         {StatisticsProgram::Spss, StatisticsProgram::Stata, StatisticsProgram::Sas}) {
        RecordsInMemory source({});
        MemoryFolder folder;
        std::vector<StatisticsLoss> losses;
        REQUIRE(write_record_statistics(*form, program, {}, source, folder, losses));
        const ExportedFile file = folder.take().front();
        const ReadStatistics read = read_statistics(file.name, file.content);
        CHECK(read.variable("needs_water").label.ends_with("q… – Water, ماء"));
        CHECK(read.variable("needs_food").label.ends_with("q… – Food"));
        CHECK(read.variable("needs_water").label.size() <= 255);
        if (program == StatisticsProgram::Stata) CHECK(to_code_points(read.variable("needs_water").label).size() == 80);
    }
}

TEST_CASE("records that must not be seen are in no file")
{
    Record deleted = full_household(), masked = full_household(), other = full_household();
    deleted.stage = RecordStage::Deleted;
    masked.stage = RecordStage::Masked;
    other.form.id = "another";
    for (const auto& [name, content] : exported(StatisticsProgram::Spss, {deleted, masked, other}))
        if (name.ends_with(".sav")) CHECK(read_statistics(name, content).rows.empty());
}
