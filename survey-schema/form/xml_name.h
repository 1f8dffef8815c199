#pragma once
#include <string_view>

namespace mahalla {

/// True for what may name an element or attribute: XML 1.0's Name, with at most one colon, between two names.
bool is_xml_name(std::string_view name);

} // namespace mahalla
