#pragma once
#include "desk/desk_story.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>

namespace mahalla::test {

// What a person at the desk does and sees, on whatever page.

inline std::string say(DeskStory& story, TextKey key) { return story.ui.page().say(key); }

inline bool says(DeskStory& story, std::string_view words) { return story.ui.text().find(words) != std::string::npos; }
inline bool says(DeskStory& story, TextKey key) { return says(story, say(story, key)); }

/// The page has names, sizes and places that people can use; its picture is written where it is asked for.
inline void check_page(DeskStory& story, const std::string& name)
{
    story.settle();
    const auto findings = story.ui.audit();
    for (const std::string& finding : findings) MESSAGE(name << ": " << finding);
    CHECK(findings.empty());
    story.ui.save_picture(name);
}

inline void type_into(DeskStory& story, const std::string& path, const std::string& text)
{
    story.settle();
    story.ui.page().focus(path);
    story.ui.type(text);
}

/// By the keyboard: on with Tab to what is called so, then Enter.
inline void press(DeskStory& story, TextKey key)
{
    story.ui.tab_to(say(story, key));
    story.ui.press(ui::Key::Enter);
}

} // namespace mahalla::test
