#include "indicator/publication.h"

#include "indicator/definition_sheet.h"

namespace mahalla {

std::vector<PublicationSetting> read_publication_sheet(const ExtraSheet* sheet)
{
    std::vector<PublicationSetting> settings;
    if (!sheet) return settings;
    const DefinitionSheet rows(*sheet);
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        if (!rows.cell(row, "setting").empty())
            settings.push_back(
                {std::string(rows.cell(row, "setting")), std::string(rows.cell(row, "value")), rows.row_number(row)});
    return settings;
}

} // namespace mahalla
