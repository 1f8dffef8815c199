#include "xform/xml_reader.h"

#include <ctime>
#include <doctest/doctest.h>

using namespace mahalla;

namespace {

std::string refusal(std::string_view text, const XmlLimits& limits = {})
{
    const auto read = read_xml(text, limits);
    if (read) return "";
    CHECK(read.error().kind == ErrorKind::Invalid);
    return read.error().message;
}

} // namespace

TEST_CASE("elements, attributes, texts and namespaces are read, with their lines")
{
    const auto document = read_xml("<?xml version='1.0'?>\n<a xmlns='urn:x' xmlns:p='urn:p'>\n <p:b c=\"1 &lt; 2\" "
                                   "p:d='3'>x<![CDATA[<y>]]></p:b><!--n--><?t v?></a>");
    REQUIRE(document);
    const Document& read = **document;
    const NodeIndex a = read.document_element();
    CHECK(read.namespace_uri(a) == "urn:x");
    NameTest any;
    any.any_namespace = true;
    const NodeIndex b = read.first_child_element(a, any);
    CHECK(read.local_name(b) == "b");
    CHECK(read.prefix(b) == "p");
    CHECK(read.namespace_uri(b) == "urn:p");
    CHECK(read.attribute(b, "c") == "1 < 2");
    CHECK(read.attribute(b, "d", "urn:p") == "3");
    CHECK(string_value(read.ref(b)) == "x<y>");
    CHECK(read.line(b) == 3);
    CHECK(read.kind(read.last_child(a)) == NodeKind::ProcessingInstruction);
}

TEST_CASE("document types are refused, so that no entity is ever declared or fetched")
{
    CHECK(refusal("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").find("document type") != std::string::npos);
    CHECK(refusal("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>").find("document type") != std::string::npos);
    CHECK(refusal("<a><!DOCTYPE b [ ]></a>") != "");
    CHECK(refusal("<!DOCTYPE html><html/>") == "");
}

TEST_CASE("what is not well-formed is refused with its line")
{
    for (const char* broken : {"", "<a>", "<a></b>", "<a/><b/>", "text", "<a b='1' b='2'/>", "<p:a/>", "<a p:b='1'/>",
                               "<a b=1/>", "<a><b></a></b>", "<a", "<!--"})
        CHECK_MESSAGE(refusal(broken) != "", broken);
    CHECK(refusal("<a>\n<b>\n</c></a>").find("line 3") != std::string::npos);
    CHECK(refusal("<a>\xff</a>").find("UTF-8") != std::string::npos);
}

TEST_CASE("size, depth and number of nodes have limits")
{
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    CHECK(refusal(deep).find("nested deeper than 200") != std::string::npos);
    CHECK(refusal("<a>0123456789</a>", {.bytes_max = 10}).find("larger than 10") != std::string::npos);
    std::string many = "<a>";
    for (int i = 0; i < 1000; ++i) many += "<b/>";
    CHECK(refusal(many + "</a>", {.nodes_max = 100}).find("more than 100 nodes") != std::string::npos);
    CHECK(refusal("<a>" + std::string(300, ' ') + "<b c='>'/></a>") == "");
}

TEST_CASE("what XML cannot hold is replaced, written as it is or as a reference")
{
    const auto document = read_xml("<a b='x\x18y' xmlns:p='u\x01'>z\x02&#3;<p:c/></a>");
    REQUIRE(document);
    CHECK(string_value((*document)->root_ref()) == "z\xEF\xBF\xBD\xEF\xBF\xBD");
    const NodeIndex root = (*document)->first_child(0);
    CHECK((*document)->text((*document)->first_attribute(root)) == "x\xEF\xBF\xBDy");
}

TEST_CASE("UTF-16 with its mark is read")
{
    const auto document = read_xml(std::string_view("\xFF\xFE<\0a\0>\0\x2e\x06<\0/\0a\0>\0", 18));
    REQUIRE(document);
    CHECK(string_value((*document)->root_ref()) == "خ");
}

TEST_CASE("half of a character of UTF-16 becomes a replacement, and what follows stays")
{
    const auto document = read_xml(std::string_view("\xFF\xFE<\0a\0>\0\0\xD8\0\xD8x\0<\0/\0a\0>\0", 24));
    REQUIRE(document);
    CHECK(string_value((*document)->root_ref()) == "\xEF\xBF\xBD\xEF\xBF\xBDx");
}

TEST_CASE("floods of attributes and of namespaces take no more than their number")
{
    std::string attributes, namespaces;
    for (int i = 0; i < 200'000; ++i) attributes += " a" + std::to_string(i) + "='1'";
    for (int i = 0; i < 501; ++i) namespaces += " xmlns:n" + std::to_string(i) + "='u'";
    // Of this process alone: a machine that is busy otherwise breaks no promise.
    const std::clock_t start = std::clock();
    CHECK(refusal("<a" + attributes + "/>") == "");
    CHECK(refusal("<a" + attributes + " a7='2'/>").find("one attribute twice") != std::string::npos);
    CHECK(refusal("<a" + namespaces + "/>").find("more than 500 namespaces") != std::string::npos);
    CHECK(std::clock() - start < 2 * CLOCKS_PER_SEC);
}
