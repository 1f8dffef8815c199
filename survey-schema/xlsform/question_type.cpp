#include "xlsform/question_type.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

using enum ControlKind;
constexpr std::nullopt_t nothing_shown = std::nullopt;

QuestionType input(std::string_view name, std::string_view data_type) { return {name, Input, data_type}; }
QuestionType upload(std::string_view name, std::string_view media_type) { return {name, Upload, "binary", media_type}; }
QuestionType note(std::string_view name) { return {name, Input, "string", {}, "true()"}; }
QuestionType hidden(std::string_view name, std::string_view data_type = "string")
{
    return {name, nothing_shown, data_type};
}
QuestionType property(std::string_view name, std::string_view parameter)
{
    return {name, nothing_shown, "string", {}, {}, "property", parameter};
}
QuestionType moment(std::string_view name, std::string_view parameter)
{
    return {name, nothing_shown, "dateTime", {}, {}, "timestamp", parameter};
}
QuestionType days(std::string_view name, std::string_view constraint, std::string_view hint)
{
    return {name, Input, "int", {}, {}, {}, {}, constraint, hint};
}

/// pyxform's dictionary of question types, in families.
const std::vector<QuestionType>& dictionary()
{
    static const std::vector<QuestionType> types = {
        input("text", "string"),
        input("string", "string"),
        input("q string", "string"),
        input("add text prompt", "string"),
        input("integer", "int"),
        input("int", "int"),
        input("q int", "int"),
        input("add integer prompt", "int"),
        input("decimal", "decimal"),
        input("q decimal", "decimal"),
        input("add decimal prompt", "decimal"),
        input("date", "date"),
        input("q date", "date"),
        input("add date prompt", "date"),
        input("time", "time"),
        input("q time", "time"),
        input("add time prompt", "time"),
        input("dateTime", "dateTime"),
        input("datetime", "dateTime"),
        input("date time", "dateTime"),
        input("q dateTime", "dateTime"),
        input("q date time", "dateTime"),
        input("add dateTime prompt", "dateTime"),
        input("add date time prompt", "dateTime"),
        input("geopoint", "geopoint"),
        input("gps", "geopoint"),
        input("location", "geopoint"),
        input("q geopoint", "geopoint"),
        input("q location", "geopoint"),
        input("add location prompt", "geopoint"),
        input("geotrace", "geotrace"),
        input("q geotrace", "geotrace"),
        input("geoshape", "geoshape"),
        input("q geoshape", "geoshape"),
        input("barcode", "barcode"),
        input("q barcode", "barcode"),
        input("add barcode prompt", "barcode"),
        note("note"),
        note("q note"),
        note("add note prompt"),
        {"trigger", Trigger, ""},
        {"acknowledge", Trigger, "string"},
        {"q acknowledge", Trigger, "string"},
        {"add acknowledge prompt", Trigger, "string"},
        {"range", Range, "int"},
        upload("photo", "image/*"),
        upload("q picture", "image/*"),
        upload("q image", "image/*"),
        upload("audio", "audio/*"),
        upload("q audio", "audio/*"),
        upload("video", "video/*"),
        upload("q video", "video/*"),
        upload("file", "application/*"),
        upload("osm", "osm/*"),
        days("percentage", "0 <= . and . <= 100", ""),
        days("number of days in last month", "0 <= . and . <= 31", "Enter a number 0-31."),
        days("number of days in last six months", "0 <= . and . <= 183", "Enter a number 0-183."),
        days("number of days in last year", "0 <= . and . <= 365", "Enter a number 0-365."),
        {"phone number", Input, "string", {}, {}, {}, {}, "regex(., '^\\d*$')", "Enter numbers only."},
        hidden("calculate"),
        hidden("q calculate"),
        hidden("add calculate prompt"),
        hidden("hidden"),
        hidden("audit", "binary"),
        hidden("background-audio", "binary"),
        hidden("start-geopoint", "geopoint"),
        hidden("background-geopoint", "geopoint"),
        moment("start", "start"),
        moment("start time", "start"),
        moment("get start time", "start"),
        moment("end", "end"),
        moment("end time", "end"),
        moment("get end time", "end"),
        {"today", nothing_shown, "date", {}, {}, "date", "today"},
        {"get today", nothing_shown, "date", {}, {}, "date", "today"},
        property("deviceid", "deviceid"),
        property("device id", "deviceid"),
        property("get device id", "deviceid"),
        property("uri:deviceid", "uri:deviceid"),
        property("phonenumber", "phonenumber"),
        property("get phone number", "phonenumber"),
        property("uri:phonenumber", "uri:phonenumber"),
        property("simserial", "simserial"),
        property("sim id", "simserial"),
        property("get sim id", "simserial"),
        property("uri:simserial", "uri:simserial"),
        property("subscriberid", "subscriberid"),
        property("subscriber id", "subscriberid"),
        property("get subscriber id", "subscriberid"),
        property("uri:subscriberid", "uri:subscriberid"),
        property("username", "username"),
        property("uri:username", "uri:username"),
        property("email", "email"),
        property("uri:email", "uri:email"),
        hidden("csv-external", ""),
        hidden("xml-external", "")};
    return types;
}

