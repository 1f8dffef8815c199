#include "xlsform/repairs.h"

#include "base/text.h"
#include "form/xml_name.h"

#include <algorithm>
#include <array>

namespace mahalla {

std::string loosely(std::string_view word)
{
    std::string out = lower_ascii(word);
    std::erase_if(out, [](char c) { return is_white(c) || c == '-' || c == '_'; });
    return out;
}

std::string sanitised_name(std::string_view text)
{
    std::string name;
    for (const char32_t point : to_code_points(text)) {
        std::string letter;
        append_utf8(letter, point);
        // A letter that may follow another is tried behind one that is allowed.
        name += point != U':' && is_xml_name("a" + letter) ? letter : "_";
    }
    if (!is_xml_name(name)) name.insert(0, "_");
    return name;
}

std::string when_left_out(std::string_view key)
{
    struct Consequence {
        std::string_view key, said;
    };
    constexpr std::array consequences = {
        Consequence{"relevant", "Left out: it is always asked."},
        Consequence{"required", "Left out: an answer may be missing."},
        Consequence{"readonly", "Left out: the answer can be changed."},
        Consequence{"constraint", "Left out: every answer is taken."},
        Consequence{"calculate", "Left out: nothing is computed; what reads a hidden value is left out too."},
        Consequence{"default", "Left out: nothing is filled in beforehand."},
        Consequence{"trigger", "Left out: a hidden value is computed whenever what it reads changes; "
                               "a question that is shown is not filled in."},
        Consequence{"choice_filter", "Left out: all choices are shown."},
        Consequence{"jr:count", "Left out: rows are added by hand."},
        Consequence{"label", "It is shown as written."}};
    const auto found = std::find_if(consequences.begin(), consequences.end(),
                                    [&](const Consequence& consequence) { return consequence.key == key; });
    return found == consequences.end() ? "Left out." : std::string(found->said);
}

std::string column_letters(std::size_t index)
{
    std::string letters;
    for (++index; index > 0; index = (index - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (index - 1) % 26));
    return letters;
}

} // namespace mahalla
