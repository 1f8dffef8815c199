#pragma once
#include "xlsform/findings.h"
#include "xlsform/reference_writer.h"
#include "xlsform/sheet_table.h"

namespace mahalla {

/// Writes the texts of a form into cells: a column for each language ("label::Français (fr)", plain "label" for what is
/// in no language), outputs as `${name}`, media by their file's name.
///
/// What a cell cannot say is a warning (lost-in-xlsform) that names whose text it is.
class TextCells {
public:
    /// Whose text: where its paths begin, and what it is called in a warning.
    struct Owner {
        ModelIndex node = no_index;
        std::string name;
        Place place;
    };

    TextCells(const FormDefinition& form, const ReferenceWriter& references, Findings& findings)
        : form_(form), references_(references), findings_(findings)
    {}

    /// `column` is that of the words: "label", "hint", "constraint_message". True where some words were put.
    bool put(SheetTable& table, const std::string& column, const Text& text, const Owner& owner);
    bool put(SheetTable& table, const std::string& column, const TranslatedText& text, const Owner& owner);
    /// The same words in each language of the form, for what stands beside translated words; as `put` where it has
    /// none.
    void put_in_all_languages(SheetTable& table, const std::string& column, const Text& text, const Owner& owner);
    /// The words in no language.
    std::string words(std::span<const TextPart> parts, const Owner& owner);
    void warn_lost(const Owner& owner, std::string what, std::string help);

private:
    bool is_only_filling(const TranslatedText& text, std::size_t language, const TextValue& value) const;
    std::string column_for(const std::string& column, std::size_t language) const;

    const FormDefinition& form_;
    const ReferenceWriter& references_;
    Findings& findings_;
    bool warned_of_quotes_ = false;
};

} // namespace mahalla
