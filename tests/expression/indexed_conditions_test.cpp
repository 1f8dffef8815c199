// Conditions that are looked up give what looking at each item gives.
#include "base/seeded_random.h"
#include "expression/evaluator.h"
#include "expression/parser.h"
#include "expression/small_document.h"

#include <array>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Items with no key, one or two, of texts that are equal as numbers, as texts, as days or not at all.
std::shared_ptr<const Document> list_of_keys()
{
    constexpr std::array<std::string_view, 14> texts = {"",  "0",  "-0", "1",   "01",         "1.0",        " 1 ",
                                                        "x", "1x", "X",  "NaN", "2020-01-01", "2020-01-02", "18262"};
    SeededRandom chance(11);
    DocumentBuilder builder;
    builder.begin_element("root");
    for (int i = 0; i < 400; ++i) {
        builder.begin_element("item");
        for (std::uint64_t keys = chance.below(3); keys > 0; --keys)
            builder.leaf("key", texts[chance.below(texts.size())]);
        builder.leaf("place", std::to_string(i));
        builder.end_element();
    }
    return builder.finish();
}

/// The steps that evaluating takes.
std::size_t work_of(SmallScene& scene, std::string_view text)
{
    const auto tree = Parser(text, Namespaces::odk(), CallCheck::WhenParsed).parse();
    REQUIRE_MESSAGE(tree.has_value(), text);
    Evaluator evaluator(**tree, scene.context());
    (void)evaluator.number((*tree)->top, {scene.node});
    return evaluator.work();
}

} // namespace

TEST_CASE("an item is found by its key as by looking at each: as text, as number, as a day")
{
    SmallScene scene("data( none one=1 same=01 text=x day=2020-01-01 many=x many=1 many=2020-01-02 empty= )");
    scene.world.list = list_of_keys();
    const std::string items = "instance('list')/root/item";
    std::size_t found = 0;
    for (const std::string key : {"key", "number(key)", "string(key)"})
        for (const std::string wanted : {"1",
                                         "'1'",
                                         "'01'",
                                         "''",
                                         "0",
                                         "-0",
                                         "number('x')",
                                         "'x'",
                                         "'NaN'",
                                         "number('1')",
                                         "string(1)",
                                         "/data/one",
                                         "/data/same",
                                         "/data/text",
                                         "/data/day",
                                         "/data/many",
                                         "/data/empty",
                                         "/data/missing",
                                         "number(/data/one)",
                                         "number(/data/day)",
                                         "number(/data/empty)",
                                         "string(/data/day)",
                                         "18262",
                                         "date('2020-01-01')",
                                         "date(/data/day)",
                                         "today()",
                                         "if(/data/one = 1, 'x', 1)",
                                         "true()",
                                         "coalesce(/data/empty, 'x')",
                                         "'2020-01-01'",
                                         "/data/one + 0",
                                         "concat(/data/text, '')"})
            for (const std::string& condition :
                 {key + " = " + wanted, wanted + " = " + key, key + " = " + wanted + " and place > 100",
                  "place > 100 and " + wanted + " = " + key}) {
                CAPTURE(condition);
                const std::string looked_up = scene.string("join(' ', " + items + "[" + condition + "]/place)");
                CHECK(looked_up == scene.string("join(' ', " + items + "[not(not(" + condition + "))]/place)"));
                if (!looked_up.empty()) ++found;
            }
    CHECK(found > 100);
}

TEST_CASE("a condition that looks up an item costs its items, not the list")
{
    DocumentBuilder builder;
    builder.begin_element("root");
    for (int i = 0; i < 20'000; ++i) {
        builder.begin_element("item");
        builder.leaf("key", std::to_string(i));
        builder.end_element();
    }
    SmallScene scene("data( one=7 )");
    scene.world.list = builder.finish();
    for (const std::string condition :
         {"key = /data/one", "number(key) = number(/data/one)", "key = number(/data/one)", "string(key) = /data/one",
          "number(key) = /data/one", "key != '' and number(key) = 7", "7 = key", "key = 7 and key != 8"}) {
        CAPTURE(condition);
        const std::string whole = "count(instance('list')/root/item[" + condition + "])";
        CHECK(scene.number(whole) == 1);
        CHECK(work_of(scene, whole) < 100);
        CHECK(work_of(scene, "count(instance('list')/root/item[not(not(" + condition + "))])") > 20'000);
    }
}
