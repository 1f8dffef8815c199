// What evaluation costs, counted in nodes looked at and in memory asked for: never in time, which other programs share.
#include "expression/evaluator.h"
#include "expression/parser.h"
#include "small_document.h"

#include <cstdlib>
#include <malloc.h>
#include <new>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::size_t allocations = 0, allocated_bytes = 0, live_bytes = 0, most_live_bytes = 0;

void* counted(std::size_t size)
{
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) return nullptr;
    ++allocations;
    allocated_bytes += size;
    live_bytes += malloc_usable_size(memory);
    most_live_bytes = std::max(most_live_bytes, live_bytes);
    return memory;
}

void counted_free(void* memory)
{
    if (memory != nullptr) live_bytes -= malloc_usable_size(memory);
    std::free(memory);
}

} // namespace

// Counted for this whole program; asked about in this file alone.
void* operator new(std::size_t size)
{
    if (void* memory = counted(size)) return memory;
    throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted(size); }
void operator delete(void* memory) noexcept { counted_free(memory); }
void operator delete(void* memory, std::size_t) noexcept { counted_free(memory); }

namespace {

/// `rows` rows of three answers each, beside a few single ones.
std::string roster(int rows)
{
    std::string line = "data( on=1 name=n7 list=apple zero=0 ";
    for (int i = 0; i < rows; ++i)
        line += "r( @id=i" + std::to_string(i) + " x=" + std::to_string(i % 7) + " name=n" + std::to_string(i) +
                " s( t=a ) ) ";
    return line + ")";
}

struct Cost {
    std::size_t steps = 0, allocations = 0, bytes = 0;
    std::size_t most_bytes = 0; ///< At one time.
    std::string error;
};

Cost cost_of(SmallScene& scene, std::string_view text)
{
    const auto tree = Parser(text, Namespaces::odk(), CallCheck::WhenParsed).parse();
    REQUIRE_MESSAGE(tree.has_value(), text);
    Evaluator evaluator(**tree, scene.context());
    const std::size_t allocations_before = allocations, bytes_before = allocated_bytes, live_before = live_bytes;
    most_live_bytes = live_bytes;
    const bool truth = evaluator.boolean((*tree)->top, {scene.node});
    const Cost cost{evaluator.work(), allocations - allocations_before, allocated_bytes - bytes_before,
                    most_live_bytes - live_before, evaluator.error() ? evaluator.error()->message : ""};
    (void)truth;
    return cost;
}

} // namespace

TEST_CASE("what forms ask most is answered without asking for memory")
{
    SmallScene scene(roster(50), "/data/r[3]/x");
    for (const std::string text : {"/data/on = 1",
                                   "/data/on = '1'",
                                   "/data/on = /data/name",
                                   "not(/data/on != 1)",
                                   "../x > 0 and . <= 10",
                                   "selected(/data/list, 'apple')",
                                   "not(selected(/data/list, 'apple')) or ../x = 2",
                                   "count(/data/r) > 2",
                                   "sum(/data/r/x) > 1",
                                   "count-non-empty(/data/r/name)",
                                   "max(/data/r/x) = 6",
                                   "count-selected(/data/list) = 1",
                                   "string-length(/data/name) > 1",
                                   "contains(/data/name, '7')",
                                   "starts-with(../name, 'n')",
                                   "/data/missing",
                                   "boolean-from-string(/data/on)",
                                   "if(/data/on = 1, ../x = 3, false())",
                                   "/data/r/name = 'n49'",
                                   "(/data/on + 2) * 3 - -/data/zero",
                                   "position(/data/r[1]/x) = 1 or true()"}) {
        CAPTURE(text);
        const Cost cost = cost_of(scene, text);
        CHECK(cost.error == "");
        // A path in brackets or with a condition makes a set.
        CHECK(cost.allocations <= (text.find('[') == std::string::npos ? 0U : 4U));
    }
}

TEST_CASE("four times the rows cost four times the steps")
{
    SmallScene small(roster(100)), large(roster(400));
    for (const std::string text : {"count(/data/r[x = 1])",
                                   "count(//r[x = 1])",
                                   "count(//x[1])",
                                   "count(//r[position() = last()])",
                                   "count(/data/r[last()]/x)",
                                   "count(/data/r | /data/r/x | //r)",
                                   "count(//x/..)",
                                   "count(//t/ancestor::*)",
                                   "count(//t/ancestor-or-self::node())",
                                   "count(//x/preceding::t)",
                                   "count(//x/following::t)",
                                   "count(/data/r/following-sibling::r)",
                                   "count(/data/r/preceding-sibling::r[x > 3])",
                                   "count(//*/descendant::x)",
                                   "count(//*/descendant-or-self::*[. = 1])",
                                   "count(//*//t)",
                                   "count(//node()/following::node())",
                                   "count(//@id/following::x)",
                                   "count(//@id/preceding::x)",
                                   "count(/data/r/preceding-sibling::r[1])",
                                   "count(/data/r[name = /data/r/name])",
                                   "count(/data/r[x > sum(/data/r/x) div count(/data/r)])",
                                   "count(/data/r[not(x = /data/r[last()]/x)])",
                                   "count(/data/r[/data/missing])",
                                   "count(/data/r[/data/r[5]/x < x]/s/t)",
                                   "count(id('i1 i2 i99'))",
                                   "/data/r/name = /data/r/s/t",
                                   "/data/r/x < /data/r/x",
                                   "string-length(join(',', //x))",
                                   "concat(//t)"}) {
        CAPTURE(text);
        const Cost few = cost_of(small, text), many = cost_of(large, text);
        CHECK(few.error == "");
        CHECK(many.error == "");
        CHECK(few.steps > 0);
        CHECK(many.steps < 5 * few.steps);
        CHECK(many.bytes < 5 * few.bytes + 4096);
    }
}

