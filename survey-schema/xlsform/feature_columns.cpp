// What becomes of the sheets and of their columns.
#include "xlsform/feature_tables.h"

#include <array>

namespace mahalla {

namespace {

using enum FeatureState;

constexpr XlsformFeature sheet(std::string_view name, FeatureState state, std::string_view note = {})
{
    return {FeatureKind::Sheet, name, {}, {}, state, note};
}

constexpr XlsformFeature survey(std::string_view name, std::string_view aliases, std::string_view target,
                                FeatureState state = Works, std::string_view note = {})
{
    return {FeatureKind::SurveyColumn, name, aliases, target, state, note};
}

constexpr XlsformFeature choices(std::string_view name, std::string_view aliases, std::string_view target,
                                 FeatureState state = Works, std::string_view note = {})
{
    return {FeatureKind::ChoicesColumn, name, aliases, target, state, note};
}

constexpr XlsformFeature other(FeatureKind kind, std::string_view name, std::string_view aliases,
                               std::string_view target, FeatureState state, std::string_view note = {})
{
    return {kind, name, aliases, target, state, note};
}

constexpr std::string_view media_note = "The engine gives its name; the desk shows the words alone.";
constexpr std::string_view map_note = "Choices are not shown on a map here.";
constexpr std::string_view attribute_note = "It is written to the XForm as an attribute.";
constexpr std::string_view entity_note = "Records create and update entities; a vault keeps no lists of them yet.";
constexpr std::string_view osm_note = "Tags of OpenStreetMap are written to the XForm.";
constexpr std::string_view sms_note = "Records are not sent by text messages.";

constexpr std::array sheets = {
    sheet("survey", Works),
    sheet("choices", Works),
    sheet("settings", Works),
    sheet("entities", Runs, entity_note),
    sheet("external_choices", Works),
    sheet("osm", Kept, osm_note),
    sheet("indicators", Works, "Ours: results are made from it."),
    sheet("disaggregation", Works, "Ours: results are broken down by it."),
    sheet("design", Works, "Ours: how the sample was drawn."),
    sheet("publication", Works, "Ours: what may leave."),
};

constexpr std::array survey_columns = {
    survey("type", "command", ""),
    survey("name", "tag|value", ""),
    survey("label", "caption", ""),
    survey("hint", "", ""),
    survey("guidance_hint", "", "", Runs, "The engine gives it; the desk shows the hint alone."),
    survey("required", "", "bind required"),
    survey("required_message", "requiredmsg", "bind jr:requiredMsg"),
    survey("relevant", "relevance", "bind relevant"),
    survey("readonly", "read_only", "bind readonly"),
    survey("constraint", "", "bind constraint"),
    survey("constraint_message", "constraining_message", "bind jr:constraintMsg"),
    survey("calculation", "calculate", "bind calculate"),
    survey("default", "", ""),
    survey("trigger", "", ""),
    survey("appearance", "", "control appearance"),
    survey("parameters", "", ""),
    survey("choice_filter", "", ""),
    survey("repeat_count", "count|jr:count", "control jr:count"),
    survey("disabled", "", "", Works, "No part of XLSForm any more; the row is left out where it says yes."),
    survey("merge_unit", "", "", Works, "Ours: what is merged as a whole."),
    survey("image", "", "media image", Runs, media_note),
    survey("big-image", "", "media big-image", Runs, media_note),
    survey("audio", "", "media audio", Runs, media_note),
    survey("video", "", "media video", Runs, media_note),
    survey("save_to", "", "bind entities:saveto", Runs, entity_note),
    survey("autoplay", "", "control autoplay", Kept, "Sounds and films are not played here."),
    survey("rows", "", "control rows", Kept, "The field has the height of its text."),
    survey("accuracyThreshold", "", "control accuracyThreshold", Kept, "A position is taken as accurate as it comes."),
    survey("intent", "", "", Kept, "No other program is started; answers are typed."),
    survey("noAppErrorString", "no_app_error_string", "bind jr:noAppErrorString", Kept,
           "No other program is started, so none can be missing."),
    survey("sensitivity", "", "", Kept, "Ours: it travels with the form; nothing depends on it yet."),
    survey("compact_tag", "", "instance odk:tag", Kept, sms_note),
    survey("sms_field", "", "", Kept, sms_note),
    survey("sms_option", "", "", Kept, sms_note),
    survey("bind::type", "", "bind type"),
    survey("bind::jr:preload", "", "bind jr:preload"),
    survey("bind::jr:preloadParams", "", "bind jr:preloadParams"),
    survey("body::jr:noAddRemove", "", "control jr:noAddRemove"),
    survey("bind::*", "", "bind", Kept, attribute_note),
    survey("body::*", "control::*", "control", Kept, attribute_note),
    survey("instance::*", "", "instance", Kept, attribute_note),
    survey("media::*", "", "media", Runs, media_note),
};

constexpr std::array choices_columns = {
    choices("list_name", "", ""),
    choices("name", "value", ""),
    choices("label", "caption", ""),
    choices("image", "", "media image", Runs, media_note),
    choices("big-image", "", "media big-image", Runs, media_note),
    choices("audio", "", "media audio", Runs, media_note),
    choices("video", "", "media video", Runs, media_note),
    choices("media::*", "", "media", Runs, media_note),
    choices("geometry", "", "item", Kept, map_note),
    choices("marker-color", "", "item", Kept, map_note),
    choices("marker-symbol", "", "item", Kept, map_note),
    choices("stroke", "", "item", Kept, map_note),
    choices("stroke-width", "", "item", Kept, map_note),
    choices("fill", "", "item", Kept, map_note),
    choices("sms_option", "", "", Kept, sms_note),
    choices("*", "", "item", Works, "Any other column: choice filters and expressions read it."),
};

constexpr std::array external_choices_columns = {
    other(FeatureKind::ExternalChoicesColumn, "list_name", "", "", Works),
    other(FeatureKind::ExternalChoicesColumn, "name", "value", "", Works),
    other(FeatureKind::ExternalChoicesColumn, "label", "caption", "", Works),
    other(FeatureKind::ExternalChoicesColumn, "*", "", "item", Works, "Any other column: choice filters read it."),
};

constexpr std::array osm_columns = {
    other(FeatureKind::OsmColumn, "list_name", "", "", Kept, osm_note),
    other(FeatureKind::OsmColumn, "name", "value", "", Kept, osm_note),
    other(FeatureKind::OsmColumn, "label", "caption", "", Kept, osm_note),
};

constexpr std::array entities_columns = {
    other(FeatureKind::EntitiesColumn, "list_name", "dataset", "dataset", Runs, entity_note),
    other(FeatureKind::EntitiesColumn, "label", "", "", Runs, entity_note),
    other(FeatureKind::EntitiesColumn, "entity_id", "", "", Runs, entity_note),
    other(FeatureKind::EntitiesColumn, "create_if", "", "", Runs, entity_note),
    other(FeatureKind::EntitiesColumn, "update_if", "", "", Runs, entity_note),
    other(FeatureKind::EntitiesColumn, "repeat", "", "", Kept,
          "In which rows entities are made follows from where save_to stands."),
};

} // namespace

std::span<const XlsformFeature> sheet_features() { return sheets; }
std::span<const XlsformFeature> survey_column_features() { return survey_columns; }
std::span<const XlsformFeature> choices_column_features() { return choices_columns; }
std::span<const XlsformFeature> external_choices_column_features() { return external_choices_columns; }
std::span<const XlsformFeature> osm_column_features() { return osm_columns; }
std::span<const XlsformFeature> entities_column_features() { return entities_columns; }

} // namespace mahalla
