#include "view_model/interview_view.h"

#include "form/form_definition.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t roster_columns_max = 4;

bool is_question(const NodeState& state)
{
    switch (state.type) {
    case NodeType::Input:
    case NodeType::Select:
    case NodeType::Rank:
    case NodeType::Range:
    case NodeType::Trigger:
    case NodeType::Upload:
        return true;
    case NodeType::Root:
    case NodeType::Group:
    case NodeType::Repeat:
    case NodeType::RepeatInstance:
    case NodeType::Note:
    case NodeType::Value:
        return false;
    }
    return false;
}

/// Counts over everything below a node.
struct Tally {
    int questions = 0, answered = 0, problems = 0, shown = 0;

    void add(const Tally& other)
    {
        questions += other.questions;
        answered += other.answered;
        problems += other.problems;
        shown += other.shown;
    }
    SectionProgress progress() const
    {
        if (problems > 0) return SectionProgress::Problem;
        if (answered == 0) return SectionProgress::NotStarted;
        return answered == questions ? SectionProgress::Done : SectionProgress::Started;
    }
};

Tally tally_of(const FormSession& session, SessionNode node, bool show_missing)
{
    Tally tally;
    const NodeState state = session.state(node);
    if (!state.relevant) return tally;
    if (is_question(state)) {
        tally.questions = 1;
        tally.shown = 1;
        tally.answered = state.typed.empty() ? 0 : 1;
        if (state.violation && (*state.violation != Violation::Required || show_missing)) tally.problems = 1;
        return tally;
    }
    if (state.type == NodeType::Note) tally.shown = 1;
    if (state.type == NodeType::Repeat && (state.can_add || state.count > 0)) tally.shown = 1;
    for (const SessionNode child : session.children(node)) tally.add(tally_of(session, child, show_missing));
    return tally;
}

/// What a person reads of an answer: the labels of choices, else the text.
std::string readable(const NodeState& state)
{
    if (state.choices.empty()) return state.typed;
    std::string text;
    for (const ChoiceState& choice : state.choices) {
        const bool chosen = (" " + state.value + " ").find(" " + choice.value + " ") != std::string::npos;
        if (chosen) text += (text.empty() ? "" : ", ") + choice.label;
    }
    return text;
}

/// The questions of a row that its table shows, also those within groups, at most `roster_columns_max`.
void collect_columns(const FormSession& session, SessionNode node, std::vector<NodeState>& states)
{
    for (const SessionNode child : session.children(node)) {
        if (states.size() >= roster_columns_max) return;
        const NodeState state = session.state(child);
        if (is_question(state)) {
            states.push_back(state);
        } else if (state.type == NodeType::Group) {
            collect_columns(session, child, states);
        }
    }
}

class PageBuilder {
public:
    PageBuilder(const FormSession& session, bool show_missing) : session_(session), show_missing_(show_missing) {}

    void add(SessionNode node)
    {
        const NodeState state = session_.state(node);
        if (!state.relevant) return;
        switch (state.type) {
        case NodeType::Repeat:
            add_roster(node, state);
            return;
        case NodeType::Group:
            add_group(node, state);
            return;
        case NodeType::Root:
        case NodeType::RepeatInstance:
            add_children(node);
            return;
        case NodeType::Value:
            return;
        case NodeType::Input:
        case NodeType::Select:
        case NodeType::Rank:
        case NodeType::Range:
        case NodeType::Trigger:
        case NodeType::Upload:
        case NodeType::Note: {
            PageItem item;
            item.question = question_view(session_, state, show_missing_);
            items.push_back(std::move(item));
        }
        }
    }
    void add_children(SessionNode node)
    {
        for (const SessionNode child : session_.children(node)) add(child);
    }

    std::vector<PageItem> items;

private:
    void add_group(SessionNode node, const NodeState& state)
    {
        const Instrument instrument = instrument_of_group(state.appearance);
        PageItem item;
        if (instrument.kind == Instrument::Kind::ProportionalPiling) {
            item.question = piling_view(session_, node, state, instrument.counters);
            items.push_back(std::move(item));
            return;
        }
        if (!state.label.empty()) {
            item.kind = PageItem::Kind::GroupTitle;
            item.title = state.label;
            items.push_back(std::move(item));
        }
        add_children(node);
    }

    void add_roster(SessionNode series, const NodeState& state)
    {
        PageItem item;
        item.kind = PageItem::Kind::Roster;
        RosterView& roster = item.roster;
        roster.ref = state.ref;
        roster.title = state.label;
        roster.can_add = state.can_add;
        for (const SessionNode instance : session_.children(series)) {
            std::vector<NodeState> cells;
            collect_columns(session_, instance, cells);
            const NodeState row_state = session_.state(instance);
            if (roster.columns.empty())
                for (const NodeState& cell : cells) roster.columns.push_back(cell.label);
            RosterRow row;
            row.ref = row_state.ref;
            for (const NodeState& cell : cells) row.cells.push_back(readable(cell));
            row.problems = tally_of(session_, instance, show_missing_).problems;
            row.can_remove = row_state.can_remove;
            roster.rows.push_back(std::move(row));
        }
        items.push_back(std::move(item));
    }

