#include "view_model/interview_view.h"

#include "stories/field_team.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

struct AtWork {
    explicit AtWork(const char* workbook)
        : hash(team.publish(workbook)), worker(team.enrol("worker", Role::FieldWorker))
    {
        const auto form = worker->shelf.form(worker->vault, hash);
        REQUIRE(form);
        auto created = FormSession::create(form->program, team.session_environment());
        REQUIRE(created);
        session.emplace(std::move(*created));
    }
    InterviewView view(const std::string& page = {}, bool show_missing = false)
    {
        return interview_view(*session, page, show_missing, true);
    }
    void answer(const std::string& ref, const std::string& value) { REQUIRE(session->answer("/data/" + ref, value)); }
    static const QuestionView* find(const InterviewView& view, const std::string& ref)
    {
        for (const PageItem& item : view.items)
            if (item.kind == PageItem::Kind::Question && item.question.ref == "/data/" + ref) return &item.question;
        return nullptr;
    }

    FieldTeam team{6};
    Hash hash;
    std::unique_ptr<TeamMember> worker;
    std::optional<FormSession> session;
};

} // namespace

TEST_CASE("a section is there when its questions are asked")
{
    AtWork work("household.xlsx");
    const auto titles = [&] {
        std::vector<std::string> found;
        for (const SectionView& section : work.view().sections) found.push_back(section.title);
        return found;
    };
    CHECK(titles() == std::vector<std::string>{"Consent", ""});
    work.answer("consent_block/consent", "yes");
    const auto after = titles();
    CHECK(std::find(after.begin(), after.end(), "Safety") != after.end());
    // A roster that a count rules is there once it has rows.
    const std::string roster = "Each person of the household";
    CHECK(std::find(after.begin(), after.end(), roster) == after.end());
    work.answer("household/household_size", "2");
    const auto with_rows = titles();
    CHECK(std::find(with_rows.begin(), with_rows.end(), roster) != with_rows.end());
}

TEST_CASE("notes open the page of the first section, and are no section of their own")
{
    AtWork work("household.xlsx");
    const InterviewView view = work.view();
    CHECK(view.page_title == "Consent");
    REQUIRE_FALSE(view.items.empty());
    CHECK(view.items.front().question.kind == QuestionKind::Note);
    CHECK(view.section_before.empty());
    CHECK(view.section_after == "/data/remarks");
}

TEST_CASE("what is missing becomes a problem when the person wants to finish, not before")
{
    AtWork work("household.xlsx");
    const InterviewView before = work.view();
    const InterviewView after = work.view({}, true);
    CHECK(AtWork::find(before, "consent_block/consent")->problem.empty());
    CHECK(AtWork::find(after, "consent_block/consent")->problem == "Ask for consent before anything else.");
    CHECK(after.sections.front().progress == SectionProgress::Problem);
}

TEST_CASE("a roster is a table, each of its rows a page that leads back")
{
    AtWork work("household.xlsx");
    work.answer("consent_block/consent", "yes");
    work.answer("household/household_size", "2");
    work.answer("person[1]/person_sex", "female");
    const InterviewView table = work.view("/data/person[]");
    const auto roster = std::find_if(table.items.begin(), table.items.end(),
                                     [](const PageItem& item) { return item.kind == PageItem::Kind::Roster; });
    REQUIRE(roster != table.items.end());
    REQUIRE(roster->roster.rows.size() == 2);
    CHECK(roster->roster.rows[0].cells[1] == "Female");
    CHECK_FALSE(roster->roster.can_add);
    const InterviewView row = work.view("/data/person[2]");
    CHECK(row.in_row);
    CHECK(row.section_before == "/data/person[]");
    CHECK(AtWork::find(row, "person[2]/person_age") != nullptr);
    CHECK(page_of(*work.session, "/data/person[2]/person_age") == "/data/person[2]");
}

TEST_CASE("counters on items are one question, and a rank asks pair by pair")
{
    AtWork work("neighbourhood.xlsx");
    work.answer("session/group_consent", "yes");
    work.answer("threats/burden/pile_income", "40");
    const InterviewView view = work.view("/data/threats");
    const QuestionView* piling = AtWork::find(view, "threats/burden");
    REQUIRE(piling != nullptr);
    CHECK(piling->kind == QuestionKind::Piling);
    CHECK(piling->counters == 100);
    REQUIRE(piling->items.size() == 5);
    CHECK(piling->items[0].count == 40);
    CHECK(AtWork::find(view, "threats/threat_ranking")->kind == QuestionKind::PairwiseRanking);
    CHECK(AtWork::find(view, "threats/burden/pile_income") == nullptr);
}

TEST_CASE("the interview's language is the view's")
{
    AtWork work("household.xlsx");
    REQUIRE(work.session->set_language("Arabic (ar)"));
    const InterviewView view = work.view();
    CHECK(view.page_title == "الموافقة");
    CHECK(view.language == "Arabic (ar)");
}
