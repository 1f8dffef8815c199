// What must hold of lenient reading whatever a workbook says: nothing is dropped in silence, a workbook without a fault
// stays as it is, and what was loaded can be used. Tried on workbooks that are broken by chance, and on real ones.
#include "xlsform/xlsform_fixture.h"

#include "base/seeded_random.h"
#include "base/text.h"
#include "support/form_scenario.h"
#include "support/shared_folder.h"
#include "xform/read_xform.h"
#include "xlsform/question_type.h"
#include "xlsform/workbook_of_form.h"
#include "xlsform/xlsform_table.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Something of every kind that has a repair.
constexpr const char* well_made = R"(| survey |
| | type | name | label | hint | relevant | required | readonly | constraint | calculation | default | trigger | appearance | parameters | choice_filter | repeat_count | media::image |
| | start | begun | | | | | | | | | | | | | | |
| | text | village | Village | Where we are | | yes | | | | | | | rows=2 | | | a.png |
| | integer | size | How many live here? | | ${village} != '' | | | . > 0 | | 1 | | | | | | |
| | select_one yes_no | poor | Poor? | | | | | | | | | minimal | | | | |
| | select_multiple water or_other | sources | Water of ${village} | | ${poor} = 'y' | | | | | | | | randomize=true | | | |
| | select_one towns | town | Town | | | | | | | | | | | kind = ${poor} | | |
| | begin_group | house | The house | | ${size} > 1 | | | | | | | field-list | | | | |
| | range | rating | Rating | | | | | | | | | | start=1 end=5 step=1 | | | |
| | decimal | rent | Rent | | | | ${poor} = 'y' | | | | | | | | | |
| | end_group | | | | | | | | | | | | | | | |
| | begin_repeat | person | Person | | | | | | | | | | | | ${size} | |
| | text | name | Name | | | | | | | concat('n', ${size}) | | | | | | |
| | integer | age | Age of ${name} | | | | | . < 120 | | | | | | | | |
| | end_repeat | | | | | | | | | | | | | | | |
| | calculate | adults | | | | | | | count(${person}) | | | | | | | |
| | calculate | stamp | | | | | | | once(today()) | | ${size} | | | | | |
| | note | thanks | Thank you, ${adults} | | | | | | | | | | | | | |
| | rank water | order | Order | | | | | | | | | | | | | |
| | geopoint | place | Place | | | | | | | | | | | | | |
| choices |
| | list_name | name | label | kind |
| | yes_no | y | Yes | |
| | yes_no | n | No | |
| | water | well | Well | |
| | water | river | River | |
| | towns | a | A | y |
| | towns | b | B | n |
| settings |
| | form_id | form_title | version |
| | household | Household | 3 |
)";

/// The rarer things.
constexpr const char* well_made_too = R"(| survey |
| | type | name | label | relevant | calculation | trigger | appearance | parameters | choice_filter | save_to | media::image | media::big-image |
| | audit | audit | | | | | | track-changes=true | | | | |
| | csv-external | trees | | | | | | | | | | |
| | begin_group | table | Table | | | | table-list | | | | | |
| | select_one scale | first | First | | | | | | | | | |
| | select_one scale | second | Second | | | | | | | | | |
| | end_group | | | | | | | | | | | |
| | begin_loop over scale | loop | Loop | | | | | | | | | |
| | text | remark | Remark on %(label)s | | | | | | | | | |
| | end_loop | | | | | | | | | | | |
| | select_one_from_file towns.csv | town | Town | | | | | value=code label=title | ${first} = 'good' | | | |
| | select_one found | search | Search | | | | search('towns') | | | | | |
| | select_multiple_from_file plots.geojson | plots | Plots | | | | | | | | | |
| | range | slider | Slider | | | | | start=0 end=4 step=2 tick_labelset=ticks | | | | |
| | geopoint | here | Here | | | | | reference-geometry=plots capture-accuracy=5 | | | | |
| | background-geopoint | there | | | | ${town} | | | | | | |
| | image | picture | Picture | | | | | max-pixels=800 | | | a.png | b.png |
| | audio | sound | Sound | | | | | quality=low | | | | |
| | begin_repeat | member | Member | | | | | | | | | |
| | text | member_name | Name | | | | | | | full_name | | |
| | select_one ${member_name} | head | Head? | | | | | | | | | |
| | end_repeat | | | | | | | | | | | |
| | calculate | tree | | | pulldata('trees', 'height', 'id', ${town}) | | | | | | | |
| | acknowledge | sure | Sure? | ${tree} > 2 | | | | | | | | |
| choices |
| | list_name | name | label |
| | scale | good | Good |
| | scale | bad | Bad |
| | found | code | title |
| | ticks | 0 | Low |
| | ticks | 4 | High |
| entities |
| | list_name | label | create_if |
| | people | ${member_name} | ${sure} = 'OK' |
| settings |
| | form_id | instance_name | default_language | attribute::team |
| | rare | concat('r', ${town}) | English (en) | 7 |
)";

