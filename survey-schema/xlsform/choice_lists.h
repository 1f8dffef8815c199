#pragma once
#include "form/secondary_instance.h"
#include "xlsform/xlsform_table.h"

#include <deque>

namespace mahalla {

/// One row of the choices sheet.
struct ListChoice {
    std::string name;
    LocalText label;
    std::vector<std::pair<std::string, LocalText>> media;           ///< By form: "image".
    std::vector<std::pair<std::string, std::string>> other_columns; ///< For choice filters, in the columns' order.
    int row = 0;                                                    ///< 0 for a choice that `or_other` adds.
};

struct ChoiceList {
    std::string name;
    std::vector<ListChoice> choices;
    bool is_used = false;
    /// Its choices stand inside their questions, whose appearance is `search(…)`, and in no secondary instance.
    bool is_used_by_search = false;

    /// Some choice has media, a translation or a reference: labels are found by `jr:itext(itextId)`.
    bool needs_translations() const;
    /// What the texts of a choice are called: "yes_no-0".
    std::string text_id(std::size_t choice) const { return name + "-" + std::to_string(choice); }
    bool has(std::string_view choice_name) const;
    /// Appends "other" with the label "Other" in each language of the list, unless it is there.
    void add_other();
};

/// The lists of a sheet by name, in the order of their first rows.
class ChoiceLists {
public:
    /// Errors that can be mended: choice-name-missing, choice-duplicate (unless `allow_duplicates`). Warnings:
    /// choice-label-missing, choice-column-invalid (the column is left out), choice-list-missing (the row is left out).
    static ChoiceLists read(const XlsformTable& table, bool allow_duplicates, Findings& findings);

    ChoiceList* find(std::string_view name);
    const ChoiceList* find(std::string_view name) const;
    /// The list of that name, or the only one whose name differs by case, blanks, hyphens and underscores alone.
    const ChoiceList* find_loosely(std::string_view name) const;
    /// Another list of the same choices, whose names have underscores for blanks, so that a select_multiple can store
    /// them: "yes_no_without_blanks".
    ChoiceList& copy_without_blanks(const ChoiceList& list);
    const std::deque<ChoiceList>& all() const { return lists_; }
    std::deque<ChoiceList>& all() { return lists_; }
    bool is_empty() const { return lists_.empty(); }
    /// For "did you mean": the first thousand.
    const std::vector<std::string>& names() const { return names_; }

private:
    std::deque<ChoiceList> lists_;
    std::map<std::string, ChoiceList*, std::less<>> by_name_;
    std::map<std::string, ChoiceList*, std::less<>> by_loose_name_; ///< Null where several are spelt alike.
    std::vector<std::string> names_;
};

/// "no answer" → "no_answer".
std::string without_blanks(std::string name);

/// The list as `<root><item><itextId/>?<name/><label/>?…</item>…</root>`, as pyxform writes it.
SecondaryInstance choice_instance(const ChoiceList& list);

} // namespace mahalla
