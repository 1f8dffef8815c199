#include "interchange/record_statistics.h"

#include "interchange/variable_list.h"

#include <algorithm>

namespace mahalla {

namespace {

const char* ending_of(StatisticsProgram program)
{
    switch (program) {
    case StatisticsProgram::Spss:
        return ".sav";
    case StatisticsProgram::Stata:
        return ".dta";
    case StatisticsProgram::Sas:
    case StatisticsProgram::Sas5:
        return ".xpt";
    }
    return "";
}

/// What one pass over the records finds out about a sheet.
struct Measure {
    std::size_t rows = 0;
    std::vector<std::size_t> widths;
};

class StatisticsExport {
public:
    StatisticsExport(const FormDefinition& form, StatisticsProgram program, const SheetLayout& layout,
                     RecordSource& records)
        : program_(program), records_(records),
          sheets_(record_sheets(form, {layout.language, MultipleChoices::Apart, NoteColumns::LeftOut})),
          rows_(form, sheets_), measures_(sheets_.size())
    {}

    Result<void> write(ExportFolder& folder, std::vector<StatisticsLoss>& losses)
    {
        if (auto measured = measure(); !measured) return measured;
        name_everything();
        for (std::size_t sheet = 0; sheet < sheets_.size(); ++sheet)
            if (auto written = write_sheet(sheet, folder, losses); !written) return written;
        const std::string& name = sheets_.front().name;
        if (auto written = write_text(folder, name + "-variables.csv", variable_list_csv(described_)); !written)
            return written;
        if (program_ != StatisticsProgram::Sas && program_ != StatisticsProgram::Sas5) return {};
        return write_text(folder, name + ".sas", sas_program(described_, table_names_, program_));
    }

private:
    Result<void> each_row(const RecordRowVisitor& visit, std::optional<std::size_t> only)
    {
        if (auto begun = records_.restart(); !begun) return begun;
        for (;;) {
            MAHALLA_TRY(const Record* record, records_.next());
            if (record == nullptr) return {};
            if (auto visited = rows_.visit(*record, visit, only); !visited) return visited;
        }
    }

    Result<void> measure()
    {
        for (std::size_t i = 0; i < sheets_.size(); ++i) measures_[i].widths.resize(sheets_[i].columns.size());
        return each_row(
            [&](std::size_t sheet, const std::vector<RecordCell>& cells) -> Result<void> {
                ++measures_[sheet].rows;
                for (std::size_t i = 0; i < cells.size(); ++i)
                    measures_[sheet].widths[i] = std::max(measures_[sheet].widths[i], cells[i].text.size());
                return {};
            },
            std::nullopt);
    }

    void name_everything()
    {
        std::vector<std::string> sheet_names;
        for (std::size_t i = 0; i < sheets_.size(); ++i) {
            sheet_names.push_back(sheets_[i].name);
            std::vector<std::string> columns;
            for (const SheetColumn& column : sheets_[i].columns) columns.push_back(column.name);
            const std::vector<std::string> names = variable_names(columns, program_);
            StatisticsSheet& described = described_.emplace_back();
            described.file_name = sheets_[i].name + ending_of(program_);
            for (std::size_t k = 0; k < columns.size(); ++k) {
                described.columns.push_back(statistics_column(sheets_[i].columns[k], program_, measures_[i].widths[k]));
                described.columns.back().variable.name = names[k];
            }
        }
        table_names_ = variable_names(sheet_names, program_);
    }

    Result<void> write_sheet(std::size_t sheet, ExportFolder& folder, std::vector<StatisticsLoss>& losses)
    {
        const std::vector<StatisticsColumn>& columns = described_[sheet].columns;
        StatisticsFile file{program_, sheets_[sheet].label, table_names_[sheet], {}, measures_[sheet].rows};
        std::vector<StatisticsLoss> found;
        for (const StatisticsColumn& column : columns) {
            file.variables.push_back(column.variable);
            found.push_back({described_[sheet].file_name, column.variable.name, 0, 0});
        }
        MAHALLA_TRY(const auto out, folder.create(described_[sheet].file_name));
        std::vector<StatisticsCell> values(columns.size());
        const auto rows = [&](const StatisticsRow& add) {
            return each_row(
                [&](std::size_t, const std::vector<RecordCell>& cells) {
                    for (std::size_t i = 0; i < cells.size(); ++i) {
                        values[i] = statistics_cell(columns[i], cells[i]);
                        count_loss(cells[i], values[i], found[i]);
                    }
                    return add(values);
                },
                sheet);
        };
        if (auto written = write_statistics_file(file, rows, *out); !written) return written;
        for (StatisticsLoss& loss : found)
            if (loss.texts_cut + loss.not_of_type > 0) losses.push_back(std::move(loss));
        return out->finish();
    }

    static void count_loss(const RecordCell& cell, const StatisticsCell& value, StatisticsLoss& loss)
    {
        if (const auto* text = std::get_if<std::string_view>(&value))
            loss.texts_cut += text->size() < cell.text.size() ? 1U : 0U;
        else if (const auto* missing = std::get_if<MissingNumber>(&value))
            loss.not_of_type += missing->tag == MissingTag::WrongType ? 1U : 0U;
    }

    static Result<void> write_text(ExportFolder& folder, const std::string& name, const std::string& content)
    {
        MAHALLA_TRY(const auto out, folder.create(name));
        if (auto written = out->write(as_bytes(content)); !written) return written;
        return out->finish();
    }

    const StatisticsProgram program_;
    RecordSource& records_;
    const std::vector<RecordSheet> sheets_;
    RecordRows rows_;
    std::vector<Measure> measures_;
    std::vector<StatisticsSheet> described_;
    std::vector<std::string> table_names_;
};

} // namespace

Result<void> write_record_statistics(const FormDefinition& form, StatisticsProgram program, const SheetLayout& layout,
                                     RecordSource& records, ExportFolder& folder, std::vector<StatisticsLoss>& losses)
{
    return StatisticsExport(form, program, layout, records).write(folder, losses);
}

} // namespace mahalla
