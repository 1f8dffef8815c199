#include "expression/document.h"
#include "expression/expression.h"
#include "fuzz/fuzz_entry.h"

using namespace mahalla;

namespace {

std::shared_ptr<const Document> small_document()
{
    DocumentBuilder builder;
    builder.begin_element("data");
    builder.attribute("id", "d");
    for (const char* name : {"a", "b", "a"}) builder.leaf(name, "12");
    builder.leaf("when", "2026-11-21T08:00:00.000+05:00");
    builder.leaf("where", "41.3 69.2 0 0; 41.4 69.3 0 0; 41.3 69.4 0 0");
    for (const char* age : {"3", "x", ""}) {
        builder.begin_element("person");
        builder.leaf("age", age);
        builder.comment("c");
        builder.end_element();
    }
    return builder.finish();
}

/// A world in which a secondary instance and a label are to be found.
class SmallWorld final : public EvaluationEnvironment {
public:
    explicit SmallWorld(const Document& document) : document_(document) {}
    std::optional<NodeRef> instance(std::string_view id) override
    {
        return id == "l" ? std::optional(document_.root_ref()) : std::nullopt;
    }
    std::optional<std::string> choice_label(std::string_view value, std::string_view, NodeRef) override
    {
        return std::string(value);
    }

private:
    const Document& document_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const CallCheck check : {CallCheck::WhenParsed, CallCheck::WhenCalled}) {
        const auto expression = Expression::parse(text, Namespaces::odk(), check);
        if (!expression) continue;
        const auto document = small_document();
        SmallWorld world(*document);
        const NodeRef person = document->ref(document->last_child(document->document_element()));
        const EvaluationContext context{
            document->ref(document->first_child(person.node)), 1, 1, document->root_ref(), person, world};
        (void)expression->evaluate(context);
        (void)expression->evaluate_string(context);
        (void)expression->evaluate_boolean(context);
        (void)expression->evaluate_nodes(context);
        (void)expression->references("/data/person/age");
        const Expression moved =
            expression->relocated("/data/person/age", [](std::string_view path) { return path == "/data/person"; });
        (void)moved.evaluate_number(context);
        (void)moved.references("/data/person/age");
    }
    return 0;
}

std::vector<std::string> known_inputs()
{
    return {"/data/a[. > 3]/../b | //a",
            "if(selected(/data/a, '12'), regex(., '^[a-z]+(x|y)*?$'), format-date(today(), '%Y-%m-%e %H:%M'))",
            "sum(/data/a) div count-non-empty(../b) - -1.5",
            "concat('x', \"y\", substr('abc', -2)) = coalesce('', indexed-repeat(/data/person/age, /data/person, 1))",
            "area('1 2;3 4;5 6') + distance('1 2', '3 4') * pow(2, 3) mod 4",
            "ancestor-or-self::node()[position()=last()]/@*",
            "instance('l')/data/person[age = current()/age]/preceding-sibling::*[1]",
            "pulldata('l', 'age', 'age', 3) != digest(/data/when, 'SHA-256', 'base64')",
            "decimal-date-time(/data/when) >= date('2026-11-21') and not(false()) or true()",
            "randomize(/data/a, 42)[1] < round(random() * 10, 2) - int('7')",
            "join(' ', /data/person/age) = translate(normalize-space(string(/data)), 'abc', 'AB')",
            "weighted-checklist(-1, 2, /data/a, 1, ../age, '2') or checklist(0, 2, true(), 'x')",
            "jr:choice-name('x', '/data/a') = count-selected(selected-at('a b c', 1)) + max(/data/a, 3) - min(1, 2)",
            "geofence('41.3 69.3', /data/where) = intersects(/data/where)",
            "substring-before(uuid(), '-') | /data/namespace::*/following::comment()"};
}
