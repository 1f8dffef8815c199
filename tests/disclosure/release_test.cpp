#include "disclosure/published_release.h"
#include "disclosure/tables.h"

#include <doctest/doctest.h>
#include <set>
#include <type_traits>

using namespace mahalla;
using namespace mahalla::test;

namespace {

ReleaseHead sample_head()
{
    ReleaseHead head;
    head.title = "Tripoli, round 2";
    head.round = "2";
    head.published = "2026-11-21";
    head.software = "mahalla 0.1";
    head.language = "en";
    head.questionnaire = {"household", "2026-11", std::string(64, 'a')};
    head.policy = policy_with_threshold(5);
    head.policy.dominance = DominanceRule{2, 90};
    head.definitions = {{"counts", "Households", "total", "1", "", "own"}};
    return head;
}

PublishedRelease sample_release()
{
    Table table = counts_of({"a", "b", "c"}, {"x", "y"}, {{3, 40}, {20, 25}, {33, 17}});
    table.dimensions[0].labels = {{"a", "ألف"}};
    table.dimensions[0].parents = {{"a", "north"}, {"b", "north"}, {"c", "south"}};
    table.cells[3].figures.lower = 0.25;
    auto release = PublishedRelease::create(sample_head(), {protected_table(table, policy_with_threshold(5)).table});
    MAHALLA_CHECK(release);
    return *std::move(release);
}

} // namespace

TEST_CASE("a release read from its bytes says the same, and has the same bytes")
{
    const PublishedRelease release = sample_release();
    const Bytes bytes = release.encode();
    const auto received = ReceivedRelease::decode(bytes);
    REQUIRE(received);
    CHECK(received->content() == release.content());
    CHECK(received->encode() == bytes);
}

TEST_CASE("nothing but a protected table gets into a release, and no finding of the audit")
{
    CHECK_FALSE(std::is_constructible_v<PublishedTable, PublishedTableContent>);
    CHECK_FALSE(std::is_constructible_v<PublishedTable, Table>);
    CHECK_FALSE(std::is_constructible_v<PublishedTable, ProtectionReport>);
    CHECK_FALSE(std::is_constructible_v<PublishedRelease, ReleaseContent>);
    // The audit finds other unsafe counts in each of these; all that leaves is the same.
    std::vector<Bytes> released;
    std::set<double> found;
    for (const std::uint64_t unsafe : {2U, 3U}) {
        const Table table =
            counts_of({"a", "b", "c"}, {"x", "y"}, {{unsafe, 43 - unsafe}, {23 - unsafe, 22 + unsafe}, {33, 17}});
        const Protection protection = protected_table(table, policy_with_threshold(5));
        found.insert(protection.report.cells[0].count);
        released.push_back(PublishedRelease::create(sample_head(), {protection.table})->encode());
    }
    CHECK(found.size() == 2);
    CHECK(released[0] == released[1]);
}

TEST_CASE("no other bytes than those written are a release")
{
    const Bytes bytes = sample_release().encode();
    for (std::size_t length = 0; length < bytes.size(); ++length)
        CHECK_FALSE(ReceivedRelease::decode(ByteView(bytes).first(length)));
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK_FALSE(ReceivedRelease::decode(longer));
    // Whatever else a changed byte says, it says it in the canonical way.
    for (std::size_t at = 0; at < bytes.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            Bytes changed = bytes;
            changed[at] = static_cast<std::uint8_t>(changed[at] ^ (1U << static_cast<unsigned>(bit)));
            if (const auto received = ReceivedRelease::decode(changed)) CHECK(received->encode() == changed);
        }
}

TEST_CASE("a release needs a title, tables, and an id for each")
{
    const PublishedTable table =
        protected_table(counts_of({"a", "b"}, {"x", "y"}, {{30, 40}, {20, 25}}), policy_with_threshold(5)).table;
    CHECK(PublishedRelease::create(sample_head(), {table}));
    CHECK_FALSE(PublishedRelease::create(sample_head(), {}));
    CHECK_FALSE(PublishedRelease::create(sample_head(), {table, table}));
    ReleaseHead untitled = sample_head();
    untitled.title.clear();
    CHECK_FALSE(PublishedRelease::create(untitled, {table}));
}

TEST_CASE("a received release whose cell has a figure and a mark is refused")
{
    ReleaseContent content = sample_release().content();
    content.tables[0].cells[0].mark = MarkReason::Confidential;
    content.tables[0].cells[0].figure = PublishedFigure{};
    CHECK_FALSE(ReceivedRelease::from_content(content));
}