/// Words that workbooks are spoilt with.
constexpr std::array spoilers = {"",
                                 "${",
                                 "${nowhere}",
                                 "${ Size }",
                                 "(",
                                 "1b",
                                 "a b",
                                 "meta",
                                 "end_group",
                                 "begin_repeat",
                                 "select_one",
                                 "hologram",
                                 "caseid",
                                 "size",
                                 "rank-index(1)",
                                 "label",
                                 "type",
                                 "name",
                                 "relevance",
                                 "start=9 end=1 step=0",
                                 "\x01",
                                 "y",
                                 "select_multiple towns",
                                 "end_repeat",
                                 "${person}",
                                 "' or '"};

/// One to four accidents: cells, rows and headers changed, doubled, swapped, emptied.
Workbook broken(Workbook workbook, Random& random)
{
    for (std::uint64_t accidents = 1 + random.below(4); accidents > 0; --accidents) {
        Sheet& sheet = workbook.sheets[random.below(workbook.sheets.size())];
        if (sheet.rows.empty()) continue;
        const std::size_t at = random.below(sheet.rows.size());
        SheetRow& row = sheet.rows[at];
        if (row.cells.empty()) continue;
        std::string& cell = row.cells[random.below(row.cells.size())];
        switch (random.below(7)) {
        case 0:
            cell = spoilers[random.below(spoilers.size())];
            break;
        case 1:
            if (!cell.empty()) cell.erase(random.below(cell.size()), 1);
            break;
        case 2:
            cell.insert(random.below(cell.size() + 1), spoilers[random.below(spoilers.size())]);
            break;
        case 3:
            cell = row.cells[random.below(row.cells.size())];
            break;
        case 4:
            sheet.rows.insert(sheet.rows.begin() + static_cast<std::ptrdiff_t>(at), SheetRow(row));
            break;
        case 5:
            if (at > 0) sheet.rows.erase(sheet.rows.begin() + static_cast<std::ptrdiff_t>(at));
            break;
        default:
            std::swap(cell, sheet.rows[random.below(sheet.rows.size())].cells.front());
        }
    }
    for (Sheet& sheet : workbook.sheets)
        for (std::size_t i = 0; i < sheet.rows.size(); ++i) sheet.rows[i].number = static_cast<int>(i) + 1;
    for (Sheet& sheet : workbook.sheets)
        for (SheetRow& row : sheet.rows)
            for (std::string& cell : row.cells) cell = with_valid_utf8(cell);
    return workbook;
}

const Diagnostic* first_error(const FormReading& reading)
{
    const auto found = std::find_if(reading.diagnostics.begin(), reading.diagnostics.end(),
                                    [](const Diagnostic& d) { return d.severity == Severity::Error; });
    return found == reading.diagnostics.end() ? nullptr : &*found;
}

/// Nothing is in such a workbook that a repair could hold on to.
bool has_nothing_to_mend(const FormReading& reading)
{
    const std::set<std::string> hopeless = {"sheet-missing", "column-missing", "form-empty", "too-deep", "too-large"};
    return std::all_of(reading.diagnostics.begin(), reading.diagnostics.end(), [&](const Diagnostic& d) {
        return d.severity == Severity::Warning || hopeless.contains(d.code);
    });
}

/// The rows of the survey that neither became part of the form nor are spoken of.
std::vector<int> silent_rows(const Workbook& workbook, const FormReading& reading)
{
    std::set<int> told;
    bool some_are_counted_only = false, rest_is_told = false;
    int told_from = 0;
    for (const Diagnostic& diagnostic : reading.diagnostics) {
        if (diagnostic.sheet == "survey") told.insert(diagnostic.row);
        if (diagnostic.code == "more-problems") some_are_counted_only = true;
        if (diagnostic.code == "rows-left-out" && diagnostic.sheet == "survey") {
            rest_is_told = true;
            told_from = diagnostic.row;
        }
    }
    for (const ModelNode& node : reading.form->nodes()) told.insert(node.sheet_row);
    for (const Control& control : reading.form->controls()) told.insert(control.sheet_row);
    std::vector<int> silent;
    const Sheet* sheet = workbook.sheet("survey");
    if (sheet == nullptr || some_are_counted_only) return silent;
    Findings unheard(Faults::Mend);
    const XlsformTable table = read_table(*sheet, "survey", ColumnNames::survey(), Spaces::Collapse, unheard);
    for (const TableRow& row : table.rows) {
        if (told.contains(row.number) || (rest_is_told && row.number >= told_from)) continue;
        const TypeCell type = read_type_cell(row.text("type"));
        const bool is_file = type.type == "csv-external" || type.type == "xml-external";
        const bool is_setting = ColumnNames::settings().aliases.contains(snake_case(row.text("type")));
        if (type.kind == TypeCell::Kind::End || is_file || is_setting) continue;
        silent.push_back(row.number);
    }
    return silent;
}

