#include "xlsform/expression_reader.h"

#include "base/text.h"
#include "xlsform/repairs.h"

#include <map>

namespace mahalla {

std::optional<Expression> ExpressionReader::read(std::string_view text, const ReferenceContext& context,
                                                 const Place& place, std::string_view key) const
{
    if (trimmed(text).empty() || reads_left_out(text, context.element, place, key)) return std::nullopt;
    return parse(resolver_.resolved(text, context), place, key);
}

std::optional<Expression> ExpressionReader::parse(const std::string& text, const Place& place,
                                                  std::string_view key) const
{
    auto expression = Expression::parse(text, namespaces_);
    if (expression) return *std::move(expression);
    if (auto foreign = Expression::parse(text, namespaces_, CallCheck::OtherProgramsWhenCalled)) {
        findings_.warning(place, "function-unknown", expression.error().message,
                          "It belongs to another program; here it is as if this cell were empty.");
        return *std::move(foreign);
    }
    // An unresolved reference has been reported already, and is no expression.
    if (text.find("${") == std::string::npos)
        findings_.mend(place, "expression-invalid", expression.error().message, "It was read as: " + collapsed(text),
                       when_left_out(key));
    return std::nullopt;
}

std::optional<Expression> ExpressionReader::read_calculation(std::string_view text, const ReferenceContext& context,
                                                             const Place& place, std::string_view key) const
{
    if (trimmed(text).empty() || reads_left_out(text, context.element, place, key)) return std::nullopt;
    const std::string resolved = resolver_.resolved(text, context);
    auto strict = Expression::parse(resolved, namespaces_);
    if (strict) return *std::move(strict);
    auto lenient = Expression::parse(resolved, namespaces_, CallCheck::WhenCalled);
    if (!lenient) return parse(resolved, place, key);
    findings_.warning(place, "function-unknown", strict.error().message,
                      findings_.mends() ? when_left_out(key)
                                        : "The calculation stays empty here; other programs may know the function.");
    if (findings_.mends()) return std::nullopt;
    return *std::move(lenient);
}

bool ExpressionReader::takes_attribute(const std::string& name, const Place& place) const
{
    if (!is_xml_name(name)) {
        if (findings_.mends())
            findings_.mend(place, "name-invalid", "\"" + name + "\" cannot name an attribute.", "Rename the column.",
                           "Left out.");
        return !findings_.mends();
    }
    const std::size_t colon = name.find(':');
    if (colon == std::string::npos || namespaces_.uri(std::string_view(name).substr(0, colon))) return true;
    findings_.warning(place, "prefix-undeclared",
                      "The prefix of \"" + name + "\" is not declared; the column is left out.",
                      "Declare it in the settings, column namespaces: " + name.substr(0, colon) + "=\"https://…\".");
    return false;
}

std::optional<std::string> ExpressionReader::read_attribute(const std::string& text,
                                                            const ReferenceContext& context) const
{
    std::string resolved = resolver_.resolved(text, context);
    if (tree_.mends() && resolved.find("${") != std::string::npos) return std::nullopt;
    return resolved;
}

bool ExpressionReader::is_readable(std::string_view text, ElementIndex element) const
{
    const std::string resolved = resolver_.resolved(text, {element, false, false});
    return resolved.find("${") == std::string::npos && Expression::parse(resolved, namespaces_).has_value();
}

void ExpressionReader::find_left_out_calculations()
{
    if (!tree_.mends()) return;
    std::map<ElementIndex, std::vector<ElementIndex>> readers;
    std::vector<ElementIndex> open;
    for (const ElementIndex index : tree_.in_document_order()) {
        const Element& element = tree_[index];
        const WrittenValue* calculation = element.find_bind("calculate");
        // A question that is shown can be answered without its calculation.
        const bool can_be_answered = element.control_kind && element.type != "note" && !element.label.is_empty();
        if (calculation == nullptr || can_be_answered) continue;
        for (const QuestionReference& reference : find_references(calculation->text))
            if (const ElementIndex read = tree_.meant_by(reference, index); read != no_element && !reference.last_saved)
                readers[read].push_back(index);
        if (!is_readable(calculation->text, index)) open.push_back(index);
    }
    while (!open.empty()) {
        const ElementIndex index = open.back();
        open.pop_back();
        if (left_out_.insert(index).second) open.insert(open.end(), readers[index].begin(), readers[index].end());
    }
}

bool ExpressionReader::reads_left_out(std::string_view text, ElementIndex element, const Place& place,
                                      std::string_view key) const
{
    if (left_out_.empty()) return false;
    for (const QuestionReference& reference : find_references(text)) {
        const ElementIndex read = tree_.meant_by(reference, element);
        if (reference.last_saved || !left_out_.contains(read)) continue;
        findings_.warning(place, "calculation-left-out",
                          "This reads \"" + tree_[read].name + "\", whose calculation is left out.",
                          when_left_out(key));
        return true;
    }
    return false;
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
