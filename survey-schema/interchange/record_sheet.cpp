#include "interchange/record_sheet.h"

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"

#include <algorithm>
#include <map>

namespace mahalla {

namespace {

constexpr const char* geopoint_parts[] = {"Latitude", "Longitude", "Altitude", "Accuracy"};

/// "group-name" of a question, seen from the root or repeat that is the sheet.
std::string header_name(const FormDefinition& form, ModelIndex top, ModelIndex question)
{
    const std::string_view below =
        std::string_view(form.node(question).nodeset).substr(form.node(top).nodeset.size() + 1);
    return replaced_all(below, "/", "-");
}

SheetColumnKind kind_of(DataType type)
{
    switch (type) {
    case DataType::Integer:
        return SheetColumnKind::Whole;
    case DataType::Decimal:
        return SheetColumnKind::Decimal;
    case DataType::DateOnly:
        return SheetColumnKind::Day;
    case DataType::TimeOnly:
        return SheetColumnKind::Clock;
    case DataType::DateTime:
        return SheetColumnKind::Moment;
    case DataType::String:
    case DataType::Boolean:
    case DataType::Geopoint:
    case DataType::Geotrace:
    case DataType::Geoshape:
    case DataType::Binary:
    case DataType::Barcode:
    case DataType::Intent:
        return SheetColumnKind::Words;
    }
    return SheetColumnKind::Words;
}

class SheetBuilding {
public:
    SheetBuilding(const FormDefinition& form, const SheetLayout& layout) : form_(form), layout_(layout) {}

    std::vector<RecordSheet> build()
    {
        const std::string name = form_.id().empty() ? std::string("records") : form_.id();
        std::vector<RecordSheet> sheets{{0, name, form_.title(), {}}};
        for (ModelIndex index = 0; index < form_.nodes().size(); ++index)
            if (form_.node(index).kind == ModelNodeKind::Repeat)
                sheets.push_back({index,
                                  name + "-" + std::string(form_.node(index).local_name()),
                                  question_label(form_, index, layout_.language),
                                  {}});
        for (ModelIndex index = 0; index < form_.nodes().size(); ++index) {
            if (form_.node(index).kind != ModelNodeKind::Value) continue;
            if (layout_.notes == NoteColumns::LeftOut && is_only_shown(index)) continue;
            const ModelIndex repeat = form_.repeat_around(index);
            const ModelIndex top = repeat == no_index ? 0 : repeat;
            for (RecordSheet& sheet : sheets)
                if (sheet.top == top) add_question(sheet, index);
        }
        // Two repeats may share a name in different groups.
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k)
                if (sheets[k].name == sheets[i].name) sheets[i].name += "-" + std::to_string(i);
            if (sheets[i].top != 0)
                sheets[i].columns.push_back(
                    {SheetColumnKind::ParentKey, no_index, "PARENT_KEY", "", "", "", -1, nullptr});
            sheets[i].columns.push_back({SheetColumnKind::Key, no_index, "KEY", "", "", "", -1, nullptr});
        }
        return sheets;
    }

private:
    bool is_only_shown(ModelIndex question) const
    {
        const auto controls = form_.controls_of(question);
        return !controls.empty() && !form_.node(question).bind.calculate &&
               std::all_of(controls.begin(), controls.end(), [&](ControlIndex index) { return form_.is_note(index); });
    }

    void add_question(RecordSheet& sheet, ModelIndex question)
    {
        const DataType type = form_.node(question).bind.data_type;
        SheetColumn column;
        column.question = question;
        column.name = header_name(form_, sheet.top, question);
        column.label = question_label(form_, question, layout_.language);
        column.kind = kind_of(type);
        if (type == DataType::Geopoint) {
            column.kind = SheetColumnKind::Decimal;
            for (int part = 0; part < 4; ++part) {
                SheetColumn& one = sheet.columns.emplace_back(column);
                one.name += std::string("-") + geopoint_parts[part];
                one.label += std::string(" (") + lower_ascii(geopoint_parts[part]) + ")";
                one.part = part;
            }
            return;
        }
        const Control* select = select_of(form_, question);
        if (select != nullptr) column.choices = choices_of(*select);
        const bool is_one = select != nullptr && select->kind == ControlKind::SelectOne;
        if (is_one && column.choices) column.kind = SheetColumnKind::Code;
        if (!is_one) column.choices = nullptr;
        sheet.columns.push_back(column);
        if (select == nullptr || is_one || layout_.multiple_choices == MultipleChoices::Together) return;
        const auto choices = choices_of(*select);
        if (!choices || choices->size() > ticks_max) return;
        for (const LabelledChoice& choice : *choices) {
            SheetColumn& tick = sheet.columns.emplace_back(column);
            tick.kind = select->kind == ControlKind::Rank ? SheetColumnKind::Place : SheetColumnKind::Tick;
            tick.choice = choice.value;
            tick.name += "/" + choice.value;
            tick.choice_label = choice.label;
            tick.label += " – " + choice.label;
        }
    }

