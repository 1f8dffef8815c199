#include "xlsform/foreign_types.h"

#include "base/text.h"
#include "xlsform/repairs.h"

#include <algorithm>
#include <array>
#include <optional>

namespace mahalla {

namespace {

struct ForeignType {
    std::string_view first_words; ///< Loosely: "speedviolationscount".
    std::string_view read_as;     ///< A cell that XLSForm knows.
    bool more_may_follow = false; ///< "sensor_statistic mean_light_level".
};

// https://docs.surveycto.com/02-designing-forms/01-core-concepts (field types), https://support.kobotoolbox.org.
constexpr std::array foreign_types = {ForeignType{"calculatehere", "calculate"},
                                      ForeignType{"textaudit", "hidden"},
                                      ForeignType{"audioaudit", "hidden"},
                                      ForeignType{"speedviolationscount", "hidden"},
                                      ForeignType{"speedviolationslist", "hidden"},
                                      ForeignType{"speedviolationsaudit", "hidden"},
                                      ForeignType{"sensorstatistic", "hidden", true},
                                      ForeignType{"sensorstream", "hidden", true},
                                      ForeignType{"comments", "hidden"},
                                      ForeignType{"caseid", "hidden"},
                                      ForeignType{"enumerator", "text", true},
                                      ForeignType{"enumeratorid", "text"},
                                      ForeignType{"enumeratorname", "text"},
                                      ForeignType{"devicephonenum", "phonenumber"},
                                      ForeignType{"simid", "simserial"},
                                      ForeignType{"tel", "text"},
                                      ForeignType{"plugin", "text", true},
                                      ForeignType{"beginscore", "begin_group", true},
                                      ForeignType{"endscore", "end_group"},
                                      ForeignType{"beginrank", "begin_group", true},
                                      ForeignType{"endrank", "end_group"},
                                      ForeignType{"beginkobomatrix", "begin_group", true},
                                      ForeignType{"endkobomatrix", "end_group"},
                                      ForeignType{"scorerow", "text"},
                                      ForeignType{"ranklevel", "text"},
                                      ForeignType{"emailaddress", "text"},
                                      ForeignType{"number", "decimal"},
                                      ForeignType{"numeric", "decimal"},
                                      ForeignType{"float", "decimal"},
                                      ForeignType{"double", "decimal"},
                                      ForeignType{"picture", "image"},
                                      ForeignType{"textarea", "text"}};

struct SelectWord {
    std::string_view words; ///< Loosely.
    std::string_view read_as;
};
constexpr std::array select_words = {SelectWord{"selectone", "select_one"},
                                     SelectWord{"selectonefrom", "select_one"},
                                     SelectWord{"selectsingle", "select_one"},
                                     SelectWord{"singleselect", "select_one"},
                                     SelectWord{"selectmultiple", "select_multiple"},
                                     SelectWord{"selectmultiples", "select_multiple"},
                                     SelectWord{"selectmany", "select_multiple"},
                                     SelectWord{"multiselect", "select_multiple"},
                                     SelectWord{"selectmultiplefrom", "select_multiple"},
                                     SelectWord{"selectallthatapply", "select_multiple"},
                                     SelectWord{"rank", "rank"}};

std::string joined_words(const std::vector<std::string_view>& parts, std::size_t begin, std::size_t end)
{
    std::string out;
    for (std::size_t i = begin; i < end; ++i) {
        if (i > begin) out += ' ';
        out += parts[i];
    }
    return out;
}

/// What the cell says in XLSForm's words; nothing where only a guess would do.
std::optional<std::string> known_words(std::string_view cell, const ChoiceLists& lists)
{
    const std::vector<std::string_view> parts = words(cell);
    const std::string whole = loosely(cell);
    const auto first = [&](std::size_t count) { return loosely(joined_words(parts, 0, count)); };
    for (const ForeignType& foreign : foreign_types) {
        if (whole == foreign.first_words) return std::string(foreign.read_as);
        for (std::size_t count = 1; foreign.more_may_follow && count < parts.size(); ++count)
            if (first(count) == foreign.first_words) return std::string(foreign.read_as);
    }
    for (const std::string_view verb : {"begin", "end"})
        for (const std::string_view section : {"group", "repeat"})
            if (whole == std::string(verb) + std::string(section))
                return std::string(verb) + "_" + std::string(section);
    for (const std::string& known : question_type_names())
        if (loosely(known) == whole) return known;
    // The longest beginning that is a select; the rest names its list.
    for (std::size_t count = parts.size(); count > 0; --count) {
        const auto select = std::find_if(select_words.begin(), select_words.end(),
                                         [&](const SelectWord& candidate) { return candidate.words == first(count); });
        if (select == select_words.end() || count == parts.size()) continue;
        const std::string rest = joined_words(parts, count, parts.size());
        const std::string command = std::string(select->read_as) + " ";
        if (const ChoiceList* list = lists.find_loosely(rest)) return command + list->name;
        const std::string_view word = parts[count];
        const ChoiceList* list = lists.find_loosely(word);
        const bool or_other = loosely(joined_words(parts, count + 1, parts.size())) == "orother";
        if (list == nullptr) return parts.size() == count + 1 ? std::optional(command + rest) : std::nullopt;
        return command + list->name + (or_other ? " or_other" : "");
    }
    return std::nullopt;
}

} // namespace

bool is_known_type(const TypeCell& type)
{
    return type.kind != TypeCell::Kind::Question || find_question_type(type.type) != nullptr;
}

MendedType mended_type(std::string_view cell, const ChoiceLists& lists, bool is_labelled)
{
    if (const std::optional<std::string> known = known_words(cell, lists);
        known && is_known_type(read_type_cell(*known)))
        return {read_type_cell(*known),
                *known == "hidden" ? "Kept as a hidden value, which stays empty here." : "Read as " + *known + "."};
    if (is_labelled) return {read_type_cell("text"), "Read as text: any answer can be typed."};
    return {read_type_cell("hidden"), "Kept as a hidden value, for it has no label to ask with."};
}

} // namespace mahalla
