#include "xlsform/workbook_of_form.h"

#include "base/text.h"
#include "xlsform/question_type.h"

#include <algorithm>

namespace mahalla {

namespace {

/// A sheet while it is filled: columns come as they are first needed.
class SheetTable {
public:
    explicit SheetTable(std::vector<std::string> first_columns) : columns_(std::move(first_columns)) {}

    void begin_row() { rows_.emplace_back(); }
    void put(const std::string& column, std::string text)
    {
        if (text.empty()) return;
        auto place = std::find(columns_.begin(), columns_.end(), column);
        if (place == columns_.end()) place = columns_.insert(columns_.end(), column);
        const auto index = static_cast<std::size_t>(place - columns_.begin());
        std::vector<std::string>& cells = rows_.back();
        if (cells.size() <= index) cells.resize(index + 1);
        cells[index] = std::move(text);
    }
    bool is_empty() const { return rows_.empty(); }
    Sheet sheet(std::string name) const
    {
        Sheet sheet{std::move(name), {{1, columns_}}};
        for (const std::vector<std::string>& cells : rows_)
            sheet.rows.push_back({static_cast<int>(sheet.rows.size()) + 1, cells});
        return sheet;
    }

private:
    std::vector<std::string> columns_;
    std::vector<std::vector<std::string>> rows_;
};

std::string file_name_of(std::string media)
{
    const std::size_t slash = media.rfind('/');
    return media.starts_with("jr://") && slash != std::string::npos ? media.substr(slash + 1) : media;
}

std::string expression_text(const std::optional<Expression>& expression)
{
    return expression ? std::string(trimmed(expression->text())) : std::string();
}

class WorkbookMaker {
public:
    explicit WorkbookMaker(const FormDefinition& form) : form_(form), shown_(form.nodes().size(), false) {}

    Workbook make()
    {
        for (const ControlIndex control : form_.top_controls()) add_control(control);
        add_hidden_below(form_.root());
        add_choices();
        Workbook workbook{form_.id() + ".xlsx", {survey_.sheet("survey")}};
        if (!choices_.is_empty()) workbook.sheets.push_back(choices_.sheet("choices"));
        workbook.sheets.push_back(settings());
        for (const ExtraSheet& extra : form_.extra_sheets()) {
            Sheet sheet{extra.name, {{1, extra.header}}};
            for (std::size_t i = 0; i < extra.rows.size(); ++i)
                sheet.rows.push_back({extra.row_numbers[i], extra.rows[i]});
            workbook.sheets.push_back(std::move(sheet));
        }
        return workbook;
    }

private:
    /// "${age}" for a plain path to the only node of that name; the expression itself otherwise.
    std::string reference_to(std::string_view expression) const
    {
        const std::string path(trimmed(expression));
        const std::string name = path.substr(path.rfind('/') + 1);
        const auto count = std::count_if(form_.nodes().begin(), form_.nodes().end(),
                                         [&](const ModelNode& node) { return node.name == name; });
        return count == 1 && path.find_first_of("([ ") == std::string::npos ? "${" + name + "}" : path;
    }

    std::string words_of(std::span<const TextPart> parts) const
    {
        std::string words;
        for (const TextPart& part : parts) words += part.output ? reference_to(part.output->text()) : part.words;
        return words;
    }

    void put_text(SheetTable& table, const std::string& column, const Text& text)
    {
        if (text.translation_id.empty())
            return table.put(column, text.expression ? text.expression->text() : words_of(text.parts));
        const TranslatedText* translated = form_.find_translation(text.translation_id);
        if (translated != nullptr) put_translated(table, column, *translated);
    }

    void put_translated(SheetTable& table, const std::string& column, const TranslatedText& translated)
    {
        for (std::size_t language = 0; language < translated.values.size(); ++language)
            for (const TextValue& value : translated.values[language]) {
                const std::string name = value.form.empty()         ? column
                                         : value.form == "guidance" ? "guidance_hint"
                                                                    : "media::" + value.form;
                const bool is_text = value.form.empty() || value.form == "long" || value.form == "guidance";
                const std::string words = words_of(value.parts);
                table.put(name + "::" + form_.languages()[language], is_text ? words : file_name_of(words));
            }
    }

    void put_bind(const ModelNode& node)
    {
        const Bind& bind = node.bind;
        survey_.put("relevant", expression_text(bind.relevant));
        survey_.put("required", expression_text(bind.required));
        survey_.put("constraint", expression_text(bind.constraint));
        survey_.put("calculation", expression_text(bind.calculate));
        put_text(survey_, "required_message", bind.required_message);
        put_text(survey_, "constraint_message", bind.constraint_message);
        survey_.put("save_to", bind.save_to);
        for (const WrittenAttribute& attribute : bind.attributes)
            survey_.put("bind::" + attribute.name, attribute.value);
        survey_.put("default", node.default_value);
        for (const WrittenAttribute& column : node.columns) survey_.put(column.name, column.value);
    }

