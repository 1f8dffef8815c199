#include "view_model/results_view.h"

#include "support/published_tables.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

Dimension of(const std::string& name, std::size_t categories)
{
    Dimension dimension;
    dimension.name = name;
    for (std::size_t i = 0; i < categories; ++i) dimension.categories.push_back(name + std::to_string(i));
    return dimension;
}

std::vector<PictureKind> kinds_of(const std::vector<Dimension>& by, std::size_t indicators = 3,
                                  const AreaOutlines* outlines = nullptr)
{
    ResultsView view;
    view.indicators.resize(indicators);
    fill_kinds(view, published_table("Unsafe", by, {}), outlines);
    return view.kinds;
}

using Kinds = std::vector<PictureKind>;

} // namespace

TEST_CASE("a table is offered as the pictures that its breakdowns allow, and as no other")
{
    CHECK(kinds_of({}) == Kinds{PictureKind::Bars});
    CHECK(kinds_of({of("displacement", 4)}) == Kinds{PictureKind::Bars, PictureKind::HeatMap});
    CHECK(kinds_of({of("sex", 2), of("age_group", 7)}) == Kinds{PictureKind::Bars, PictureKind::Pyramid});
    CHECK(kinds_of({of("displacement", 4), of("round", 3)}) == Kinds{PictureKind::Bars, PictureKind::Slopes});
    CHECK(kinds_of({of("displacement", 4), of("round", 1)}) == Kinds{PictureKind::Bars});
}

TEST_CASE("a heat map is offered where there are indicators to compare")
{
    CHECK(kinds_of({of("displacement", 4)}, 1) == Kinds{PictureKind::Bars});
}

TEST_CASE("a map is offered where an area of the table has an outline")
{
    AreaOutlines outlines;
    outlines.areas["area1"] = {};
    CHECK(kinds_of({of("area", 2)}, 1, &outlines) == Kinds{PictureKind::Bars, PictureKind::Map});
    CHECK(kinds_of({of("displacement", 2)}, 1, &outlines) == Kinds{PictureKind::Bars});
    CHECK(kinds_of({of("area", 2), of("displacement", 3)}, 1, &outlines).size() == 2); // two columns: a pyramid, no map
}

TEST_CASE("what a table cannot be shown as any more, it is not shown as")
{
    ResultsView view;
    view.indicators.resize(2);
    view.kind = PictureKind::Pyramid;
    fill_kinds(view, published_table("Unsafe", {of("displacement", 4)}, {}), nullptr);
    CHECK_FALSE(view.kind);
    view.kind = PictureKind::Bars;
    fill_kinds(view, published_table("Unsafe", {of("sex", 2)}, {}), nullptr);
    CHECK(view.kind == PictureKind::Bars);
}
