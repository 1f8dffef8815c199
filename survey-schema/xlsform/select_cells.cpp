// Which list a question takes its choices from, how they are filtered and in which order they come.
#include "xlsform/survey_sheet.h"

#include "base/number.h"
#include "base/text.h"

#include <algorithm>

namespace mahalla {

std::string SurveySheet::list_cell(ModelIndex index, const Control& control, std::string& filter,
                                   std::string& parameters)
{
    if (!control.itemset) return lists_.list_of(control);
    std::string_view nodeset = trimmed(control.itemset->nodeset.text());
    if (nodeset.starts_with("randomize(") && nodeset.ends_with(')')) {
        nodeset = trimmed(nodeset.substr(10, nodeset.size() - 11));
        add_parameter(parameters, "randomize", "true");
        // The seed stands behind the last comma outside of the filter.
        const std::size_t comma = nodeset.rfind(','), bracket = nodeset.rfind(']');
        if (comma != std::string_view::npos && (bracket == std::string_view::npos || comma > bracket)) {
            const std::string seed(trimmed(nodeset.substr(comma + 1))), name = references_.name_of(seed, index);
            if (number_from_text(seed) || !name.empty())
                add_parameter(parameters, "seed", name.empty() ? seed : "${" + name + "}");
            else
                lost(index, "parameters", "has an expression as the seed of its order.",
                     "Compute it in a calculate question, and name that: seed=${name}.");
            nodeset = trimmed(nodeset.substr(0, comma));
        }
    }
    const std::size_t open = nodeset.find('[');
    const bool has_filter = open != std::string_view::npos && nodeset.ends_with(']');
    const std::string_view base = trimmed(nodeset.substr(0, open));
    const std::string_view inside =
        has_filter ? nodeset.substr(open + 1, nodeset.size() - open - 2) : std::string_view();
    const std::string value(trimmed(control.itemset->value.text())), label(trimmed(control.itemset->label.text()));
    const auto put_column = [&](const char* parameter, const std::string& column, std::string_view usual) {
        if (column == usual) return;
        const bool is_plain = is_xml_name(column) && column.find(':') == std::string::npos &&
                              std::all_of(column.begin(), column.end(), [](char c) { return (c & 0x80) == 0; });
        if (is_plain)
            add_parameter(parameters, parameter, column);
        else
            lost(index, "parameters", "takes the " + std::string(parameter) + " of its choices from an expression.",
                 "The column “" + std::string(usual) + "” of the file is taken.");
    };

    constexpr std::string_view begin = "instance(", end = ")/root/item";
    if (base.starts_with(begin) && base.ends_with(end) && base.size() > begin.size() + end.size() + 2) {
        const std::string id(base.substr(begin.size() + 1, base.size() - begin.size() - end.size() - 2));
        const SecondaryInstance* instance = form_.find_instance(id);
        if (instance != nullptr) filter = references_.written(inside, index, true);
        if (instance != nullptr && !instance->content) {
            const std::string ending =
                instance->source.substr(std::min(instance->source.rfind('.'), instance->source.size()));
            const bool is_geojson = ending == ".geojson";
            put_column("value", value, is_geojson ? "id" : "name");
            put_column("label", label, is_geojson ? "title" : "label");
            return id + (is_geojson || ending == ".csv" ? ending : ".xml");
        }
        if (instance != nullptr && lists_.holds(*instance)) {
            if (value != "name" || (label != "label" && label != "jr:itext(itextId)"))
                lost(index, "type", "stores or shows other columns of its list than name and label.",
                     "Call the columns of “" + id + "” so.");
            return id;
        }
    }
    // Rows of a repeat as choices: the path ends with the question that is shown.
    const std::string name = references_.name_of(std::string(base) + "/" + value, index);
    const ModelIndex target = form_.find_node(std::string(base) + "/" + value);
    if (!name.empty() || target != no_index) {
        const std::string reference = name.empty() ? std::string(form_.node(target).local_name()) : name;
        if (value != label)
            lost(index, "type", "shows another question of the rows than it stores.", "It shows the stored one.");
        if (inside != "./" + value + " != ''") filter = references_.written(inside, index, true);
        return "${" + reference + "}";
    }
    lost(index, "type", "takes its choices from where no workbook can: " + std::string(base), "It is written as text.");
    filter.clear();
    parameters.clear();
    return {};
}

} // namespace mahalla
