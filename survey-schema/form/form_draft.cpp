#include "form/form_draft.h"

#include "base/check.h"

namespace mahalla {

ModelIndex FormDraft::add_node(ModelIndex parent, std::string name, ModelNodeKind kind)
{
    ModelNode& node = nodes.emplace_back();
    node.parent = parent;
    node.name = std::move(name);
    node.kind = kind;
    return static_cast<ModelIndex>(nodes.size() - 1);
}

ControlIndex FormDraft::add_control(ControlIndex parent, ControlKind kind, std::string ref)
{
    Control& control = controls.emplace_back();
    control.parent = parent;
    control.kind = kind;
    control.ref = std::move(ref);
    return static_cast<ControlIndex>(controls.size() - 1);
}

void FormDraft::begin_repeats_with_one_row()
{
    std::vector<ModelIndex> outer(nodes.size(), no_index);
    for (ModelIndex index = 1; index < nodes.size(); ++index) {
        const ModelIndex parent = nodes[index].parent;
        outer[index] = nodes[parent].kind == ModelNodeKind::Repeat ? parent : outer[parent];
    }
    // From the back, so that a repeat's first row is whole before it moves into the row around it.
    std::vector<InitialRow> first_rows(nodes.size());
    for (std::size_t index = nodes.size(); index-- > 0;) {
        if (nodes[index].kind != ModelNodeKind::Repeat) continue;
        nodes[index].has_template = true;
        nodes[index].rows.clear();
        std::vector<InitialRow> rows = {std::move(first_rows[index])};
        if (outer[index] == no_index) {
            nodes[index].rows = std::move(rows);
            continue;
        }
        if (nodes[nodes[index].parent].kind != ModelNodeKind::Repeat) nodes[index].rows = rows;
        first_rows[outer[index]].inner.push_back({static_cast<ModelIndex>(index), std::move(rows)});
    }
}

Text FormDraft::add_text(std::string id, std::vector<std::pair<std::size_t, TextValue>> values)
{
    if (values.empty()) return {};
    if (languages.empty() && values.size() == 1 && values.front().second.form.empty()) {
        Text text;
        text.parts = std::move(values.front().second.parts);
        return text;
    }
    TranslatedText translation;
    translation.id = id;
    for (auto& [language, value] : values) {
        MAHALLA_CHECK(language < languages.size());
        if (translation.values.size() <= language) translation.values.resize(language + 1);
        translation.values[language].push_back(std::move(value));
    }
    translations.push_back(std::move(translation));
    return Text::translated(std::move(id));
}

} // namespace mahalla