    std::string type_of(const Control& control, const ModelNode& node)
    {
        const std::string& data_type = node.bind.type;
        switch (control.kind) {
        case ControlKind::SelectOne:
            return "select_one " + list_of(control, node);
        case ControlKind::SelectMultiple:
            return "select_multiple " + list_of(control, node);
        case ControlKind::Rank:
            return "rank " + list_of(control, node);
        case ControlKind::Range:
            return "range";
        case ControlKind::Trigger:
            return "acknowledge";
        case ControlKind::Upload: {
            const std::string* media = control.attribute("mediatype");
            const std::string kind = media == nullptr ? "" : media->substr(0, media->find('/'));
            return kind == "image" || kind == "audio" || kind == "video" ? kind : "file";
        }
        case ControlKind::Input:
        case ControlKind::Group:
        case ControlKind::Repeat:
            break;
        }
        if (node.bind.data_type == DataType::String)
            return expression_text(node.bind.readonly) == "true()" && !node.bind.calculate ? "note" : "text";
        if (node.bind.data_type == DataType::Integer) return "integer";
        return data_type.empty() ? "text" : std::string(mahalla::name_of(node.bind.data_type));
    }

    /// The list's name: that of its instance, or one of our own for choices inside of the question.
    std::string list_of(const Control& control, const ModelNode& node)
    {
        if (!control.itemset) {
            own_lists_.emplace_back("list_" + std::to_string(own_lists_.size() + 1), &control);
            return own_lists_.back().first;
        }
        const std::vector<std::string> instances = control.itemset->nodeset.references(node.nodeset).instances;
        if (instances.empty()) {
            const std::string path = control.itemset->nodeset.text();
            return "${" + std::string(trimmed(control.itemset->value.text())) + "}";
        }
        const SecondaryInstance* instance = form_.find_instance(instances.front());
        const bool is_file = instance != nullptr && !instance->source.empty();
        return is_file ? instance->source.substr(instance->source.rfind('/') + 1) : instances.front();
    }

    /// What stands between the outer brackets of the choices' path.
    static std::string filter_of(const Itemset& itemset)
    {
        const std::string& text = itemset.nodeset.text();
        const std::size_t open = text.find('['), close = text.rfind(']');
        return open == std::string::npos || close == std::string::npos || close < open
                   ? std::string()
                   : text.substr(open + 1, close - open - 1);
    }

    void add_control(ControlIndex index)
    {
        const Control& control = form_.control(index);
        if (control.kind == ControlKind::Repeat) return; // Written with the group around it.
        if (control.kind == ControlKind::Group) return add_section(control);
        const ModelNode& node = form_.node(control.node);
        shown_[control.node] = true;
        std::string type = type_of(control, node);
        if (control.is_select() &&
            type.find(".csv") + type.find(".xml") + type.find(".geojson") != 3 * std::string::npos)
            type.insert(type.find(' '), "_from_file");
        survey_.begin_row();
        survey_.put("type", type);
        survey_.put("name", node.name);
        put_text(survey_, "label", control.label);
        put_text(survey_, "hint", control.hint);
        put_bind(node);
        if (type != "note") survey_.put("readonly", expression_text(node.bind.readonly));
        survey_.put("appearance", control.appearance);
        if (control.itemset && control.is_select()) survey_.put("choice_filter", filter_of(*control.itemset));
        std::string parameters;
        for (const WrittenAttribute& attribute : control.attributes) {
            if (control.kind == ControlKind::Range)
                parameters += (parameters.empty() ? "" : " ") + attribute.name + "=" + attribute.value;
            else if (attribute.name != "mediatype")
                survey_.put("body::" + attribute.name, attribute.value);
        }
        survey_.put("parameters", parameters);
    }

    void add_section(const Control& group)
    {
        const Control* repeat = nullptr;
        for (const ControlIndex child : group.children)
            if (form_.control(child).kind == ControlKind::Repeat && form_.control(child).ref == group.ref)
                repeat = &form_.control(child);
        const std::vector<ControlIndex>& children = repeat != nullptr ? repeat->children : group.children;
        // A group that only arranges would become a node, and every path through it would change.
        if (group.node == no_index) {
            for (const ControlIndex child : children) add_control(child);
            return;
        }
        const ModelNode& node = form_.node(group.node);
        begin_section(node, repeat != nullptr);
        put_text(survey_, "label", group.label);
        survey_.put("appearance", repeat != nullptr ? repeat->appearance : group.appearance);
        if (repeat != nullptr) survey_.put("repeat_count", repeat->count ? reference_to(repeat->count->text()) : "");
        for (const ControlIndex child : children) add_control(child);
        end_section(node, repeat != nullptr);
    }

