#include "fuzz/fuzz_entry.h"
#include "store/charter_changes.h"
#include "store/charter_proposal.h"
#include "store/travel.h"

#include <algorithm>
#include <cstdlib>

using namespace mahalla;

namespace {

std::string text_of(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

CharterContent sample_content(const SigningPublicKey& administrator)
{
    CharterContent content;
    content.name = "p";
    content.administrators.push_back({administrator, "a"});
    content.recipients.push_back({RecipientKind::Reader, BoxKeyPair::generate().public_key(), "r"});
    content.recipients.push_back({RecipientKind::OfflineEscrow, BoxKeyPair::generate().public_key(), "e"});
    return content;
}

} // namespace

// What administrators and travellers hand to each other as files.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    if (const auto proposal = CharterProposal::parse(bytes)) {
        // What was read is written with the same bytes, and every line of what it changes is one line.
        const auto again = proposal->bytes();
        if (!again || !std::ranges::equal(*again, bytes)) std::abort();
        for (const CharterChange& change : changes_between(nullptr, proposal->charter.content()))
            if ((change.name + change.detail).find('\n') != std::string::npos) std::abort();
    }
    if (const auto challenge = TravelChallenge::parse(bytes)) {
        if (!std::ranges::equal(challenge->bytes(), bytes)) std::abort();
        static const BoxKeyPair keys = BoxKeyPair::generate();
        if (challenge->answer(keys) || travel_secret_of(bytes, *challenge, keys)) std::abort();
    }
    return 0;
}

std::vector<std::string> known_inputs()
{
    const SigningKeyPair keys = SigningKeyPair::generate();
    std::vector<std::string> inputs;
    if (const auto charter = Charter::sign(sample_content(keys.public_key()), {&keys}))
        if (const auto bytes = CharterProposal{*charter, {}}.bytes()) inputs.push_back(text_of(*bytes));
    const BoxKeyPair answerer = BoxKeyPair::generate(), fresh = BoxKeyPair::generate();
    if (auto slots = TravelSlots::seal(Secret::random(32), {keys.device(), "t"}, {answerer.public_key()})) {
        const auto challenge = TravelChallenge::create(fresh.public_key(), *std::move(slots));
        inputs.push_back(text_of(challenge.bytes()));
        if (const auto answer = challenge.answer(answerer)) inputs.push_back(text_of(*answer));
    }
    return inputs;
}
