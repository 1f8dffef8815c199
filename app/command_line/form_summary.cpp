#include "command_line/form_summary.h"

#include "crypto/hash.h"
#include "xform/own_extensions.h"
#include "xform/write_xform.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

using Json = nlohmann::ordered_json;

std::size_t items_of(const SecondaryInstance& instance)
{
    const Document& document = *instance.content;
    const auto elements = [&](NodeIndex parent, auto visit) {
        for (NodeIndex child = document.first_child(parent); child != no_node; child = document.next_sibling(child))
            if (document.kind(child) == NodeKind::Element) visit(child);
    };
    std::size_t count = 0;
    elements(instance.above_root, [&](NodeIndex root) { elements(root, [&](NodeIndex) { ++count; }); });
    return count;
}

/// A repeat is two controls; the outer one, which has the label, is no group of its own.
bool only_holds_a_repeat(const FormDefinition& form, const Control& group)
{
    return !group.ref.empty() && std::any_of(group.children.begin(), group.children.end(), [&](ControlIndex child) {
        return form.control(child).kind == ControlKind::Repeat && form.control(child).ref == group.ref;
    });
}

} // namespace

FormSummary summary_of(const FormDefinition& form)
{
    FormSummary summary;
    summary.id = form.id();
    summary.version = form.version();
    summary.title = form.title();
    summary.languages.assign(form.languages().begin(), form.languages().end());
    std::vector<std::size_t> depth(form.controls().size(), 1);
    for (ControlIndex index = 0; index < form.controls().size(); ++index) {
        const Control& control = form.control(index);
        if (control.parent != no_index)
            depth[index] = depth[control.parent] + (only_holds_a_repeat(form, form.control(control.parent)) ? 0 : 1);
        if (control.kind == ControlKind::Repeat) {
            ++summary.repeats;
        } else if (control.kind == ControlKind::Group) {
            if (!only_holds_a_repeat(form, control)) ++summary.groups;
        } else {
            ++summary.questions;
            summary.max_depth = std::max(summary.max_depth, depth[index]);
        }
        summary.choices += control.choices.size();
    }
    for (const SecondaryInstance& instance : form.instances())
        if (instance.is_choice_list && instance.content) summary.choices += items_of(instance);
    summary.hash = hash_of(as_bytes(with_own_extensions(write_xform(form), form))).text();
    return summary;
}

std::string to_json(const FormSummary& summary)
{
    return Json{{"id", summary.id},
                {"version", summary.version},
                {"title", summary.title},
                {"languages", summary.languages},
                {"questions", summary.questions},
                {"groups", summary.groups},
                {"repeats", summary.repeats},
                {"choices", summary.choices},
                {"max_depth", summary.max_depth},
                {"hash", summary.hash}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_json(const Diagnostics& diagnostics)
{
    Json list = Json::array();
    for (const Diagnostic& diagnostic : diagnostics)
        list.push_back({{"severity", diagnostic.severity == Severity::Error ? "error" : "warning"},
                        {"sheet", diagnostic.sheet},
                        {"row", diagnostic.row},
                        {"column", diagnostic.column},
                        {"code", diagnostic.code},
                        {"message", diagnostic.message},
                        {"help", diagnostic.help}});
    return list.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace mahalla
