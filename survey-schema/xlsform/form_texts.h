#pragma once
#include "form/form_draft.h"
#include "xlsform/choice_lists.h"
#include "xlsform/expression_reader.h"

#include <map>

namespace mahalla {

/// The languages of a workbook: each that some text uses, the default first, the others in the order of the columns.
///
/// A text without language belongs to the default language where anything about it is translated; so does a guidance
/// hint and whatever has media, because XForms have no other place for them. Without `default_language` in the settings
/// the default is called "default".
class FormLanguages {
public:
    FormLanguages(const SurveyTree& tree, const ChoiceLists& lists, std::string default_language);

    const std::vector<std::string>& names() const { return names_; }
    const std::string& default_language() const { return default_language_; }
    /// Some text is in the default language, so that it can be marked.
    bool default_is_used() const { return default_is_used_; }
    std::size_t position(std::string_view language) const;

private:
    void use(std::string_view language);
    void use(const LocalText& text, bool always);

    std::string default_language_;
    std::vector<std::string> names_;
    std::map<std::string, std::size_t, std::less<>> positions_;
    bool default_is_used_ = false;
};

/// Turns what authors wrote into texts of a form: `${name}` and `instance(…)/…` in words become outputs, translations
/// become entries of the draft.
class FormTexts {
public:
    FormTexts(FormDraft& draft, const FormLanguages& languages, const ExpressionReader& expressions)
        : draft_(draft), languages_(languages), expressions_(expressions)
    {}

    /// A label with its media; `path` names the translation ("/data/age:label").
    Text label(const Element& element, ElementIndex index, const std::string& path);
    /// A hint with its guidance.
    Text hint(const Element& element, ElementIndex index, const std::string& path);
    /// A message of a bind: `form` is "jr:constraintMsg" or another of its kind.
    Text message(const LocalText& text, const Element& element, ElementIndex index, const std::string& path,
                 const char* form);
    /// The label of a choice, and its entry in the draft where it needs one.
    Text choice_label(const ChoiceList& list, std::size_t choice);
    /// Adds the translations of a list's choices.
    void add_translations(const ChoiceList& list);

private:
    using Values = std::vector<std::pair<std::size_t, TextValue>>;

    std::vector<TextPart> parts(const std::string& words, ElementIndex context, const Place& place);
    void collect(Values& values, const LocalText& text, const std::string& form, const std::string& prefix,
                 ElementIndex context, const Place& place);
    void collect_media(Values& values, const std::vector<std::pair<std::string, LocalText>>& media, const Place& place);
    Text translated(const std::string& id, Values values);

    FormDraft& draft_;
    const FormLanguages& languages_;
    const ExpressionReader& expressions_;
};

} // namespace mahalla
