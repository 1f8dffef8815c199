// What becomes of the question types.
#include "xlsform/feature_tables.h"

#include <array>

namespace mahalla {

namespace {

using enum FeatureState;

constexpr XlsformFeature type(std::string_view name, std::string_view aliases = {}, FeatureState state = Works,
                              std::string_view note = {})
{
    return {FeatureKind::QuestionType, name, aliases, {}, state, note};
}

constexpr std::string_view typed_note = "The desk takes text.";
constexpr std::string_view file_note = "`mahalla form run --media DIR`; files do not travel with the charter.";
constexpr std::string_view upload_note = "`attach` in a scripted interview; the desk says that it cannot take them.";
constexpr std::string_view known_note = "What the machine does not know stays empty.";
constexpr std::string_view position_note = "Where something gives a position.";
constexpr std::string_view sim_note = "Devices do not give it out any more; it stays empty.";

constexpr std::array types = {
    type("text", "string|q string|add text prompt"),
    type("integer", "int|q int|add integer prompt"),
    type("decimal", "q decimal|add decimal prompt"),
    type("date", "q date|add date prompt"),
    type("note", "q note|add note prompt"),
    type("acknowledge", "trigger|q acknowledge|add acknowledge prompt"),
    type("range"),
    type("select_one", "select one|select1|select one from|add select one prompt using"),
    type("select_multiple",
         "select multiple|select all that apply|select all that apply from|add select multiple prompt using"),
    type("rank"),
    type("select_one_external"),
    type("select_one_from_file", "select one from file", Runs, file_note),
    type("select_multiple_from_file", "select multiple from file", Runs, file_note),
    type("csv-external", {}, Runs, file_note),
    type("xml-external", {}, Runs, file_note),
    type("begin_group", "begin group|end_group|end group"),
    type("begin_repeat", "begin repeat|begin lgroup|begin_lgroup|begin looped group|begin_looped group|end_repeat|end "
                         "repeat|end lgroup|end_lgroup|end looped group|end_looped group"),
    type("begin_loop", "begin loop|end_loop|end loop"),
    type("calculate", "q calculate|add calculate prompt"),
    type("hidden"),
    type("percentage", {}, Works, "An older word: a whole number with its bounds."),
    type("number of days in last month", {}, Works, "An older word: a whole number with its bounds."),
    type("number of days in last six months", {}, Works, "An older word: a whole number with its bounds."),
    type("number of days in last year", {}, Works, "An older word: a whole number with its bounds."),
    type("phone number", {}, Works, "An older word: text of digits."),
    type("geopoint", "gps|location|q geopoint|q location|add location prompt"),
    type("time", "q time|add time prompt", Runs, typed_note),
    type("dateTime", "date time|q dateTime|q date time|add dateTime prompt|add date time prompt", Runs, typed_note),
    type("barcode", "q barcode|add barcode prompt", Runs, typed_note),
    type("geotrace", "q geotrace", Runs, typed_note),
    type("geoshape", "q geoshape", Runs, typed_note),
    type("image", "photo|q picture|q image|add image prompt|add photo prompt", Runs, upload_note),
    type("audio", "q audio|add audio prompt", Runs, upload_note),
    type("video", "q video|add video prompt", Runs, upload_note),
    type("file", "add file prompt", Runs, upload_note),
    type("start", "start time|get start time"),
    type("end", "end time|get end time"),
    type("today", "get today"),
    type("deviceid", "device id|get device id|uri:deviceid|imei", Runs, known_note),
    type("username", "uri:username", Runs, known_note),
    type("email", "uri:email", Runs, known_note),
    type("phonenumber", "get phone number|uri:phonenumber", Runs, known_note),
    type("start-geopoint", {}, Runs, position_note),
    type("background-geopoint", {}, Runs, position_note),
    type("simserial", "sim id|get sim id|uri:simserial", Kept, sim_note),
    type("subscriberid", "subscriber id|get subscriber id|uri:subscriberid", Kept, sim_note),
    type("audit", {}, Kept, "No log is written of how the form was walked through; every change is kept in the vault."),
    type("background-audio", {}, Kept, "Nothing is recorded: nobody is overheard."),
    type("osm", {}, Kept, "The desk says that it cannot take it."),
};

} // namespace

std::span<const XlsformFeature> question_type_features() { return types; }

} // namespace mahalla
