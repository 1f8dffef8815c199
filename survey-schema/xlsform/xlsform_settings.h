#pragma once
#include "expression/namespaces.h"
#include "form/form_draft.h"
#include "form/model_node.h"
#include "xlsform/xlsform_table.h"

namespace mahalla {

/// The settings sheet, and rows of the survey sheet that are settings, by their names in pyxform ("id_string").
class XlsformSettings {
public:
    /// Reads the first row that holds something. Warnings: column-unused.
    static XlsformSettings read(const XlsformTable& table, Findings& findings);

    const std::string& text(std::string_view key) const;
    bool is_yes(std::string_view key) const;
    /// Whether "yes" or "no" is written, else `otherwise`; reports what is neither (setting-invalid).
    bool is_yes_unless(std::string_view key, bool otherwise, Findings& findings) const;
    void set(std::string_view key, std::string value);
    const std::vector<WrittenAttribute>& root_attributes() const { return root_attributes_; }
    /// Where a setting stands, for messages.
    Place place(std::string_view key) const;

    /// The prefixes that names and expressions of the form may have: ODK's, and those of the setting `namespaces`.
    Namespaces namespaces() const;
    /// Fills in everything of a form that is said once: id, title, version, style, submission, namespaces.
    void apply(FormSettings& form, std::string_view fallback_id) const;

private:
    std::map<std::string, std::string, std::less<>> values_;
    std::map<std::string, std::string, std::less<>> headers_;
    std::vector<WrittenAttribute> root_attributes_;
    int row_ = 0;
};

} // namespace mahalla
