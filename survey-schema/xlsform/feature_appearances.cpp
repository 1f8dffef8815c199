// What becomes of the appearances of ODK Collect, Enketo and KoboToolbox, and of our own.
#include "xlsform/feature_tables.h"

#include <array>

namespace mahalla {

namespace {

using enum FeatureState;

constexpr XlsformFeature look(std::string_view name, std::string_view types, FeatureState state, std::string_view note,
                              std::string_view aliases = {})
{
    return {FeatureKind::Appearance, name, aliases, types, state, note};
}

constexpr std::string_view column_note = "The choices stand below each other, each with its button.";
constexpr std::string_view calendar_note = "A day of the Gregorian calendar is asked for.";
constexpr std::string_view map_note = "No map is shown.";
constexpr std::string_view range_note = "The range is shown as a line.";
constexpr std::string_view camera_note = "The desk says that it cannot take it.";
constexpr std::string_view toolkit_note = "Of the Community Health Toolkit: nobody is looked up; the answer is typed.";
constexpr std::string_view colour_note = "Of the Community Health Toolkit: the words are shown as all others.";
constexpr std::string_view own_note = "Ours; the questions are shown one by one.";

constexpr std::array looks = {
    look("field-list", "begin_group begin_repeat", Works, "The group is one stop, and stands on one page."),
    look("multiline", "text", Works, "A field of several lines."),
    look("minimal", "select", Works, "One choice: a list that opens. Several: all in sight."),
    look("autocomplete", "select", Works, "One choice: a list that opens, with a search.", "search|autocomplete_chars"),
    look("search(*", "select rank", Runs, "`mahalla form run --media DIR`; files do not travel with the charter."),
    look("pairwise", "rank", Works, "Ours: two choices at a time."),
    look("proportional-piling*", "begin_group", Works, "Ours: counters laid on items."),
    look("table-list", "begin_group begin_repeat", Runs, "Each question is shown with its choices."),
    look("label", "select", Kept, "The question is shown with its choices."),
    look("list-nolabel", "select rank begin_group", Kept, "The question is shown with its choices."),
    look("list", "select", Kept, column_note),
    look("quick", "select", Kept, "The next question is gone to by hand."),
    look("columns", "select", Kept, column_note),
    look("columns-#", "select", Kept, column_note),
    look("columns-pack", "select", Kept, column_note),
    look("no-buttons", "select", Kept, column_note),
    look("likert", "select_one select_one_from_file", Kept, column_note),
    look("horizontal", "select", Kept, column_note),
    look("horizontal-compact", "select", Kept, column_note),
    look("compact", "select", Kept, column_note),
    look("compact-#", "select", Kept, column_note),
    look("quickcompact", "select", Kept, column_note),
    look("quickcompact-#", "select", Kept, column_note),
    look("image-map", "select", Kept, "The choices are shown as a list."),
    look("map", "select", Kept, "The choices are shown as a list."),
    look("numbers", "text", Kept, "Letters can be typed as well."),
    look("url", "text note", Kept, "The address is shown as text."),
    look("masked", "text", Kept, "What is typed can be read on the screen."),
    look("thousands-sep", "integer decimal text", Kept, "Numbers are shown as they are typed."),
    look("counter", "integer", Kept, "The number is typed."),
    look("bearing", "decimal", Kept, "The number is typed."),
    look("ex:*", "question", Kept, "No other program is started; the answer is typed."),
    look("printer*", "text note", Kept, "Nothing is printed."),
    look("hidden-answer", "barcode text integer decimal", Kept, "The answer is shown."),
    look("front", "barcode", Kept, "The code is typed."),
    look("no-calendar", "date dateTime", Kept, calendar_note),
    look("month-year", "date dateTime", Kept, calendar_note),
    look("year", "date dateTime", Kept, calendar_note),
    look("bikram-sambat", "date dateTime", Kept, calendar_note),
    look("buddhist", "date dateTime", Kept, calendar_note),
    look("coptic", "date dateTime", Kept, calendar_note),
    look("ethiopian", "date dateTime", Kept, calendar_note),
    look("islamic", "date dateTime", Kept, calendar_note),
    look("myanmar", "date dateTime", Kept, calendar_note),
    look("persian", "date dateTime", Kept, calendar_note),
    look("vertical", "range", Kept, range_note),
    look("no-ticks", "range", Kept, range_note),
    look("picker", "range", Kept, range_note),
    look("rating", "range", Kept, range_note),
    look("distress", "range", Kept, range_note),
    look("analog-scale", "range integer decimal", Kept, range_note),
    look("show-scale", "range", Kept, range_note),
    look("maps", "geopoint geotrace geoshape start-geopoint", Kept, map_note),
    look("placement-map", "geopoint geotrace geoshape", Kept, map_note),
    look("hide-input", "geopoint geotrace geoshape", Kept, map_note),
    look("streets", "geopoint geotrace geoshape", Kept, map_note),
    look("satellite", "geopoint geotrace geoshape", Kept, map_note),
    look("terrain", "geopoint geotrace geoshape", Kept, map_note),
    look("new", "image audio video file", Kept, camera_note),
    look("new-front", "image video", Kept, camera_note, "selfie"),
    look("annotate", "image", Kept, camera_note),
    look("draw", "image", Kept, camera_note),
    look("signature", "image", Kept, camera_note),
    look("w#", "any", Kept, "The questions of a page stand below each other."),
    look("hidden", "any", Kept, "Of the Community Health Toolkit: the question is shown here."),
    look("select-contact", "any", Kept, toolkit_note),
    look("type-*", "any", Kept, toolkit_note),
    look("descendant-of-current-contact", "any", Kept, toolkit_note),
    look("bind-id-only", "any", Kept, toolkit_note),
    look("db-object", "any", Kept, toolkit_note),
    look("summary", "any", Kept, colour_note),
    look("h#", "any", Kept, colour_note),
    look("li", "any", Kept, colour_note),
    look("center", "any", Kept, colour_note),
    look("underline", "any", Kept, colour_note),
    look("yellow", "any", Kept, colour_note),
    look("blue", "any", Kept, colour_note),
    look("red", "any", Kept, colour_note),
    look("green", "any", Kept, colour_note),
    look("lime", "any", Kept, colour_note),
    look("community-map", "geoshape", Kept, own_note),
    look("seasonal-calendar", "begin_group", Kept, own_note),
    look("matrix-scoring", "begin_group", Kept, own_note),
    look("venn", "begin_group", Kept, own_note),
};

} // namespace

std::span<const XlsformFeature> appearance_features() { return looks; }

} // namespace mahalla
