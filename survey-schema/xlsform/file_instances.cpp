#include "xlsform/form_assembly.h"

#include "base/text.h"

#include <algorithm>
#include <map>
#include <set>

namespace mahalla {

namespace {

/// pyxform looks for them in these columns only.
bool may_call_data(std::string_view key)
{
    return key == "calculate" || key == "constraint" || key == "readonly" || key == "required" || key == "relevant";
}

/// The texts of an element that may call `pulldata` or name the last record.
std::vector<std::string_view> expressions_of(const Element& element)
{
    std::vector<std::string_view> texts;
    for (const WrittenValue& value : element.bind)
        if (may_call_data(value.key)) texts.push_back(value.text);
    texts.push_back(element.choices.filter);
    texts.push_back(element.default_value);
    return texts;
}

bool names_last_record(std::string_view text)
{
    const std::vector<QuestionReference> references = find_references(text);
    return std::any_of(references.begin(), references.end(), [](const QuestionReference& r) { return r.last_saved; });
}

class InstanceList {
public:
    explicit InstanceList(Findings& findings) : findings_(findings) {}

    void add(std::string id, std::string source, const Element& element, bool must_be_new)
    {
        const auto [known, is_new] = sources_.emplace(id, source);
        if (!is_new) {
            if (known->second != source || must_be_new)
                findings_.mend({element.sheet, element.row, "type"}, "instance-conflict",
                               known->second == source ? "The file \"" + id + "\" is attached twice."
                                                       : "The name \"" + id + "\" would stand for two files: " +
                                                             known->second + " and " + source + ".",
                               known->second == source ? "Delete this row." : "Rename one of the files.",
                               "The first is used for both.");
            return;
        }
        SecondaryInstance& instance = instances_.emplace_back();
        instance.id = std::move(id);
        instance.source = std::move(source);
    }
    std::vector<SecondaryInstance> take() { return std::move(instances_); }

private:
    Findings& findings_;
    std::vector<SecondaryInstance> instances_;
    std::map<std::string, std::string> sources_; ///< By id.
};

} // namespace

std::vector<std::string> pulldata_ids(std::string_view text)
{
    std::vector<std::string> ids;
    for (std::size_t at = text.find("pulldata"); at != std::string_view::npos; at = text.find("pulldata", at + 1)) {
        const std::string_view rest = trimmed(text.substr(at + 8));
        const std::size_t comma = rest.find(',');
        if (!rest.starts_with('(') || comma == std::string_view::npos) continue;
        const std::string argument = replaced_all(replaced_all(rest.substr(1, comma - 1), "'", ""), "\"", "");
        if (const std::string_view id = trimmed(argument); !id.empty()) ids.emplace_back(id);
    }
    return ids;
}

std::vector<SecondaryInstance> file_instances(const SurveyTree& tree, Findings& findings)
{
    InstanceList instances(findings);
    const Element* asks_for_last_record = nullptr;
    std::set<std::string> external_names;
    for (const ElementIndex index : tree.in_document_order()) {
        const Element& element = tree[index];
        if (element.kind == ElementKind::External) {
            const bool is_csv = element.type == "csv-external";
            const bool again = !external_names.insert(element.name).second;
            instances.add(element.name,
                          is_csv ? "jr://file-csv/" + element.name + ".csv" : "jr://file/" + element.name + ".xml",
                          element, again);
            continue;
        }
        for (const std::string_view text : expressions_of(element)) {
            for (const std::string& id : pulldata_ids(text))
                instances.add(id, "jr://file-csv/" + id + (id.ends_with(".csv") ? "" : ".csv"), element, false);
            if (asks_for_last_record == nullptr && names_last_record(text)) asks_for_last_record = &element;
        }
        if (const std::string extension = element.choices.extension(); !extension.empty() && !element.choices.external)
            instances.add(element.choices.instance_id(),
                          (extension == ".csv" ? "jr://file-csv/" : "jr://file/") + element.choices.list_name, element,
                          false);
    }
    if (asks_for_last_record != nullptr)
        instances.add("__last-saved", "jr://instance/last-saved", *asks_for_last_record, false);
    return instances.take();
}

} // namespace mahalla
