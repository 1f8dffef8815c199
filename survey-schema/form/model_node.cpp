#include "form/model_node.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mahalla {

namespace {

// The names of the XForms specification first, so that `name_of` finds them; then those of XML Schema and of old forms.
constexpr std::array<std::pair<std::string_view, DataType>, 31> type_names = {{
    {"string", DataType::String},
    {"int", DataType::Integer},
    {"decimal", DataType::Decimal},
    {"boolean", DataType::Boolean},
    {"date", DataType::DateOnly},
    {"time", DataType::TimeOnly},
    {"dateTime", DataType::DateTime},
    {"geopoint", DataType::Geopoint},
    {"geotrace", DataType::Geotrace},
    {"geoshape", DataType::Geoshape},
    {"binary", DataType::Binary},
    {"barcode", DataType::Barcode},
    {"intent", DataType::Intent},
    {"integer", DataType::Integer},
    {"long", DataType::Integer},
    {"short", DataType::Integer},
    {"byte", DataType::Integer},
    {"unsignedInt", DataType::Integer},
    {"nonNegativeInteger", DataType::Integer},
    {"positiveInteger", DataType::Integer},
    {"double", DataType::Decimal},
    {"float", DataType::Decimal},
    {"datetime", DataType::DateTime},
    {"base64Binary", DataType::Binary},
    {"select1", DataType::String},
    {"select", DataType::String},
    {"rank", DataType::String},
    {"odk:rank", DataType::String},
    {"anyURI", DataType::String},
    {"text", DataType::String},
    {"normalizedString", DataType::String},
}};

} // namespace

const std::string* find_attribute(const std::vector<WrittenAttribute>& attributes, std::string_view name)
{
    for (const WrittenAttribute& attribute : attributes)
        if (attribute.name == name) return &attribute.value;
    return nullptr;
}

std::optional<DataType> data_type_of(std::string_view bind_type)
{
    for (std::string_view prefix : {"xsd:", "xs:"})
        if (bind_type.starts_with(prefix)) {
            bind_type.remove_prefix(prefix.size());
            break;
        }
    for (const auto& [name, type] : type_names)
        if (name == bind_type) return type;
    return std::nullopt;
}

std::string_view name_of(DataType type)
{
    for (const auto& [name, named] : type_names)
        if (named == type) return name;
    return "string";
}

bool Bind::is_empty() const
{
    return type.empty() && !relevant && !required && !readonly && !constraint && !calculate &&
           required_message.is_empty() && constraint_message.is_empty() && preload.empty() &&
           preload_parameters.empty() && save_to.empty() && attributes.empty();
}

std::string_view ModelNode::local_name() const
{
    const std::string_view whole = name;
    const std::size_t colon = whole.find(':');
    return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

std::string_view ModelNode::prefix() const
{
    const std::string_view whole = name;
    const std::size_t colon = whole.find(':');
    return colon == std::string_view::npos ? std::string_view() : whole.substr(0, colon);
}

} // namespace mahalla
