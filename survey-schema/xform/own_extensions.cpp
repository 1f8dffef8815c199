#include "xform/own_extensions.h"

#include "base/number.h"

#include <unordered_map>

namespace mahalla {

namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        // Attributes are normalised by XML readers: what is not a space would come back as one.
        case '\n':
            out += "&#10;";
            break;
        case '\r':
            out += "&#13;";
            break;
        case '\t':
            out += "&#9;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string sheet_element(const ExtraSheet& sheet)
{
    std::string xml = "<mahalla:sheet name=\"" + escaped(sheet.name) + "\">";
    for (const std::string& column : sheet.header) xml += "<mahalla:column name=\"" + escaped(column) + "\"/>";
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
        xml +=
            "<mahalla:row number=\"" + std::to_string(i < sheet.row_numbers.size() ? sheet.row_numbers[i] : 0) + "\">";
        for (const std::string& cell : sheet.rows[i]) xml += "<mahalla:cell>" + escaped(cell) + "</mahalla:cell>";
        xml += "</mahalla:row>";
    }
    return xml + "</mahalla:sheet>";
}

/// The children of `parent` that are elements of ours with this name.
template <typename Visit>
void each_child(const Document& document, NodeIndex parent, std::string_view name, const Visit& visit)
{
    for (NodeIndex child = document.first_child(parent); child != no_node; child = document.next_sibling(child))
        if (document.kind(child) == NodeKind::Element && document.namespace_uri(child) == own_namespace &&
            document.local_name(child) == name)
            visit(child);
}

std::string attribute(const Document& document, NodeIndex element, std::string_view name)
{
    return std::string(document.attribute(element, name).value_or(std::string_view()));
}

ExtraSheet read_sheet(const Document& document, NodeIndex element)
{
    ExtraSheet sheet;
    sheet.name = attribute(document, element, "name");
    each_child(document, element, "column",
               [&](NodeIndex column) { sheet.header.push_back(attribute(document, column, "name")); });
    each_child(document, element, "row", [&](NodeIndex row) {
        std::vector<std::string> cells;
        each_child(document, row, "cell", [&](NodeIndex cell) { cells.push_back(string_value(document.ref(cell))); });
        cells.resize(sheet.header.size());
        sheet.rows.push_back(std::move(cells));
        sheet.row_numbers.push_back(
            static_cast<int>(integer_from_text(attribute(document, row, "number")).value_or(0)));
    });
    return sheet;
}

} // namespace

std::string with_own_extensions(std::string xform, const FormDefinition& form)
{
    std::string inside;
    for (const ExtraSheet& sheet : form.extra_sheets()) inside += sheet_element(sheet);
    for (const ModelNode& node : form.nodes())
        for (const WrittenAttribute& column : node.columns)
            if (!column.value.empty())
                inside += "<mahalla:question nodeset=\"" + escaped(node.nodeset) + "\" column=\"" +
                          escaped(column.name) + "\">" + escaped(column.value) + "</mahalla:question>";
    const std::size_t end_of_head = xform.find("</h:head>");
    if (inside.empty() || end_of_head == std::string::npos) return xform;
    xform.insert(end_of_head, "<mahalla:questionnaire xmlns:mahalla=\"" + std::string(own_namespace) + "\">" + inside +
                                  "</mahalla:questionnaire>");
    return xform;
}

void read_own_extensions(const Document& document, NodeIndex element, FormDraft& draft)
{
    each_child(document, element, "sheet",
               [&](NodeIndex sheet) { draft.extra_sheets.push_back(read_sheet(document, sheet)); });
    std::unordered_map<std::string, ModelIndex> by_nodeset;
    std::vector<std::string> nodesets(draft.nodes.size());
    for (ModelIndex i = 0; i < draft.nodes.size(); ++i) {
        const ModelNode& node = draft.nodes[i];
        if (node.kind == ModelNodeKind::Attribute) continue;
        nodesets[i] = (node.parent == no_index ? std::string() : nodesets[node.parent]) + "/" + node.name;
        by_nodeset.emplace(nodesets[i], i);
    }
    each_child(document, element, "question", [&](NodeIndex question) {
        const auto node = by_nodeset.find(attribute(document, question, "nodeset"));
        if (node == by_nodeset.end()) return;
        draft.nodes[node->second].columns.push_back(
            {attribute(document, question, "column"), string_value(document.ref(question))});
    });
}

} // namespace mahalla
