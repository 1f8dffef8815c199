#include "fuzz/fuzz_entry.h"
#include "xlsform/read_workbook.h"
#include "xlsform/read_xlsform.h"
#include "xlsform/write_workbook.h"

using namespace mahalla;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    for (const char* name : {"f.xlsx", "f.xls", "f.csv", "f.md"}) {
        const auto reading = read_workbook({data, size}, name);
        if (reading) (void)read_xlsform(reading->workbook, {"", Faults::Mend}); // Strictly first, then with repairs.
    }
    return 0;
}

std::vector<std::string> known_inputs()
{
    const std::string table =
        "| survey |  |  |  |\n| | type | name | label::English (en) | relevant | calculation |\n"
        "| | text | a | A ${b} | ${b} > 3 | |\n| | select_one l | b | B | | |\n| | begin repeat | r | R | | |\n"
        "| | integer | c | C | . < ${a} | |\n| | end repeat | | | | |\n| choices | | | |\n| | list_name | name | label "
        "|\n"
        "| | l | x | X |\n| settings | | |\n| | form_id | version |\n| | f | 1 |\n";
    std::vector<std::string> inputs{table,
                                    "survey,type,name,label\n,text,a,\"A, b\"\nchoices,list_name,name,label\n,l,x,X\n"};
    const auto reading = read_workbook({reinterpret_cast<const std::uint8_t*>(table.data()), table.size()}, "f.md");
    if (reading) {
        const auto bytes = write_xlsx(reading->workbook);
        if (bytes) inputs.emplace_back(bytes->begin(), bytes->end());
    }
    return inputs;
}
