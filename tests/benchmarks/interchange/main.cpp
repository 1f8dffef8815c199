// Exports and imports of a million records: how fast, and in how much memory. Each format runs in a process of its own,
// so that the most it held is its own.
//
//   interchange_benchmark [--records N] [--allowance F]
//   interchange_benchmark FORMAT N              one run, for the above
#include "benchmarks/interchange/made_up_records.h"
#include "benchmarks/interchange/made_up_workbook.h"
#include "benchmarks/processor_time.h"
#include "benchmarks/report.h"
#include "benchmarks/resident_memory.h"
#include "interchange/csv_export_table.h"
#include "interchange/export_reader.h"
#include "interchange/record_csv.h"
#include "interchange/record_json.h"
#include "interchange/record_statistics.h"
#include "interchange/record_xlsx.h"
#include "interchange/sheet_export_table.h"
#include "support/temporary_folder.h"
#include "system/system_disk.h"

#include <charconv>
#include <cstdio>
#include <cstring>

using namespace mahalla;

namespace {

/// Counts what is written and keeps none of it.
class Nowhere final : public ExportFolder {
public:
    Result<std::unique_ptr<DiskWriter>> create(const std::string&) override { return std::make_unique<File>(bytes); }
    std::uint64_t bytes = 0;

private:
    class File final : public DiskWriter {
    public:
        explicit File(std::uint64_t& counted) : counted_(counted) {}
        Result<void> write(ByteView content) override
        {
            counted_ += content.size();
            return {};
        }
        Result<void> sync() override { return {}; }
        Result<void> finish() override { return {}; }

    private:
        std::uint64_t& counted_;
    };
};

constexpr const char* writers[] = {"csv", "jsonl", "xlsx", "spss", "stata", "sas"};

Result<void> write(const std::string& format, std::size_t count, Nowhere& nowhere)
{
    const auto form = household_questionnaire();
    MadeUpRecords records(*form, count);
    std::vector<StatisticsLoss> losses;
    const SheetLayout layout{0, MultipleChoices::Apart};
    if (format == "csv") return write_record_csv(*form, layout, records, nowhere);
    if (format == "jsonl") return write_record_json(*form, JsonLayout::Lines, records, nowhere);
    if (format == "xlsx") return write_record_xlsx(*form, layout, records, nowhere);
    const StatisticsProgram program = format == "spss"    ? StatisticsProgram::Spss
                                      : format == "stata" ? StatisticsProgram::Stata
                                                          : StatisticsProgram::Sas;
    return write_record_statistics(*form, program, layout, records, nowhere, losses);
}

using Tables = std::vector<std::unique_ptr<ExportTable>>;

Result<Tables> csv_tables(std::size_t count)
{
    Tables tables;
    Diagnostics found;
    for (const MadeUpTable table : {MadeUpTable::Households, MadeUpTable::Persons}) {
        const char* name = table == MadeUpTable::Households ? "household" : "household-person";
        const FileOpener open = [table, count]() -> Result<std::unique_ptr<DiskReader>> {
            return made_up_csv(table, count);
        };
        MAHALLA_TRY(auto opened, open_csv_table(name, open, found));
        tables.push_back(std::move(opened));
    }
    return tables;
}

/// How many answers there are.
Result<std::size_t> read(Tables tables)
{
    ImportFindings findings;
    MAHALLA_TRY(auto reader,
                ExportReader::open(household_questionnaire(), std::move(tables), DayOrder::Unknown, findings));
    std::size_t answers = 0;
    for (;;) {
        MAHALLA_TRY(const auto foreign, reader.next());
        if (!foreign) break;
        answers += foreign->record.answers.size();
    }
    if (!findings.all().empty()) return failure(ErrorKind::Invalid, findings.all()[0].diagnostic.code);
    return answers;
}

/// A workbook that lies on the disk while it is read.
Result<std::size_t> read_workbook_of(std::size_t count, TextsOfCells texts)
{
    const test::TemporaryFolder folder;
    SystemDisk disk;
    MAHALLA_TRY(const auto file, disk.create(folder / "export.xlsx"));
    if (auto written = write_made_up_workbook(count, texts, *file); !written) return tl::unexpected(written.error());
    if (auto finished = file->finish(); !finished) return tl::unexpected(finished.error());
    Diagnostics found;
    MAHALLA_TRY(auto tables,
                open_sheet_tables([&] { return disk.open(folder / "export.xlsx"); }, "export.xlsx", found));
    return read(std::move(tables));
}

constexpr const char* readers[] = {"read-csv", "read-xlsx", "read-xlsx-shared"};

Result<std::size_t> read(const std::string& format, std::size_t count)
{
    if (format == "read-xlsx") return read_workbook_of(count, TextsOfCells::Inline);
    if (format == "read-xlsx-shared") return read_workbook_of(count, TextsOfCells::Shared);
    MAHALLA_TRY(auto tables, csv_tables(count));
    return read(std::move(tables));
}

int run_one(const std::string& format, std::size_t count)
{
    const double before = processor_microseconds();
    std::uint64_t done = 0;
    const bool is_reading = format.starts_with("read-");
    if (is_reading) {
        const auto answers = read(format, count);
        if (!answers) return std::fprintf(stderr, "%s\n", answers.error().message.c_str()), 2;
        done = *answers;
        // Persons have two answers each; a workbook's households have no day and no place, CSV has both.
        if (done != count * (format == "read-csv" ? 12 : 10))
            return std::fprintf(stderr, "%llu answers\n", static_cast<unsigned long long>(done)), 2;
    } else {
        Nowhere nowhere;
        if (const auto written = write(format, count, nowhere); !written)
            return std::fprintf(stderr, "%s\n", written.error().message.c_str()), 2;
        done = nowhere.bytes;
    }
    const double seconds = (processor_microseconds() - before) / 1e6;
    std::printf("  %-16s %9zu records %8.2f s of the processor %9.0f records/s %8.1f %s\n", format.c_str(), count,
                seconds, static_cast<double>(count) / seconds, static_cast<double>(done) / 1e6,
                is_reading ? "million answers" : "MB");
    std::fflush(stdout);
    return 0;
}

std::size_t number_after(int count, char** words, const char* name, std::size_t otherwise)
{
    for (int i = 1; i + 1 < count; ++i)
        if (std::strcmp(words[i], name) == 0)
            std::from_chars(words[i + 1], words[i + 1] + std::strlen(words[i + 1]), otherwise);
    return otherwise;
}

} // namespace

