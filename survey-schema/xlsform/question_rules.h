#pragma once
#include "xlsform/choice_lists.h"
#include "xlsform/parameters.h"
#include "xlsform/question_reference.h"
#include "xlsform/survey_tree.h"

namespace mahalla {

/// What a row's type and parameters add to its element: attributes of binds and controls, actions, the choices' order.
/// Each checks what the type demands and reports what is wrong at the cell; all of it can be mended.
struct QuestionRules {
    const ChoiceLists& lists;
    Findings& findings;

    /// Of a question that is no select. Errors: parameters (parameter-…), calculation-missing, trigger-missing,
    /// calculation-unexpected.
    void apply(Element& element, const Parameters& parameters, const Place& place) const;
    /// `randomize`, `seed`, and for files `value` and `label`.
    void apply_to_select(Element& element, const TypeCell& type, const Parameters& parameters,
                         const Place& place) const;
    /// location-…, track-changes, identify-user. Errors: parameter-….
    void apply_to_audit(Element& element, const Parameters& parameters, const Place& place) const;

private:
    void apply_to_range(Element& element, const Parameters& parameters, const Place& place) const;
    void apply_to_position(Element& element, const Parameters& parameters, const Place& place) const;
    void apply_to_image(Element& element, const Parameters& parameters, const Place& place) const;
    /// False where the list cannot label the ticks.
    bool check_tick_labels(const ChoiceList& list, double start, double end, double step,
                           std::optional<double> tick_interval, bool no_ticks, const Place& place) const;
};

} // namespace mahalla
