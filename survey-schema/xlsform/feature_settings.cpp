// What becomes of the settings, and of the words in one of them, `style`.
#include "xlsform/feature_tables.h"

#include <array>

namespace mahalla {

namespace {

using enum FeatureState;

constexpr XlsformFeature setting(std::string_view name, std::string_view aliases = {}, std::string_view target = {},
                                 FeatureState state = Works, std::string_view note = {})
{
    return {FeatureKind::Setting, name, aliases, target, state, note};
}

constexpr XlsformFeature body_class(std::string_view name, FeatureState state, std::string_view note)
{
    return {FeatureKind::BodyClass, name, {}, {}, state, note};
}

constexpr std::string_view sms_note = "Records are not sent by text messages.";
constexpr std::string_view travel_note = "Records travel sealed, by bundle or by the project's own server.";
constexpr std::string_view past_note = "It belongs to programs of the past.";
constexpr std::string_view theme_note = "The desk has one look.";

constexpr std::array settings = {
    setting("form_title", "title|set_form_title", "title"),
    setting("form_id", "id_string|set_form_id", "id_string"),
    setting("version"),
    setting("instance_name"),
    setting("default_language"),
    setting("name"),
    setting("style", {}, {}, Runs, "Its words stand below."),
    setting("namespaces"),
    setting("instance_id"),
    setting("instance_xmlns"),
    setting("omit_instanceID"),
    setting("clean_text_values"),
    setting("allow_choice_duplicates"),
    setting("public_key", {}, {}, Kept, "Records are sealed under the project's own keys."),
    setting("submission_url", {}, {}, Kept, travel_note),
    setting("auto_send", {}, {}, Kept, travel_note),
    setting("auto_delete", {}, {}, Kept, "Records stay in the vault."),
    setting("client_editable", {}, {}, Kept, "The form does not decide whether a finished record may be changed."),
    setting("attribute::*", {}, "attribute", Kept, "It is written to the record's root as an attribute."),
    setting("prefix", {}, {}, Kept, sms_note),
    setting("delimiter", {}, {}, Kept, sms_note),
    setting("sms_keyword", {}, {}, Kept, sms_note),
    setting("sms_separator", {}, {}, Kept, sms_note),
    setting("sms_allow_media", {}, {}, Kept, sms_note),
    setting("sms_date_format", {}, {}, Kept, sms_note),
    setting("sms_datetime_format", {}, {}, Kept, sms_note),
    setting("sms_response", {}, {}, Kept, sms_note),
    setting("add_none_option", {}, {}, Kept, past_note),
    setting("flat", {}, {}, Kept, past_note),
    setting("entity_version", {}, {}, Kept, "The version follows from what the entities need."),
};

constexpr std::array body_classes = {
    body_class("pages", Runs, "Each section is a page, whatever the setting says."),
    body_class("theme-grid", Kept, theme_note),
    body_class("theme-formhub", Kept, theme_note),
    body_class("theme-plain", Kept, theme_note),
    body_class("no-text-transform", Kept, theme_note),
};

} // namespace

std::span<const XlsformFeature> setting_features() { return settings; }
std::span<const XlsformFeature> body_class_features() { return body_classes; }

} // namespace mahalla