int main(int count, char** words)
{
    if (count == 3 && words[1][0] != '-') {
        std::size_t records = 0;
        std::from_chars(words[2], words[2] + std::strlen(words[2]), records);
        return run_one(words[1], records);
    }
    const std::size_t records = number_after(count, words, "--records", 1'000'000);
    Report report(static_cast<double>(number_after(count, words, "--allowance", 1)));
    std::vector<std::string> formats(std::begin(writers), std::end(writers));
    formats.insert(formats.end(), std::begin(readers), std::end(readers));
    report.heading("Exports and imports, households of two persons: the most memory held");
    for (const std::string& format : formats) {
        std::vector<Report::Cost> memory, time;
        for (const std::size_t size : {records / 100, records / 10, records}) {
            // A workbook's sheet holds 1,048,576 rows, and each household has two persons.
            const std::size_t fitting =
                format.find("xlsx") != std::string::npos ? std::min<std::size_t>(size, 500'000) : size;
            const auto cost = cost_of_program({words[0], format, std::to_string(fitting)});
            if (!cost) {
                report.figure(format + " did not end well", 1, "", 0.5);
                break;
            }
            memory.push_back({static_cast<double>(fitting), cost->resident_megabytes});
            time.push_back({static_cast<double>(fitting), cost->processor_seconds});
        }
        if (memory.empty()) continue;
        report.figure(format, memory.back().figure, "MB", 256);
        // Who reads remembers of each row which record it belongs to.
        const bool is_reading = format.starts_with("read-");
        report.growth(format + " memory", "MB", memory, is_reading ? Report::Growth::Shown : Report::Growth::Flat);
        report.growth(format + " processor", "s", time, Report::Growth::Linear);
    }
    report.close();
    return report.anything_missed() ? 1 : 0;
}
