#include "party.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("parties that exchange bundles in any order, lost, late and doubled, end with the same events")
{
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        CAPTURE(seed);
        SeededRandom random(seed);
        std::vector<std::unique_ptr<Party>> parties;
        const std::size_t count = 2 + random.below(3);
        for (std::size_t i = 0; i < count; ++i)
            parties.push_back(std::make_unique<Party>(static_cast<std::uint8_t>(10 + i)));
        MemoryDisk disk;
        std::vector<std::pair<std::size_t, WrittenBundle>> on_the_way;
        std::size_t written = 0;
        for (int step = 0; step < 40; ++step) {
            Party& party = *parties[random.below(count)];
            switch (random.below(3)) {
            case 0:
                party.write(record_id('1'), "answer");
                ++written;
                break;
            case 1: {
                const std::size_t to = random.below(count);
                // Half of the time the sender believes what the receiver said some time ago, half of the time nothing.
                const VersionVector known = random.below(2) == 0 ? VersionVector() : *held_by(*parties[to]);
                for (const WrittenBundle& bundle : bundles_for(party, *parties[to], disk, known, 4'000))
                    if (random.below(5) != 0) on_the_way.emplace_back(to, bundle);
                break;
            }
            default:
                if (on_the_way.empty()) break;
                const auto& [to, bundle] = on_the_way[random.below(on_the_way.size())];
                import_into(*parties[to], disk, bundle);
            }
        }
        // The road is repaired: three rounds of everybody with everybody.
        for (int round = 0; round < 3; ++round)
            for (std::size_t from = 0; from < count; ++from)
                for (std::size_t to = 0; to < count; ++to)
                    if (from != to)
                        for (const WrittenBundle& bundle :
                             bundles_for(*parties[from], *parties[to], disk, *held_by(*parties[to])))
                            import_into(*parties[to], disk, bundle);
        for (const auto& party : parties) {
            CHECK(party->believed() == parties[0]->believed());
            CHECK(party->quarantined_count() == 0);
        }
        CHECK(parties[0]->believed().size() == written);
    }
}
