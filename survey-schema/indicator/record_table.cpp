#include "indicator/record_table.h"

#include "base/text.h"

#include <set>

namespace mahalla {

namespace {

struct Question {
    ModelIndex node = no_index;
    std::string column;
};

/// "group.name" of "/data/group/name".
std::string dotted(std::string_view nodeset)
{
    nodeset.remove_prefix(1);
    const std::size_t slash = nodeset.find('/');
    return replaced_all(slash == std::string_view::npos ? nodeset : nodeset.substr(slash + 1), "/", ".");
}

/// Column names of all questions: plain where the name is the first of its kind, dotted paths after that.
std::vector<Question> questions_of(const FormDefinition& form)
{
    std::vector<Question> questions;
    std::set<std::string> names{"record", "row"};
    for (ModelIndex index = 0; index < form.nodes().size(); ++index) {
        const ModelNode& node = form.node(index);
        if (node.kind != ModelNodeKind::Value) continue;
        std::string name(node.local_name());
        if (!names.insert(name).second) {
            name = dotted(node.nodeset);
            names.insert(name);
        }
        questions.push_back({index, std::move(name)});
    }
    return questions;
}

/// The repeats that `index` stands in, the outermost first.
std::vector<ModelIndex> repeats_around(const FormDefinition& form, ModelIndex index)
{
    std::vector<ModelIndex> repeats;
    for (ModelIndex repeat = form.repeat_around(index); repeat != no_index; repeat = form.repeat_around(repeat))
        repeats.insert(repeats.begin(), repeat);
    return repeats;
}

/// `below` of `ancestor`, written from the place `at`, which is an instance of `ancestor`.
std::optional<AnswerPath> path_below(const FormDefinition& form, const AnswerPath& at, ModelIndex ancestor,
                                     ModelIndex below)
{
    const std::string& from = form.node(ancestor).nodeset;
    AnswerPath path = at;
    for (const std::string_view step : split(std::string_view(form.node(below).nodeset).substr(from.size()), '/')) {
        if (step.empty()) continue;
        auto child = path.child(step);
        if (!child) return std::nullopt;
        path = *std::move(child);
    }
    return path;
}

class TableFromRecords {
public:
    TableFromRecords(const FormDefinition& form, ModelIndex repeat) : form_(form), repeat_(repeat)
    {
        if (repeat != no_index) chain_ = repeats_around(form, repeat);
        if (repeat != no_index) chain_.push_back(repeat);
        builders_.emplace_back("record");
        builders_.back().keep_as_text();
        if (repeat != no_index) builders_.emplace_back("row");
        for (Question& question : questions_of(form)) {
            // A question of another repeat has no one value in these rows.
            const auto around = repeats_around(form, question.node);
            if (around.size() > chain_.size() || !std::equal(around.begin(), around.end(), chain_.begin())) continue;
            builders_.emplace_back(question.column);
            const DataType type = form.node(question.node).bind.data_type;
            if (type != DataType::Integer && type != DataType::Decimal && type != DataType::String)
                builders_.back().keep_as_text();
            questions_.push_back({question.node, around.size()});
        }
    }

    void add(const Record& record)
    {
        const auto root = AnswerPath::parse(form_.root().nodeset);
        if (!root) return;
        std::vector<AnswerPath> places{*root}; // the root, then the row of each repeat of the chain
        add_rows(record, places, 0);
    }

    Result<DataTable> finish()
    {
        std::vector<Column> columns;
        for (ColumnBuilder& builder : builders_) columns.push_back(builder.finish());
        return DataTable::create(std::move(columns));
    }

private:
    // As deep as repeats are nested in the form, which its definition limits.
    void add_rows(const Record& record, std::vector<AnswerPath>& places, std::size_t position)
    {
        const std::size_t depth = places.size() - 1;
        if (depth == chain_.size()) return add_row(record, places, position);
        const ModelIndex above = depth == 0 ? 0 : chain_[depth - 1];
        const auto series = path_below(form_, places.back(), above, chain_[depth]);
        if (!series) return;
        const auto rows = record.rosters.find(*series);
        if (rows == record.rosters.end()) return;
        for (std::size_t i = 0; i < rows->second.size(); ++i) {
            places.push_back(series->with_row(rows->second[i]));
            add_rows(record, places, i + 1);
            places.pop_back();
        }
    }

    void add_row(const Record& record, const std::vector<AnswerPath>& places, std::size_t position)
    {
        std::size_t column = 0;
        builders_[column++].add(record.id.text());
        if (repeat_ != no_index) builders_[column++].add(std::to_string(position));
        for (const auto& [node, depth] : questions_) {
            const auto path = path_below(form_, places[depth], depth == 0 ? 0 : chain_[depth - 1], node);
            const auto answer = path ? record.answers.find(*path) : record.answers.end();
            if (answer == record.answers.end() || !answer->second.relevant)
                builders_[column].add_missing();
            else if (answer->second.unresolved)
                builders_[column].add_unresolved();
            else
                builders_[column].add(answer->second.value);
            ++column;
        }
    }

    const FormDefinition& form_;
    ModelIndex repeat_;
    std::vector<ModelIndex> chain_;                             // repeats from the outermost to `repeat_`
    std::vector<std::pair<ModelIndex, std::size_t>> questions_; // node, how many repeats are around it
    std::vector<ColumnBuilder> builders_;
};

} // namespace

Result<DataTable> make_record_table(const FormDefinition& form, std::span<const Record> records,
                                    std::string_view repeat)
{
    ModelIndex node = no_index;
    if (!repeat.empty()) {
        node = form.find_node(repeat);
        if (node == no_index || form.node(node).kind != ModelNodeKind::Repeat)
            return failure(ErrorKind::Invalid, "The form has no repeat '" + std::string(repeat) + "'.");
    }
    TableFromRecords table(form, node);
    for (const Record& record : records)
        if (record.counts_in_tables() && record.form.id == form.id()) table.add(record);
    return table.finish();
}

std::string column_name_of(const FormDefinition& form, std::string_view nodeset)
{
    const ModelIndex node = form.find_node(nodeset);
    if (node == no_index) return {};
    for (const Question& question : questions_of(form))
        if (question.node == node) return question.column;
    return {};
}

} // namespace mahalla
