#include "indicator/record_table.h"

#include "base/text.h"
#include "indicator/record_columns.h"

#include <algorithm>

namespace mahalla {

namespace {

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
    TableFromRecords(const FormDefinition& form, ModelIndex repeat, const MissingCodes& codes)
        : form_(form), repeat_(repeat), codes_(codes)
    {
        if (repeat != no_index) chain_ = repeats_around(form, repeat);
        if (repeat != no_index) chain_.push_back(repeat);
        builders_.emplace_back("record");
        builders_.back().keep_as_text();
        if (repeat != no_index) builders_.emplace_back("row");
        for (const RecordColumn& column : record_columns(form)) {
            // A question of another repeat has no one value in these rows.
            if (!has_one_answer(column.repeats, chain_)) continue;
            builders_.emplace_back(column.name);
            const DataType type = form.node(column.node).bind.data_type;
            const bool is_number = type == DataType::Integer || type == DataType::Decimal;
            if (!is_number && type != DataType::String) builders_.back().keep_as_text();
            questions_.push_back({column.node, column.repeats.size(), is_number});
        }
    }

    void add(const Record& record)
    {
        const auto root = AnswerPath::parse(form_.root().nodeset);
        if (!root) return;
        std::vector<AnswerPath> places{*root}; // the root, then the row of each repeat of the chain
        add_rows(record, places, 0);
    }

    void add(const FlatRecord& record)
    {
        if (record.whole) return add(*record.whole);
        find_numbers(record.questions);
        std::vector<std::uint32_t> places{0};
        add_rows(record, places, 0);
    }

    Result<DataTable> finish()
    {
        std::vector<Column> columns;
        for (ColumnBuilder& builder : builders_) columns.push_back(builder.finish());
        return DataTable::create(std::move(columns));
    }

private:
    struct Question {
        ModelIndex node = no_index;
        std::size_t depth = 0; // how many repeats are around it
        bool is_number = false;
    };

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

    /// What the columns and repeats are called in a list of questions; records of one form share theirs.
    void find_numbers(const QuestionList& questions)
    {
        if (numbered_by_ && numbered_by_->is_copy_of(questions)) return;
        numbered_by_ = questions;
        const auto number_of = [&](ModelIndex node) { return questions.number_of(form_.node(node).nodeset); };
        chain_numbers_.clear();
        for (const ModelIndex repeat : chain_) chain_numbers_.push_back(number_of(repeat));
        question_numbers_.clear();
        for (const Question& question : questions_) question_numbers_.push_back(number_of(question.node));
    }

    void add_rows(const FlatRecord& record, std::vector<std::uint32_t>& places, std::size_t position)
    {
        const std::size_t depth = places.size() - 1;
        if (depth == chain_.size()) return add_row(record, places, position);
        const auto series = chain_numbers_[depth];
        std::size_t shown = 0;
        for (std::uint32_t place = 1; place <= record.rows.size(); ++place) {
            const FlatRow& row = record.rows[place - 1];
            if (row.series != series || row.around != places.back()) continue;
            places.push_back(place);
            add_rows(record, places, ++shown);
            places.pop_back();
        }
    }

    void add_row(const FlatRecord& record, const std::vector<std::uint32_t>& places, std::size_t position)
    {
        std::size_t column = 0;
        builders_[column++].add(record.id.text());
        if (repeat_ != no_index) builders_[column++].add(std::to_string(position));
        for (std::size_t i = 0; i < questions_.size(); ++i, ++column) {
            if (!question_numbers_[i]) {
                add_other(builders_[column], record, questions_[i], places[questions_[i].depth]);
                continue;
            }
            const FlatAnswer* const answer = find_answer(record, places[questions_[i].depth], *question_numbers_[i]);
            if (answer == nullptr || !answer->relevant)
                builders_[column].add_missing();
            else if (answer->unresolved)
                builders_[column].add_unresolved();
            else
                add_text(builders_[column], record.text_of(*answer), questions_[i]);
        }
    }

