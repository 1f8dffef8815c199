#pragma once
#include "form/model_node.h"

#include <string>
#include <vector>

namespace mahalla {

/// A prefix an author declared besides the usual ones (h, jr, orx, odk, ev, xsd, entities).
struct NamespaceDeclaration {
    std::string prefix;
    std::string uri;

    bool operator==(const NamespaceDeclaration&) const = default;
};

/// The `<submission>` element. Mahalla sends nothing by it; programs that open the form elsewhere do.
struct SubmissionSettings {
    std::string url;
    std::string method; ///< "post" where the form states nothing.
    std::string public_key;
    std::string auto_send, auto_delete;
    std::vector<WrittenAttribute> attributes;

    bool is_empty() const;
};

/// What holds for the whole form.
struct FormSettings {
    std::string id;      ///< Never empty in a `FormDefinition`.
    std::string version; ///< As written; empty where none is stated.
    std::string title;
    std::string style; ///< "pages theme-grid": the body's classes.
    /// The namespace of the record's elements (`xmlns` of the instance's root), where it is not that of XForms.
    std::string record_namespace;
    bool default_language_marked = false; ///< The author said which language is the default (it is the first).
    SubmissionSettings submission;
    std::vector<NamespaceDeclaration> namespaces;
    std::vector<WrittenAttribute>
        model_attributes; ///< "entities:entities-version"; odk:xforms-version is always written.
};

/// A sheet that defines no questions, kept as it was: "indicators", "disaggregation", "design", "publication".
struct ExtraSheet {
    std::string name;
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows; ///< Each as long as the header.
    std::vector<int> row_numbers;               ///< As the spreadsheet program numbers them, one for each of `rows`.
};

} // namespace mahalla
