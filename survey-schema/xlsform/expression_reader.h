#pragma once
#include "expression/expression.h"
#include "xlsform/reference_resolver.h"

#include <set>

namespace mahalla {

/// Reads the expressions of a workbook: references become paths, what is no expression is reported at its cell
/// (expression-invalid), and left out where that is mended. `key` says what it is for: "relevant", "choice_filter".
class ExpressionReader {
public:
    ExpressionReader(const SurveyTree& tree, const Namespaces& namespaces, Findings& findings)
        : tree_(tree), resolver_(tree), namespaces_(namespaces), findings_(findings)
    {}

    /// Where faults are mended: finds the calculations that will be left out, because they cannot be read or read one
    /// that cannot. Whatever reads them is left out as well (calculation-left-out): a condition over a value that is
    /// not there would hide questions.
    void find_left_out_calculations();

    std::optional<Expression> read(std::string_view text, const ReferenceContext& context, const Place& place,
                                   std::string_view key) const;
    /// The same for text whose references are paths already.
    ///
    /// A function with another program's prefix (`wq:length()`) is what an author wrote for that program on purpose: it
    /// is read, a warning says that nothing is checked here (function-unknown), and the condition holds.
    std::optional<Expression> parse(const std::string& text, const Place& place, std::string_view key) const;
    /// A calculation may call what only other programs know: it is read, its value stays empty, and a warning says so
    /// (function-unknown). A condition may not: nobody should pass a check that cannot be made.
    std::optional<Expression> read_calculation(std::string_view text, const ReferenceContext& context,
                                               const Place& place, std::string_view key) const;
    /// The text of an attribute with its references resolved; nothing where one means nothing and that is mended.
    std::optional<std::string> read_attribute(const std::string& text, const ReferenceContext& context) const;
    /// Nothing where the text is no expression; says nothing about it.
    std::optional<Expression> try_read(std::string_view text, const ReferenceContext& context) const;
    const ReferenceResolver& resolver() const { return resolver_; }
    /// Whether an attribute may be called so. One whose prefix nobody declared is left out with a warning: written, it
    /// would make an XForm that no program can open. What is no name at all, strictly the form itself refuses.
    bool takes_attribute(const std::string& name, const Place& place) const;
    Findings& findings() const { return findings_; }

private:
    bool is_readable(std::string_view text, ElementIndex element) const;
    /// The text reads a calculation that is left out, which has been said now.
    bool reads_left_out(std::string_view text, ElementIndex element, const Place& place, std::string_view key) const;

    const SurveyTree& tree_;
    ReferenceResolver resolver_;
    const Namespaces& namespaces_;
    Findings& findings_;
    std::set<ElementIndex> left_out_;
};

/// Where `instance(…)/path` stands in words, so that its value can be shown there: from "instance" to the first blank
/// outside of brackets and quotation marks.
struct TextSpan {
    std::size_t begin = 0, end = 0;
};
std::vector<TextSpan> find_instance_expressions(std::string_view words);

} // namespace mahalla
