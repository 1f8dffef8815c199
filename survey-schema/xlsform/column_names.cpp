#include "xlsform/xlsform_table.h"

namespace mahalla {

namespace {

using Aliases = std::map<std::string, std::vector<std::string>, std::less<>>;

const Aliases media_aliases = {{"image", {"media", "image"}},
                               {"big-image", {"media", "big-image"}},
                               {"audio", {"media", "audio"}},
                               {"video", {"media", "video"}}};

Aliases with_media(Aliases aliases)
{
    aliases.insert(media_aliases.begin(), media_aliases.end());
    return aliases;
}

} // namespace

const ColumnNames& ColumnNames::survey()
{
    static const ColumnNames names = {{"type", "name", "label", "hint", "guidance_hint", "default", "trigger",
                                       "choice_filter", "parameters", "bind", "control", "instance", "media", "intent",
                                       "disabled", "sensitivity", "merge_unit", "sms_field", "sms_option"},
                                      with_media({{"command", {"type"}},
                                                  {"tag", {"name"}},
                                                  {"value", {"name"}},
                                                  {"caption", {"label"}},
                                                  {"compact_tag", {"instance", "odk:tag"}},
                                                  {"read_only", {"bind", "readonly"}},
                                                  {"readonly", {"bind", "readonly"}},
                                                  {"relevant", {"bind", "relevant"}},
                                                  {"relevance", {"bind", "relevant"}},
                                                  {"required", {"bind", "required"}},
                                                  {"constraint", {"bind", "constraint"}},
                                                  {"constraining_message", {"bind", "jr:constraintMsg"}},
                                                  {"constraint_message", {"bind", "jr:constraintMsg"}},
                                                  {"calculation", {"bind", "calculate"}},
                                                  {"calculate", {"bind", "calculate"}},
                                                  {"noapperrorstring", {"bind", "jr:noAppErrorString"}},
                                                  {"no_app_error_string", {"bind", "jr:noAppErrorString"}},
                                                  {"requiredmsg", {"bind", "jr:requiredMsg"}},
                                                  {"required_message", {"bind", "jr:requiredMsg"}},
                                                  {"save_to", {"bind", "entities:saveto"}},
                                                  {"appearance", {"control", "appearance"}},
                                                  {"count", {"control", "jr:count"}},
                                                  {"repeat_count", {"control", "jr:count"}},
                                                  {"jr:count", {"control", "jr:count"}},
                                                  {"autoplay", {"control", "autoplay"}},
                                                  {"rows", {"control", "rows"}},
                                                  {"body", {"control"}}})};
    return names;
}

const ColumnNames& ColumnNames::choices()
{
    static const ColumnNames names = {{"list_name", "name", "label", "media", "sms_option"},
                                      with_media({{"caption", {"label"}}, {"value", {"name"}}})};
    return names;
}

const ColumnNames& ColumnNames::settings()
{
    static const ColumnNames names = {{"title",
                                       "id_string",
                                       "version",
                                       "name",
                                       "default_language",
                                       "style",
                                       "instance_name",
                                       "instance_id",
                                       "instance_xmlns",
                                       "namespaces",
                                       "submission_url",
                                       "public_key",
                                       "auto_send",
                                       "auto_delete",
                                       "client_editable",
                                       "allow_choice_duplicates",
                                       "clean_text_values",
                                       "omit_instanceid",
                                       "attribute",
                                       "prefix",
                                       "delimiter",
                                       "sms_keyword",
                                       "sms_separator",
                                       "sms_allow_media",
                                       "sms_date_format",
                                       "sms_datetime_format",
                                       "sms_response",
                                       "add_none_option",
                                       "flat",
                                       "entity_version"},
                                      {{"form_title", {"title"}},
                                       {"set_form_title", {"title"}},
                                       {"form_id", {"id_string"}},
                                       {"set_form_id", {"id_string"}}}};
    return names;
}

const ColumnNames& ColumnNames::entities()
{
    static const ColumnNames names = {{"dataset", "label", "entity_id", "create_if", "update_if", "repeat"},
                                      {{"list_name", {"dataset"}}}};
    return names;
}

} // namespace mahalla
