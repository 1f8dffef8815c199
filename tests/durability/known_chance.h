#pragma once
#include "base/seeded_random.h"

#include <cstdint>

namespace mahalla::test {

/// Keys, nonces and ids that are the same in every run, so that one seed is one run: from here on libsodium's generator
/// in this process gives what follows from `seed`. Never outside of tests, which is why it lives here.
///
/// Secrets lie in common memory in programs that are linked with this: pages of their own, guarded and locked, cost
/// more than all else that happens when a vault is opened some hundred thousand times. tests/crypto has the real ones.
/// libsodium's answers are remembered (remembered_answers.h).
void begin_known_chance(std::uint64_t seed);

/// While it lives, chance is drawn from another source: who only looks leaves what follows as it would have been.
class ChanceAside {
public:
    ChanceAside();
    ~ChanceAside();
    ChanceAside(const ChanceAside&) = delete;
    ChanceAside& operator=(const ChanceAside&) = delete;

private:
    SeededRandom kept_;
};

} // namespace mahalla::test
