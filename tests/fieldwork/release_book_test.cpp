#include "fieldwork/release_book.h"

#include "disclosure/handed_out.h"
#include "disclosure/tables.h"
#include "stories/field_team.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Twenty households by area and sex of the head; in one cell there is one person. With other questions it is another
/// release.
MadeRelease some_release(const std::string& question = "food", std::uint64_t alone = 1)
{
    ExactRelease exact;
    exact.head.title = "Round 1";
    exact.head.published = "2026-11-26";
    exact.head.policy = policy_with_threshold(5);
    exact.head.policy.guards_singletons = true;
    Table table = counts_of({"a", "b", "c"}, {"f", "m"}, {{alone, 30}, {25, 35}, {28, 31}});
    table.id = question;
    exact.head.definitions.push_back({question, {}, {}, question, {}, {}});
    const CountedRows rows = counted_rows({}, {}, table.unit, exact.head.definitions.back());
    exact.tables.push_back({std::move(table), rows});
    auto made = protected_release(std::move(exact), {});
    MAHALLA_CHECK(made);
    return *std::move(made);
}

struct Office {
    FieldTeam team{4};
    std::unique_ptr<TeamMember> supervisor = team.enrol("supervisor", Role::Supervisor);
    Vault& vault = supervisor->vault;

    Result<void> hand_out(const MadeRelease& made, bool does_leave = true)
    {
        return mahalla::hand_out(vault, made, team.clock.now(), [&]() -> Result<void> {
            CHECK_FALSE(booked_releases(vault)->empty()); // before it leaves
            if (does_leave) return {};
            return failure(ErrorKind::Unavailable, "The stick is full.");
        });
    }
};

} // namespace

TEST_CASE("what left is in the book with what it hides, and only there")
{
    Office office;
    const MadeRelease made = some_release();
    REQUIRE(office.hand_out(made));
    REQUIRE(office.hand_out(made)); // written to a second stick
    const auto booked = booked_releases(office.vault);
    REQUIRE(booked);
    REQUIRE(booked->size() == 1);
    CHECK(booked->front().hash == hash_of(made.release.encode()));
    CHECK(booked->front().release == made.release.content());

    const auto ledger = ledger_of(office.vault);
    REQUIRE(ledger);
    REQUIRE(ledger->tables().size() == 1);
    const LedgerTable::Cell& alone = ledger->tables()[0].cells[0];
    CHECK(alone.is_hidden);
    CHECK_FALSE(alone.count);
    REQUIRE(alone.kept);
    CHECK(alone.kept->count == 1);
    CHECK(alone.kept->is_unsafe);
    CHECK(alone.kept->has_one_contributor);
    CHECK_FALSE(ledger->hides_unknown());
    // An outsider, or the next office, gets the release alone.
    PublicationLedger of_others;
    of_others.add(booked->front().release);
    CHECK(of_others.hides_unknown());
    CHECK_FALSE(of_others.tables()[0].cells[0].kept);
}

TEST_CASE("what a server shows of this vault's releases is in the ledger once, with what it hides")
{
    Office office;
    const MadeRelease made = some_release(), of_others = some_release("rent");
    REQUIRE(office.hand_out(made));
    const auto ledger = ledger_of(office.vault, {made.release.content(), of_others.release.content()});
    REQUIRE(ledger);
    REQUIRE(ledger->tables().size() == 2);
    std::size_t known = 0;
    for (const LedgerTable& table : ledger->tables()) known += table.cells[0].kept ? 1U : 0U;
    CHECK(known == 1);
    CHECK(ledger->hides_unknown());
}

TEST_CASE("what did not leave after all is struck out, unless it had left before")
{
    Office office;
    const MadeRelease made = some_release();
    CHECK_FALSE(office.hand_out(made, false));
    CHECK(booked_releases(office.vault)->empty());
    REQUIRE(office.hand_out(made));
    CHECK_FALSE(office.hand_out(made, false));
    CHECK(booked_releases(office.vault)->size() == 1);
    REQUIRE(strike_out(office.vault, hash_of(made.release.encode())));
    CHECK(booked_releases(office.vault)->empty());
    const auto again = strike_out(office.vault, hash_of(made.release.encode()));
    REQUIRE_FALSE(again);
    CHECK(again.error().kind == ErrorKind::NotFound);
}

TEST_CASE("the book stays through a lock, and is in no file in the clear")
{
    Office office;
    const MadeRelease made = some_release("canary-question-of-the-book");
    REQUIRE(office.hand_out(made));
    CHECK(office.team.files_with("canary-question").empty());
    Vault& vault = office.vault;
    vault.lock();
    CHECK_FALSE(booked_releases(vault));
    auto again = Vault::unlock(office.supervisor->folder, FieldTeam::secret(office.supervisor->passphrase),
                               office.team.environment());
    REQUIRE(again);
    REQUIRE(booked_releases(*again)->size() == 1);
    CHECK(ledger_of(*again)->tables()[0].cells[0].kept->count == 1);
}

TEST_CASE("what is kept of a release reads back, and nothing else does")
{
    const MadeRelease made = some_release();
    const HandedOut known{Instant(std::chrono::milliseconds(1'795'000'000'123)), made.release.content(), made.kept};
    const Bytes bytes = encode_handed_out(known);
    const auto read = decode_handed_out(bytes);
    REQUIRE(read);
    CHECK(*read == known);
    for (std::size_t length = 0; length < bytes.size(); ++length)
        CHECK_FALSE(decode_handed_out(ByteView(bytes).first(length)));
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK_FALSE(decode_handed_out(longer));
    HandedOut of_another = known;
    of_another.kept[0].pop_back();
    CHECK_FALSE(decode_handed_out(encode_handed_out(of_another)));
    of_another.kept = known.kept;
    of_another.kept[0][0].value = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(decode_handed_out(encode_handed_out(of_another)));
}
