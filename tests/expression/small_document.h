#pragma once
#include "base/seeded_random.h"
#include "expression/document.h"
#include "expression/expression.h"

#include <algorithm>
#include <doctest/doctest.h>

namespace mahalla::test {

/// A document from a line: `data( @id=7 a=one person( age=3 ) person( age=40 ) )`. A name with "=" is a leaf or an
/// attribute.
inline std::shared_ptr<const Document> document_of(std::string_view line)
{
    DocumentBuilder builder;
    std::size_t at = 0;
    while (at < line.size()) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        std::string_view word = line.substr(at, end - at);
        at = end + 1;
        const std::size_t equal = word.find('=');
        if (word.empty()) continue;
        if (word == ")")
            builder.end_element();
        else if (word.ends_with('('))
            builder.begin_element(word.substr(0, word.size() - 1));
        else if (word.starts_with('@'))
            builder.attribute(word.substr(1, equal - 1), word.substr(equal + 1));
        else if (word.starts_with('"'))
            builder.text(word.substr(1, word.size() - 2));
        else if (equal == std::string_view::npos)
            builder.leaf(word, "");
        else
            builder.leaf(word.substr(0, equal), word.substr(equal + 1));
    }
    return builder.finish();
}

/// A world whose zone, time and instances a test sets.
struct SmallWorld final : EvaluationEnvironment {
    Instant at{};
    TimeZone zone;
    SeededRandom chance{7};
    std::shared_ptr<const Document> list;

    Instant now() override { return at; }
    const TimeZone& time_zone() override { return zone; }
    Random& random() override { return chance; }
    std::optional<NodeRef> instance(std::string_view id) override
    {
        return id == "list" && list ? std::optional(list->root_ref()) : std::nullopt;
    }
    std::optional<std::string> choice_label(std::string_view value, std::string_view path, NodeRef) override
    {
        return std::string(path) + ":" + std::string(value);
    }
    std::optional<std::string> translate(std::string_view id) override { return "text of " + std::string(id); }
    std::string property(std::string_view name) override { return "my " + std::string(name); }
    std::string version() override { return "2026"; }
};

/// Evaluates expressions over one document, from the node that `context` names.
class SmallScene {
public:
    explicit SmallScene(std::string_view line = "data( )", std::string_view context = "/data")
        : document(document_of(line)), node(document->root_ref())
    {
        node = nodes(context).at(0);
    }

    static Expression parsed(std::string_view text)
    {
        auto made = Expression::parse(text);
        REQUIRE_MESSAGE(made.has_value(), (made ? std::string() : std::string(text) + ": " + made.error().message));
        return *made;
    }
    EvaluationContext context()
    {
        return EvaluationContext{.node = node, .root = {}, .current = {}, .environment = world};
    }
    std::string string(std::string_view text) { return value_of(parsed(text).evaluate_string(context())); }
    double number(std::string_view text) { return value_of(parsed(text).evaluate_number(context())); }
    bool boolean(std::string_view text) { return value_of(parsed(text).evaluate_boolean(context())); }
    NodeSet nodes(std::string_view text) { return value_of(parsed(text).evaluate_nodes(context())); }
    /// The string values of a node set, joined with spaces.
    std::string texts(std::string_view text)
    {
        std::string joined;
        for (const NodeRef one : nodes(text)) joined += (joined.empty() ? "" : " ") + string_value(one);
        return joined;
    }
    std::string failure_of(std::string_view text)
    {
        const auto result = parsed(text).evaluate(context());
        return result ? "" : result.error().message;
    }

    std::shared_ptr<const Document> document;
    NodeRef node;
    SmallWorld world;

private:
    template <typename T> static T value_of(Result<T> result)
    {
        REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error().message));
        return *std::move(result);
    }
};

} // namespace mahalla::test
