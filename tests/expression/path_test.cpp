#include "small_document.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr std::string_view tree = "data( @id=top a( b=1 b=2 ) a( b=3 c( b=4 ) ) d=5 )";

} // namespace

TEST_CASE("every axis leads where XPath 1.0 §2.2 says, in document order")
{
    SmallScene scene(tree, "/data/a[2]/c");
    CHECK(scene.texts("child::b") == "4");
    CHECK(scene.texts("/descendant::b") == "1 2 3 4");
    CHECK(scene.texts("//b") == "1 2 3 4");
    CHECK(scene.number("count(ancestor::*)") == 2);
    CHECK(scene.number("count(ancestor-or-self::node())") == 4);
    CHECK(scene.texts("preceding-sibling::b") == "3");
    CHECK(scene.texts("following::*") == "5");
    CHECK(scene.texts("preceding::b") == "1 2 3");
    CHECK(scene.texts("parent::a/b") == "3");
    CHECK(scene.texts("self::c/b") == "4");
    CHECK(scene.texts("/data/attribute::id") == "top");
    CHECK(scene.texts("/data/@*") == "top");
    CHECK(scene.texts("/data/a[1]/following-sibling::d") == "5");
    CHECK(scene.texts("/data/@id/following::b") == "1 2 3 4");
    CHECK(scene.texts("/data/d/preceding::*[1]") == "4");
    CHECK(scene.texts("/data/*/text()") == "5");
    CHECK(scene.string("name(/data/namespace::xml)") == "xml");
}

TEST_CASE("predicates count along their axis, filters in document order")
{
    SmallScene scene(tree, "/data");
    CHECK(scene.texts("a/b[1]") == "1 3");
    CHECK(scene.texts("(a/b)[1]") == "1");
    CHECK(scene.texts("a/b[last()]") == "2 3");
    CHECK(scene.texts("(//b)[last()]") == "4");
    CHECK(scene.texts("//b[1]") == "1 3 4");
    CHECK(scene.texts("a[2]/c/ancestor::*[1]/b") == "3");
    CHECK(scene.texts("a[position() = 2]/b") == "3");
    CHECK(scene.texts("a[2 = position()]/b") == "3");
    CHECK(scene.texts("a[1 + 1]/b") == "3");
    CHECK(scene.texts("a[1.5]/b") == "");
    CHECK(scene.texts("a[b > 1][2]/b") == "3");
    CHECK(scene.texts("a[b = '3']/c/b") == "4");
    CHECK(scene.texts("a[b][c]/b") == "3");
    CHECK(scene.texts("a[count(b) = 2]/b[position() > 1]") == "2");
}

TEST_CASE("a union holds each node once, in document order")
{
    SmallScene scene(tree, "/data");
    CHECK(scene.texts("d | a/b | //b") == "1 2 3 4 5");
    CHECK(scene.number("count(a/.. | .)") == 1);
    CHECK(scene.number("count(a/../a)") == 2);
    CHECK(scene.number("count(//b/..)") == 3);
}

TEST_CASE("the string value of the way through one node equals that of the first node of the set")
{
    // The evaluator walks plain paths without making a node set: both ways must agree on any tree and path.
    SeededRandom chance(11);
    const auto letter = [&] { return std::string(1, static_cast<char>('a' + chance.below(3))); };
    for (int round = 0; round < 300; ++round) {
        std::string line = "data( ";
        int depth = 1;
        for (int i = 0; i < 30; ++i) {
            const auto kind = chance.below(4);
            if (kind == 0 && depth < 5) {
                line += letter() + "( ";
                ++depth;
            } else if (kind == 1 && depth > 1) {
                line += ") ";
                --depth;
            } else {
                line += letter() + "=" + std::to_string(i) + " ";
            }
        }
        SmallScene scene(line, "/data");
        std::string path = chance.below(2) == 0 ? "/data" : ".";
        for (std::uint64_t i = 0; i <= chance.below(5); ++i) path += "/" + (chance.below(5) == 0 ? ".." : letter());
        const NodeSet set = scene.nodes("(" + path + ")[true()]");
        CAPTURE(line);
        CAPTURE(path);
        CHECK(scene.nodes(path) == set);
        CHECK(scene.string(path) == (set.empty() ? "" : string_value(set.front())));
        CHECK(scene.boolean(path) == !set.empty());
        CHECK(scene.boolean(path + " = '7'") == scene.boolean("(" + path + ")[true()] = '7'"));
        CHECK(scene.boolean(path + " > 20") == scene.boolean("(" + path + ")[true()] > 20"));
    }
}

TEST_CASE("absolute paths start at the given root, current() is the node that was asked")
{
    SmallScene scene(tree, "/data/a[2]");
    EvaluationContext context = scene.context();
    context.root = scene.nodes("/data/a[2]").front();
    CHECK(SmallScene::parsed("/c/b").evaluate_string(context).value() == "4");
    CHECK(scene.texts("/data/a[b = current()/c/b - 1]/b") == "3");
    CHECK(scene.texts("/data/a[c = current()/c]/b") == "3");
}

TEST_CASE("unprefixed names match no namespace and the one of the empty prefix")
{
    DocumentBuilder builder;
    builder.begin_element("data", "http://www.w3.org/2002/xforms");
    builder.begin_element("meta", "http://openrosa.org/xforms", "orx");
    builder.text("m");
    builder.end_element();
    builder.leaf("plain", "p");
    const auto document = builder.finish();
    SmallScene scene;
    scene.node = document->root_ref();
    CHECK(scene.string("/data/plain") == "p");
    CHECK(scene.string("/data/orx:meta") == "m");
    CHECK(scene.string("/data/meta") == "");
    CHECK(scene.number("count(/data/orx:*)") == 1);
    CHECK(scene.string("name(/data/*)") == "orx:meta");
}

TEST_CASE("work without end is stopped with a message")
{
    std::string line = "data( ";
    for (int i = 0; i < 3000; ++i) line += "a=x ";
    SmallScene scene(line + ")");
    CHECK(scene.failure_of("count(//*[count(preceding::*[count(preceding::*) > 0]) > 0])").find("too many nodes") !=
          std::string::npos);
}
