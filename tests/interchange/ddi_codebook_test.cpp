#include "form/language_tag.h"
#include "interchange/ddi_codebook.h"
#include "interchange/village.h"
#include "xform/xml_reader.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
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

/// What an element of a codebook may hold, in this order, and how often: the complex types of DDI-Codebook 2.5.1 as far
/// as they are written here.
struct Content {
    std::string_view element;
    std::vector<std::string_view> children; ///< One that is there once at most begins with "?".
};
const std::vector<Content>& schema()
{
    static const std::vector<Content> contents = {
        {"codeBook", {"docDscr", "stdyDscr", "fileDscr", "dataDscr", "otherMat"}},
        {"stdyDscr",
         {"citation", "stdyAuthorization", "stdyInfo", "studyDevelopment", "method", "dataAccs", "othrStdyMat",
          "notes"}},
        {"citation",
         {"?titlStmt", "?rspStmt", "?prodStmt", "?distStmt", "serStmt", "verStmt", "biblCit", "holdings", "notes"}},
        {"titlStmt", {"?titl", "subTitl", "altTitl", "parTitl", "IDNo"}},
        {"verStmt", {"?version", "verResp", "notes"}},
        {"stdyInfo",
         {"?studyBudget", "?subject", "abstract", "sumDscr", "qualityStatement", "notes", "exPostEvaluation"}},
        {"sumDscr",
         {"timePrd", "collDate", "nation", "geogCover", "geogUnit", "?geoBndBox", "boundPoly", "anlyUnit", "universe",
          "dataKind"}},
        {"method", {"dataColl", "notes", "anlyInfo", "stdyClas", "dataProcessing", "codingInstructions"}},
        {"dataColl",
         {"timeMeth", "dataCollector", "collectorTraining", "frequenc", "sampProc", "sampleFrame", "targetSampleSize",
          "deviat", "collMode", "resInstru", "instrumentDevelopment", "?sources", "collSitu", "actMin", "ConOps",
          "weight", "cleanOps"}},
        {"fileDscr", {"fileTxt", "?locMap", "notes"}},
        {"fileTxt",
         {"fileName", "?fileCitation", "dataFingerprint", "?fileCont", "?fileStrc", "?dimensns", "fileType", "format",
          "filePlac", "dataChck", "ProcStat", "dataMsng", "software", "verStmt"}},
        {"dimensns", {"caseQnty", "varQnty", "logRecL", "recPrCas", "recNumTot"}},
        {"dataDscr", {"varGrp", "nCubeGrp", "var", "nCube", "notes"}},
        {"var", {"location",    "labl",       "imputation", "security", "embargo",  "respUnit", "anlysUnit",
                 "qstn",        "valrng",     "invalrng",   "undocCod", "universe", "TotlResp", "sumStat",
                 "txt",         "stdCatgry",  "catgryGrp",  "catgry",   "codInstr", "verStmt",  "concept",
                 "?derivation", "?varFormat", "geoMap",     "catLevel", "notes"}},
        {"catgry", {"?catValu", "labl", "txt", "catStat", "mrow"}}};
    return contents;
}

/// A question holds its texts in any order; what is in none of the types is text alone.
void check_content(const Document& document, NodeIndex node)
{
    const std::string_view name = document.local_name(node);
    const auto found =
        std::find_if(schema().begin(), schema().end(), [&](const Content& one) { return one.element == name; });
    const auto children = elements(document, node);
    CAPTURE(name);
    if (found == schema().end()) {
        for (const NodeIndex child : children) {
            CHECK(name == "qstn");
            CHECK((document.local_name(child) == "qstnLit" || document.local_name(child) == "ivuInstr"));
        }
        return;
    }
    std::size_t place = 0;
    std::string_view before;
    for (const NodeIndex child : children) {
        const std::string_view is = document.local_name(child);
        CAPTURE(is);
        const auto stands_for = [&](std::string_view one) {
            return one == is || (one.starts_with('?') && one.substr(1) == is);
        };
        while (place < found->children.size() && !stands_for(found->children[place])) ++place;
        REQUIRE(place < found->children.size());
        CHECK_FALSE((found->children[place].starts_with('?') && before == is));
        before = is;
        check_content(document, child);
    }
}

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
    }
    check_content(document, root);
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

TEST_CASE("a codebook says which questions are sensitive, and takes no code of a language that XML does not")
{
    const auto form = form_of(R"(
| survey |            |         |               |                     |                       |             |
|        | type       | name    | label::Dari ()| label::English (en) | label::Odd (x_y)      | sensitivity |
|        | begin_group| harm    | a             | Harm                | H                     | sensitive   |
|        | text       | what    | b             | What happened       | W                     |             |
|        | end_group  |         |               |                     |                       |             |
|        | text       | name    | c             | Name                | N                     | identifying |
|        | integer    | age     | d             | Age                 | A                     |             |
| settings |          |         |               |                     |                       |             |
|        | form_id    | form_title |            |                     |                       |             |
|        | harm       | Harm    |               |                     |                       |             |
)");
    const std::string codebook = write_ddi_codebook(*form, 0);
    const auto read = read_xml(codebook);
    REQUIRE(read);
    const Document& document = **read;
    check_content(document, document.document_element());
    std::map<std::string, std::string> security;
    for (const NodeIndex variable :
         elements(document, elements(document, document.document_element(), "dataDscr")[0], "var"))
        for (const NodeIndex said : elements(document, variable, "security"))
            security[std::string(*document.attribute(variable, "name"))] = text(document, said);
    CHECK(security == std::map<std::string, std::string>{{"harm-what", "sensitive"}, {"name", "identifying"}});
    CHECK(codebook.find("xml:lang=\"en\"") != std::string::npos);
    CHECK(codebook.find("x_y") == std::string::npos);
}

TEST_CASE("a language is told by the code in brackets, or by its name where that is known")
{
    for (const auto& [language, code] :
         std::vector<std::pair<std::string, std::string>>{{"Arabic (ar)", "ar"},
                                                          {"Dari ( prs )", "prs"},
                                                          {"Chinese (zh-Hant)", "zh-Hant"},
                                                          {"English", "en"},
                                                          {"french", "fr"},
                                                          {"العربية", "ar"},
                                                          {"English (x_y)", "en"},
                                                          {"Odd (x_y)", ""},
                                                          {"Odd ()", ""},
                                                          {"fr", "fr"},
                                                          {"", ""}})
        CHECK(language_tag(language) == code);
}
