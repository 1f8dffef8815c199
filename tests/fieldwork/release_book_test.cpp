#include "fieldwork/release_book.h"

#include "disclosure/handed_out.h"
#include "disclosure/tables.h"
#include "stories/field_team.h"

#include <algorithm>
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
    Hash form = team.publish("household.xlsx");
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

/// How many tables of which it is known what they hide.
std::ptrdiff_t known_tables(const PublicationLedger& ledger)
{
    return std::ranges::count_if(ledger.tables(),
                                 [](const LedgerTable& table) { return table.cells[0].kept.has_value(); });
}

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
    CHECK(known_tables(*ledger) == 1);
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

TEST_CASE("where a record is erased, what stands behind releases goes with it, and what was shown stays")
{
    Office office;
    REQUIRE(office.hand_out(some_release()));
    const CharterForm& form = office.vault.charter()->content().forms.front();
    const auto record = office.vault.begin_record({form.id, form.version, form.hash}, "en");
    REQUIRE(record);
    REQUIRE(office.vault.take_snapshot());
    REQUIRE(office.vault.erase_record(*record, "asked to be forgotten")); // which looks through every file
    const auto ledger = ledger_of(office.vault);
    REQUIRE(ledger);
    REQUIRE(ledger->tables().size() == 1);
    CHECK(std::ranges::any_of(ledger->tables()[0].cells, [](const auto& cell) { return cell.count.has_value(); }));
    CHECK(known_tables(*ledger) == 0);
    CHECK(ledger->hides_unknown());
    // What leaves from now on is kept whole.
    REQUIRE(office.hand_out(some_release("rent")));
    CHECK(known_tables(*ledger_of(office.vault)) == 1);
}

TEST_CASE("what is kept of a release reads back, and nothing else does")
{
    const MadeRelease made = some_release();
    const HandedOut known{Instant(std::chrono::milliseconds(1'795'000'000'123)), made.release.content(), made.kept};
    const Bytes left = encode_release_left(known), figures = encode_kept_figures(known.kept);
    const auto read = decode_handed_out(left, figures);
    REQUIRE(read);
    CHECK(*read == known);
    CHECK(decode_handed_out(left, std::nullopt)->kept.empty());
    for (std::size_t length = 0; length < left.size(); ++length)
        CHECK_FALSE(decode_handed_out(ByteView(left).first(length), figures));
    for (std::size_t length = 0; length < figures.size(); ++length)
        CHECK_FALSE(
            decode_handed_out(left, Bytes(figures.begin(), figures.begin() + static_cast<std::ptrdiff_t>(length))));
    KeptFigures of_another = known.kept;
    of_another[0].pop_back();
    CHECK_FALSE(decode_handed_out(left, encode_kept_figures(of_another)));
    of_another = known.kept;
    of_another[0][0].value = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(decode_handed_out(left, encode_kept_figures(of_another)));
}
