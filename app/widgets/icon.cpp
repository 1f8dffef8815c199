#include "widgets/page_parts.h"

#include <cmath>
#include <initializer_list>

namespace mahalla::ui {

namespace {

/// Points of a 24 × 24 square, in the order of the stroke.
using Points = std::initializer_list<ImVec2>;

/// Draws in a square, mirrored where the page is.
class Pen {
public:
    Pen(Rect rect, Colour colour, bool mirrored) : colour_(colour), mirrored_(mirrored)
    {
        side_ = std::min(rect.width(), rect.height());
        left_ = rect.centre_x() - side_ / 2;
        top_ = rect.centre_y() - side_ / 2;
        thickness_ = std::max(1.5f, side_ / 11);
    }

    void stroke(Points points, bool closed = false) const
    {
        ImDrawList* list = ImGui::GetWindowDrawList();
        for (const ImVec2& point : points) list->PathLineTo(at(point));
        list->PathStroke(colour_, closed ? ImDrawFlags_Closed : 0, thickness_);
    }
    void circle(ImVec2 centre, float radius, bool filled = false) const
    {
        ImDrawList* list = ImGui::GetWindowDrawList();
        const float pixels = radius * side_ / 24;
        if (filled)
            list->AddCircleFilled(at(centre), pixels, colour_, 24);
        else
            list->AddCircle(at(centre), pixels, colour_, 32, thickness_);
    }

private:
    ImVec2 at(ImVec2 point) const
    {
        const float x = mirrored_ ? 24 - point.x : point.x;
        return {left_ + x * side_ / 24, top_ + point.y * side_ / 24};
    }

    Colour colour_;
    bool mirrored_;
    float left_ = 0, top_ = 0, side_ = 0, thickness_ = 0;
};

} // namespace

void draw_icon(Page& page, Icon icon, Rect rect, Colour colour)
{
    const bool mirrored = page.right_to_left() && (icon == Icon::Forward || icon == Icon::Back || icon == Icon::Send ||
                                                   icon == Icon::Undo || icon == Icon::Search);
    const Pen pen(rect, colour, mirrored);
    switch (icon) {
    case Icon::None:
        return;
    case Icon::Information:
        pen.circle({12, 12}, 10);
        pen.circle({12, 7.2f}, 1.3f, true);
        return pen.stroke({{12, 11}, {12, 17.2f}});
    case Icon::Done:
        return pen.stroke({{4, 12.5f}, {9.5f, 18}, {20, 6.5f}});
    case Icon::Warning:
        pen.stroke({{12, 3}, {22, 20.5f}, {2, 20.5f}}, true);
        pen.stroke({{12, 9}, {12, 14.5f}});
        return pen.circle({12, 17.4f}, 1.2f, true);
    case Icon::Problem:
        pen.stroke({{8, 2.5f}, {16, 2.5f}, {21.5f, 8}, {21.5f, 16}, {16, 21.5f}, {8, 21.5f}, {2.5f, 16}, {2.5f, 8}},
                   true);
        pen.stroke({{12, 6.5f}, {12, 13.2f}});
        return pen.circle({12, 17}, 1.3f, true);
    case Icon::Forward:
        return pen.stroke({{9, 4.5f}, {16.5f, 12}, {9, 19.5f}});
    case Icon::Back:
        return pen.stroke({{15, 4.5f}, {7.5f, 12}, {15, 19.5f}});
    case Icon::Up:
        return pen.stroke({{4.5f, 15.5f}, {12, 8}, {19.5f, 15.5f}});
    case Icon::Down:
        return pen.stroke({{4.5f, 8.5f}, {12, 16}, {19.5f, 8.5f}});
    case Icon::Add:
        pen.stroke({{12, 4}, {12, 20}});
        return pen.stroke({{4, 12}, {20, 12}});
    case Icon::Remove:
        return pen.stroke({{4, 12}, {20, 12}});
    case Icon::Search:
        pen.circle({10.5f, 10.5f}, 6.5f);
        return pen.stroke({{15.4f, 15.4f}, {21, 21}});
    case Icon::Close:
        pen.stroke({{5.5f, 5.5f}, {18.5f, 18.5f}});
        return pen.stroke({{18.5f, 5.5f}, {5.5f, 18.5f}});
    case Icon::Lock:
        pen.stroke({{4.5f, 11}, {19.5f, 11}, {19.5f, 21}, {4.5f, 21}}, true);
        return pen.stroke({{8, 11}, {8, 7}, {10, 4.3f}, {14, 4.3f}, {16, 7}, {16, 11}});
    case Icon::Menu:
        pen.stroke({{4, 6.5f}, {20, 6.5f}});
        pen.stroke({{4, 12}, {20, 12}});
        return pen.stroke({{4, 17.5f}, {20, 17.5f}});
    case Icon::Edit:
        pen.stroke({{4, 20}, {5, 15.5f}, {16, 4.5f}, {19.5f, 8}, {8.5f, 19}}, true);
        return;
    case Icon::Person:
        pen.circle({12, 8}, 4.2f);
        return pen.stroke({{4, 20.5f}, {5, 16.5f}, {8.5f, 14.6f}, {15.5f, 14.6f}, {19, 16.5f}, {20, 20.5f}});
    case Icon::House:
        pen.stroke({{3, 11.5f}, {12, 3.5f}, {21, 11.5f}});
        return pen.stroke({{5.5f, 10}, {5.5f, 20.5f}, {18.5f, 20.5f}, {18.5f, 10}});
    case Icon::Send:
        pen.stroke({{3, 12}, {20, 12}});
        return pen.stroke({{13.5f, 5.5f}, {20, 12}, {13.5f, 18.5f}});
    case Icon::Save:
        pen.stroke({{12, 3.5f}, {12, 14.5f}});
        pen.stroke({{7, 10}, {12, 15}, {17, 10}});
        return pen.stroke({{4, 16}, {4, 20.5f}, {20, 20.5f}, {20, 16}});
    case Icon::Calendar:
        pen.stroke({{3.5f, 5.5f}, {20.5f, 5.5f}, {20.5f, 20.5f}, {3.5f, 20.5f}}, true);
        pen.stroke({{3.5f, 10}, {20.5f, 10}});
        pen.stroke({{8, 3}, {8, 7}});
        return pen.stroke({{16, 3}, {16, 7}});
    case Icon::Dot:
        return pen.circle({12, 12}, 4, true);
    case Icon::Help:
        pen.circle({12, 12}, 10);
        pen.stroke({{8.8f, 9.4f},
                    {9.6f, 7.3f},
                    {12, 6.4f},
                    {14.6f, 7.5f},
                    {15, 9.6f},
                    {13.6f, 11.4f},
                    {12, 12.4f},
                    {12, 14.2f}});
        return pen.circle({12, 17.3f}, 1.2f, true);
    case Icon::Undo:
        pen.stroke({{8.5f, 4}, {4, 8.5f}, {8.5f, 13}});
        return pen.stroke({{4, 8.5f}, {15, 8.5f}, {19, 11}, {20, 15}, {18, 19}, {14, 20}});
    }
}

} // namespace mahalla::ui
