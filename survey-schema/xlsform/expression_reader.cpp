#include "xlsform/expression_reader.h"

#include "base/text.h"

namespace mahalla {

std::optional<Expression> ExpressionReader::read(std::string_view text, const ReferenceContext& context,
                                                 const Place& place) const
{
    if (trimmed(text).empty()) return std::nullopt;
    return parse(resolver_.resolved(text, context), place);
}

std::optional<Expression> ExpressionReader::parse(const std::string& text, const Place& place) const
{
    auto expression = Expression::parse(text, namespaces_);
    if (expression) return *std::move(expression);
    // An unresolved reference has been reported already, and is no expression.
    if (text.find("${") == std::string::npos)
        findings_.error(place, "expression-invalid", expression.error().message, "It was read as: " + collapsed(text));
    return std::nullopt;
}

std::optional<Expression> ExpressionReader::read_calculation(std::string_view text, const ReferenceContext& context,
                                                             const Place& place) const
{
    if (trimmed(text).empty()) return std::nullopt;
    const std::string resolved = resolver_.resolved(text, context);
    auto strict = Expression::parse(resolved, namespaces_);
    if (strict) return *std::move(strict);
    auto lenient = Expression::parse(resolved, namespaces_, CallCheck::WhenCalled);
    if (!lenient) return parse(resolved, place);
    findings_.warning(place, "function-unknown", strict.error().message,
                      "The calculation stays empty here; other programs may know the function.");
    return *std::move(lenient);
}

std::optional<Expression> ExpressionReader::try_read(std::string_view text, const ReferenceContext& context) const
{
    auto expression = Expression::parse(resolver_.resolved(text, context), namespaces_);
    if (!expression) return std::nullopt;
    return *std::move(expression);
}

namespace {

constexpr std::string_view call = "instance(";

/// The end of what begins with a bracket or quotation mark at `position`; npos where it is not closed.
std::size_t end_of_enclosed(std::string_view text, std::size_t position)
{
    std::string closing;
    for (std::size_t i = position; i < text.size(); ++i) {
        const char c = text[i];
        if (!closing.empty() && (closing.back() == '\'' || closing.back() == '"')) {
            if (c == closing.back()) closing.pop_back();
        } else if (c == '\'' || c == '"') {
            closing += c;
        } else if (c == '(' || c == '[') {
            closing += c == '(' ? ')' : ']';
        } else if (c == ')' || c == ']') {
            if (closing.empty() || closing.back() != c) return std::string_view::npos;
            closing.pop_back();
        }
        if (closing.empty()) return i + 1;
    }
    return std::string_view::npos;
}

} // namespace

std::vector<TextSpan> find_instance_expressions(std::string_view words)
{
    std::vector<TextSpan> spans;
    for (std::size_t begin = words.find(call); begin != std::string_view::npos; begin = words.find(call, begin)) {
        const bool is_part_of_name =
            begin > 0 && words[begin - 1] != ' ' && words[begin - 1] != '\n' && is_xml_name(words.substr(begin - 1, 1));
        std::size_t end = end_of_enclosed(words, begin + call.size() - 1);
        const bool is_literal = begin + call.size() < words.size() &&
                                (words[begin + call.size()] == '\'' || words[begin + call.size()] == '"');
        if (is_part_of_name || !is_literal || end == std::string_view::npos) {
            begin += call.size();
            continue;
        }
        while (end < words.size() && words[end] == '/') {
            ++end;
            while (end < words.size() && !is_white(words[end]) && words[end] != '/') {
                if (words[end] != '[') {
                    ++end;
                    continue;
                }
                const std::size_t close = end_of_enclosed(words, end);
                if (close == std::string_view::npos) break;
                end = close;
            }
            if (end < words.size() && words[end] == '[') break;
        }
        spans.push_back({begin, end});
        begin = end;
    }
    return spans;
}

} // namespace mahalla
