#include "form/form_definition.h"

#include "base/text.h"
#include "form/cycle_repairs.h"
#include "form/draft_checks.h"

#include <algorithm>

namespace mahalla {

FormReading FormDefinition::create(FormDraft draft, Faults faults)
{
    FormReading reading;
    // The maps below refer to texts inside the draft, so it is checked where it stays.
    const std::shared_ptr<FormDefinition> form(new FormDefinition());
    form->draft_ = std::move(draft);

    DraftChecks checks(form->draft_, reading.diagnostics);
    if (!checks.complete_nodes(form->node_by_nodeset_)) return reading;
    checks.complete_controls(form->node_by_nodeset_);
    checks.complete_actions(form->node_by_nodeset_);
    checks.check_instances();
    checks.check_translations(form->translation_by_id_);
    DependencyAnalysis analysis = analyse_dependencies(form->draft_.nodes, form->node_by_nodeset_, faults);
    if (!analysis.left_out.empty()) {
        CycleRepairs(form->draft_, form->node_by_nodeset_, reading.diagnostics).leave_out(analysis);
        analysis = analyse_dependencies(form->draft_.nodes, form->node_by_nodeset_);
    }
    checks.report(analysis, form->node_by_nodeset_);
    if (has_errors(reading.diagnostics)) return reading;

    form->dependencies_ = std::move(analysis.graph);
    form->index();
    reading.form = form;
    return reading;
}

void FormDefinition::index()
{
    repeat_around_.assign(draft_.nodes.size(), no_index);
    for (ModelIndex index = 1; index < draft_.nodes.size(); ++index) {
        const ModelIndex parent = draft_.nodes[index].parent;
        repeat_around_[index] = draft_.nodes[parent].kind == ModelNodeKind::Repeat ? parent : repeat_around_[parent];
    }
    controls_of_.resize(draft_.nodes.size());
    for (ControlIndex index = 0; index < draft_.controls.size(); ++index) {
        const Control& control = draft_.controls[index];
        if (control.node != no_index) controls_of_[control.node].push_back(index);
        if (control.parent == no_index) top_controls_.push_back(index);
    }
}

std::optional<std::size_t> FormDefinition::language_index(std::string_view language) const
{
    for (std::size_t i = 0; i < draft_.languages.size(); ++i)
        if (draft_.languages[i] == language) return i;
    return std::nullopt;
}

std::span<const ControlIndex> FormDefinition::controls_of(ModelIndex index) const { return controls_of_[index]; }

bool FormDefinition::is_note(ControlIndex index) const
{
    const Control& control = draft_.controls[index];
    if (control.kind != ControlKind::Input || control.node == no_index) return false;
    const std::optional<Expression>& readonly = draft_.nodes[control.node].bind.readonly;
    if (!readonly || (control.label.is_empty() && control.hint.is_empty())) return false;
    const std::string_view text = trimmed(readonly->text());
    return text == "true()" || text == "1";
}

const SecondaryInstance* FormDefinition::find_instance(std::string_view id) const
{
    for (const SecondaryInstance& instance : draft_.instances)
        if (instance.id == id) return &instance;
    return nullptr;
}

const TranslatedText* FormDefinition::find_translation(std::string_view id) const
{
    const auto found = translation_by_id_.find(id);
    return found == translation_by_id_.end() ? nullptr : &draft_.translations[found->second];
}

std::span<const TextPart> FormDefinition::parts_of(const Text& text, std::size_t language, std::string_view form) const
{
    if (!text.translation_id.empty()) {
        const TranslatedText* translated = find_translation(text.translation_id);
        return translated ? parts_of(*translated, language, form) : std::span<const TextPart>();
    }
    return form.empty() ? std::span<const TextPart>(text.parts) : std::span<const TextPart>();
}

std::span<const TextPart> FormDefinition::parts_of(const TranslatedText& text, std::size_t language,
                                                   std::string_view form) const
{
    for (const std::size_t asked : {language, std::size_t{0}}) {
        if (asked >= text.values.size()) continue;
        for (const TextValue& value : text.values[asked])
            if (value.form == form) return value.parts;
    }
    return {};
}

const ExtraSheet* FormDefinition::find_extra_sheet(std::string_view name) const
{
    for (const ExtraSheet& sheet : draft_.extra_sheets)
        if (equal_ignoring_ascii_case(sheet.name, name)) return &sheet;
    return nullptr;
}

} // namespace mahalla
