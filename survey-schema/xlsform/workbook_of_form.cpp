#include "xlsform/workbook_of_form.h"

#include "xlsform/settings_sheet.h"
#include "xlsform/survey_sheet.h"

namespace mahalla {

namespace {

Sheet extra_sheet(const ExtraSheet& extra)
{
    Sheet sheet{extra.name, {{1, extra.header}}};
    for (std::size_t i = 0; i < extra.rows.size(); ++i) sheet.rows.push_back({extra.row_numbers[i], extra.rows[i]});
    return sheet;
}

/// The language of the first cell that is in one.
std::string first_language(const Sheet& survey)
{
    const SheetRow& header = survey.rows.front();
    for (std::size_t row = 1; row < survey.rows.size(); ++row)
        for (std::size_t column = 0; column < survey.rows[row].cells.size(); ++column) {
            const std::string& name = header.cells[column];
            const std::size_t mark = name.find("::");
            const bool is_text = mark != std::string::npos && !name.starts_with("bind::") &&
                                 !name.starts_with("body::") && !name.starts_with("instance::");
            if (is_text && !survey.rows[row].cells[column].empty()) return name.substr(mark + 2);
        }
    return {};
}

std::vector<std::string> entity_lists(const SheetTable& table)
{
    std::vector<std::string> lists;
    const Sheet sheet = table.sheet("entities");
    for (std::size_t i = 1; i < sheet.rows.size(); ++i) lists.emplace_back(sheet.rows[i].cell(0));
    return lists;
}

} // namespace

WorkbookOfForm workbook_of(const FormDefinition& form)
{
    Findings findings;
    const ReferenceWriter references(form);
    TextCells texts(form, references, findings);
    ChoiceSheet lists(form, texts, findings);
    const SheetTable entities = entity_table(form, references, findings);
    SurveySheet survey(form, references, texts, lists, findings);
    survey.write(entity_lists(entities));

    Workbook workbook{form.id() + ".xlsx", {survey.table().sheet("survey")}};
    const SettingsNeeds needs{survey.table().has_doubled_blanks(), lists.has_duplicates(),
                              first_language(workbook.sheets.front())};
    if (!lists.choices().is_empty()) workbook.sheets.push_back(lists.choices().sheet("choices"));
    if (!lists.osm().is_empty()) workbook.sheets.push_back(lists.osm().sheet("osm"));
    if (!entities.is_empty()) workbook.sheets.push_back(entities.sheet("entities"));
    workbook.sheets.push_back(settings_sheet(form, references, needs, findings));
    for (const ExtraSheet& extra : form.extra_sheets()) workbook.sheets.push_back(extra_sheet(extra));
    return {std::move(workbook), findings.take()};
}

} // namespace mahalla
