#pragma once
#include "base/diagnostic.h"
#include "form/dependency_graph.h"
#include "form/form_draft.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mahalla {

class FormDefinition;

/// What reading a form gives: the form, or null where a diagnostic is an error; and every diagnostic, in the order of
/// the file.
struct FormReading {
    std::shared_ptr<const FormDefinition> form;
    Diagnostics diagnostics;
    /// It was made by repairing faults; each is a warning that says what was done.
    bool mended = false;
};

/// A questionnaire as its author wrote it: checked, immutable, nothing live. Filled in by a `FormSession`.
///
/// What holds for each: there is a root with an id; every name is an XML name and the only one of its name among its
/// siblings; binds, controls and actions name nodes that are there; a select has choices, a repeat a repeat node; no
/// calculation, relevance, readonly or required depends on itself in any way. Made once, shared by all threads.
class FormDefinition {
public:
    FormDefinition(const FormDefinition&) = delete;
    FormDefinition& operator=(const FormDefinition&) = delete;

    /// Checks `draft` and completes its indexes. All that is wrong is reported, not the first alone.
    ///
    /// Errors: form-empty, form-id-missing, name-invalid, name-duplicate, node-unknown, choices-missing,
    /// repeat-without-node, instance-without-id, instance-duplicate, instance-unknown, translation-duplicate,
    /// dependency-cycle (the message shows its path), too-deep, event-misplaced. Warnings: reference-unknown,
    /// translation-unknown.
    /// `Faults::Mend` leaves one expression of each dependency cycle out, which is a warning then.
    static FormReading create(FormDraft draft, Faults faults = Faults::Refuse);

    const FormSettings& settings() const { return draft_.settings; }
    const std::string& id() const { return draft_.settings.id; }
    const std::string& version() const { return draft_.settings.version; }
    const std::string& title() const { return draft_.settings.title; }

    /// The default first; empty where the form has no translations.
    std::span<const std::string> languages() const { return draft_.languages; }
    std::optional<std::size_t> language_index(std::string_view language) const;

    /// In document order; the first is the root.
    std::span<const ModelNode> nodes() const { return draft_.nodes; }
    const ModelNode& node(ModelIndex index) const { return draft_.nodes[index]; }
    const ModelNode& root() const { return draft_.nodes.front(); }
    /// The node with this absolute nodeset ("/data/person/age", without positions), or `no_index`.
    ModelIndex find_node(std::string_view nodeset) const { return node_by_nodeset_.find(nodeset); }
    /// The nearest repeat that the node stands in, itself not counted; `no_index` where there is none.
    ModelIndex repeat_around(ModelIndex index) const { return repeat_around_[index]; }
    /// The controls that show or answer the node, in the order of the body.
    std::span<const ControlIndex> controls_of(ModelIndex index) const;

    /// In the order of the body.
    std::span<const Control> controls() const { return draft_.controls; }
    const Control& control(ControlIndex index) const { return draft_.controls[index]; }
    /// The controls that stand in no group.
    std::span<const ControlIndex> top_controls() const { return top_controls_; }
    /// Shown, never answered: an input of a string that is always read-only.
    bool is_note(ControlIndex index) const;

    std::span<const Action> actions() const { return draft_.actions; }
    std::span<const SecondaryInstance> instances() const { return draft_.instances; }
    const SecondaryInstance* find_instance(std::string_view id) const;

    std::span<const TranslatedText> translations() const { return draft_.translations; }
    const TranslatedText* find_translation(std::string_view id) const;
    /// The parts of a text in a language and form ("" for the words themselves); the default language's where this one
    /// has none, nothing where neither has. A text that is an expression has no parts: its value is the text.
    std::span<const TextPart> parts_of(const Text& text, std::size_t language, std::string_view form = {}) const;
    std::span<const TextPart> parts_of(const TranslatedText& text, std::size_t language,
                                       std::string_view form = {}) const;

    std::span<const ExtraSheet> extra_sheets() const { return draft_.extra_sheets; }
    const ExtraSheet* find_extra_sheet(std::string_view name) const;

    /// What has to be computed again when a node changes, and in which order.
    const DependencyGraph& dependencies() const { return dependencies_; }

private:
    FormDefinition() = default;
    void index();

    FormDraft draft_;
    NodesetIndex node_by_nodeset_;
    std::unordered_map<std::string_view, std::size_t> translation_by_id_;
    std::vector<ModelIndex> repeat_around_;
    std::vector<std::vector<ControlIndex>> controls_of_;
    std::vector<ControlIndex> top_controls_;
    DependencyGraph dependencies_;
};

} // namespace mahalla
