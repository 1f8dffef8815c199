#include "small_document.h"

#include <algorithm>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("nodes are numbered in document order and linked both ways")
{
    const auto document = document_of("data( @id=7 @x=8 a=1 \"t\" b( c=2 ) )");
    std::size_t seen = 0;
    for (NodeIndex node = 0; node < document->node_count(); ++node) {
        for (NodeIndex child = document->first_child(node); child != no_node; child = document->next_sibling(child)) {
            CHECK(document->parent(child) == node);
            CHECK(document->precedes(node, child));
            if (document->next_sibling(child) != no_node)
                CHECK(document->previous_sibling(document->next_sibling(child)) == child);
            else
                CHECK(document->last_child(node) == child);
            ++seen;
        }
    }
    CHECK(seen == 7);
    CHECK(document->attribute(document->document_element(), "x") == "8");
    CHECK_FALSE(document->attribute(document->document_element(), "y"));
    CHECK(string_value(document->root_ref()) == "1t2");
}

TEST_CASE("the index over keys gives what looking at each child gives")
{
    SeededRandom chance(3);
    DocumentBuilder builder;
    builder.begin_element("root");
    for (int i = 0; i < 500; ++i) {
        builder.begin_element(chance.below(10) == 0 ? "other" : "item");
        // Some items have no key, some two, some a key in pieces.
        for (std::uint64_t k = chance.below(3); k > 0; --k) {
            builder.begin_element("key");
            builder.text("k" + std::to_string(chance.below(20)));
            if (chance.below(4) == 0) builder.comment("between");
            builder.text(chance.below(2) == 0 ? "" : "x");
            builder.end_element();
        }
        builder.end_element();
    }
    const auto document = builder.finish();
    NameTest item, key;
    item.local = "item";
    key.local = "key";
    const NodeIndex root = document->document_element();
    for (int k = 0; k < 22; ++k) {
        for (const std::string& value : {"k" + std::to_string(k), "k" + std::to_string(k) + "x"}) {
            std::vector<NodeIndex> indexed, looked;
            REQUIRE(document->append_children_where(root, item, key, value, indexed));
            for (NodeIndex one = document->first_child_element(root, item); one != no_node;
                 one = document->next_sibling_element(one, item)) {
                for (NodeIndex cell = document->first_child_element(one, key); cell != no_node;
                     cell = document->next_sibling_element(cell, key))
                    if (string_value({document.get(), cell}) == value && (looked.empty() || looked.back() != one))
                        looked.push_back(one);
            }
            CHECK(indexed == looked);
        }
    }
}

TEST_CASE("the string value of a tree of any depth is found without nesting calls")
{
    DocumentBuilder builder;
    for (int i = 0; i < 200'000; ++i) builder.begin_element("a");
    builder.text("deep");
    const auto document = builder.finish();
    CHECK(string_value(document->root_ref()) == "deep");
}
