#include "fuzz/fuzz_entry.h"
#include "fuzz/interview_of_bytes.h"
#include "workbook/read_workbook.h"
#include "workbook/write_workbook.h"
#include "workbook/zip_archive.h"
#include "xform/write_xform.h"
#include "xlsform/read_xlsform.h"

using namespace mahalla;

namespace {

/// A container is closed to random changes: one bit, and a checksum fails. So an input that begins with this mark is a
/// list of parts, each behind a line "--- name", and the container is made around it.
constexpr std::string_view parts_mark = "parts\n";

std::optional<Bytes> container_of(std::string_view text)
{
    if (!text.starts_with(parts_mark)) return std::nullopt;
    text.remove_prefix(parts_mark.size());
    std::vector<ZipPart> parts;
    while (text.starts_with("--- ")) {
        const std::size_t line_end = std::min(text.find('\n'), text.size());
        const std::string_view name = text.substr(4, line_end - 4);
        text.remove_prefix(std::min(line_end + 1, text.size()));
        const std::size_t next = std::min(text.find("\n--- "), text.size());
        if (!name.empty()) parts.push_back({std::string(name), std::string(text.substr(0, next))});
        text.remove_prefix(std::min(next + 1, text.size()));
    }
    auto bytes = write_zip(parts);
    if (!bytes) return std::nullopt; // Two parts of one name.
    return *std::move(bytes);
}

void check_written_again(const Workbook& workbook)
{
    const auto written = write_xlsx(workbook);
    if (!written) return; // A sheet's name that no spreadsheet program takes.
    const auto again = read_workbook(*written, "again.xlsx");
    check_law(again.has_value(), "a workbook that was written is read");
    check_law(again->workbook.sheets.size() == workbook.sheets.size(), "writing a workbook loses no sheet");
}

void read_everything(ByteView bytes, const char* name, ByteView choices)
{
    const auto reading = read_workbook(bytes, name);
    if (!reading) return;
    if (bytes.size() % 8 == 0) check_written_again(reading->workbook); // Packing takes longer than all the rest.
    (void)write_markdown(reading->workbook);
    const FormReading form = read_xlsform(reading->workbook);
    if (!form.form) {
        check_law(has_errors(form.diagnostics), "a form that is refused is refused for a reason");
        const FormReading mended = read_xlsform(reading->workbook, {"", Faults::Mend});
        if (mended.form) InterviewOfBytes(choices).fill_in(mended.form);
        return;
    }
    check_xform(write_xform(*form.form), form.form->nodes().size());
    InterviewOfBytes(choices).fill_in(form.form);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    const auto container = container_of(as_text(bytes));
    if (container) {
        read_everything(*container, "f.xlsx", bytes);
        return 0;
    }
    // Either name is tried, by chance: both each time would take twice as long.
    const bool as_markdown = as_text(bytes).starts_with('|') || size % 8 == 1;
    read_everything(bytes, as_markdown ? "f.md" : "f.csv", bytes);
    return 0;
}

std::vector<std::string> known_inputs()
{
    const std::string table =
        "| survey |  |  |  |  |  |\n"
        "| | type | name | label::English (en) | label::Deutsch (de) | relevant | calculation | constraint | "
        "repeat_count | parameters | choice_filter | default | trigger |\n"
        "| | text | a | A ${b} | Ah | ${b} = 'x' | | regex(., '^[a-z]+$') | | | | 1 + 1 | |\n"
        "| | select_one l | b | B | Be | | | | | randomize=true, seed=42 | d != 'z' | x | |\n"
        "| | select_multiple l or_other | m | M | Em | | | | | | | | |\n"
        "| | begin group | g | G | Ge | | | | | | | | |\n"
        "| | range | s | S | Es | | | | | start=1 end=10 step=2 | | | |\n"
        "| | end group | | | | | | | | | | | |\n"
        "| | calculate | n | | | | count(${r}) + 1 | | | | | | ${a} |\n"
        "| | begin repeat | r | R | Er | | | | 2 | | | | |\n"
        "| | integer | c | C | Ce | | | . < ${n} + sum(${c}) | | | | ${last-saved#s} | |\n"
        "| | geopoint | p | P | Pe | | | | | | | | |\n"
        "| | end repeat | | | | | | | | | | | |\n"
        "| choices | | | | | |\n| | list_name | name | label::English (en) | label::Deutsch (de) | d |\n"
        "| | l | x | X | Ix | 1 |\n| | l | y | Y | Yps | z |\n"
        "| settings | | | | |\n| | form_id | version | default_language | instance_name | style |\n"
        "| | f | 1 | English (en) | concat(${a}, 'x') | pages |\n"
        "| entities | | |\n| | dataset | label |\n| | people | ${a} |\n";
    std::vector<std::string> inputs{
        table, "survey,type,name,label\n,text,a,\"A, b\"\nchoices,list_name,name,label\n,l,x,X\n",
        "survey;type;name;label\n;begin loop over l;q;%(label)s\n;note;n;N\n;end loop;;\nchoices;list "
        "name;name;label\n;l;x;X\n",
        "parts\n--- xl/workbook.xml\n<workbook xmlns:r=\"r\"><workbookPr date1904=\"1\"/><sheets>"
        "<sheet name=\"survey\" r:id=\"a\"/><sheet name=\"choices\" r:id=\"b\"/></sheets></workbook>"
        "\n--- xl/_rels/workbook.xml.rels\n<Relationships><Relationship Id=\"a\" Target=\"a.xml\"/>"
        "<Relationship Id=\"b\" Target=\"/xl/b.xml\"/></Relationships>"
        "\n--- xl/styles.xml\n<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yy\"/></numFmts>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>"
        "\n--- xl/sharedStrings.xml\n<sst><si><t>type</t></si><si><r><t>na</t></r><r><t>me</t></r></si>"
        "<si><t>text</t><rPh><t>q</t></rPh></si></sst>"
        "\n--- xl/a.xml\n<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" "
        "t=\"s\"><v>1</v></c>"
        "<c r=\"C1\" t=\"inlineStr\"><is><t>label</t></is></c></row><row><c t=\"s\"><v>2</v></c><c "
        "t=\"str\"><v>a_x0041_</v></c>"
        "<c s=\"1\"><v>45000.5</v></c></row></sheetData></worksheet>"
        "\n--- xl/b.xml\n<worksheet><sheetData/></worksheet>"};
    const auto reading = read_workbook(as_bytes(table), "f.md");
    if (reading) {
        const auto bytes = write_xlsx(reading->workbook);
        if (bytes) inputs.emplace_back(bytes->begin(), bytes->end());
    }
    return inputs;
}
