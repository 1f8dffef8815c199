#include "support/ui_harness.h"
#include "widgets/text_editor.h"

#include <doctest/doctest.h>

using namespace mahalla;
using ui::TextEditor;

namespace {

TextEditor editor(std::string_view text, TextEditor::Limits limits = {})
{
    TextEditor made;
    made.set_limits(limits);
    made.begin(text, false);
    return made;
}

Paragraph seen(const TextEditor& editor)
{
    TextStyle style;
    style.keeps_spaces = true;
    return test::text_engine().shaped(editor.text(), style);
}

constexpr auto no = TextEditor::Extend::No;
constexpr auto yes = TextEditor::Extend::Yes;

} // namespace

TEST_CASE("letters typed in a row are taken back together and brought again")
{
    TextEditor text = editor("");
    text.insert("a");
    text.insert("b");
    text.backspace();
    text.insert("c");
    CHECK(text.text() == "ac");
    CHECK(text.undo());
    CHECK(text.text() == "a");
    CHECK(text.undo());
    CHECK(text.text() == "ab");
    CHECK(text.undo());
    CHECK(text.text().empty());
    CHECK_FALSE(text.undo());
    CHECK(text.redo());
    CHECK(text.text() == "ab");
}

TEST_CASE("backspace takes back one sign, delete one whole character")
{
    TextEditor text = editor("नि");
    CHECK(text.backspace());
    CHECK(text.text() == "न");
    text = editor("नि");
    text.move_to(0, no);
    CHECK(text.remove_next());
    CHECK(text.text().empty());
}

TEST_CASE("characters above U+FFFF stay what they are")
{
    TextEditor text = editor("");
    CHECK(text.insert("\U0001E900\U0001E901"));
    CHECK(text.text() == "\U0001E900\U0001E901");
    CHECK(text.backspace());
    CHECK(text.text() == "\U0001E900");
}

TEST_CASE("a selection over both directions is one piece of text")
{
    TextEditor text = editor("ab باب cd");
    text.move_to(0, no);
    const Paragraph paragraph = seen(text);
    for (int i = 0; i < 4; ++i) text.move_beside(paragraph, Side::Right, yes);
    CHECK(text.has_selection());
    const std::string chosen = text.selected();
    CHECK(text.insert("X"));
    CHECK(text.text().find(chosen) == std::string::npos);
    CHECK(text.undo());
    CHECK(text.text() == "ab باب cd");
}

TEST_CASE("a caret never stands within a character")
{
    TextEditor text = editor("é👩‍👩‍👧b");
    for (std::size_t byte = 0; byte <= text.text().size(); ++byte) {
        text.move_to(byte, no);
        const bool starts = text.caret() == text.text().size() ||
                            (static_cast<unsigned char>(text.text()[text.caret()]) & 0xC0) != 0x80;
        CHECK(starts);
    }
}

TEST_CASE("control characters are dropped and lines joined where there is one line only")
{
    TextEditor one = editor("");
    one.insert("a\tb\x01"
               "c\nd\u0085");
    CHECK(one.text() == "abc d");
    TextEditor many = editor("", {.line_feeds = true});
    many.insert("a\nb");
    CHECK(many.text() == "a\nb");
}

TEST_CASE("what goes beyond the limit is cut at a character, counted as readers count")
{
    TextEditor text = editor("", {.characters_max = 3});
    text.insert("نعم لا");
    CHECK(text.text() == "نعم");
    CHECK_FALSE(text.insert("x"));
    text.select_all();
    CHECK(text.insert("👩‍👩‍👧bcd"));
    CHECK(text.text() == "👩‍👩‍👧bc");
}

TEST_CASE("words are walked and taken away by Control")
{
    TextEditor text = editor("one two three");
    CHECK(text.backspace_word());
    CHECK(text.text() == "one two ");
    text.move_to(0, no);
    CHECK(text.remove_next_word());
    CHECK(text.text() == "two ");
    text = editor("باب التبانة");
    const Paragraph paragraph = seen(text);
    text.move_by_word(paragraph, Side::Right, no);
    CHECK(text.caret() == std::string("باب ").size());
}

TEST_CASE("without undo nothing is remembered")
{
    TextEditor text = editor("", {.keeps_undo = false});
    text.insert("secret");
    CHECK_FALSE(text.undo());
}
