#include "interchange/ddi_codebook.h"
#include "interchange/village.h"
#include "xform/xml_reader.h"

#include <doctest/doctest.h>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::vector<NodeIndex> elements(const Document& document, NodeIndex parent, std::string_view name = {})
{
    std::vector<NodeIndex> found;
    for (NodeIndex child = document.first_child(parent); child != no_node; child = document.next_sibling(child))
        if (document.kind(child) == NodeKind::Element && (name.empty() || document.local_name(child) == name))
            found.push_back(child);
    return found;
}

std::string text(const Document& document, NodeIndex node)
{
    std::string value;
    document.append_string_value(node, value);
    return value;
}

/// The order that the schema of DDI-Codebook 2.5 demands inside a variable.
constexpr std::string_view order_in_var[] = {"labl", "qstn", "valrng", "universe", "txt", "catgry", "varFormat"};

} // namespace

TEST_CASE("a codebook has every variable with its question, codes and who is asked, in all languages")
{
    const auto read = read_xml(write_ddi_codebook(*village_form(), 1));
    REQUIRE(read);
    const Document& document = **read;
    const NodeIndex root = document.document_element();
    CHECK(document.local_name(root) == "codeBook");
    CHECK(document.namespace_uri(root) == "ddi:codebook:2_5");
    CHECK(document.attribute(root, "version") == "2.5");
    CHECK(elements(document, root, "fileDscr").size() == 3);
    const auto variables = elements(document, elements(document, root, "dataDscr")[0], "var");
    std::set<std::string> ids;
    NodeIndex tenure = no_node;
    for (const NodeIndex variable : variables) {
        CHECK(ids.insert(std::string(*document.attribute(variable, "ID"))).second);
        if (document.attribute(variable, "name") == "house-tenure") tenure = variable;
        std::size_t place = 0;
        for (const NodeIndex child : elements(document, variable)) {
            while (place < std::size(order_in_var) && order_in_var[place] != document.local_name(child)) ++place;
            CHECK(place < std::size(order_in_var));
        }
    }
    REQUIRE(tenure != no_node);
    const auto labels = elements(document, tenure, "labl");
    REQUIRE(labels.size() == 2);
    CHECK(text(document, labels[0]) == "الحيازة");
    CHECK(text(document, labels[1]) == "Tenure of house");
    const auto categories = elements(document, tenure, "catgry");
    REQUIRE(categories.size() == 2);
    CHECK(text(document, elements(document, categories[1], "catValu")[0]) == "rented");
    CHECK(text(document, elements(document, categories[1], "labl")[1]) == "Rented");
}

TEST_CASE("the design of the sample and the weight are in the codebook")
{
    const auto form = form_of(R"(
| survey |            |         |         |                 |
|        | type       | name    | label   | relevant        |
|        | integer    | age     | Age     |                 |
|        | text       | job     | Job     | ${age} > 14     |
|        | decimal    | hh_weight | Weight |                |
| design |            |         |         |                 |
|        | setting    | value   |         |                 |
|        | weight     | hh_weight |       |                 |
|        | strata     | district |        |                 |
|        | psu        | cluster |         |                 |
| settings |          |         |         |                 |
|        | form_id    | form_title |      |                 |
|        | labour     | Labour  |         |                 |
)");
    const std::string codebook = write_ddi_codebook(*form, 0);
    CHECK(codebook.find("<sampProc>Strata: district. Sampling units of each stage: cluster.</sampProc>") !=
          std::string::npos);
    CHECK(codebook.find("<weight>Weight: hh_weight.</weight>") != std::string::npos);
    CHECK(codebook.find("name=\"hh_weight\" files=\"F1\" intrvl=\"contin\" wgt=\"wgt\"") != std::string::npos);
    CHECK(codebook.find("<universe>") != std::string::npos);
    CHECK(codebook.find("&gt; 14</universe>") != std::string::npos);
}
