#include "xlsform/reference_writer.h"

#include "base/text.h"

namespace mahalla {

namespace {

constexpr std::string_view current = "current()/", last_saved = "instance('__last-saved')";

bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.' || (c & 0x80) != 0;
}

bool is_path_character(char c) { return is_name_character(c) || c == '/' || c == ':' || c == '@'; }

/// The nodes as `${name}` sees them: those of the metadata without their prefix, for a workbook has none.
SurveyTree tree_of(const FormDefinition& form)
{
    SurveyTree tree{std::string(form.root().local_name())};
    for (ModelIndex index = 1; index < form.nodes().size(); ++index) {
        const ModelNode& node = form.node(index);
        Element element;
        element.name = std::string(node.prefix() == "orx" ? node.local_name() : std::string_view(node.name));
        element.kind = node.kind == ModelNodeKind::Repeat      ? ElementKind::Repeat
                       : node.kind == ModelNodeKind::Group     ? ElementKind::Group
                       : node.kind == ModelNodeKind::Attribute ? ElementKind::Attribute
                                                               : ElementKind::Question;
        tree.add(node.parent, std::move(element));
    }
    return tree;
}

/// Without blanks, but for those between quotation marks, and without the prefix that metadata may have.
std::string essence(std::string_view text)
{
    std::string out;
    char quote = 0;
    for (const char c : text) {
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (is_white(c))
            continue;
        out += c;
    }
    return replaced_all(out, "/orx:", "/");
}

/// Blanks at the ends and doubled ones outside of quotation marks.
std::string tidied(std::string_view text)
{
    std::string out;
    char quote = 0;
    for (const char c : trimmed(text)) {
        if (quote != 0) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == ' ' && out.ends_with(' ')) {
            continue;
        }
        out += c;
    }
    return out;
}

} // namespace

ReferenceWriter::ReferenceWriter(const FormDefinition& form) : form_(form), tree_(tree_of(form)), resolver_(tree_) {}

std::string ReferenceWriter::reference_to(std::string_view path, ModelIndex context) const
{
    const bool of_last_record = path.starts_with(last_saved);
    if (of_last_record) path.remove_prefix(last_saved.size());
    std::string nodeset;
    if (path.starts_with('/')) {
        nodeset = path;
    } else {
        if (context == no_index) return {};
        if (path.starts_with(current)) path.remove_prefix(current.size());
        nodeset = form_.node(context).nodeset;
        for (const std::string_view step : split(path, '/')) {
            if (step == "..")
                nodeset.resize(nodeset.rfind('/') == std::string::npos ? 0 : nodeset.rfind('/'));
            else
                nodeset.append("/").append(step);
        }
    }
    const ModelIndex index = form_.find_node(nodeset);
    if (index == no_index || index == 0 || form_.node(index).kind == ModelNodeKind::Attribute) return {};
    const std::string& name = tree_[index].name;
    if (tree_.named(name).size() != 1 || !is_xml_name(name) || name.find(':') != std::string::npos) return {};
    return (of_last_record ? "${last-saved#" : "${") + name + "}";
}

std::vector<ReferenceWriter::PathToken> ReferenceWriter::find_paths(std::string_view text, ModelIndex context) const
{
    std::vector<PathToken> found;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        const bool goes_on = at > 0 && (is_path_character(text[at - 1]) || text[at - 1] == ')' || text[at - 1] == ']');
        std::size_t end = at;
        if (rest.starts_with(last_saved))
            end += last_saved.size();
        else if (rest.starts_with(current))
            end += current.size();
        const bool begins = end > at || text[at] == '/' || rest.starts_with("../");
        if (!begins || goes_on) {
            ++at;
            continue;
        }
        while (end < text.size() && is_path_character(text[end])) ++end;
        const bool is_call = end < text.size() && text[end] == '(';
        std::string reference = is_call ? std::string() : reference_to(text.substr(at, end - at), context);
        if (!reference.empty()) found.push_back({at, end, std::move(reference)});
        at = std::max(end, at + 1);
    }
    return found;
}

bool ReferenceWriter::means(std::string_view written, std::string_view text, const ReferenceContext& context) const
{
    return essence(resolver_.resolved(written, context)) == essence(text);
}

std::string ReferenceWriter::written(std::string_view text, ModelIndex context, bool in_filter) const
{
    const ReferenceContext place{context == no_index ? no_element : context, in_filter, false};
    const std::vector<PathToken> paths = find_paths(text, context);
    const auto with = [&](const std::vector<bool>& taken) {
        std::string out;
        std::size_t done = 0;
        for (std::size_t i = 0; i < paths.size(); ++i) {
            if (!taken[i]) continue;
            // The blanks on both sides are those that reading puts around a path.
            std::size_t begin = paths[i].begin, end = paths[i].end;
            if (begin > done && text[begin - 1] == ' ' && end < text.size() && text[end] == ' ') {
                --begin;
                ++end;
            }
            out += text.substr(done, begin - done);
            out += paths[i].reference;
            done = end;
        }
        out += text.substr(done);
        return out;
    };
    std::vector<bool> taken(paths.size(), true);
    std::string result = with(taken);
    if (!paths.empty() && !means(result, text, place)) {
        // One at a time, from the front: what a reference means may depend on what stands before it.
        taken.assign(paths.size(), false);
        for (std::size_t i = 0; i < paths.size(); ++i) {
            taken[i] = true;
            if (!means(with(taken), text, place)) taken[i] = false;
        }
        result = with(taken);
    }
    return tidied(result);
}

std::string ReferenceWriter::name_of(std::string_view path, ModelIndex context) const
{
    // Outside of predicates, a path from the question and one from the root mean the same row: no letters are compared.
    path = trimmed(path);
    const std::vector<PathToken> found = find_paths(path, context);
    const bool is_whole = found.size() == 1 && found[0].begin == 0 && found[0].end == path.size();
    return is_whole ? found[0].reference.substr(2, found[0].reference.size() - 3) : std::string();
}

} // namespace mahalla
