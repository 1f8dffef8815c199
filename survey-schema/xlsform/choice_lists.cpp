#include "xlsform/choice_lists.h"

#include "xlsform/question_reference.h"
#include "xlsform/repairs.h"

#include <algorithm>

namespace mahalla {

namespace {

/// Columns become elements of the items, so their headers must be names.
std::set<std::string> unusable_columns(const XlsformTable& table, Findings& findings)
{
    std::set<std::string> unusable;
    for (const TableColumn& column : table.columns) {
        const std::string& name = column.path.front();
        if (ColumnNames::choices().known.contains(name) || is_xml_name(name)) continue;
        unusable.insert(name);
        findings.warning({table.sheet, 1, column.header}, "choice-column-invalid",
                         "This column is left out: its header is no name that a choice filter can use.",
                         "Write it with letters, digits and underscores, without blanks.");
    }
    return unusable;
}

ListChoice read_choice(const TableRow& row, const std::set<std::string>& unusable)
{
    ListChoice choice;
    choice.row = row.number;
    choice.name = row.text("name");
    choice.label = row.local_text("label");
    for (const XlsformCell& cell : row.cells) {
        const std::vector<std::string>& path = cell.column->path;
        if (path.front() == "media" && path.size() > 1) {
            const auto known = std::any_of(choice.media.begin(), choice.media.end(),
                                           [&](const auto& m) { return m.first == path[1]; });
            if (!known) choice.media.emplace_back(path[1], row.local_text("media", path[1]));
        } else if (path.front() == "sms_option" ||
                   (!ColumnNames::choices().known.contains(path.front()) && !unusable.contains(path.front()))) {
            choice.other_columns.emplace_back(path.front(), cell.text);
        }
    }
    return choice;
}

bool needs_translation(const ListChoice& choice)
{
    return !choice.media.empty() || choice.label.is_translated() || may_refer(choice.label.plain);
}

} // namespace

bool ChoiceList::needs_translations() const { return std::any_of(choices.begin(), choices.end(), needs_translation); }

bool ChoiceList::has(std::string_view choice_name) const
{
    return std::any_of(choices.begin(), choices.end(),
                       [&](const ListChoice& choice) { return choice.name == choice_name; });
}

void ChoiceList::add_other()
{
    if (has("other")) return;
    ListChoice other;
    other.name = "other";
    for (const ListChoice& choice : choices)
        for (const auto& [language, label] : choice.label.translations) {
            const auto known = std::any_of(other.label.translations.begin(), other.label.translations.end(),
                                           [&](const auto& translation) { return translation.first == language; });
            if (!known) other.label.translations.emplace_back(language, "Other");
        }
    const bool has_plain = std::any_of(choices.begin(), choices.end(),
                                       [](const ListChoice& choice) { return !choice.label.plain.empty(); });
    if (has_plain || other.label.translations.empty()) other.label.plain = "Other";
    choices.push_back(std::move(other));
}

ChoiceLists ChoiceLists::read(const XlsformTable& table, bool allow_duplicates, Findings& findings)
{
    ChoiceLists lists;
    if (!table.rows.empty() && !table.has_column("name"))
        findings.mend({table.sheet, 1, ""}, "column-missing", "The sheet has no column \"name\".",
                      "Add it: it holds what is stored for each choice.", "Its choices are left out.");
    const std::set<std::string> unusable = unusable_columns(table, findings);
    std::map<std::string, std::set<std::string>> seen;
    for (const TableRow& row : table.rows) {
        const std::string list_name = row.text("list_name");
        if (list_name.empty()) {
            findings.warning(table.place(row), "choice-list-missing", "This row names no list and is left out.",
                             "Fill in list_name, or delete the row.");
            continue;
        }
        ListChoice choice = read_choice(row, unusable);
        if (choice.name.empty()) {
            findings.mend(table.place(row, row.header_of("name")), "choice-name-missing", "This choice has no name.",
                          "Fill in what is stored when the choice is taken.", "The choice is left out.");
            continue;
        }
        if (choice.label.is_empty() && choice.media.empty())
            findings.warning(table.place(row, row.header_of("label")), "choice-label-missing",
                             "Choice \"" + choice.name + "\" has no label.", "Its name will be shown.");
        if (!seen[list_name].insert(choice.name).second && !allow_duplicates) {
            const bool mended = findings.mend(
                table.place(row, row.header_of("name")), "choice-duplicate",
                "List \"" + list_name + "\" has the choice \"" + choice.name + "\" more than once.",
                "Rename one of them; if it is meant (for choice filters), set allow_choice_duplicates to yes.",
                "Both are kept.");
            if (!mended) continue;
        }
        ChoiceList*& list = lists.by_name_[list_name];
        if (list == nullptr) {
            list = &lists.lists_.emplace_back();
            list->name = list_name;
            constexpr std::size_t names_max = 1000;
            if (lists.names_.size() < names_max) lists.names_.push_back(list_name);
        }
        list->choices.push_back(std::move(choice));
    }
    for (ChoiceList& list : lists.lists_) {
        const auto [other, is_only] = lists.by_loose_name_.emplace(loosely(list.name), &list);
        if (!is_only) other->second = nullptr;
    }
    return lists;
}

ChoiceList* ChoiceLists::find(std::string_view name)
{
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
}

const ChoiceList* ChoiceLists::find(std::string_view name) const
{
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
}

std::string without_blanks(std::string name)
{
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

ChoiceList& ChoiceLists::copy_without_blanks(const ChoiceList& list)
{
    const std::string name = list.name + "_without_blanks";
    if (ChoiceList* known = find(name)) return *known;
    ChoiceList& copy = lists_.emplace_back(list);
    copy.name = name;
    for (ListChoice& choice : copy.choices) choice.name = without_blanks(std::move(choice.name));
    by_name_[name] = &copy;
    return copy;
}

const ChoiceList* ChoiceLists::find_loosely(std::string_view name) const
{
    if (const ChoiceList* exact = find(name)) return exact;
    const auto found = by_loose_name_.find(loosely(name));
    return found == by_loose_name_.end() ? nullptr : found->second;
}

SecondaryInstance choice_instance(const ChoiceList& list)
{
    const bool translated = list.needs_translations();
    DocumentBuilder builder;
    builder.begin_element("root");
    for (std::size_t i = 0; i < list.choices.size(); ++i) {
        const ListChoice& choice = list.choices[i];
        builder.begin_element("item");
        if (translated) builder.leaf("itextId", list.text_id(i));
        builder.leaf("name", choice.name);
        if (!translated && !choice.label.plain.empty()) builder.leaf("label", choice.label.plain);
        for (const auto& [column, text] : choice.other_columns) builder.leaf(column, text);
        builder.end_element();
    }
    builder.end_element();
    SecondaryInstance instance;
    instance.item_rows.reserve(list.choices.size());
    for (const ListChoice& choice : list.choices) instance.item_rows.push_back(choice.row);
    instance.id = list.name;
    instance.content = builder.finish();
    instance.is_choice_list = true;
    return instance;
}

} // namespace mahalla
