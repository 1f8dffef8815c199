// What becomes of the parameters.
#include "xlsform/feature_tables.h"

#include <array>

namespace mahalla {

namespace {

using enum FeatureState;

constexpr XlsformFeature parameter(std::string_view name, std::string_view types, FeatureState state = Works,
                                   std::string_view note = {})
{
    return {FeatureKind::Parameter, name, {}, types, state, note};
}

constexpr std::string_view ticks_note = "The range is shown without ticks.";
constexpr std::string_view order_note = "External choices stand in the order of their sheet.";
constexpr std::string_view audit_note = "No log is written.";
constexpr std::string_view accuracy_note = "A position is taken as accurate as it comes.";

constexpr std::array parameters = {
    parameter("start", "range"),
    parameter("end", "range"),
    parameter("step", "range"),
    parameter("tick_interval", "range", Kept, ticks_note),
    parameter("placeholder", "range", Kept, ticks_note),
    parameter("tick_labelset", "range", Kept, ticks_note),
    parameter("randomize", "listed rank"),
    parameter("seed", "listed rank"),
    parameter("randomize", "select_one_external", Kept, order_note),
    parameter("seed", "select_one_external", Kept, order_note),
    parameter("value", "from_file"),
    parameter("label", "from_file"),
    parameter("rows", "text", Kept, "The field has the height of its text."),
    parameter("quality", "audio background-audio", Kept, "Nothing is recorded here."),
    parameter("app", "image", Kept, "No other program is started."),
    parameter("max-pixels", "image", Kept, "Pictures are stored as they are."),
    parameter("capture-accuracy", "geopoint", Kept, accuracy_note),
    parameter("warning-accuracy", "geopoint", Kept, accuracy_note),
    parameter("allow-mock-accuracy", "geopoint geotrace geoshape", Kept, accuracy_note),
    parameter("reference-geometry", "geopoint geotrace geoshape", Kept, "No map is shown."),
    parameter("incremental", "geotrace geoshape", Kept, "The constraint is checked when the answer is complete."),
    parameter("location-priority", "audit", Kept, audit_note),
    parameter("location-min-interval", "audit", Kept, audit_note),
    parameter("location-max-age", "audit", Kept, audit_note),
    parameter("track-changes", "audit", Kept, audit_note),
    parameter("identify-user", "audit", Kept, audit_note),
    parameter("track-changes-reasons", "audit", Kept, audit_note),
};

} // namespace

std::span<const XlsformFeature> parameter_features() { return parameters; }

} // namespace mahalla