struct SelectCommand {
    std::string_view words;
    ControlKind select;
    bool from_file = false;
    bool external = false;
};
// Longer commands stand before those they begin with: "select one from yes_no" is a list "yes_no", not "from".
constexpr std::array select_commands = {SelectCommand{"add select one prompt using", SelectOne},
                                        SelectCommand{"add select multiple prompt using", SelectMultiple},
                                        SelectCommand{"select all that apply from", SelectMultiple},
                                        SelectCommand{"select all that apply", SelectMultiple},
                                        SelectCommand{"select one from file", SelectOne, true},
                                        SelectCommand{"select multiple from file", SelectMultiple, true},
                                        SelectCommand{"select one from", SelectOne},
                                        SelectCommand{"select one", SelectOne},
                                        SelectCommand{"select1", SelectOne},
                                        SelectCommand{"select_one_from_file", SelectOne, true},
                                        SelectCommand{"select_multiple_from_file", SelectMultiple, true},
                                        SelectCommand{"select_one_external", SelectOne, false, true},
                                        SelectCommand{"select_one", SelectOne},
                                        SelectCommand{"select_multiple", SelectMultiple},
                                        SelectCommand{"rank", Rank}};

struct SectionWord {
    std::string_view word;
    TypeCell::Section section;
};
constexpr std::array section_words = {
    SectionWord{"group", TypeCell::Section::Group}, SectionWord{"lgroup", TypeCell::Section::Repeat},
    SectionWord{"repeat", TypeCell::Section::Repeat}, SectionWord{"loop", TypeCell::Section::Loop},
    SectionWord{"looped group", TypeCell::Section::Repeat}};

struct Alias {
    std::string_view written, meant;
};
constexpr std::array aliases = {Alias{"imei", "deviceid"},          Alias{"image", "photo"},
                                Alias{"add image prompt", "photo"}, Alias{"add photo prompt", "photo"},
                                Alias{"add audio prompt", "audio"}, Alias{"add video prompt", "video"},
                                Alias{"add file prompt", "file"}};

/// What follows `words` and a blank; nothing where `text` does not begin so.
std::optional<std::string_view> after(std::string_view text, std::string_view words)
{
    if (!text.starts_with(words) || text.size() <= words.size() || text[words.size()] != ' ') return std::nullopt;
    return text.substr(words.size() + 1);
}

/// "begin group", "begin_repeat", "end loop", "begin loop over LIST".
bool read_section(std::string_view cell, TypeCell& type)
{
    for (const bool begins : {true, false}) {
        const std::string_view verb = begins ? "begin" : "end";
        if (!cell.starts_with(verb) || cell.size() <= verb.size() + 1) continue;
        const char joint = cell[verb.size()];
        if (joint != '_' && !is_white(joint)) continue;
        const std::string_view rest = cell.substr(verb.size() + 1);
        for (const SectionWord& candidate : section_words) {
            std::string_view list;
            if (rest != candidate.word) {
                const auto tail = after(rest, candidate.word);
                if (!tail || !begins) continue;
                list = after(*tail, "over").value_or(*tail);
                if (list.empty() || list.find(' ') != std::string_view::npos) continue;
            }
            type.kind = begins ? TypeCell::Kind::Begin : TypeCell::Kind::End;
            type.section = candidate.section;
            type.list_name = std::string(list);
            return true;
        }
    }
    return false;
}

bool read_select(std::string_view cell, TypeCell& type)
{
    for (const SelectCommand& command : select_commands) {
        const auto rest = after(cell, command.words);
        if (!rest) continue;
        const std::size_t end = rest->find(' ');
        const std::string_view tail = end == std::string_view::npos ? std::string_view() : rest->substr(end + 1);
        const bool or_other = tail == "or_other" || tail == "or other" || tail == "or specify other";
        if (!tail.empty() && !or_other) continue;
        type.kind = TypeCell::Kind::Select;
        type.select = command.select;
        type.from_file = command.from_file;
        type.external = command.external;
        type.or_other = or_other;
        type.list_name = std::string(rest->substr(0, end));
        return true;
    }
    return false;
}

} // namespace

const QuestionType* find_question_type(std::string_view name)
{
    const auto found = std::find_if(dictionary().begin(), dictionary().end(),
                                    [&](const QuestionType& type) { return type.name == name; });
    return found == dictionary().end() ? nullptr : &*found;
}

const std::vector<std::string>& question_type_names()
{
    static const std::vector<std::string> all = [] {
        std::vector<std::string> names = {"begin_group",
                                          "end_group",
                                          "begin_repeat",
                                          "end_repeat",
                                          "select_one",
                                          "select_multiple",
                                          "select_one_from_file",
                                          "select_multiple_from_file",
                                          "rank",
                                          "image"};
        for (const QuestionType& type : dictionary())
            if (type.name.find(' ') == std::string_view::npos) names.emplace_back(type.name);
        return names;
    }();
    return all;
}

std::vector<std::string> every_type_word()
{
    std::vector<std::string> all;
    for (const QuestionType& type : dictionary()) all.emplace_back(type.name);
    for (const Alias& alias : aliases) all.emplace_back(alias.written);
    for (const SelectCommand& command : select_commands) all.emplace_back(command.words);
    for (const SectionWord& section : section_words)
        for (const char* verb : {"begin ", "end ", "begin_", "end_"}) all.push_back(verb + std::string(section.word));
    return all;
}

TypeCell read_type_cell(std::string_view cell)
{
    TypeCell type;
    type.type = std::string(cell);
    for (const Alias& alias : aliases)
        if (cell == alias.written) type.type = std::string(alias.meant);
    if (read_section(cell, type) || read_select(cell, type)) return type;
    if (const auto list = after(cell, "osm")) {
        type.kind = TypeCell::Kind::Osm;
        type.type = "osm";
        type.list_name = std::string(*list);
    }
    return type;
}

} // namespace mahalla
