#include "small_document.h"

#include <algorithm>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// The paths that an expression on `/data/person/age` reads: "!" where other instances may matter, "//" for all below.
std::string reads(std::string_view text, std::string_view context = "/data/person/age")
{
    std::string all;
    for (const NodeReference& one : SmallScene::parsed(text).references(context).nodes)
        all += (all.empty() ? "" : " ") + (one.instance.empty() ? "" : one.instance + ":") + one.path +
               (one.everything_below ? "//" : "") + (one.other_instances ? "!" : "");
    return all;
}

} // namespace

TEST_CASE("every path is resolved against the node that has the expression")
{
    CHECK(reads("../name") == "/data/person/name");
    CHECK(reads(". + ../@id") == "/data/person/@id /data/person/age");
    CHECK(reads("/data/region = 'x'") == "/data/region");
    CHECK(reads("current()/../name") == "/data/person/name");
    CHECK(reads("if(../a, ../b, ../c)") == "/data/person/a /data/person/b /data/person/c");
    CHECK(reads("'x'") == "");
    CHECK(reads("string()") == "/data/person/age");
    // Keeping the value one has is no dependency: it would make every once() a cycle.
    CHECK(reads("once(1)") == "");
}

TEST_CASE("what lies in a condition is resolved against the node it is a condition of")
{
    CHECK(reads("/data/house[room > 3]/roof", "/data/x") == "/data/house /data/house/roof /data/house/room");
    CHECK(reads("instance('list')/root/item[kind = current()/../kind]/label") ==
          "/data/person/kind list:/root/item list:/root/item/kind list:/root/item/label");
}

TEST_CASE("paths that may meet other instances of a shared repeat are marked")
{
    CHECK(reads("/data/person/name") == "/data/person/name!");
    CHECK(reads("../../person/name") == "/data/person/name!");
    CHECK(reads("../preceding-sibling::person/name") == "/data/person/name!");
    CHECK(reads("indexed-repeat(/data/person/name, /data/person, 1)").find("/data/person/name!") != std::string::npos);
}

TEST_CASE("wildcards and far axes stand for everything they may meet")
{
    CHECK(reads("../*") == "/data/person/*!");
    CHECK(reads("//name").starts_with("///"));
    CHECK(reads("/data//name").find("/data//") != std::string::npos);
    CHECK(reads("following::name").starts_with("///"));
    CHECK(reads("ancestor::person/name") == "/data/person/name");
}

TEST_CASE("what a value depends on besides nodes is told")
{
    const auto of = [](std::string_view text) { return SmallScene::parsed(text).references("/data/a"); };
    CHECK(of("today() - 1").time);
    CHECK(of("random()").chance);
    CHECK(of("randomize(../b)").chance);
    CHECK_FALSE(of("randomize(../b, 3)").chance);
    CHECK(of("once(random())").once);
    CHECK(of("position(..)").position);
    CHECK_FALSE(of("../b[position() = 1]").position);
    CHECK(of("../b[last()]").last == false);
    CHECK(of("jr:itext('x')").language);
    CHECK(of("current()/../b").current);
    CHECK(of(". > 3").itself);
    CHECK(of("/data/a + 1").itself);
    CHECK_FALSE(of("../b").itself);
    CHECK(of("instance(concat('a', 'b'))/root").unknown_instance);
    CHECK(of("pulldata('towns', 'a', 'b', ../b)").instances == std::vector<std::string>{"towns"});
}
