#include "interchange/export_reader.h"

#include "base/text.h"
#include "expression/digest.h"
#include "interchange/export_child_rows.h"

#include <algorithm>
#include <set>

namespace mahalla {

class ExportReader::Reading {
public:
    Reading(std::shared_ptr<const FormDefinition> form, ImportFindings& findings)
        : form_(std::move(form)), findings_(findings)
    {}

    Result<void> open(std::vector<std::unique_ptr<ExportTable>> tables, DayOrder order)
    {
        if (auto sorted = sort_tables(std::move(tables)); !sorted) return sorted;
        if (auto joined = join_tables(joined_, *form_, order, findings_); !joined) return joined;
        for (JoinedTable& table : joined_) {
            values_.emplace_back();
            for (const ExportColumn& column : table.columns)
                values_.back().emplace_back(*form_, column.question == no_index ? 0 : column.question);
            rows_.emplace_back(table);
            readings_[joined_place_[rows_.size() - 1]].rows = table.row_count;
        }
        if (auto begun = joined_.front().table->restart(); !begun) return begun;
        for (std::size_t i = 1; i < rows_.size(); ++i)
            if (is_joined(i))
                if (auto begun = rows_[i].begin(); !begun) return begun;
        return {};
    }

    Result<std::optional<ForeignRecord>> next()
    {
        ExportRow row;
        for (;;) {
            MAHALLA_TRY(const bool is_there, joined_.front().table->next(row));
            if (!is_there || place_ >= joined_.front().row_count) return std::optional<ForeignRecord>();
            const std::uint32_t place = place_++;
            if (joined_.front().parent_rows[place] == JoinedTable::is_twice) {
                findings_.add(Severity::Error, joined_.front().table->name(), row.number, {}, "row-twice");
                continue;
            }
            ForeignRecord foreign = begun_record(row);
            MAHALLA_TRY(const AnswerPath root, AnswerPath::parse(form_->root().nodeset));
            if (auto read = read_row(foreign, 0, place, row, root, form_->root().nodeset); !read)
                return tl::unexpected(read.error());
            if (foreign.record.answers.size() > Record::answers_max || !foreign.record.encode()) {
                findings_.add(Severity::Error, joined_.front().table->name(), row.number, {}, "record-too-large");
                continue;
            }
            return foreign;
        }
    }

    const std::vector<TableReading>& tables() const { return readings_; }
    const std::vector<std::string>& table_names() const { return names_; }

private:
    /// Finds out what each table holds; the table of records becomes the first, a parent stands before its children.
    Result<void> sort_tables(std::vector<std::unique_ptr<ExportTable>> tables)
    {
        std::vector<std::string> names;
        std::vector<std::vector<std::string>> headers;
        for (const auto& table : tables) {
            names.push_back(table->name());
            headers.push_back(table->header());
            readings_.push_back({table->name(), {}, 0, 0, 0});
        }
        const auto meanings = meanings_of_tables(*form_, names, headers);
        std::map<ModelIndex, std::size_t> by_top;
        for (std::size_t i = 0; i < tables.size(); ++i) {
            if (meanings[i].top == no_index) {
                findings_.add(Severity::Warning, names[i], 0, {}, "table-unknown");
                continue;
            }
            const auto [found, is_new] = by_top.try_emplace(meanings[i].top, i);
            if (is_new) continue;
            // The one with more of the form's questions is the one that is meant.
            std::size_t& kept = found->second;
            findings_.add(Severity::Error, names[meanings[i].answers > meanings[kept].answers ? kept : i], 0, {},
                          "table-twice");
            if (meanings[i].answers > meanings[kept].answers) kept = i;
        }
        if (!by_top.contains(0))
            return failure(ErrorKind::Invalid, "None of the tables holds records of this form: no column of a table of "
                                               "records is one of its questions.");
        // Repeats stand behind those around them in the form.
        for (const auto& [top, place] : by_top) {
            const ModelIndex around = top == 0 ? 0 : form_->repeat_around(top);
            const ModelIndex above = around == no_index ? 0 : around;
            const auto parent =
                std::find_if(joined_.begin(), joined_.end(), [&](const JoinedTable& one) { return one.top == above; });
            if (top != 0 && parent == joined_.end()) {
                findings_.add(Severity::Error, names[place], 0, {}, "parent-table-missing");
                continue;
            }
            JoinedTable joined;
            joined.table = std::move(tables[place]);
            joined.top = top;
            joined.parent = top == 0 ? 0 : static_cast<std::size_t>(parent - joined_.begin());
            describe_columns(joined, readings_[place]);
            names_.push_back(joined.table->name());
            joined_place_.push_back(place);
            joined_.push_back(std::move(joined));
        }
        return {};
    }

