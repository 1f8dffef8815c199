#include "view_model/instrument.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("an appearance asks for an instrument, other words beside it do not matter")
{
    CHECK(instrument_of_group("field-list proportional-piling(50)") ==
          Instrument{Instrument::Kind::ProportionalPiling, 50});
    CHECK(instrument_of_group("proportional-piling").counters == 100);
    CHECK(instrument_of_group("field-list").kind == Instrument::Kind::None);
    CHECK(instrument_of_rank("pairwise").kind == Instrument::Kind::PairwiseRanking);
    CHECK(instrument_of_rank("").kind == Instrument::Kind::Ranking);
}

TEST_CASE("a number of counters that makes no sense counts as a hundred")
{
    for (const char* odd :
         {"proportional-piling(0)", "proportional-piling(x)", "proportional-piling(99999)", "proportional-piling()"})
        CHECK(instrument_of_group(odd).counters == 100);
}
