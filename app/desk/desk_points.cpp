#include "desk/desk.h"

#include "crypto/forget.h"

#include <algorithm>

namespace mahalla {

bool Desk::apply_to_points(const DeskIntent& wanted)
{
    if (std::holds_alternative<intent::ShowPoints>(wanted)) {
        // What is not on the disk yet could not be had again.
        if (interview_->save()) show_points();
    } else if (const auto* mark = std::get_if<intent::MarkPoint>(&wanted)) {
        const auto marked = vault_->mark_restore_point(interview_->record(), RestorePointKind::Named, mark->name);
        show_points();
        points_view_.marked = marked.has_value();
        points_view_.failed = !marked;
        if (marked) forget(point_name_);
    } else if (const auto* point = std::get_if<intent::ReturnToPoint>(&wanted)) {
        return_to_point(point->step);
    } else {
        return false;
    }
    return true;
}

void Desk::show_points()
{
    const auto points = vault_->restore_points(interview_->record());
    points_view_ = points ? points_view(*points, offset_minutes()) : PointsView{};
    if (screen_ != Screen::Points) show(Screen::Points);
}

void Desk::return_to_point(std::uint64_t step)
{
    const auto point = std::ranges::find(points_view_.points, step, &PointRow::step);
    if (point == points_view_.points.end()) return;
    const std::string time = point->time;
    const RecordId record = interview_->record();
    const auto returned = vault_->return_to_point(record, step);
    if (returned) {
        // The session begins anew from the draft, as after a pause.
        rankings_.clear();
        auto again = Interview::resume(*vault_, shelf_, session_environment(), record);
        if (!again) {
            interview_.reset();
            show(Screen::Home);
            home_problem_ = again.error().message;
            return refresh();
        }
        interview_ = *std::move(again);
        page_id_.clear();
    }
    show_points();
    if (returned) points_view_.went_back_to = time;
    points_view_.failed = !returned;
}

} // namespace mahalla
