#pragma once
#include "form/action.h"
#include "form/control.h"
#include "form/form_settings.h"
#include "form/form_text.h"
#include "form/model_node.h"
#include "form/secondary_instance.h"

#include <string>
#include <utility>
#include <vector>

namespace mahalla {

/// A form while a reader puts it together: plain data without promises. `FormDefinition::create` checks it.
///
/// Nodes and controls are added parent first; the first node is the root. Fields said to be filled by `create` stay
/// empty.
struct FormDraft {
    FormSettings settings;
    std::vector<std::string> languages; ///< The default first; empty where the form has no translations.
    std::vector<ModelNode> nodes;
    std::vector<Control> controls;
    std::vector<Action> actions;
    std::vector<TranslatedText> translations;
    std::vector<SecondaryInstance> instances;
    std::vector<ExtraSheet> extra_sheets;

    /// Adds a node below `parent` (`no_index` for the root) and gives its index.
    ModelIndex add_node(ModelIndex parent, std::string name, ModelNodeKind kind);
    /// Adds a control inside `parent` (`no_index` for the body) and gives its index.
    ControlIndex add_control(ControlIndex parent, ControlKind kind, std::string ref);

    /// Gives each repeat what pyxform gives it: a template apart, and one row to begin with. A row that is added later
    /// starts without rows of the repeats directly inside it, and with one row of those in a group inside it. Call it
    /// when all nodes are there.
    void begin_repeats_with_one_row();

    /// Adds the translations of a text, unless it is one plain text in no language and without media, and gives the
    /// text that refers to them. `values` are pairs of a language's position in `languages` and a value.
    ///
    Text add_text(std::string id, std::vector<std::pair<std::size_t, TextValue>> values);
};

} // namespace mahalla
