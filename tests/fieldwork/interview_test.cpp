#include "fieldwork/interview.h"
#include "fieldwork/record_reader.h"
#include "record/record_changes.h"
#include "stories/field_team.h"
#include "support/full_disk.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>
#include <fstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

struct AtWork {
    FieldTeam team{3};
    Hash form = team.publish("household.xlsx");
    std::unique_ptr<TeamMember> worker = team.enrol("worker", Role::FieldWorker);

    Interview begin()
    {
        const auto shelved = worker->shelf.form(worker->vault, form);
        REQUIRE(shelved);
        auto interview = Interview::begin(worker->vault, *shelved, team.session_environment());
        REQUIRE(interview);
        return std::move(*interview);
    }
    std::string stored(const RecordId& record, const std::string& path)
    {
        const auto draft = worker->vault.draft(record);
        REQUIRE(draft);
        const auto found = draft->answers.find(*AnswerPath::parse(path));
        return found == draft->answers.end() ? "" : found->second.value;
    }
};

} // namespace

TEST_CASE("an answer is in the vault's draft when answering it returned")
{
    AtWork work;
    Interview interview = work.begin();
    REQUIRE(interview.answer("/data/consent_block/consent", "yes"));
    CHECK(work.stored(interview.record(), "/data/consent_block/consent") == "yes");
    CHECK(interview.is_saved());
}

TEST_CASE("an answer taken back is taken back in the draft")
{
    AtWork work;
    Interview interview = work.begin();
    REQUIRE(interview.answer("/data/consent_block/consent", "yes"));
    REQUIRE(interview.undo());
    CHECK(work.stored(interview.record(), "/data/consent_block/consent").empty());
    REQUIRE(interview.redo());
    CHECK(work.stored(interview.record(), "/data/consent_block/consent") == "yes");
}

TEST_CASE("what a full disk refused stays in the interview and is saved with the next answer")
{
    AtWork work;
    Interview interview = work.begin();
    REQUIRE(interview.answer("/data/consent_block/consent", "yes"));
    {
        const FullDisk full(1);
        const auto refused = interview.answer("/data/remarks", "kept on the screen");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == ErrorKind::Unavailable);
        CHECK_FALSE(interview.is_saved());
        CHECK(interview.session().value("/data/remarks") == "kept on the screen");
    }
    REQUIRE(interview.answer("/data/consent_block/consent_share", "no"));
    CHECK(interview.is_saved());
    CHECK(work.stored(interview.record(), "/data/remarks") == "kept on the screen");
    CHECK(work.stored(interview.record(), "/data/consent_block/consent_share") == "no");
}

TEST_CASE("a roster keeps its rows when the interview is opened again")
{
    AtWork work;
    RecordId record;
    {
        Interview interview = work.begin();
        record = interview.record();
        REQUIRE(interview.answer("/data/consent_block/consent", "yes"));
        REQUIRE(interview.answer("/data/household/household_size", "2"));
        REQUIRE(interview.answer("/data/person[2]/person_age", "41"));
    }
    auto again = Interview::resume(work.worker->vault, work.worker->shelf, work.team.session_environment(), record);
    REQUIRE(again);
    CHECK(again->session().value("/data/person[2]/person_age") == "41");
    CHECK(again->session().value("/data/person[2]/age_group") == "25-49");
    // Opening writes nothing anew: the rows have the ids they had.
    const auto before = work.worker->vault.draft(record);
    REQUIRE(again->save());
    CHECK(work.worker->vault.draft(record)->rosters == before->rosters);
}

TEST_CASE("an incomplete record is not finalised, and stays a draft")
{
    AtWork work;
    Interview interview = work.begin();
    const auto unmet = interview.finalise();
    REQUIRE(unmet);
    CHECK_FALSE(unmet->empty());
    CHECK(work.worker->vault.drafts().size() == 1);
}

TEST_CASE("a refusal of consent is a record that no table counts")
{
    AtWork work;
    Interview interview = work.begin();
    REQUIRE(interview.answer("/data/consent_block/consent", "no"));
    const auto unmet = interview.finalise();
    REQUIRE(unmet);
    REQUIRE(unmet->empty());
    const auto merged = read_record(work.worker->vault, work.worker->shelf, interview.record());
    REQUIRE(merged);
    CHECK(merged->record.stage == RecordStage::Masked);
    CHECK_FALSE(merged->record.counts_in_tables());
}

TEST_CASE("a new record is begun with what the last one of its form said, where the form asks for it")
{
    const TemporaryFolder folder;
    const auto file = (folder / "remembering.md").string();
    std::ofstream(file) << "| survey | | | | |\n| | type | name | label | default |\n"
                           "| | text | village | Village | ${last-saved#village} |\n| | text | other | Other | |\n";
    AtWork work;
    work.form = work.team.publish(file);
    work.worker = work.team.enrol("another", Role::FieldWorker);
    CHECK(work.begin().session().value("/data/village").empty());
    // What one person wrote is nothing to another one's vault.
    work.worker = work.team.enrol("a third", Role::FieldWorker);
    {
        Interview draft = work.begin();
        REQUIRE(draft.answer("/data/village", "V"));
    }
    CHECK(work.begin().session().value("/data/village") == "V");
    CHECK(work.begin().session().value("/data/other").empty());
}

TEST_CASE("an answer that two people have not agreed on is not decided by opening the record and saving another")
{
    AtWork work;
    Interview interview = work.begin();
    REQUIRE(interview.answer("/data/consent_block/consent", "yes"));
    Record before = interview.session().to_record();
    const AnswerPath path = *AnswerPath::parse("/data/remarks");
    before.answers[path] = {"", true, true};
    auto opened = FormSession::open(interview.session().program(), work.team.session_environment(), before);
    REQUIRE(opened);
    REQUIRE(opened->answer("/data/consent_block/consent_share", "no"));
    for (const AnswerChange& change : changes_between(before, opened->to_record()).changes)
        CHECK(change.path.text() != "/data/remarks");
}