struct Readings {
    FormReading strict, lenient;
};

Readings read_both(const Workbook& workbook)
{
    return {read_xlsform(workbook), read_xlsform(workbook, {"", Faults::Mend})};
}

std::string all_lines(const FormReading& reading)
{
    std::string lines;
    for (const Diagnostic& diagnostic : reading.diagnostics) lines += to_line(diagnostic) + "\n";
    return lines;
}

/// Everything promised of one workbook. False where it could not be loaded.
bool check_laws(const Workbook& workbook)
{
    const Readings readings = read_both(workbook);
    if (readings.strict.form) {
        REQUIRE(readings.lenient.form);
        CHECK(readings.lenient.diagnostics == readings.strict.diagnostics);
        CHECK(write_xform(*readings.lenient.form) == write_xform(*readings.strict.form));
        return true;
    }
    const std::string strict_lines = all_lines(readings.strict), lenient_lines = all_lines(readings.lenient);
    INFO("strictly:\n" << strict_lines);
    INFO("leniently:\n" << lenient_lines);
    if (!readings.lenient.form) {
        CHECK(has_nothing_to_mend(readings.lenient));
        return false;
    }
    CHECK_FALSE(has_errors(readings.lenient.diagnostics));
    CHECK(silent_rows(workbook, readings.lenient) == std::vector<int>{});
    const FormReading again = read_xform(as_bytes(write_xform(*readings.lenient.form)));
    const std::string xform_lines = all_lines(again);
    INFO("as an XForm:\n" << xform_lines);
    REQUIRE(again.form != nullptr);
    CHECK(again.form->controls().size() == readings.lenient.form->controls().size());
    FormScenario interview(readings.lenient.form);
    (void)interview.session().validate();
    CHECK_FALSE(interview.exported().empty());
    return true;
}

} // namespace

TEST_CASE("whatever happened to a workbook, lenient reading loses no question, tells all it did, and gives a form")
{
    constexpr std::uint64_t runs = 1000;
    for (const char* tables : {well_made, well_made_too}) {
        const auto reading = read_workbook(as_bytes(tables), "form.md");
        REQUIRE(reading);
        const FormReading whole = read_xlsform(reading->workbook);
        INFO(all_lines(whole));
        REQUIRE(whole.form);
        std::size_t loaded = 0;
        for (std::uint64_t seed = 1; seed <= runs; ++seed) {
            CAPTURE(seed);
            SeededRandom random(seed);
            if (check_laws(broken(reading->workbook, random))) ++loaded;
        }
        std::printf("%zu of %llu broken workbooks load leniently\n", loaded, static_cast<unsigned long long>(runs));
        CHECK(loaded > runs * 9 / 10);
    }
}

TEST_CASE("real workbooks that strict reading refuses load leniently")
{
    const auto folder = shared_folder("conformance");
    if (!folder) return;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(*folder / "files"))
        if (entry.path().extension() != ".tsv") paths.push_back(entry.path()); // Where they come from.
    if (const auto forms = shared_folder("forms"))
        for (const auto& entry : std::filesystem::directory_iterator(*forms))
            if (entry.path().extension() == ".xlsx") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::size_t workbooks = 0, refused = 0, loaded = 0, written = 0;
    for (const auto& path : paths) {
        CAPTURE(path.filename().string());
        std::ifstream file(path, std::ios::binary);
        const Bytes bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        const auto reading = read_workbook(bytes, path.filename().string());
        if (!reading) continue;
        ++workbooks;
        const bool is_refused = read_xlsform(reading->workbook).form == nullptr;
        const bool is_loaded = check_laws(reading->workbook);
        if (is_refused) ++refused;
        if (is_refused && is_loaded) ++loaded;
        if (!is_refused) continue;
        const FormReading lenient = read_xlsform(reading->workbook, {"", Faults::Mend});
        if (lenient.form && read_xlsform(workbook_of(*lenient.form).workbook).form) ++written;
        if (is_loaded) continue;
        std::printf("not loaded: %s: %s\n", path.filename().c_str(), to_line(*first_error(lenient)).c_str());
    }
    std::printf("%zu workbooks, %zu refused strictly, %zu of these load leniently, %zu of these are then written as a "
                "workbook that is read strictly\n",
                workbooks, refused, loaded, written);
    CHECK(refused > 0);
    CHECK(loaded == refused);
}
