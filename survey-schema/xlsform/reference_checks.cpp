#include "xlsform/reference_checks.h"

#include "xlsform/question_reference.h"

#include <algorithm>

namespace mahalla {

namespace {

bool is_checked(const std::string& sheet, const std::vector<std::string>& path)
{
    const std::string& first = path.front();
    if (sheet == "survey") return first != "type" && first != "name" && first != "trigger";
    if (sheet == "choices") return first == "label" || first == "media";
    if (sheet == "entities") return first != "dataset" && first != "repeat";
    return true;
}

} // namespace

void check_references(const XlsformTable& table, const SurveyTree& tree, Findings& findings)
{
    std::vector<std::string> names;
    for (const TableRow& row : table.rows) {
        for (const XlsformCell& cell : row.cells) {
            if (!is_checked(table.sheet, cell.column->path)) continue;
            const Place place = table.place(row, cell.column->header);
            for (const QuestionReference& reference : find_references(cell.text)) {
                if (!reference.is_well_formed()) {
                    findings.error(place, "reference-malformed", "A reference is a name between \"${\" and \"}\".",
                                   "Write ${name}, without blanks.");
                    continue;
                }
                const std::size_t count = tree.named(reference.name).size();
                if (count == 1) continue;
                if (count > 1) {
                    findings.error(place, "reference-ambiguous",
                                   "${" + reference.name + "} may mean any of " + std::to_string(count) +
                                       " questions or groups of this name.",
                                   "Give each its own name.");
                    continue;
                }
                if (names.empty())
                    for (const ElementIndex index : tree.in_document_order()) names.push_back(tree[index].name);
                findings.error(place, "reference-unknown", "There is no question \"" + reference.name + "\".",
                               findings.did_you_mean(reference.name, names, "Correct the name, or add the question."));
            }
        }
    }
}

} // namespace mahalla