    const FormSession& session_;
    bool show_missing_;
};

/// A section and the nodes its page shows.
struct Section {
    SectionView view;
    std::vector<SessionNode> nodes;
    Tally tally;
};

std::vector<Section> sections_of(const FormSession& session, bool show_missing)
{
    std::vector<Section> sections;
    std::vector<SessionNode> leading; // Notes before the first section open its page.
    bool joins = false;               // Questions beside each other at the top share a section.
    for (const SessionNode node : session.children(session.root())) {
        const NodeState state = session.state(node);
        const Tally tally = tally_of(session, node, show_missing);
        if (!state.relevant || tally.shown == 0) continue;
        const bool own = state.type == NodeType::Group || state.type == NodeType::Repeat;
        // A note alone is no section: it ends the page before it.
        if (state.type == NodeType::Note) {
            (sections.empty() ? leading : sections.back().nodes).push_back(node);
        } else if (!own && joins) {
            Section& section = sections.back();
            section.nodes.push_back(node);
            section.tally.add(tally);
        } else {
            // Questions that stand in no group have no title of their own: the screen has a word for them.
            sections.push_back({{state.ref, own ? state.label : std::string()}, std::move(leading), tally});
            sections.back().nodes.push_back(node);
            leading.clear();
            joins = !own;
        }
    }
    if (sections.empty() && !leading.empty()) sections.push_back({{session.ref_of(leading.front()), {}}, leading, {}});
    for (Section& section : sections) {
        section.view.progress = section.tally.progress();
        section.view.problems = section.tally.problems;
    }
    return sections;
}

} // namespace

InterviewView interview_view(const FormSession& session, const std::string& current, bool show_missing, bool saved)
{
    InterviewView view;
    view.title = session.form().title();
    view.languages = session.languages();
    view.language = session.language();
    view.saved = saved;
    view.can_undo = session.can_undo();
    view.can_redo = session.can_redo();
    const std::vector<Section> sections = sections_of(session, show_missing);
    for (const Section& section : sections) view.sections.push_back(section.view);
    const Tally all = tally_of(session, session.root(), show_missing);
    view.done = all.questions == 0 ? 0 : static_cast<double>(all.answered) / all.questions;
    if (sections.empty()) return view;

    PageBuilder page(session, show_missing);
    const auto row = session.find(current);
    if (row && session.state(*row).type == NodeType::RepeatInstance && session.state(*row).relevant) {
        const NodeState series = session.state(session.parent(*row));
        const std::string position = current.substr(current.rfind('['));
        view.in_row = true;
        view.current = current;
        view.page_title = series.label + " " + position.substr(1, position.size() - 2);
        view.section_before = page_of(session, series.ref);
        page.add_children(*row);
        const auto rows = session.children(session.parent(*row));
        const auto here = std::find(rows.begin(), rows.end(), *row);
        if (here != rows.end() && here + 1 != rows.end()) view.section_after = session.ref_of(*(here + 1));
        view.items = std::move(page.items);
        return view;
    }
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < sections.size(); ++i)
        if (sections[i].view.id == current) chosen = i;
    view.current = sections[chosen].view.id;
    view.page_title = sections[chosen].view.title;
    if (chosen > 0) view.section_before = sections[chosen - 1].view.id;
    if (chosen + 1 < sections.size()) view.section_after = sections[chosen + 1].view.id;
    for (const SessionNode node : sections[chosen].nodes) page.add(node);
    view.items = std::move(page.items);
    // The title of the group that makes the page stands above it already.
    const auto title = std::find_if(view.items.begin(), view.items.end(), [&](const PageItem& item) {
        return item.kind == PageItem::Kind::GroupTitle && item.title == view.page_title;
    });
    if (title != view.items.end()) view.items.erase(title);
    return view;
}

std::string page_of(const FormSession& session, const std::string& ref)
{
    const auto found = session.find(ref);
    if (!found) return {};
    for (SessionNode node = *found; node != session.root(); node = session.parent(node))
        if (session.state(node).type == NodeType::RepeatInstance && node != *found) return session.ref_of(node);
    for (const Section& section : sections_of(session, false))
        for (const SessionNode top : section.nodes)
            for (SessionNode node = *found; node != session.root(); node = session.parent(node))
                if (node == top) return section.view.id;
    return {};
}

} // namespace mahalla
