#include "expression/document.h"
#include "expression/expression.h"
#include "fuzz/fuzz_entry.h"

using namespace mahalla;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto expression = Expression::parse({reinterpret_cast<const char*>(data), size});
    if (!expression) return 0;
    DocumentBuilder builder;
    builder.begin_element("data");
    for (const char* name : {"a", "b", "a"}) builder.leaf(name, "12");
    const auto document = builder.finish();
    EvaluationEnvironment environment;
    const NodeRef node = document->ref(document->document_element());
    (void)expression->evaluate({node, 1, 1, document->root_ref(), node, environment});
    (void)expression->references("/data/a");
    (void)expression->relocated("/data/a", [](std::string_view) { return true; });
    return 0;
}

std::vector<std::string> known_inputs()
{
    return {"/data/a[. > 3]/../b | //a",
            "if(selected(/data/a, '12'), regex(., '^[a-z]+(x|y)*$'), format-date(today(), '%Y'))",
            "sum(/data/a) div count-non-empty(../b) - -1.5e",
            "concat('x', \"y\", substr('abc', -2)) = coalesce('', indexed-repeat(/data/a, /data, 1))",
            "area('1 2;3 4;5 6') + distance('1 2', '3 4') * pow(2, 3) mod 4",
            "ancestor-or-self::node()[position()=last()]/@*"};
}
