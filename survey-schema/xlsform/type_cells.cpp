// Which type of question a node with its control is.
#include "xlsform/survey_sheet.h"

#include "base/text.h"

namespace mahalla {

namespace {

std::string_view upload_type(std::string_view media_type)
{
    for (const std::string_view type : {"image", "audio", "video", "osm"})
        if (media_type.starts_with(type)) return type;
    return "file";
}

} // namespace

std::string SurveySheet::type_of_shown(ModelIndex index, const Control& control)
{
    const Bind& bind = form_.node(index).bind;
    switch (control.kind) {
    case ControlKind::SelectOne:
        return "select_one";
    case ControlKind::SelectMultiple:
        return "select_multiple";
    case ControlKind::Rank:
        return "rank";
    case ControlKind::Range:
        return "range";
    case ControlKind::Trigger:
        return bind.type.empty() ? "trigger" : "acknowledge";
    case ControlKind::Upload: {
        const std::string* media = control.attribute("mediatype");
        const std::string_view type = upload_type(media == nullptr ? std::string_view() : *media);
        const std::string tags = type == "osm" ? lists_.tags_of(control) : std::string();
        return std::string(type) + (tags.empty() ? "" : " " + tags);
    }
    case ControlKind::Input:
    case ControlKind::Group:
    case ControlKind::Repeat:
        break;
    }
    const Actions& actions = actions_[index];
    const bool is_note = bind.data_type == DataType::String && expression(bind.readonly, index) == "true()" &&
                         !bind.calculate && actions.on_load == nullptr && actions.on_change.empty();
    if (is_note) return "note";
    switch (bind.data_type) {
    case DataType::Integer:
        return "integer";
    case DataType::Decimal:
    case DataType::DateOnly:
    case DataType::TimeOnly:
    case DataType::DateTime:
    case DataType::Geopoint:
    case DataType::Geotrace:
    case DataType::Geoshape:
    case DataType::Barcode:
        return std::string(name_of(bind.data_type));
    case DataType::String:
    case DataType::Boolean:
    case DataType::Binary:
    case DataType::Intent:
        break;
    }
    return "text";
}

std::string SurveySheet::type_of_hidden(ModelIndex index) const
{
    const Bind& bind = form_.node(index).bind;
    const Actions& actions = actions_[index];
    const QuestionType* metadata = find_question_type(bind.preload_parameters);
    if (metadata != nullptr && metadata->preload == bind.preload && !bind.preload.empty())
        return std::string(metadata->name);
    if (actions.on_load != nullptr && actions.on_load->kind == ActionKind::SetGeopoint) return "start-geopoint";
    if (actions.on_load != nullptr && actions.on_load->kind == ActionKind::RecordAudio) return "background-audio";
    if (!actions.on_change.empty() && actions.on_change.front()->kind == ActionKind::SetGeopoint)
        return "background-geopoint";
    const bool is_computed_on_change = !actions.on_change.empty() && actions.on_change.front()->value;
    return bind.calculate || is_computed_on_change ? "calculate" : "hidden";
}

} // namespace mahalla
