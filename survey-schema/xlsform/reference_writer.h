#pragma once
#include "form/form_definition.h"
#include "xlsform/reference_resolver.h"

#include <string>
#include <string_view>

namespace mahalla {

/// Writes the paths of a form's expressions as an author of a workbook writes them: `${age}` for ` /data/person/age `,
/// the way back of `ReferenceResolver`.
///
/// A path becomes a reference only where the reference would be read as that path again, letter by letter but for
/// blanks; every other stays a path, which workbooks may hold too.
class ReferenceWriter {
public:
    explicit ReferenceWriter(const FormDefinition& form);
    ReferenceWriter(const ReferenceWriter&) = delete;
    ReferenceWriter& operator=(const ReferenceWriter&) = delete;

    /// `text`, an expression that stands at `context` (`no_index` for a choice's), with references; blanks at its ends
    /// and doubled ones outside of quotation marks are left out. `in_filter`: it is a choice filter.
    std::string written(std::string_view text, ModelIndex context, bool in_filter = false) const;
    /// The name where `path` as a whole is one question of a name that no other has: "age", "last-saved#age"; empty
    /// otherwise.
    std::string name_of(std::string_view path, ModelIndex context) const;

    const SurveyTree& tree() const { return tree_; }

private:
    struct PathToken {
        std::size_t begin = 0, end = 0; ///< Without the blanks around it.
        std::string reference;          ///< "${age}"
    };

    std::vector<PathToken> find_paths(std::string_view text, ModelIndex context) const;
    std::string reference_to(std::string_view path, ModelIndex context) const;
    bool means(std::string_view written, std::string_view text, const ReferenceContext& context) const;

    const FormDefinition& form_;
    SurveyTree tree_;
    ReferenceResolver resolver_;
};

} // namespace mahalla
