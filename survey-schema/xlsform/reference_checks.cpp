#include "xlsform/reference_checks.h"

#include "xlsform/question_reference.h"
#include "xlsform/repairs.h"

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

/// What happens to a cell one of whose references means nothing.
std::string cell_said(const std::string& sheet, const std::vector<std::string>& path)
{
    if (sheet == "entities") return "The declaration is left out: no entity is made.";
    const std::string& key =
        path.size() > 1 && (path.front() == "bind" || path.front() == "control") ? path[1] : path.front();
    const bool is_words = path.front() == "label" || path.front() == "hint" || path.front() == "guidance_hint" ||
                          path.front() == "media" || key == "jr:constraintMsg" || key == "jr:requiredMsg" ||
                          key == "jr:noAppErrorString";
    return when_left_out(is_words ? "label" : key);
}

} // namespace

void check_references(const XlsformTable& table, const SurveyTree& tree, Findings& findings)
{
    std::vector<std::string> names;
    for (const TableRow& row : table.rows) {
        for (const XlsformCell& cell : row.cells) {
            if (!is_checked(table.sheet, cell.column->path)) continue;
            const Place place = table.place(row, cell.column->header);
            const auto said = [&](const QuestionReference& reference) {
                const ElementIndex meant = tree.mends() ? tree.meant_by(reference, no_element) : no_element;
                return meant == no_element ? cell_said(table.sheet, cell.column->path)
                                           : "Read as ${" + tree[meant].name + "}.";
            };
            for (const QuestionReference& reference : find_references(cell.text)) {
                if (!reference.is_well_formed()) {
                    findings.mend(place, "reference-malformed", "A reference is a name between \"${\" and \"}\".",
                                  "Write ${name}, without blanks.", said(reference));
                    continue;
                }
                const std::size_t count = tree.named(reference.name).size();
                if (count == 1) continue;
                if (count > 1) {
                    findings.mend(place, "reference-ambiguous",
                                  "${" + reference.name + "} may mean any of " + std::to_string(count) +
                                      " questions or groups of this name.",
                                  "Give each its own name.",
                                  "The nearest is meant: one of the same group where there is one, else the first.");
                    continue;
                }
                if (names.empty())
                    for (const ElementIndex index : tree.in_document_order()) names.push_back(tree[index].name);
                findings.mend(place, "reference-unknown", "There is no question \"" + reference.name + "\".",
                              findings.did_you_mean(reference.name, names, "Correct the name, or add the question."),
                              said(reference));
            }
        }
    }
}

} // namespace mahalla
