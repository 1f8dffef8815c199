#include "session/recorded.h"

#include "record/submission_id.h"

namespace mahalla {

namespace {

/// The path of a node's element or attribute below that of its parent. Nothing where the limits of paths do not allow
/// it: such an answer is in no record.
std::optional<AnswerPath> path_below(const std::optional<AnswerPath>& parent, const ModelNode& model)
{
    if (!parent) return std::nullopt;
    auto path = parent->child((model.kind == ModelNodeKind::Attribute ? "@" : "") + model.name);
    return path ? std::optional(*std::move(path)) : std::nullopt;
}

std::optional<AnswerPath> root_path(const InterviewState& state)
{
    return path_below(AnswerPath(), state.form().root());
}

/// Calls `visit(node, path)` for the nodes of a block in document order, a series by its anchor. Calls itself for
/// nothing: rows are the visitor's to enter.
template <typename Visit>
void visit_block(const InterviewState& state, BlockIndex block, const std::optional<AnswerPath>& block_path,
                 const Visit& visit)
{
    const NodeIndex base = state.tree.base(block);
    const auto& models = state.program->layout().block(state.tree.block_model(block));
    const InstanceLayout& layout = state.program->layout();
    std::vector<std::optional<AnswerPath>> paths(models.size()); // Parents stand before their children.
    paths.front() = block_path;
    visit(base, paths.front());
    for (std::size_t place = 1; place < models.size(); ++place) {
        const ModelNode& model = state.form().node(models[place]);
        paths[place] = path_below(paths[layout.offset(model.parent)], model);
        visit(base + static_cast<NodeIndex>(place), paths[place]);
    }
}

class RecordReading {
public:
    RecordReading(InterviewState& state, const Record& record) : state_(state), record_(record) {}

    bool read()
    {
        read_block(0, root_path(state_));
        if (!is_too_large_) carry_the_rest(state_, record_, placed_);
        return !is_too_large_;
    }

private:
    // Recursion is bounded by the depth of repeats.
    void read_block(BlockIndex block, const std::optional<AnswerPath>& block_path)
    {
        visit_block(state_, block, block_path, [&](NodeIndex node, const std::optional<AnswerPath>& path) {
            if (!path) return;
            if (state_.tree.flags(node).anchor)
                read_series(node, *path);
            else if (state_.model_of(node).children.empty())
                read_answer(node, *path);
        });
    }

    void read_series(NodeIndex anchor, const AnswerPath& path)
    {
        const auto rows = record_.rosters.find(path);
        if (rows == record_.rosters.end()) return;
        placed_.rosters.insert(&rows->second);
        for (const RowId& id : rows->second) {
            is_too_large_ = is_too_large_ || state_.tree.node_count() >= InstanceTree::nodes_max;
            if (is_too_large_) return;
            const BlockIndex row = state_.tree.make_row(anchor, id);
            state_.tree.insert_row(row, state_.tree.rows(anchor).size() + 1);
            static const std::vector<InitialRows> none;
            state_.fill_block(row, &none);
            read_block(row, path.with_row(id));
        }
    }

    void read_answer(NodeIndex node, const AnswerPath& path)
    {
        const auto answer = record_.answers.find(path);
        const bool is_there = answer != record_.answers.end();
        if (is_there) placed_.answers.insert(&answer->second);
        // What the form gives an attribute (its id, a dataset) holds where the record says nothing.
        if (!is_there && state_.model_of(node).kind == ModelNodeKind::Attribute) return;
        const std::string text = is_there ? answer->second.value : std::string();
        auto value = value_from_text(state_.program_of(node).value_type, text);
        if (!value)
            state_.departures.push_back({Departure::Kind::WrongType, path, {}});
        else if (*value != text && !state_.program_of(node).calculate)
            state_.carried.spellings.emplace(path, CarriedAnswers::Spelling{text, *value});
        state_.tree.exchange_typed(node, value ? std::string() : text);
        state_.tree.exchange_value(node, value.value_or(std::string()));
    }

    InterviewState& state_;
    const Record& record_;
    PlacedParts placed_;
    bool is_too_large_ = false;
};

enum class IrrelevantGaps { LeftOut, Named };

class RecordWriting {
public:
    RecordWriting(const InterviewState& state, IrrelevantGaps gaps) : state_(state), gaps_(gaps) {}

    Record write()
    {
        record_.id = state_.record_id;
        record_.form.id = state_.form().id();
        record_.form.version = state_.form().version();
        record_.stage = state_.finalised ? RecordStage::Finalised : RecordStage::Draft;
        record_.created = state_.created;
        record_.finalised = state_.finalised;
        record_.language = state_.languages[state_.evaluator.language()];
        const auto author = state_.environment.properties.find("username");
        if (author != state_.environment.properties.end()) record_.author = author->second;
        write_block(0, root_path(state_));
        return std::move(record_);
    }

private:
    void write_block(BlockIndex block, const std::optional<AnswerPath>& block_path)
    {
        visit_block(state_, block, block_path, [&](NodeIndex node, const std::optional<AnswerPath>& path) {
            if (!path) return;
            if (state_.tree.flags(node).anchor)
                write_series(node, *path);
            else
                write_answer(node, *path);
        });
    }

    void write_series(NodeIndex anchor, const AnswerPath& path)
    {
        std::vector<RowId> ids;
        for (const BlockIndex row : state_.tree.rows(anchor)) {
            ids.push_back(state_.tree.row_id(row));
            write_block(row, path.with_row(ids.back()));
        }
        if (!ids.empty()) record_.rosters.emplace(path, std::move(ids));
    }

    void write_answer(NodeIndex node, const AnswerPath& path)
    {
        const InstanceTree::Flags& flags = state_.tree.flags(node);
        const std::string& value = flags.wrong_type ? state_.tree.typed(node) : state_.tree.value(node);
        const bool names_gap =
            gaps_ == IrrelevantGaps::Named && !flags.relevant && state_.model_of(node).children.empty();
        if (!value.empty() || names_gap) record_.answers.emplace(path, Answer{value, flags.relevant, false});
    }

    const InterviewState& state_;
    const IrrelevantGaps gaps_;
    Record record_;
};

} // namespace

std::optional<AnswerPath> path_of(const InterviewState& state, NodeIndex node)
{
    if (node == InstanceTree::root_element) return root_path(state);
    const auto path = path_below(path_of(state, state.tree.parent_element(node)), state.model_of(node));
    const bool row = state.model_of(node).kind == ModelNodeKind::Repeat && !state.tree.flags(node).anchor;
    return path && row ? std::optional(path->with_row(state.tree.row_id(state.tree.block_of(node)))) : path;
}

bool fill_from_record(InterviewState& state, const Record& record) { return RecordReading(state, record).read(); }

Record record_of(const InterviewState& state)
{
    Record record = RecordWriting(state, IrrelevantGaps::LeftOut).write();
    add_carried(state, record);
    return record;
}

Record submission_record_of(const InterviewState& state)
{
    Record record = RecordWriting(state, IrrelevantGaps::Named).write();
    for (const auto& [path, answer] : state.carried.answers)
        if (is_submission_id(path)) record.answers.emplace(path, answer);
    return record;
}

} // namespace mahalla
