#pragma once
#include "widgets/choices.h"
#include "widgets/page.h"

#include <string>
#include <vector>

namespace mahalla::test {

/// A page with every widget, as a screen would use them: what is stored, and what the person did.
struct SamplePage {
    std::string name, remarks, age, born, safety, area, tab = "people";
    std::vector<std::string> sources, order = {"water"};
    std::vector<int> piles = {0, 0, 0};
    bool consent = false;
    int saved = 0, forward = 0;
    std::string opened_row, opened_member, section = "people", menu;
    std::size_t rows = 10'000;
    std::size_t rows_asked = 0; ///< In the last frame.
    bool asks_to_leave = false;

    /// The interview page: sections at the side, fields, actions.
    void draw_interview(ui::Page& page);
    /// Lists, tables, instruments and messages.
    void draw_overview(ui::Page& page);
    /// "Respondent" or "المستجيب", by the page's language.
    static std::string words(const ui::Page& page, const char* english, const char* arabic);
};

} // namespace mahalla::test
