#include "base/seeded_random.h"
#include "base/text.h"
#include "system/system_clock.h"
#include "view_model/interview_view.h"
#include "workbook/read_workbook.h"
#include "xlsform/read_xlsform.h"
#include "xlsform/xlsform_features.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

/// What the desk shows of a form with one question (or group, or repeat) of this type and appearance.
std::vector<PageItem> shown(std::string_view type, const std::string& appearance)
{
    const bool is_group = type.starts_with("begin_"), is_select = type.starts_with("select_") || type == "rank";
    const std::string list = type.ends_with("_from_file") ? " towns.csv" : is_select ? " yn" : "";
    const std::string filter = type == "select_one_external" ? "true()" : "";
    std::string tables = "| survey | type | name | label | appearance | choice_filter |\n| | " + std::string(type) +
                         list + " | q | Q | " + appearance + " | " + filter + " |\n";
    if (is_group)
        tables += "| | integer | a | A | | |\n| | integer | b | B | | |\n| | end_" + std::string(type.substr(6)) +
                  " | | | | |\n";
    tables += "| choices | list_name | name | label |\n| | yn | y | Yes |\n| | yn | n | No |\n"
              "| external_choices | list_name | name | label |\n| | yn | y | Yes |\n";
    const auto workbook = read_workbook(as_bytes(tables), "form.md");
    REQUIRE(workbook);
    const FormReading reading = read_xlsform(workbook->workbook);
    REQUIRE(reading.form);
    const SystemClock clock;
    SeededRandom random(1);
    auto session = FormSession::create(reading.form, SessionEnvironment{clock, random});
    REQUIRE(session);
    return interview_view(*session, {}, false, true).items;
}

/// A word that the feature's name stands for.
std::string sample(std::string_view name)
{
    return replaced_all(replaced_all(replaced_all(name, "(*", "('towns')"), "#", "2"), "*", "");
}

} // namespace

TEST_CASE("the desk shows a question otherwise for an appearance that works, and as ever for one that is kept")
{
    for (const XlsformFeature& look : features_of(FeatureKind::Appearance)) {
        // A group is one stop of the walk with it; the desk has all groups on one page.
        if (look.state == FeatureState::Runs || look.name == "field-list") continue;
        bool differs = false;
        for (const XlsformFeature& type : features_of(FeatureKind::QuestionType)) {
            const bool is_question = type.name != "audit" && type.name != "calculate" && type.name != "begin_loop" &&
                                     !type.name.ends_with("-external") && type.name != "background-geopoint";
            if (!is_question || !look.is_for(type.name)) continue;
            for (const std::string_view name : names_of(look)) {
                CAPTURE(name);
                CAPTURE(type.name);
                const bool changes = !(shown(type.name, sample(name)) == shown(type.name, ""));
                if (look.state == FeatureState::Kept) CHECK_FALSE(changes);
                if (type.name == "select_one" && look.state == FeatureState::Works) CHECK(changes); // by each name
                differs = differs || changes;
            }
        }
        CAPTURE(look.name);
        CHECK(differs == (look.state == FeatureState::Works));
    }
}
