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
    const SheetTable entities = entity_table(form, references);
    SurveySheet survey(form, references, texts, lists, findings);
    survey.write(entity_lists(entities));

    Workbook workbook{form.id() + ".xlsx", {survey.table().sheet("survey")}};
    if (!lists.choices().is_empty()) workbook.sheets.push_back(lists.choices().sheet("choices"));
    if (!lists.osm().is_empty()) workbook.sheets.push_back(lists.osm().sheet("osm"));
    if (!entities.is_empty()) workbook.sheets.push_back(entities.sheet("entities"));
    workbook.sheets.push_back(
        settings_sheet(form, references, {survey.table().has_doubled_blanks(), lists.has_duplicates()}, findings));
    for (const ExtraSheet& extra : form.extra_sheets()) workbook.sheets.push_back(extra_sheet(extra));
    return {std::move(workbook), findings.take()};
}

} // namespace mahalla
