#include "session/history.h"

#include "base/check.h"

namespace mahalla {

void History::begin(NodeIndex answered, bool continues_same_node)
{
    open_ = Group{answered, {}};
    steps_of_texts_.clear();
    is_open_ = true;
    continues_ = continues_same_node && undone_.empty() && !done_.empty() && done_.back().answered == answered;
}

void History::add(HistoryStep step)
{
    if (!is_open_) return;
    // A value that changes on and on, because actions call each other, is one step from the first to the last.
    const bool holds_text = step.kind == HistoryStep::Kind::Value || step.kind == HistoryStep::Kind::Typed;
    if (holds_text) {
        const auto [place, is_new] = steps_of_texts_.try_emplace({step.node, step.kind}, open_.steps.size());
        if (!is_new) {
            open_.steps[place->second].after = std::move(step.after);
            return;
        }
    }
    open_.steps.push_back(std::move(step));
}

void History::end()
{
    is_open_ = false;
    if (open_.steps.empty()) return;
    undone_.clear();
    if (continues_) {
        auto& steps = done_.back().steps;
        steps.insert(steps.end(), std::make_move_iterator(open_.steps.begin()),
                     std::make_move_iterator(open_.steps.end()));
    } else {
        done_.push_back(std::move(open_));
        if (done_.size() > groups_max) done_.pop_front();
    }
    open_ = Group();
}

void History::clear()
{
    done_.clear();
    undone_.clear();
    is_open_ = false;
}

const std::vector<HistoryStep>& History::take_back()
{
    MAHALLA_CHECK(can_undo());
    undone_.push_back(std::move(done_.back()));
    done_.pop_back();
    return undone_.back().steps;
}

const std::vector<HistoryStep>& History::do_again()
{
    MAHALLA_CHECK(can_redo());
    done_.push_back(std::move(undone_.back()));
    undone_.pop_back();
    return done_.back().steps;
}

} // namespace mahalla
