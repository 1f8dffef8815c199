// What of the body and of the texts has no row at all.
#include "xlsform/survey_sheet.h"

#include <set>

namespace mahalla {

void SurveySheet::report_controls()
{
    for (ControlIndex i = 0; i < form_.controls().size(); ++i) {
        const Control& control = form_.control(i);
        if (control.node == no_index) {
            const bool says_something =
                !control.label.is_empty() || !control.appearance.empty() || !control.attributes.empty();
            if (says_something && control.is_structure())
                texts_.warn_lost({no_index, "", {"survey", 0, ""}},
                                 "A group that only arranges questions" +
                                     (control.appearance.empty() ? "" : " (appearance " + control.appearance + ")") +
                                     " cannot be said without changing the record, and is left out.",
                                 "Give the group a node of its own where its look matters.");
            continue;
        }
        if (control.is_structure()) continue;
        if (question_of(control.node) != &control)
            lost(control.node, "", "is asked in two places of the form.", "The second one is left out.");
        // Where the question stands in the body, and where its node does: the nearest that both know must be the same.
        ControlIndex around = control.parent;
        while (around != no_index && form_.control(around).node == no_index) around = form_.control(around).parent;
        ModelIndex expected = form_.node(control.node).parent;
        while (expected != 0 && form_.controls_of(expected).empty()) expected = form_.node(expected).parent;
        if ((around == no_index ? 0 : form_.control(around).node) != expected)
            lost(control.node, "", "is asked in another group than the one it is stored in.",
                 "Its row stands where it is stored; look at the order of the questions.");
    }
}

void SurveySheet::report_unused_texts()
{
    std::set<std::string_view> used;
    const auto note = [&](const Text& text) { used.insert(text.translation_id); };
    for (const Control& control : form_.controls()) {
        note(control.label);
        note(control.hint);
        for (const Choice& choice : control.choices) note(choice.label);
    }
    for (const ModelNode& node : form_.nodes()) {
        note(node.bind.required_message);
        note(node.bind.constraint_message);
        for (const WrittenAttribute& attribute : node.bind.attributes) used.insert(text_id_of(attribute.value));
    }
    std::size_t unused = 0;
    const TranslatedText* first = nullptr;
    for (const TranslatedText& text : form_.translations()) {
        if (used.contains(text.id) || lists_.uses(text.id)) continue;
        if (unused++ == 0) first = &text;
    }
    if (first != nullptr)
        texts_.warn_lost({no_index, "", {"survey", 0, ""}},
                         std::to_string(unused) + " texts that nothing shows have no place in a workbook: " +
                             first->id + (unused > 1 ? "…" : "") + ".",
                         "They are left out.");
}

} // namespace mahalla
