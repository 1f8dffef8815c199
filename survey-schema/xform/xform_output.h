#pragma once
#include "form/form_definition.h"
#include "xform/xml_writer.h"

#include <string>
#include <string_view>

namespace mahalla {

/// What the writers of an XForm's parts share: the form, the XML so far, and the root's name where it changes.
struct XFormOutput {
    const FormDefinition& form;
    XmlWriter& xml;
    std::string old_root; ///< "/household"
    std::string new_root; ///< "/data"; equal to `old_root` where the name stays.

    /// A nodeset of the form under the root's new name.
    std::string nodeset(std::string_view path) const;
    /// An expression's text, its absolute paths under the root's new name.
    std::string text_of(const Expression& expression) const { return rooted(expression.text()); }
    /// The same for a text that may hold paths: an appearance that searches, the filter of an external list.
    std::string rooted(const std::string& text) const;

    void expression_attribute(std::string_view name, const std::optional<Expression>& expression);
    void attributes(const std::vector<WrittenAttribute>& attributes);
    /// Words and outputs as the content of the element that was begun last.
    void parts(const std::vector<TextPart>& parts);
    /// `<name ref="jr:itext('…')"/>` or `<name>words</name>`.
    void text_element(std::string_view name, const Text& text);
    /// A message as an attribute; outputs have no place there and are left out.
    void message_attribute(std::string_view name, const Text& text);
    void action(const Action& action);
};

/// `<itext>` with every text in every language: "-" where there is no translation, as pyxform writes it.
void write_itext(XFormOutput& output);
/// The primary `<instance>`.
void write_primary_instance(XFormOutput& output);
/// The other `<instance>`s.
void write_secondary_instances(XFormOutput& output);
void write_binds(XFormOutput& output);
void write_body(XFormOutput& output);

} // namespace mahalla
