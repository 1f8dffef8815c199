#include "session/entities.h"
#include "support/form_scenario.h"
#include "xform/external_data.h"
#include "xform/submission.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const std::string register_people = R"(| survey | | | | | |
| | type | name | label | save_to | relevant |
| | text | who | Who? | full_name | |
| | integer | age | How old? | age | |
| | text | school | Which school? | school | ${age} < 18 |
| entities | | | | | |
| | list_name | label | create_if | | |
| | people | concat(${who}, ', ', ${age}) | ${age} > 3 | | |
)";

const std::string visit_people = R"(| survey | | | | | |
| | type | name | label | save_to | choice_filter |
| | select_one_from_file people.csv | person | Who? | | |
| | integer | age | How old now? | age | |
| entities | | | | | |
| | list_name | label | entity_id | | |
| | people | | ${person} | | |
)";

const std::string rows_of_people = R"(| survey | | | | |
| | type | name | label | save_to |
| | text | village | Village | |
| | begin_repeat | person | Person | |
| | text | who | Who? | full_name |
| | end_repeat | | | |
| entities | | | | |
| | list_name | label | | |
| | people | ${who} | | |
)";

std::vector<EntityChange> entities(FormScenario& scenario)
{
    return entities_of(scenario.session().form(), scenario.session().to_record());
}

std::string submission(FormScenario& scenario)
{
    const auto xml = write_submission(scenario.session().form(), scenario.session().to_submission_record());
    if (!xml) FAIL(xml.error().message);
    return *xml;
}

std::string value_at(const Document& list, std::size_t row, std::string_view column)
{
    NodeIndex item = list.first_child(list.document_element());
    for (; row > 0; --row) item = list.next_sibling(item);
    for (NodeIndex at = list.first_child(item); at != no_node; at = list.next_sibling(at)) {
        std::string text;
        list.append_string_value(at, text);
        if (list.local_name(at) == column) return text;
    }
    return "(none)";
}

std::shared_ptr<const Document> csv(std::string_view text) { return *read_external_data("people.csv", as_bytes(text)); }

constexpr const char* first_id = "01234567-89ab-4def-8123-456789abcdef";

} // namespace

TEST_CASE("an entity is created with its id, label and the answers saved to it, where the form says so")
{
    FormScenario scenario(register_people);
    scenario.answer("/data/who", "N").answer("/data/age", "30").answer("/data/school", "S");
    const std::vector<EntityChange> found = entities(scenario);
    REQUIRE(found.size() == 1);
    CHECK(found[0].list == "people");
    CHECK(found[0].creates);
    CHECK_FALSE(found[0].updates);
    CHECK(found[0].is_complete());
    CHECK(found[0].id == scenario.value("/data/meta/entity/@id"));
    CHECK(found[0].label == "N, 30");
    // The school is not asked of a grown-up: nothing is said about it.
    CHECK(found[0].properties == std::map<std::string, std::string>{{"full_name", "N"}, {"age", "30"}});
    const std::string xml = submission(scenario);
    CHECK(xml.find("<entity dataset=\"people\" create=\"true\" id=\"" + found[0].id + "\">") != std::string::npos);
    CHECK(xml.find("<label>N, 30</label>") != std::string::npos);

    scenario.answer("/data/age", "2");
    CHECK(entities(scenario).empty());
    CHECK(submission(scenario).find("create=\"false\"") != std::string::npos);
    scenario.answer("/data/age", "4");
    CHECK(entities(scenario).front().properties.at("school") == "S");
}

TEST_CASE("an entity keeps its id when the record is opened again, and a new record has another")
{
    FormScenario scenario(register_people);
    const std::string id = scenario.value("/data/meta/entity/@id");
    CHECK(id.size() == 36);
    CHECK(scenario.store_and_open().value("/data/meta/entity/@id") == id);
    CHECK(scenario.save_and_restore().value("/data/meta/entity/@id") == id);
    CHECK(scenario.begin_again().value("/data/meta/entity/@id") != id);
}

TEST_CASE("an update names the entity chosen and the version the form saw")
{
    FormScenario scenario(visit_people);
    scenario.environment().external_instances["people"] =
        csv(std::string("name,label,__version,__trunkVersion,__branchId,age\n") + first_id + ",N,7,5,b-1,30\n");
    scenario.begin_again().answer("/data/person", first_id).answer("/data/age", "31");
    const std::vector<EntityChange> found = entities(scenario);
    REQUIRE(found.size() == 1);
    CHECK(found[0].updates);
    CHECK_FALSE(found[0].creates);
    CHECK(found[0].id == first_id);
    CHECK(found[0].base_version == "7");
    CHECK(found[0].trunk_version == "5");
    CHECK(found[0].branch_id == "b-1");
    CHECK_FALSE(found[0].label);
    CHECK(found[0].properties == std::map<std::string, std::string>{{"age", "31"}});
    const std::string xml = submission(scenario);
    for (const char* piece : {"update=\"1\"", "baseVersion=\"7\"", "trunkVersion=\"5\"", "branchId=\"b-1\""})
        CHECK_MESSAGE(xml.find(piece) != std::string::npos, piece, xml);
}

TEST_CASE("each row of a repeat is an entity of its own")
{
    FormScenario scenario(rows_of_people);
    scenario.answer("/data/village", "V").answer("/data/person[1]/who", "A").add("/data/person");
    scenario.answer("/data/person[2]/who", "B");
    const std::vector<EntityChange> found = entities(scenario);
    REQUIRE(found.size() == 2);
    CHECK(found[0].label == "A");
    CHECK(found[1].properties.at("full_name") == "B");
    CHECK(found[0].id != found[1].id);
    CHECK(found[1].is_complete());
    scenario.remove("/data/person[1]");
    CHECK(entities(scenario) == std::vector<EntityChange>{found[1]});
}

TEST_CASE("a list after the changes has the new ones last and a higher version of what was updated")
{
    const auto list = csv(std::string("name,label,__version,age\n") + first_id + ",N,7,30\n");
    EntityChange created, updated, unlabelled, elsewhere;
    created.list = updated.list = unlabelled.list = "people";
    created.id = "11234567-89ab-4def-8123-456789abcdef";
    created.creates = unlabelled.creates = updated.updates = true;
    created.label = "M";
    created.properties = {{"age", "4"}, {"school", "S"}};
    updated.id = first_id;
    updated.properties = {{"age", "31"}};
    unlabelled.id = "21234567-89ab-4def-8123-456789abcdef";
    elsewhere = created;
    elsewhere.list = "trees";
    const std::vector<EntityChange> changes{created, updated, unlabelled, elsewhere};
    const auto after = entity_list_with(list.get(), "people", changes);
    CHECK(value_at(*after, 0, "age") == "31");
    CHECK(value_at(*after, 0, "label") == "N");
    CHECK(value_at(*after, 0, "__version") == "8");
    CHECK(value_at(*after, 0, "__trunkVersion") == "7");
    CHECK(value_at(*after, 1, "name") == created.id);
    CHECK(value_at(*after, 1, "school") == "S");
    CHECK(value_at(*after, 1, "__version") == "1");
    CHECK(after->next_sibling(after->next_sibling(after->first_child(after->document_element()))) == no_node);
    // Told twice it is there once.
    const auto again = entity_list_with(after.get(), "people", std::span(changes).first(1));
    CHECK(again->next_sibling(again->next_sibling(again->first_child(again->document_element()))) == no_node);
    // An entity that nobody knows is not updated into being.
    const auto none = entity_list_with(nullptr, "people", std::span(changes).subspan(1, 1));
    CHECK(none->first_child(none->document_element()) == no_node);
}
