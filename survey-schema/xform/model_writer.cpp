#include "xform/xform_output.h"

#include <algorithm>

namespace mahalla {

namespace {

bool is_media(std::string_view form)
{
    return form == "image" || form == "big-image" || form == "audio" || form == "video";
}

/// All forms that a text has in any language, in the order in which they come.
std::vector<std::string_view> forms_of(const TranslatedText& text)
{
    std::vector<std::string_view> forms;
    for (const std::vector<TextValue>& values : text.values)
        for (const TextValue& value : values)
            if (std::find(forms.begin(), forms.end(), value.form) == forms.end()) forms.push_back(value.form);
    return forms;
}

void write_text(XFormOutput& output, const TranslatedText& text, std::size_t language)
{
    output.xml.begin("text");
    output.xml.attribute("id", text.id);
    for (const std::string_view form : forms_of(text)) {
        const TextValue* found = nullptr;
        if (language < text.values.size())
            for (const TextValue& value : text.values[language])
                if (value.form == form) found = &value;
        if (!found && is_media(form)) continue;
        output.xml.begin("value");
        output.xml.attribute_unless_empty("form", form);
        if (found)
            output.parts(found->parts);
        else
            output.xml.text("-");
        output.xml.end();
    }
    output.xml.end();
}

} // namespace

void write_itext(XFormOutput& output)
{
    const FormDefinition& form = output.form;
    if (form.languages().empty()) return;
    output.xml.begin("itext");
    for (std::size_t language = 0; language < form.languages().size(); ++language) {
        output.xml.begin("translation");
        output.xml.attribute("lang", form.languages()[language]);
        if (language == 0 && form.settings().default_language_marked) output.xml.attribute("default", "true()");
        for (const TranslatedText& text : form.translations()) write_text(output, text, language);
        output.xml.end();
    }
    output.xml.end();
}

void write_binds(XFormOutput& output)
{
    for (const ModelNode& node : output.form.nodes()) {
        const Bind& bind = node.bind;
        if (bind.is_empty()) continue;
        output.xml.begin("bind");
        output.xml.attribute("nodeset", output.nodeset(node.nodeset));
        output.xml.attribute_unless_empty("type", bind.type);
        output.expression_attribute("readonly", bind.readonly);
        output.expression_attribute("required", bind.required);
        output.expression_attribute("relevant", bind.relevant);
        output.expression_attribute("constraint", bind.constraint);
        output.expression_attribute("calculate", bind.calculate);
        output.message_attribute("jr:requiredMsg", bind.required_message);
        output.message_attribute("jr:constraintMsg", bind.constraint_message);
        output.xml.attribute_unless_empty("jr:preload", bind.preload);
        output.xml.attribute_unless_empty("jr:preloadParams", bind.preload_parameters);
        output.xml.attribute_unless_empty("entities:saveto", bind.save_to);
        output.attributes(bind.attributes);
        output.xml.end();
    }
}

} // namespace mahalla
