#include "workbook/workbook.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

const Sheet* Workbook::sheet(std::string_view name) const
{
    const auto found = std::find_if(sheets.begin(), sheets.end(), [&](const Sheet& candidate) {
        return equal_ignoring_ascii_case(trimmed(candidate.name), name);
    });
    return found == sheets.end() ? nullptr : &*found;
}

std::string_view Workbook::base_name() const
{
    const std::string_view name = file_name;
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

} // namespace mahalla
