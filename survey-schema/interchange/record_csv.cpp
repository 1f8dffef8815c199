#include "interchange/record_csv.h"

#include "base/text.h"
#include "interchange/csv_cell.h"

#include <algorithm>

namespace mahalla {

namespace {

/// One sheet: the questions that have one value in each of its lines.
struct Sheet {
    ModelIndex top = 0; ///< The root, or the repeat whose rows are the lines.
    std::string name;
    std::vector<ModelIndex> questions;
};

/// "group-name" of a question, seen from the root or repeat that is the sheet.
std::string header_name(const FormDefinition& form, ModelIndex top, ModelIndex question)
{
    const std::string_view below =
        std::string_view(form.node(question).nodeset).substr(form.node(top).nodeset.size() + 1);
    return replaced_all(below, "/", "-");
}

std::vector<Sheet> sheets_of(const FormDefinition& form)
{
    std::vector<Sheet> sheets{{0, form.id().empty() ? std::string("records") : form.id(), {}}};
    for (ModelIndex index = 0; index < form.nodes().size(); ++index)
        if (form.node(index).kind == ModelNodeKind::Repeat)
            sheets.push_back({index, sheets.front().name + "-" + std::string(form.node(index).local_name()), {}});
    for (ModelIndex index = 0; index < form.nodes().size(); ++index) {
        if (form.node(index).kind != ModelNodeKind::Value) continue;
        const ModelIndex repeat = form.repeat_around(index);
        const ModelIndex top = repeat == no_index ? 0 : repeat;
        for (Sheet& sheet : sheets)
            if (sheet.top == top) sheet.questions.push_back(index);
    }
    // Two repeats may share a name in different groups.
    for (std::size_t i = 0; i < sheets.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (sheets[k].name == sheets[i].name) sheets[i].name += "-" + std::to_string(i);
    return sheets;
}

constexpr const char* geopoint_parts[] = {"Latitude", "Longitude", "Altitude", "Accuracy"};

class RecordExport {
public:
    RecordExport(const FormDefinition& form) : form_(form), sheets_(sheets_of(form))
    {
        for (const Sheet& sheet : sheets_) {
            CsvLineWriter line;
            for (const ModelIndex question : sheet.questions) {
                const std::string name = header_name(form, sheet.top, question);
                if (form.node(question).bind.data_type == DataType::Geopoint)
                    for (const char* part : geopoint_parts) line.add(name + "-" + part);
                else
                    line.add(name);
            }
            if (sheet.top != 0) line.add("PARENT_KEY");
            line.add("KEY");
            files_.push_back({sheet.name + ".csv", line.take()});
        }
    }

    void add(const Record& record)
    {
        if (const auto root = AnswerPath::parse(form_.root().nodeset))
            add_line(record, 0, *root, "uuid:" + record.id.text(), {});
    }

    std::vector<ExportedFile> take() { return std::move(files_); }

private:
    /// The line of one place (the record, a row) and those of the repeats in it; as deep as repeats nest.
    void add_line(const Record& record, std::size_t sheet, const AnswerPath& place, const std::string& key,
                  const std::string& parent_key)
    {
        CsvLineWriter line;
        for (const ModelIndex question : sheets_[sheet].questions) add_answer(line, record, sheet, place, question);
        if (!parent_key.empty()) line.add(parent_key);
        line.add(key);
        files_[sheet].content += line.take();

        for (std::size_t inner = 1; inner < sheets_.size(); ++inner) {
            const ModelIndex repeat = sheets_[inner].top;
            const ModelIndex around = form_.repeat_around(repeat);
            if ((around == no_index ? 0 : around) != sheets_[sheet].top) continue;
            const auto series = below(place, sheets_[sheet].top, repeat);
            const auto rows = series ? record.rosters.find(*series) : record.rosters.end();
            if (rows == record.rosters.end()) continue;
            const std::string name(form_.node(repeat).local_name());
            for (std::size_t i = 0; i < rows->second.size(); ++i)
                add_line(record, inner, series->with_row(rows->second[i]),
                         key + "/" + name + "[" + std::to_string(i + 1) + "]", key);
        }
    }

    void add_answer(CsvLineWriter& line, const Record& record, std::size_t sheet, const AnswerPath& place,
                    ModelIndex question) const
    {
        const auto path = below(place, sheets_[sheet].top, question);
        const std::string value = path ? record.settled_value(*path).value_or("") : std::string();
        if (form_.node(question).bind.data_type != DataType::Geopoint) {
            line.add(value, CsvContent::Words);
            return;
        }
        const auto parts = words(value);
        for (std::size_t i = 0; i < std::size(geopoint_parts); ++i) line.add(i < parts.size() ? parts[i] : "");
    }

    std::optional<AnswerPath> below(const AnswerPath& place, ModelIndex top, ModelIndex node) const
    {
        AnswerPath path = place;
        const std::string_view steps =
            std::string_view(form_.node(node).nodeset).substr(form_.node(top).nodeset.size());
        for (const std::string_view step : split(steps, '/')) {
            if (step.empty()) continue;
            auto child = path.child(step);
            if (!child) return std::nullopt;
            path = *std::move(child);
        }
        return path;
    }

    const FormDefinition& form_;
    std::vector<Sheet> sheets_;
    std::vector<ExportedFile> files_;
};

bool is_exported(const FormDefinition& form, const FormReference& reference, RecordStage stage)
{
    return reference.id == form.id() && (stage == RecordStage::Draft || stage == RecordStage::Finalised);
}

} // namespace

std::vector<ExportedFile> write_record_csv(const FormDefinition& form, std::span<const Record> records)
{
    RecordExport exported(form);
    for (const Record& record : records)
        if (is_exported(form, record.form, record.stage)) exported.add(record);
    return exported.take();
}

std::vector<ExportedFile> write_record_csv(const FormDefinition& form, std::span<const FlatRecord> records)
{
    RecordExport exported(form);
    for (const FlatRecord& record : records)
        if (is_exported(form, record.form, record.stage)) exported.add(record.record());
    return exported.take();
}

} // namespace mahalla
