#include "small_document.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr std::string_view households = "data( region=north person( name=Ali age=30 item( price=1 ) item( price=2 ) ) "
                                        "person( name=Bea age=50 item( price=3 ) item( price=4 ) ) )";

/// The value of a hand-written expression on a node, as JavaRosa means it.
std::string relocated(std::string_view text, std::string_view node, std::string_view path)
{
    SmallScene scene(households, node);
    const Expression made = SmallScene::parsed(text).relocated(
        path, [](std::string_view one) { return one == "/data/person" || one == "/data/person/item"; });
    CHECK(made.text() == text);
    const auto value = made.evaluate_string(scene.context());
    REQUIRE(value);
    return *value;
}

} // namespace

TEST_CASE("an absolute path through the context's own repeat means its own instance")
{
    CHECK(relocated("/data/person/name", "/data/person[2]/age", "/data/person/age") == "Bea");
    CHECK(relocated("/data/person/age + 1", "/data/person[2]", "/data/person") == "51");
    CHECK(relocated("sum(/data/person/item/price)", "/data/person[2]/age", "/data/person/age") == "7");
    CHECK(relocated("/data/person/item/price", "/data/person[2]/item[2]/price", "/data/person/item/price") == "4");
    CHECK(relocated("/data/person/name", "/data/person[2]/item[2]/price", "/data/person/item/price") == "Bea");
}

TEST_CASE("a path that ends at the repeat means all of its instances")
{
    CHECK(relocated("count(/data/person)", "/data/person[2]/age", "/data/person/age") == "2");
    CHECK(relocated("count(/data/person/item)", "/data/person[2]/item[1]/price", "/data/person/item/price") == "2");
}

TEST_CASE("a condition on the repeat keeps a path as it is, and so does indexed-repeat")
{
    CHECK(relocated("/data/person[1]/name", "/data/person[2]/age", "/data/person/age") == "Ali");
    CHECK(relocated("indexed-repeat(/data/person/name, /data/person, 1)", "/data/person[2]/age", "/data/person/age") ==
          "Ali");
    CHECK(relocated("/data/region", "/data/person[2]/age", "/data/person/age") == "north");
}

TEST_CASE("inside a condition the context's own instance is meant too")
{
    CHECK(relocated("count(/data/person[name = 'Ali'])", "/data/person[2]/age", "/data/person/age") == "1");
    CHECK(relocated("count(//price[. > /data/person/age - 47])", "/data/person[2]/age", "/data/person/age") == "1");
}

TEST_CASE("a relocated path is read as one of the own instance")
{
    const Expression made =
        SmallScene::parsed("/data/person/name").relocated("/data/person/age", [](std::string_view path) {
            return path == "/data/person";
        });
    const References references = made.references("/data/person/age");
    REQUIRE(references.nodes.size() == 1);
    CHECK(references.nodes[0].path == "/data/person/name");
    CHECK_FALSE(references.nodes[0].other_instances);
}