    void describe_columns(JoinedTable& joined, TableReading& reading)
    {
        const ExportColumnNames names(*form_, joined.top);
        reading.nodeset = form_->node(joined.top).nodeset;
        for (const std::string& header : joined.table->header()) {
            ExportColumn column = names.meaning_of(header);
            const bool is_taken = column.question != no_index;
            reading.columns_taken += is_taken ? 1U : 0U;
            reading.columns_left += is_taken ? 0U : 1U;
            joined.columns.push_back(std::move(column));
        }
    }

    bool is_joined(std::size_t table) const
    {
        const auto& siblings = joined_[joined_[table].parent].children;
        const bool is_child = std::find(siblings.begin(), siblings.end(), table) != siblings.end();
        return is_child && (joined_[table].parent == 0 || is_joined(joined_[table].parent));
    }

    ForeignRecord begun_record(const ExportRow& row)
    {
        ForeignRecord foreign;
        foreign.row = row.number;
        foreign.instance_id = instance_id_in(joined_.front(), row.cells);
        foreign.record.form = {form_->id(), form_->version(), {}};
        // Exports of ours name the record by its key, and what the form calls it beside that; in others' they are one.
        const std::string key = row_key_in(joined_.front(), row.cells);
        if (const auto id = record_id_in(key.empty() ? foreign.instance_id : key)) {
            foreign.record.id = *id;
            if (!key.empty() && key != foreign.instance_id) put_instance_id(foreign);
        } else if (!foreign.instance_id.empty()) {
            // What other systems call the record goes with it.
            foreign.record.id = record_id_of_name(*form_, foreign.instance_id);
            put_instance_id(foreign);
        } else {
            // Two households may have said the same: the second of equal rows is another record.
            std::string content;
            for (const std::string& cell : row.cells) content += cell + "\x1f";
            const Bytes digested = digest(DigestAlgorithm::Sha256, as_bytes(content));
            const std::size_t twin = equal_rows_[*RecordId::from_bytes(ByteView(digested).first(16))]++;
            foreign.record.id = record_id_of_content(*form_, to_hex(digested) + "\n" + std::to_string(twin));
        }
        return foreign;
    }

    void put_instance_id(ForeignRecord& foreign) const
    {
        for (const ModelNode& node : form_->nodes())
            if (node.local_name() == "instanceID" && node.kind == ModelNodeKind::Value)
                if (auto path = AnswerPath::parse(node.nodeset))
                    foreign.record.answers[*path] = {foreign.instance_id, true, false};
    }

    // As deep as repeats nest.
    Result<void> read_row(ForeignRecord& foreign, std::size_t table, std::uint32_t place, const ExportRow& row,
                          const AnswerPath& path, const std::string& ref)
    {
        read_answers(foreign, table, row, path, ref);
        for (const std::size_t child : joined_[table].children) {
            const auto series = below(path, joined_[table].top, joined_[child].top);
            if (!series) continue;
            const std::string series_ref =
                ref + form_->node(joined_[child].top).nodeset.substr(form_->node(joined_[table].top).nodeset.size());
            auto& rows = foreign.record.rosters[*series];
            auto read =
                rows_[child].each_of(place, [&](std::uint32_t child_place, const ExportRow& child_row) -> Result<void> {
                    const std::string child_ref = series_ref + "[" + std::to_string(rows.size() + 1) + "]";
                    rows.push_back(id_of_words<RowId>(foreign.record.id.text() + child_ref));
                    foreign.places[child_ref] = {child, child_row.number, {}};
                    return read_row(foreign, child, child_place, child_row, series->with_row(rows.back()), child_ref);
                });
            if (rows.empty()) foreign.record.rosters.erase(*series);
            if (!read) return read;
        }
        return {};
    }

