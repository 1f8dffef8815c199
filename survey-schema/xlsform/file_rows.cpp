// Rows for the files beside a form: csv-external, xml-external.
#include "xlsform/survey_sheet.h"

#include "xlsform/form_assembly.h"

namespace mahalla {

std::set<std::string> SurveySheet::files_brought_along() const
{
    std::set<std::string> brought;
    const auto note = [&](const std::optional<Expression>& text) {
        if (text)
            for (std::string& id : pulldata_ids(text->text())) brought.insert(std::move(id));
    };
    for (const ModelNode& node : form_.nodes())
        for (const auto* text : {&node.bind.calculate, &node.bind.constraint, &node.bind.readonly, &node.bind.required,
                                 &node.bind.relevant})
            note(*text);
    for (const Control& control : form_.controls())
        if (control.itemset)
            for (const std::string& id : control.itemset->nodeset.references(control.ref).instances)
                if (control.is_select() || control.itemset->nodeset.text().find("pulldata") != std::string::npos)
                    brought.insert(id);
    return brought;
}

void SurveySheet::write_files(FilePlace place)
{
    const std::set<std::string> brought = files_brought_along();
    bool is_behind = false; // Instances keep their order, as far as rows before and behind all questions can.
    for (const SecondaryInstance& instance : form_.instances()) {
        is_behind = is_behind || brought.contains(instance.id);
        if (is_behind != (place == FilePlace::BehindQuestions)) continue;
        if (instance.content || instance.source.empty() || instance.source == "jr://instance/last-saved") continue;
        const std::string file = instance.source.substr(instance.source.rfind('/') + 1);
        const std::string base = file.substr(0, file.rfind('.')), ending = file.substr(base.size());
        const bool is_csv = ending == ".csv", can_be_said = is_csv || ending == ".xml" || ending == ".geojson";
        if (base != instance.id || !can_be_said)
            texts_.warn_lost({no_index, "", {"survey", 0, ""}},
                             "The data “" + instance.id + "” come from the file " + file +
                                 "; in a workbook, a file is called as its data are.",
                             "Rename the file to " + instance.id + (can_be_said ? ending : ".xml") + ".");
        if (brought.contains(instance.id)) continue;
        if (!is_xml_name(instance.id)) {
            texts_.warn_lost({no_index, "", {"survey", 0, ""}},
                             "The data “" + instance.id + "” have a name that no row may have.", "They are left out.");
            continue;
        }
        table_.begin_row();
        table_.put("type", is_csv ? "csv-external" : "xml-external");
        table_.put("name", instance.id);
        if (ending == ".geojson")
            texts_.warn_lost({no_index, "", {"survey", table_.row_number(), "type"}},
                             "Only a question can bring the file " + file + " along.",
                             "It is written as an .xml file.");
    }
}

} // namespace mahalla