    /// A question that the record's list does not have.
    void add_other(ColumnBuilder& column, const FlatRecord& record, const Question& question, std::uint32_t place) const
    {
        if (record.others.empty()) return column.add_missing();
        const std::string& nodeset = form_.node(question.node).nodeset;
        const std::string_view around =
            place == 0 ? std::string_view() : record.questions.nodeset(record.rows[place - 1].series);
        std::string path = paths_of_places(record.rows, record.questions)[place].text();
        path += std::string_view(nodeset).substr(around.size());
        const auto other = std::ranges::find(record.others, path, [](const auto& one) { return one.first.text(); });
        if (other == record.others.end() || !other->second.relevant)
            column.add_missing();
        else if (other->second.unresolved)
            column.add_unresolved();
        else
            add_text(column, other->second.value, question);
    }

    /// The answer, or why there is none.
    void add_text(ColumnBuilder& column, std::string_view text, const Question& question) const
    {
        const MissingReason reason = codes_.reason_of(text, question.is_number);
        reason == MissingReason::None ? column.add(text) : column.add_missing(reason);
    }

    static const FlatAnswer* find_answer(const FlatRecord& record, std::uint32_t place, std::size_t question)
    {
        const auto found =
            std::ranges::lower_bound(record.answers, std::pair(place, static_cast<std::uint32_t>(question)), {},
                                     [](const FlatAnswer& answer) { return std::pair(answer.place, answer.question); });
        const bool is_there = found != record.answers.end() && found->place == place && found->question == question;
        return is_there ? &*found : nullptr;
    }

    void add_row(const Record& record, const std::vector<AnswerPath>& places, std::size_t position)
    {
        std::size_t column = 0;
        builders_[column++].add(record.id.text());
        if (repeat_ != no_index) builders_[column++].add(std::to_string(position));
        for (const Question& question : questions_) {
            const std::size_t depth = question.depth;
            const auto path = path_below(form_, places[depth], depth == 0 ? 0 : chain_[depth - 1], question.node);
            const auto answer = path ? record.answers.find(*path) : record.answers.end();
            if (answer == record.answers.end() || !answer->second.relevant)
                builders_[column].add_missing();
            else if (answer->second.unresolved)
                builders_[column].add_unresolved();
            else
                add_text(builders_[column], answer->second.value, question);
            ++column;
        }
    }

    const FormDefinition& form_;
    ModelIndex repeat_;
    const MissingCodes& codes_;
    std::vector<ModelIndex> chain_; // repeats from the outermost to `repeat_`
    std::vector<Question> questions_;
    std::vector<ColumnBuilder> builders_;
    std::optional<QuestionList> numbered_by_;
    std::vector<std::optional<std::size_t>> chain_numbers_, question_numbers_; // beside `chain_` and `questions_`
};

} // namespace

namespace {

template <typename RecordType>
Result<DataTable> table_of(const FormDefinition& form, std::span<const RecordType> records, std::string_view repeat,
                           const MissingCodes& codes)
{
    ModelIndex node = no_index;
    if (!repeat.empty()) {
        node = form.find_node(repeat);
        if (node == no_index || form.node(node).kind != ModelNodeKind::Repeat)
            return failure(ErrorKind::Invalid, "The form has no repeat '" + std::string(repeat) + "'.");
    }
    TableFromRecords table(form, node, codes);
    for (const RecordType& record : records)
        if (record.counts_in_tables() && record.form.id == form.id()) table.add(record);
    return table.finish();
}

} // namespace

Result<DataTable> make_record_table(const FormDefinition& form, std::span<const Record> records,
                                    std::string_view repeat, const MissingCodes& codes)
{
    return table_of(form, records, repeat, codes);
}

Result<DataTable> make_record_table(const FormDefinition& form, std::span<const FlatRecord> records,
                                    std::string_view repeat, const MissingCodes& codes)
{
    return table_of(form, records, repeat, codes);
}

std::string column_name_of(const FormDefinition& form, std::string_view nodeset)
{
    const ModelIndex node = form.find_node(nodeset);
    if (node == no_index) return {};
    for (const RecordColumn& column : record_columns(form))
        if (column.node == node) return column.name;
    return {};
}

} // namespace mahalla