    /// Lists are shared: forms ask the same in every other question.
    std::shared_ptr<const std::vector<LabelledChoice>> choices_of(const Control& select)
    {
        if (!select.itemset) return listed(labelled_choices(form_, select, layout_.language));
        const std::string key = select.itemset->nodeset.text() + "\n" + select.itemset->value.text();
        const auto known = lists_.find(key);
        if (known != lists_.end()) return known->second;
        return lists_.emplace(key, listed(labelled_choices(form_, select, layout_.language))).first->second;
    }
    static std::shared_ptr<const std::vector<LabelledChoice>> listed(std::vector<LabelledChoice> choices)
    {
        if (choices.empty()) return nullptr;
        return std::make_shared<const std::vector<LabelledChoice>>(std::move(choices));
    }

    /// A list of villages makes no columns.
    static constexpr std::size_t ticks_max = 250;

    const FormDefinition& form_;
    const SheetLayout& layout_;
    std::map<std::string, std::shared_ptr<const std::vector<LabelledChoice>>> lists_;
};

std::optional<AnswerPath> path_below(const FormDefinition& form, const AnswerPath& place, ModelIndex top,
                                     ModelIndex node)
{
    AnswerPath path = place;
    const std::string_view steps = std::string_view(form.node(node).nodeset).substr(form.node(top).nodeset.size());
    for (const std::string_view step : split(steps, '/')) {
        if (step.empty()) continue;
        auto child = path.child(step);
        if (!child) return std::nullopt;
        path = *std::move(child);
    }
    return path;
}

bool is_of_kind(SheetColumnKind kind, const std::string& text)
{
    switch (kind) {
    case SheetColumnKind::Whole:
        return integer_from_text(text).has_value();
    case SheetColumnKind::Decimal:
        return number_from_text(text).has_value();
    case SheetColumnKind::Day:
        return date_from_text(std::string_view(text).substr(0, 10)).has_value();
    case SheetColumnKind::Moment:
        return text.size() > 10 && text[10] == 'T' && date_from_text(std::string_view(text).substr(0, 10));
    case SheetColumnKind::Clock:
        return text.size() >= 5 && text[2] == ':';
    case SheetColumnKind::Words:
    case SheetColumnKind::Code:
    case SheetColumnKind::Tick:
    case SheetColumnKind::Place:
    case SheetColumnKind::Key:
    case SheetColumnKind::ParentKey:
        return true;
    }
    return true;
}

/// The cell of a column, given the whole answer of its question.
RecordCell cell_of(const SheetColumn& column, const std::string& answer)
{
    RecordCell cell;
    if (column.part >= 0) {
        const auto parts = words(answer);
        if (static_cast<std::size_t>(column.part) < parts.size())
            cell.text = parts[static_cast<std::size_t>(column.part)];
    } else if (column.kind == SheetColumnKind::Tick || column.kind == SheetColumnKind::Place) {
        const auto codes = words(answer);
        const auto found = std::find(codes.begin(), codes.end(), column.choice);
        if (column.kind == SheetColumnKind::Tick)
            cell.text = found != codes.end() ? "1" : codes.empty() ? "" : "0";
        else if (found != codes.end())
            cell.text = std::to_string(found - codes.begin() + 1);
    } else {
        cell.text = answer;
    }
    if (cell.text.empty())
        cell.missing = EmptyCellReason::NoAnswer;
    else if (!is_of_kind(column.kind, cell.text))
        cell.missing = EmptyCellReason::WrongType; // its text stays: formats of texts can hold it
    return cell;
}

} // namespace