TEST_CASE("nodes met from many are those met from each, once, in document order")
{
    SeededRandom chance(31);
    const auto letter = [&] { return std::string(1, static_cast<char>('a' + chance.below(3))); };
    for (int round = 0; round < 60; ++round) {
        std::string line = "data( ";
        int depth = 1;
        for (int i = 0; i < 25; ++i) {
            const auto kind = chance.below(4);
            if (kind == 0 && depth < 6) {
                line += letter() + "( @k=" + std::to_string(i) + " @m=1 @n=2 ";
                ++depth;
            } else if (kind == 1 && depth > 1) {
                line += ") ";
                --depth;
            } else {
                line += letter() + "=" + std::to_string(i % 5) + " ";
            }
        }
        SmallScene scene(line, "/data");
        for (const std::string axis :
             {"child", "descendant", "descendant-or-self", "parent", "ancestor", "ancestor-or-self",
              "following-sibling", "preceding-sibling", "following", "preceding", "attribute", "self"}) {
            for (const std::string test :
                 {"node()", "*", "b", "b[. > 2]", "*[2]", "node()[position() < 3]", "node()[1]", "*[3]", "b[last()]"}) {
                for (const std::string from : {"//", "//@k/../", "//a/", "(//b | //@k)/"}) {
                    std::string start = from;
                    if (start == "//") start = "//node()/";
                    const std::string step = axis + "::" + test;
                    CAPTURE(line);
                    CAPTURE(start);
                    CAPTURE(step);
                    NodeSet each;
                    for (const NodeRef node : scene.nodes(start.substr(0, start.size() - 1))) {
                        const NodeRef asked = scene.node;
                        scene.node = node;
                        for (const NodeRef found : scene.nodes(step)) each.push_back(found);
                        scene.node = asked;
                    }
                    sort_into_document_order(each);
                    CHECK(scene.nodes(start + step) == each);
                }
            }
        }
    }
}

TEST_CASE("a part of a condition that no row changes is computed once, chance each time")
{
    SmallScene scene(roster(300));
    const auto sums = cost_of(scene, "count(/data/r[x > sum(//x)])");
    CHECK(sums.steps < 5000);
    CHECK(scene.number("count(/data/r[random() < 0.5])") > 50);
    CHECK(scene.number("count(/data/r[random() < 0.5])") < 250);
    // What is never reached is not computed, kept or not.
    CHECK(scene.number("count(/data/r[false() and digest('a', 'none') = 'b'])") == 0);
    CHECK(scene.number("count(/data/r[x = 9][substring(/data/name, 1)])") == 0);
    CHECK(scene.number("count(/data/r[/data/on])") == 300);
    CHECK(scene.number("count(/data/r[count(/data/on) + 1])") == 1);
    CHECK(scene.texts("/data/r[count(/data/on) + 1]/name") == "n1");
    CHECK(scene.number("count(/data/r[s[t = ../../name or /data/on]])") == 300);
}

TEST_CASE("text that is put together counts against the budget, and never grows beyond 16 MiB")
{
    // A thousand nodes in each other: the texts of all of them together are as long as the square.
    std::string line = "data( ";
    for (int i = 0; i < 150; ++i) line += "a( b=" + std::string(2000, 'x') + " ";
    SmallScene scene(line);
    for (const std::string text :
         {"string-length(concat(//node(), //node()))", "string-length(join(/data, //b, //b, //b))",
          "string-length(join(string(/data), //node(), //node()))",
          "string-length(concat(join(/data, //a), join(/data, //a), join(/data, //a), join(/data, //a)))",
          "count(//node()[string-length(/data) > string-length(.)][. = //node()])", "//node() = //node()[. != 'x']",
          "count(//*[//*[contains(., 'y')]])", "translate(/data, string(/data), '')",
          "contains(/data, concat(substring(/data, 5), 'y'))", "count(id(/data)) > 0", "regex(/data, '(x+x+)+y')",
          "count(//*[regex(., '(x+x+)+y')])", "checklist(1, 2, //node(), //node(), //node(), //node()) or true()",
          "count(//node()[coalesce(/data, 'x') = string(/data)][date(/data) = 1])"}) {
        CAPTURE(text);
        const Cost cost = cost_of(scene, text);
        CHECK(cost.bytes < 256U * 1024 * 1024);
        CHECK((cost.error.empty() || cost.error.find("too") != std::string::npos));
    }
    CHECK(cost_of(scene, "string-length(join(/data, //b, //b))").error.find("too long") != std::string::npos);
}

TEST_CASE("a union of many sets that are one set is no larger than a few of them")
{
    SmallScene scene(roster(2000));
    std::string all = "//node()";
    for (int i = 0; i < 100; ++i) all += " | //node()";
    const std::size_t one = cost_of(scene, "(//node())[true()]").most_bytes;
    CHECK(cost_of(scene, "(" + all + ")[true()]").most_bytes < 8 * one);
    CHECK(cost_of(scene, "count(//node()/following::node()[position() > 1]) > 0").error != "");
    CHECK(cost_of(scene, "count(//node()/following::node()[position() > 1]) > 0").most_bytes < 16 * one);
}

TEST_CASE("a text of many dependents doubles no further than the limit")
{
    std::string doubled = "/data/b";
    for (int i = 0; i < 7; ++i) doubled = "concat(" + doubled + ", " + doubled + ")";
    SmallScene scene("data( b=" + std::string(300'000, 'x') + " )");
    CHECK(cost_of(scene, doubled).error.find("too long") != std::string::npos);
}
