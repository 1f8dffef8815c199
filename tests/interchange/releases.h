#pragma once
#include "base/check.h"
#include "disclosure/protect.h"
#include "disclosure/published_release.h"

namespace mahalla::test {

/// Six groups, of which a/x has 3 persons: with what hides it, four cells are marks.
inline PublishedTable small_table()
{
    Table table;
    table.id = "hunger";
    table.label = "Severe hunger";
    table.unit = "person";
    table.statistic = Statistic::Proportion;
    table.dimensions = {{"age group", {}, {"a", "b", "c"}, {{"a", "=children"}}, {}},
                        {"sex", "Sex", {"x", "y"}, {}, {}}};
    const std::uint64_t counts[] = {3, 40, 20, 25, 33, 17};
    for (std::size_t i = 0; i < 6; ++i) {
        TableCell& cell = table.cells.emplace_back();
        cell.key = {table.dimensions[0].categories[i / 2], table.dimensions[1].categories[i % 2]};
        cell.figures.n = counts[i];
        cell.figures.weighted_n = static_cast<double>(counts[i]) * 10.5;
        cell.figures.estimate = 0.125;
        cell.figures.standard_error = 0.1 + 0.2; // a number with many digits
    }
    DisclosurePolicy policy;
    policy.threshold_persons = 5;
    auto protection = protect(table, policy);
    MAHALLA_CHECK(protection);
    return protection->table;
}

inline PublishedRelease small_release()
{
    ReleaseHead head;
    head.title = "Tripoli, \"round 2\"";
    head.published = "2026-11-21";
    head.questionnaire = {"household", "1", std::string(64, 'a')};
    head.policy.dominance = DominanceRule{2, 90};
    head.definitions = {{"hunger", "Severe hunger", "proportion", "${hhs} >= 4", "", ""}};
    auto release = PublishedRelease::create(head, {small_table()});
    MAHALLA_CHECK(release);
    return *std::move(release);
}

} // namespace mahalla::test
