#include "xform/own_extensions.h"

#include "base/number.h"
#include "xform/xml_writer.h"

#include <unordered_map>

namespace mahalla {

namespace {

void write_sheet(XmlWriter& writer, const ExtraSheet& sheet)
{
    writer.begin("mahalla:sheet");
    writer.attribute("name", sheet.name);
    for (const std::string& column : sheet.header) {
        writer.begin("mahalla:column");
        writer.attribute("name", column);
        writer.end();
    }
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
        writer.begin("mahalla:row");
        writer.attribute("number", std::to_string(i < sheet.row_numbers.size() ? sheet.row_numbers[i] : 0));
        for (const std::string& cell : sheet.rows[i]) writer.leaf("mahalla:cell", cell);
        writer.end();
    }
    writer.end();
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
    const std::size_t end_of_head = xform.find("</h:head>");
    bool is_empty = form.extra_sheets().empty();
    XmlWriter writer;
    writer.begin("mahalla:questionnaire");
    writer.attribute("xmlns:mahalla", own_namespace);
    for (const ExtraSheet& sheet : form.extra_sheets()) write_sheet(writer, sheet);
    for (const ModelNode& node : form.nodes())
        for (const WrittenAttribute& column : node.columns) {
            if (column.value.empty()) continue;
            is_empty = false;
            writer.begin("mahalla:question");
            writer.attribute("nodeset", node.nodeset);
            writer.attribute("column", column.name);
            writer.text(column.value);
            writer.end();
        }
    writer.end();
    if (is_empty || end_of_head == std::string::npos) return xform;
    // The writer begins a document of its own: only its element belongs into the head.
    const std::string document = writer.take();
    xform.insert(end_of_head, document.substr(document.find("<mahalla:questionnaire")));
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
