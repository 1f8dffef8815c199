#pragma once
#include "xlsform/form_texts.h"

namespace mahalla {

/// What assembling the form needs to know of the workbook besides the tree.
struct AssemblyInput {
    const SurveyTree& tree;
    ChoiceLists& lists;
    const FormLanguages& languages;
    const ExpressionReader& expressions;
};

/// Makes the draft of a form from the tree of its rows: nodes with their binds, controls, actions, translations and
/// secondary instances, in the order pyxform gives them. The draft's settings and languages are there already.
void assemble_form(const AssemblyInput& input, FormDraft& draft);

/// The secondary instances that need no more than the tree: files, `pulldata`, the last record. Two that have one id
/// and different sources are an error (instance-conflict).
std::vector<SecondaryInstance> file_instances(const SurveyTree& tree, Findings& findings);

/// The file ids that `pulldata('file', …)` is called with.
std::vector<std::string> pulldata_ids(std::string_view text);

} // namespace mahalla
