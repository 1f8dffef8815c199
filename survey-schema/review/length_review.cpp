#include "review/length_review.h"

#include "review/shown_length.h"
#include "review/text_owners.h"

namespace mahalla {

namespace {

std::size_t room_for(const FormDefinition& form, const OwnedText& owned)
{
    switch (owned.use) {
    case TextUse::Label:
        if (form.control(owned.control).is_structure()) return RoomForTexts::group;
        return form.is_note(owned.control) ? RoomForTexts::note : RoomForTexts::question;
    case TextUse::Hint:
        return RoomForTexts::hint;
    case TextUse::ConstraintMessage:
    case TextUse::RequiredMessage:
        return RoomForTexts::message;
    case TextUse::ChoiceLabel:
        return RoomForTexts::choice;
    }
    return RoomForTexts::note;
}

std::string_view noun_for(const FormDefinition& form, const OwnedText& owned)
{
    switch (owned.use) {
    case TextUse::Label:
        if (form.control(owned.control).is_structure()) return "title";
        return form.is_note(owned.control) ? "note" : "label";
    case TextUse::Hint:
        return "hint";
    case TextUse::ConstraintMessage:
    case TextUse::RequiredMessage:
        return "message";
    case TextUse::ChoiceLabel:
        return "choice";
    }
    return "text";
}

std::string_view help_for(const FormDefinition& form, const OwnedText& owned)
{
    switch (owned.use) {
    case TextUse::Label:
        if (form.control(owned.control).is_structure()) return "Shorten it; what is explained belongs in a note.";
        return form.is_note(owned.control) ? "Shorten it, or make two notes of it."
                                           : "Shorten it, or move a part into the hint or a note before.";
    case TextUse::Hint:
        return "Shorten it, or put a note before the question; what only training needs belongs in guidance_hint.";
    case TextUse::ConstraintMessage:
    case TextUse::RequiredMessage:
        return "Shorten it.";
    case TextUse::ChoiceLabel:
        return "Shorten it, or explain the choices in the hint.";
    }
    return "Shorten it.";
}

class LengthReview {
public:
    explicit LengthReview(ReviewFindings& findings) : findings_(findings), form_(findings.form()) {}

    void look_at(const OwnedText& owned)
    {
        const std::size_t room = room_for(form_, owned);
        longest_ = room;
        language_ = none;
        const std::string_view id = owned.text != nullptr ? owned.text->translation_id : owned.translation_id;
        if (!id.empty()) {
            const TranslatedText* text = form_.find_translation(id);
            for (std::size_t language = 0; text != nullptr && language < text->values.size(); ++language)
                for (const TextValue& value : text->values[language])
                    if (value.form.empty()) measure(value.parts, language);
        } else if (owned.text != nullptr) {
            measure(owned.text->parts, plain);
        } else if (owned.words.size() > longest_ && shown_length(owned.words) > longest_) {
            longest_ = shown_length(owned.words);
            language_ = plain;
        }
        if (language_ != none) tell(owned, room);
    }

private:
    static constexpr std::size_t plain = 0xffffff, none = 0xfffffe;

    void measure(std::span<const TextPart> parts, std::size_t language)
    {
        // No text has more letters than bytes.
        std::size_t bytes = 0;
        for (const TextPart& part : parts) bytes += part.output ? 8 : part.words.size();
        if (bytes <= longest_) return;
        const std::size_t length = shown_length(parts);
        if (length <= longest_) return;
        longest_ = length;
        language_ = language;
    }

    void tell(const OwnedText& owned, std::size_t room)
    {
        ReviewPlace place{owned.node, {}, owned.row, std::string(column_of(owned.use))};
        const bool is_list = owned.text == nullptr;
        if (owned.row > 0) place.sheet = is_list ? "choices" : "survey";
        std::string message =
            "This " + std::string(noun_for(form_, owned)) + " has " + std::to_string(longest_) + " letters";
        if (language_ != plain && form_.languages()[language_] != "default") {
            place.column += "::" + form_.languages()[language_];
            if (form_.languages().size() > 1) message += " in " + in_quotes(form_.languages()[language_]);
        }
        if (is_list && owned.row == 0) message = "List " + in_quotes(owned.list_name) + ": " + message;
        findings_.add(place, "text-too-long",
                      message + "; on a small screen with large letters there is room for " + std::to_string(room) +
                          ".",
                      std::string(help_for(form_, owned)));
    }

    ReviewFindings& findings_;
    const FormDefinition& form_;
    std::size_t longest_ = 0, language_ = none;
};

} // namespace

void review_lengths(ReviewFindings& findings)
{
    LengthReview review(findings);
    visit_texts(findings.form(), [&](const OwnedText& owned) { review.look_at(owned); });
}

} // namespace mahalla