    void begin_section(const ModelNode& node, bool is_repeat)
    {
        survey_.begin_row();
        survey_.put("type", is_repeat ? "begin_repeat" : "begin_group");
        survey_.put("name", node.name);
        put_bind(node);
        shown_[form_.find_node(node.nodeset)] = true;
    }

    void end_section(const ModelNode& node, bool is_repeat)
    {
        add_hidden_below(node);
        survey_.begin_row();
        survey_.put("type", is_repeat ? "end_repeat" : "end_group");
    }

    /// Nodes that no control shows stand at the end of their group. The record's metadata makes itself.
    void add_hidden_below(const ModelNode& parent)
    {
        for (const ModelIndex index : parent.children) {
            const ModelNode& node = form_.node(index);
            if (shown_[index] || node.local_name() == "meta") continue;
            if (node.kind == ModelNodeKind::Value) {
                add_hidden(node);
            } else {
                begin_section(node, node.kind == ModelNodeKind::Repeat);
                end_section(node, node.kind == ModelNodeKind::Repeat);
            }
        }
    }

    void add_hidden(const ModelNode& node)
    {
        const bool is_metadata =
            !node.bind.preload.empty() && find_question_type(node.bind.preload_parameters) != nullptr;
        survey_.begin_row();
        survey_.put("type", is_metadata ? node.bind.preload_parameters : node.bind.calculate ? "calculate" : "hidden");
        survey_.put("name", node.name);
        put_bind(node);
    }

    void add_choices()
    {
        for (const SecondaryInstance& instance : form_.instances()) {
            if (!instance.content || !instance.is_choice_list) continue;
            const Document& document = *instance.content;
            const NodeIndex root = first_element(document, instance.above_root);
            for (NodeIndex item = first_element(document, root); item != no_node; item = next_element(document, item))
                add_item(instance.id, document, item);
        }
        for (const auto& [name, control] : own_lists_)
            for (const Choice& choice : control->choices) {
                choices_.begin_row();
                choices_.put("list_name", name);
                choices_.put("name", choice.value);
                put_text(choices_, "label", choice.label);
            }
    }

    static NodeIndex next_element(const Document& document, NodeIndex node)
    {
        for (node = document.next_sibling(node); node != no_node && document.kind(node) != NodeKind::Element;)
            node = document.next_sibling(node);
        return node;
    }
    static NodeIndex first_element(const Document& document, NodeIndex parent)
    {
        if (parent == no_node) return no_node;
        const NodeIndex child = document.first_child(parent);
        return child == no_node || document.kind(child) == NodeKind::Element ? child : next_element(document, child);
    }

    void add_item(const std::string& list, const Document& document, NodeIndex item)
    {
        choices_.begin_row();
        choices_.put("list_name", list);
        for (NodeIndex child = first_element(document, item); child != no_node; child = next_element(document, child)) {
            std::string text;
            document.append_string_value(child, text);
            const std::string name(document.local_name(child));
            const TranslatedText* translated = name == "itextId" ? form_.find_translation(text) : nullptr;
            if (translated != nullptr)
                put_translated(choices_, "label", *translated);
            else
                choices_.put(name, std::move(text));
        }
    }

    Sheet settings() const
    {
        const FormSettings& written = form_.settings();
        SheetTable table({"form_title", "form_id"});
        table.begin_row();
        table.put("form_title", written.title);
        table.put("form_id", written.id);
        table.put("version", written.version);
        table.put("name", form_.root().name == "data" ? "" : form_.root().name);
        table.put("style", written.style);
        table.put("submission_url", written.submission.url);
        table.put("public_key", written.submission.public_key);
        table.put("auto_send", written.submission.auto_send);
        table.put("auto_delete", written.submission.auto_delete);
        if (written.default_language_marked && !form_.languages().empty())
            table.put("default_language", form_.languages().front());
        std::string namespaces;
        for (const NamespaceDeclaration& declaration : written.namespaces)
            namespaces += declaration.prefix + "=\"" + declaration.uri + "\" ";
        table.put("namespaces", std::string(trimmed(namespaces)));
        if (const ModelIndex name = form_.find_node(form_.root().nodeset + "/meta/instanceName"); name != no_index)
            table.put("instance_name", expression_text(form_.node(name).bind.calculate));
        return table.sheet("settings");
    }

    const FormDefinition& form_;
    std::vector<bool> shown_; ///< By node: a row stands for it.
    SheetTable survey_{{"type", "name"}}, choices_{{"list_name", "name"}};
    std::vector<std::pair<std::string, const Control*>> own_lists_;
};

} // namespace

Workbook workbook_of(const FormDefinition& form) { return WorkbookMaker(form).make(); }

} // namespace mahalla