std::vector<RecordSheet> record_sheets(const FormDefinition& form, const SheetLayout& layout)
{
    return SheetBuilding(form, layout).build();
}

const char* name_of(EmptyCellReason reason)
{
    switch (reason) {
    case EmptyCellReason::NoAnswer:
        return "no answer";
    case EmptyCellReason::NotRelevant:
        return "does not apply";
    case EmptyCellReason::Undecided:
        return "undecided";
    case EmptyCellReason::WrongType:
        return "not of its type";
    }
    return "no answer";
}

struct RecordRows::Place {
    const Record& record;
    std::size_t sheet;
    AnswerPath path;
    std::string key, parent_key;
};

RecordRows::RecordRows(const FormDefinition& form, const std::vector<RecordSheet>& sheets)
    : form_(form), sheets_(sheets), inner_(sheets.size())
{
    for (std::size_t inner = 1; inner < sheets.size(); ++inner) {
        const ModelIndex around = form.repeat_around(sheets[inner].top);
        for (std::size_t outer = 0; outer < sheets.size(); ++outer)
            if (sheets[outer].top == (around == no_index ? 0 : around)) inner_[outer].push_back(inner);
    }
}

Result<void> RecordRows::visit(const Record& record, const RecordRowVisitor& visit, std::optional<std::size_t> only)
{
    const bool counts = record.stage == RecordStage::Draft || record.stage == RecordStage::Finalised;
    if (!counts || record.form.id != form_.id()) return {};
    const auto root = AnswerPath::parse(form_.root().nodeset);
    if (!root) return {};
    return visit_place({record, 0, *root, "uuid:" + record.id.text(), {}}, visit, only);
}

// As deep as repeats nest, which the form's definition limits.
Result<void> RecordRows::visit_place(const Place& place, const RecordRowVisitor& visit, std::optional<std::size_t> only)
{
    if (!only || *only == place.sheet) {
        fill(place);
        if (auto visited = visit(place.sheet, cells_); !visited) return visited;
    }
    for (const std::size_t inner : inner_[place.sheet]) {
        const ModelIndex repeat = sheets_[inner].top;
        const auto series = path_below(form_, place.path, sheets_[place.sheet].top, repeat);
        const auto rows = series ? place.record.rosters.find(*series) : place.record.rosters.end();
        if (rows == place.record.rosters.end()) continue;
        const std::string name(form_.node(repeat).local_name());
        for (std::size_t i = 0; i < rows->second.size(); ++i) {
            const Place row{place.record, inner, series->with_row(rows->second[i]),
                            place.key + "/" + name + "[" + std::to_string(i + 1) + "]", place.key};
            if (auto visited = visit_place(row, visit, only); !visited) return visited;
        }
    }
    return {};
}

void RecordRows::fill(const Place& place)
{
    const RecordSheet& sheet = sheets_[place.sheet];
    cells_.resize(sheet.columns.size());
    ModelIndex last = no_index;
    const Answer* answer = nullptr;
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
        const SheetColumn& column = sheet.columns[i];
        if (column.kind == SheetColumnKind::Key || column.kind == SheetColumnKind::ParentKey) {
            cells_[i] = {column.kind == SheetColumnKind::Key ? place.key : place.parent_key, std::nullopt};
            continue;
        }
        if (column.question != last) { // the columns of one question stand together
            last = column.question;
            const auto path = path_below(form_, place.path, sheet.top, column.question);
            const auto found = path ? place.record.answers.find(*path) : place.record.answers.end();
            answer = found == place.record.answers.end() ? nullptr : &found->second;
        }
        if (answer == nullptr)
            cells_[i] = {{}, EmptyCellReason::NoAnswer};
        else if (!answer->relevant)
            cells_[i] = {{}, EmptyCellReason::NotRelevant};
        else if (answer->unresolved)
            cells_[i] = {{}, EmptyCellReason::Undecided};
        else
            cells_[i] = cell_of(column, answer->value);
    }
}

} // namespace mahalla
