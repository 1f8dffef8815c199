#include "xform/external_data.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

/// "name=value …|name=value …": the items and their children.
std::string items_of(std::string_view file_name, std::string_view content)
{
    const auto document = read_external_data(file_name, as_bytes(content));
    if (!document) return "refused: " + document.error().message;
    const Document& tree = **document;
    std::string text;
    for (NodeIndex item = tree.first_child(tree.document_element()); item != no_node; item = tree.next_sibling(item)) {
        CHECK(tree.local_name(item) == "item");
        for (NodeIndex field = tree.first_child(item); field != no_node; field = tree.next_sibling(field))
            text.append(tree.local_name(field)).append("=").append(string_value(tree.ref(field))).append(" ");
        text += "|";
    }
    return text;
}

} // namespace

TEST_CASE("a CSV table becomes items, whatever its separator and line ends are")
{
    for (const char* text : {"name,label\na,A\nb,B\n", "name;label\na;A\nb;B", "name\tlabel\r\na\tA\r\nb\tB\r\n",
                             "name|label\ra|A\rb|B", "\xEF\xBB\xBFname,label\n\ra,A\n\r\n\rb,B"}) {
        CAPTURE(text);
        CHECK(items_of("towns.csv", text) == "name=a label=A |name=b label=B |");
    }
}

TEST_CASE("separators inside of quotation marks, and bars beside others, separate nothing")
{
    CHECK(items_of("x.csv", "\"a;b;c\",d\n1,2\n") == "a;b;c=1 d=2 |");
    CHECK(items_of("x.csv", "a|b|c,d\n1,2\n") == "a|b|c=1 d=2 |");
}

TEST_CASE("quoted fields hold separators, line ends and quotes")
{
    CHECK(items_of("x.CSV", "name,label\na,\"A, the \"\"first\"\"\nline\"\n") ==
          "name=a label=A, the \"first\"\nline |");
}

TEST_CASE("short rows give empty values, long rows lose what has no header, spaces in headers become underscores")
{
    CHECK(items_of("x.csv", "name,full label\na\nb,B,C\n") == "name=a full_label= |name=b full_label=B |");
}

TEST_CASE("an empty CSV file has no items")
{
    CHECK(items_of("x.csv", "") == "");
    CHECK(items_of("x.csv", "name,label\n") == "");
}

TEST_CASE("a quote that nothing closes is refused with its line")
{
    CHECK(items_of("x.csv", "name\n\"a\nb") == "refused: Line 2 of the CSV file opens a quote that nothing closes.");
}

TEST_CASE("a table of endless fields, columns or cells is refused")
{
    const std::string megabyte(1U << 20, 'x');
    CHECK(items_of("x.csv", "name\n" + megabyte + "x\n") ==
          "refused: Line 2 of the CSV file has a field of more than a megabyte.");
    CHECK(items_of("x.csv", "name\n\"" + megabyte + "x").find("Line 2") != std::string::npos);
    CHECK(items_of("x.csv", std::string(16'384, ',') + "\n") ==
          "refused: Line 1 of the CSV file has more than 16,384 fields.");
    std::string cells = std::string(1'000, ',') + "\n";
    for (int i = 0; i < 2'000; ++i) cells += "x\n";
    CHECK(items_of("x.csv", cells).find("more than 2 million cells") != std::string::npos);
}

TEST_CASE("GeoJSON that would grow beyond all reason when it is read is refused before")
{
    CHECK(items_of("x.geojson", std::string(3'000'000, '[')) ==
          "refused: The GeoJSON file holds more places and properties than can be read.");
}

TEST_CASE("features of GeoJSON become items with their geometry in ODK's order")
{
    CHECK(items_of("a.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[102,0.5]},"properties":{"name":"P"}},
        {"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2,3],[4,5]]},"properties":{"id":"l"}},
        {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]},"properties":null}]})") ==
          "geometry=0.5 102 0 0 id=7 name=P |geometry=2 1 3 0; 5 4 0 0 id=l |geometry=0 0 0 0; 0 1 0 0; 0 0 0 0 |");
}

TEST_CASE("a feature's own id counts more than a property of that name; properties stay in their order")
{
    CHECK(items_of("a.geojson", R"({"features":[{"properties":{"z":null,"id":"p","a":true},"type":"Feature","id":"own",
        "bbox":[1],"geometry":{"coordinates":[1,2],"type":"Point"}}],"name":"x","type":"FeatureCollection"})") ==
          "geometry=2 1 0 0 id=own z= a=true |");
}

TEST_CASE("what is no FeatureCollection is refused")
{
    for (const char* text :
         {"", "{", "[]", "{\"type\":\"Feature\"}", "{\"type\":\"FeatureCollection\",\"features\":[1]}",
          "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"FeatureCollection\",\"features\":[]}]}",
          "{\"type\":\"FeatureCollection\",\"features\":[{\"geometry\":{\"type\":\"Circle\","
          "\"coordinates\":[]}}]}"}) {
        CAPTURE(text);
        CHECK(items_of("a.geojson", text).starts_with("refused: "));
    }
}

TEST_CASE("XML data is read as it stands")
{
    CHECK(items_of("a.xml", "<root><item><name>a</name></item></root>") == "name=a |");
    CHECK(items_of("a.xml", "<root>").starts_with("refused: "));
}
