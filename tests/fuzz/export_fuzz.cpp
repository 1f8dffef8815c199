#include "base/check.h"
#include "fuzz/fuzz_entry.h"
#include "interchange/area_shapes.h"
#include "interchange/csv_export_table.h"
#include "interchange/export_reader.h"
#include "interchange/sheet_export_table.h"
#include "workbook/read_workbook.h"
#include "xlsform/read_xlsform.h"

using namespace mahalla;

namespace {

const std::shared_ptr<const FormDefinition>& form()
{
    static const std::shared_ptr<const FormDefinition> read = [] {
        const auto workbook = read_workbook(
            as_bytes("survey,type,name,label\n,integer,rooms,Rooms\n,select_multiple n,needs,Needs\n,date,day,Day\n"
                     ",geopoint,place,Place\n,begin_repeat,person,Person\n,integer,age,Age\n,text,remark,Remark\n,end_"
                     "repeat,,\n"
                     "choices,list_name,name,label\n,n,water,Water\n,n,food,\"Food, and aid\"\nsettings,form_id\n,f\n"),
            "f.csv");
        MAHALLA_CHECK(workbook);
        auto made = read_xlsform(workbook->workbook).form;
        MAHALLA_CHECK(made);
        return made;
    }();
    return read;
}

class Memory final : public DiskReader {
public:
    explicit Memory(ByteView bytes) : bytes_(bytes) {}
    Result<Bytes> read(std::size_t bytes_max) override
    {
        const ByteView taken = bytes_.subspan(at_, std::min(bytes_max, bytes_.size() - at_));
        at_ += taken.size();
        return Bytes(taken.begin(), taken.end());
    }
    std::uint64_t size() const override { return bytes_.size(); }

private:
    ByteView bytes_;
    std::size_t at_ = 0;
};

void read_all(std::vector<std::unique_ptr<ExportTable>> tables)
{
    ImportFindings findings;
    auto reader = ExportReader::open(form(), std::move(tables), DayOrder::Unknown, findings);
    if (!reader) return;
    for (;;) {
        const auto record = reader->next();
        if (!record || !*record) break;
        // Whatever a file says, a record of it can be kept.
        MAHALLA_CHECK((*record)->record.encode());
    }
    for (const ImportFinding& finding : findings.all()) MAHALLA_CHECK(!finding.diagnostic.message.empty());
}

} // namespace

/// A zero byte divides the tables of an export.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    const std::size_t middle = as_text(bytes).find('\0');
    const ByteView first = bytes.first(std::min(middle, size)),
                   second = middle < size ? bytes.subspan(middle + 1) : ByteView();
    std::vector<std::unique_ptr<ExportTable>> tables;
    for (const auto& [name, content] : {std::pair<const char*, ByteView>{"f", first}, {"f-person", second}}) {
        if (content.empty()) continue;
        Diagnostics found;
        const FileOpener open = [content = content]() -> Result<std::unique_ptr<DiskReader>> {
            return std::make_unique<Memory>(content);
        };
        if (auto table = open_csv_table(name, open, found)) tables.push_back(*std::move(table));
    }
    read_all(std::move(tables));
    Diagnostics found;
    const FileOpener open = [bytes]() -> Result<std::unique_ptr<DiskReader>> {
        return std::make_unique<Memory>(bytes);
    };
    if (auto sheets = open_sheet_tables(open, "f.xlsx", found)) read_all(*std::move(sheets));
    (void)AreaShapes::read(bytes, "");
    return 0;
}

std::vector<std::string> known_inputs()
{
    using namespace std::string_literals;
    return {
        "rooms,needs,needs/water,day,place-Latitude,place-Longitude,KEY\n3,\"water food\",1,03/04/2026,34.4,35.8,uuid:a\n\0age,remark,PARENT_KEY\n7,x,uuid:a\n"s,
        "Rooms;Needs;_uuid;_index\n3;Food, and aid;11111111-2222-3333-4444-555555555555;1\n\0age;_parent_index\n3;1\n4;2\n5;1\n"s,
        "\xEF\xBB\xBFrooms\tday\n1.0\tNov 13, 2022 11:46:00 PM\n"s, "rooms,day\n\xC7\xE1,n/a\n"s,
        R"({"type":"FeatureCollection","features":[{"properties":{"ADM2_PCODE":"LB56"},"geometry":{"type":"Point","coordinates":[35.8,34.4]}}]})"};
}