    void read_answers(ForeignRecord& foreign, std::size_t table, const ExportRow& row, const AnswerPath& path,
                      const std::string& ref)
    {
        const JoinedTable& joined = joined_[table];
        std::map<ModelIndex, std::vector<std::string>> ticked;
        std::map<ModelIndex, std::size_t> tick_columns;
        std::map<ModelIndex, std::vector<std::string>> parts;
        for (std::size_t i = 0; i < joined.columns.size() && i < row.cells.size(); ++i) {
            const ExportColumn& column = joined.columns[i];
            const std::string_view cell = row.cells[i];
            if (column.question == no_index) {
                note_left_out(joined, i, row, cell);
                continue;
            }
            const ExportValues& values = values_[table][i];
            if (column.meaning == ExportMeaning::Tick) {
                take_tick(joined, i, row, cell, ticked);
                if (ticked.contains(column.question)) tick_columns.emplace(column.question, i);
                continue;
            }
            if (values.is_nothing(cell)) continue;
            if (column.meaning == ExportMeaning::GeopointPart) {
                auto& point = parts[column.question];
                point.resize(4);
                point[static_cast<std::size_t>(column.part)] = trimmed(cell);
                tick_columns.emplace(column.question, i);
                continue;
            }
            const ExportValue value = values.read(cell, joined.day_orders[i]);
            if (value.problem != nullptr) find(joined, i, row, Severity::Warning, value.problem);
            put(foreign, table, i, row, path, ref, value.value);
        }
        // Whole answers go before their parts.
        for (const auto& [question, choices] : ticked) {
            const std::size_t column = tick_columns.at(question);
            const std::string value = values_[table][column].in_list_order(choices);
            const auto place = below(path, joined.top, question);
            const auto known = place ? foreign.record.answers.find(*place) : foreign.record.answers.end();
            if (known == foreign.record.answers.end()) {
                if (!value.empty()) put(foreign, table, column, row, path, ref, value);
                continue;
            }
            std::vector<std::string> listed; // as far as the columns go
            for (const std::string_view word : words(known->second.value))
                if (has_tick_column(joined, question, word)) listed.emplace_back(word);
            if (values_[table][column].in_list_order(listed) != value)
                find(joined, column, row, Severity::Warning, "choices-disagree");
        }
        for (const auto& [question, point] : parts) {
            const auto place = below(path, joined.top, question);
            if (point[0].empty() || point[1].empty() || !place || foreign.record.answers.contains(*place)) continue;
            const std::size_t column = tick_columns.at(question);
            const ExportValue value =
                values_[table][column].read(point[0] + " " + point[1] + " " + (point[2].empty() ? "0" : point[2]) +
                                                " " + (point[3].empty() ? "0" : point[3]),
                                            DayOrder::Unknown);
            if (value.problem != nullptr) find(joined, column, row, Severity::Warning, value.problem);
            put(foreign, table, column, row, path, ref, value.value);
        }
    }

    static bool has_tick_column(const JoinedTable& joined, ModelIndex question, std::string_view choice)
    {
        return std::any_of(joined.columns.begin(), joined.columns.end(), [&](const ExportColumn& column) {
            return column.meaning == ExportMeaning::Tick && column.question == question && column.choice == choice;
        });
    }

    void take_tick(const JoinedTable& joined, std::size_t column, const ExportRow& row, std::string_view cell,
                   std::map<ModelIndex, std::vector<std::string>>& ticked)
    {
        if (trimmed(cell).empty()) return;
        const ExportColumn& meaning = joined.columns[column];
        const auto is_ticked = tick_value(cell);
        if (!is_ticked) {
            const std::string lower = lower_ascii(trimmed(cell));
            // The whole question was not asked.
            if (lower != "n/a" && lower != "na" && lower != "nan")
                find(joined, column, row, Severity::Warning, "tick-unreadable");
            return;
        }
        auto& choices = ticked[meaning.question];
        if (*is_ticked) choices.push_back(meaning.choice);
    }

