#pragma once
#include "expression/expression.h"
#include "xlsform/reference_resolver.h"

namespace mahalla {

/// Reads the expressions of a workbook: references become paths, what is no expression is reported at its cell
/// (expression-invalid).
class ExpressionReader {
public:
    ExpressionReader(const SurveyTree& tree, const Namespaces& namespaces, Findings& findings)
        : resolver_(tree), namespaces_(namespaces), findings_(findings)
    {}

    std::optional<Expression> read(std::string_view text, const ReferenceContext& context, const Place& place) const;
    /// The same for text whose references are paths already.
    std::optional<Expression> parse(const std::string& text, const Place& place) const;
    /// A calculation may call what only other programs know: it is read, its value stays empty, and a warning says so
    /// (function-unknown). A condition may not: nobody should pass a check that cannot be made.
    std::optional<Expression> read_calculation(std::string_view text, const ReferenceContext& context,
                                               const Place& place) const;
    /// Nothing where the text is no expression; says nothing about it.
    std::optional<Expression> try_read(std::string_view text, const ReferenceContext& context) const;
    const ReferenceResolver& resolver() const { return resolver_; }
    Findings& findings() const { return findings_; }

private:
    ReferenceResolver resolver_;
    const Namespaces& namespaces_;
    Findings& findings_;
};

/// Where `instance(…)/path` stands in words, so that its value can be shown there: from "instance" to the first blank
/// outside of brackets and quotation marks.
struct TextSpan {
    std::size_t begin = 0, end = 0;
};
std::vector<TextSpan> find_instance_expressions(std::string_view words);

} // namespace mahalla