    void put(ForeignRecord& foreign, std::size_t table, std::size_t column, const ExportRow& row,
             const AnswerPath& path, const std::string& ref, const std::string& value)
    {
        const JoinedTable& joined = joined_[table];
        const ModelIndex question = joined.columns[column].question;
        const auto place = below(path, joined.top, question);
        if (!place) return;
        if (value.size() > Record::value_bytes_max) return find(joined, column, row, Severity::Error, "value-too-long");
        const auto [known, is_new] = foreign.record.answers.try_emplace(*place, Answer{value, true, false});
        if (!is_new) {
            if (known->second.value != value) find(joined, column, row, Severity::Warning, "column-twice");
            return;
        }
        const std::string below_top = form_->node(question).nodeset.substr(form_->node(joined.top).nodeset.size());
        foreign.places[ref + below_top] = {table, row.number, header(joined, column)};
    }

    static std::string header(const JoinedTable& joined, std::size_t column)
    {
        return column < joined.table->header().size() ? joined.table->header()[column] : std::string();
    }

    void find(const JoinedTable& joined, std::size_t column, const ExportRow& row, Severity severity, const char* code)
    {
        findings_.add(severity, joined.table->name(), row.number, header(joined, column), code);
    }

    /// Only what holds something is worth a word.
    void note_left_out(const JoinedTable& joined, std::size_t column, const ExportRow& row, std::string_view cell)
    {
        if (trimmed(cell).empty()) return;
        switch (joined.columns[column].meaning) {
        case ExportMeaning::Unknown:
            return find(joined, column, row, Severity::Warning, "column-unknown");
        case ExportMeaning::Ambiguous:
            return find(joined, column, row, Severity::Warning, "column-ambiguous");
        case ExportMeaning::OfAnotherTable:
            return find(joined, column, row, Severity::Warning, "column-elsewhere");
        case ExportMeaning::System:
        case ExportMeaning::Answer:
        case ExportMeaning::Tick:
        case ExportMeaning::GeopointPart:
        case ExportMeaning::InstanceId:
        case ExportMeaning::RowIndex:
        case ExportMeaning::RowKey:
        case ExportMeaning::ParentIndex:
        case ExportMeaning::ParentKey:
            return;
        }
    }

    std::optional<AnswerPath> below(const AnswerPath& place, ModelIndex top, ModelIndex node) const
    {
        AnswerPath path = place;
        const std::string_view steps =
            std::string_view(form_->node(node).nodeset).substr(form_->node(top).nodeset.size());
        for (const std::string_view step : split(steps, '/')) {
            if (step.empty()) continue;
            auto child = path.child(step);
            if (!child) return std::nullopt;
            path = *std::move(child);
        }
        return path;
    }

    const std::shared_ptr<const FormDefinition> form_;
    ImportFindings& findings_;
    std::vector<TableReading> readings_;
    std::vector<std::size_t> joined_place_; ///< Of each joined table its place in `readings_`.
    std::vector<JoinedTable> joined_;
    std::vector<std::string> names_; ///< Of the joined tables.
    std::vector<std::vector<ExportValues>> values_;
    std::vector<ExportChildRows> rows_;
    std::uint32_t place_ = 0;
    std::map<RecordId, std::size_t> equal_rows_;
};

ExportReader::ExportReader(std::unique_ptr<Reading> reading) : reading_(std::move(reading)) {}
ExportReader::ExportReader(ExportReader&&) noexcept = default;
ExportReader& ExportReader::operator=(ExportReader&&) noexcept = default;
ExportReader::~ExportReader() = default;

Result<ExportReader> ExportReader::open(std::shared_ptr<const FormDefinition> form,
                                        std::vector<std::unique_ptr<ExportTable>> tables, DayOrder order,
                                        ImportFindings& findings)
{
    auto reading = std::make_unique<Reading>(std::move(form), findings);
    if (auto opened = reading->open(std::move(tables), order); !opened) return tl::unexpected(opened.error());
    return ExportReader(std::move(reading));
}

Result<std::optional<ForeignRecord>> ExportReader::next() { return reading_->next(); }
const std::vector<TableReading>& ExportReader::tables() const { return reading_->tables(); }
const std::vector<std::string>& ExportReader::table_names() const { return reading_->table_names(); }

} // namespace mahalla
