#include "crypto/crypto_samples.h"
#include "crypto/hash.h"
#include "durability/setting.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

Bytes golden_event()
{
    std::ifstream file(std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests" / "vectors" / "event-1.hex");
    std::stringstream text;
    text << file.rdbuf();
    std::string digits = text.str();
    std::erase(digits, '\n');
    return from_hex(digits).value();
}

std::size_t signature_at(const Bytes& event) { return event.size() - 64; }

} // namespace

TEST_CASE("a golden event with any bit flipped, cut short or with a byte added is refused, and as what it is")
{
    const Bytes golden = golden_event();
    const SigningPublicKey author = signing_keys(1).public_key();
    REQUIRE(SealedEvent::parse(golden)->verify(author));
    std::size_t tried = 0, odd_kinds = 0, opened = 0;
    const std::size_t accepted = accepted_damages(golden, [&](ByteView damaged) {
        ++tried;
        const auto event = SealedEvent::parse(damaged);
        if (!event && event.error().kind != ErrorKind::Corrupt) ++odd_kinds;
        if (!event) return false;
        const auto verified = event->verify(author);
        if (!verified && verified.error().kind != ErrorKind::Refused) ++odd_kinds;
        // Even whoever forgot to verify reads nothing else under this event's key than what was sealed.
        const auto key = event->content_key(box_keys(2));
        const auto content = key ? event->open(*key) : tl::unexpected(key.error());
        if (content) ++opened;
        return verified.has_value();
    });
    MESSAGE(golden.size(), " bytes, ", tried, " damages, ", accepted, " accepted");
    CHECK(accepted == 0);
    CHECK(odd_kinds == 0);
    // The signature is not bound to the content, but to all else.
    CHECK(opened <= 64 * 8);
}

TEST_CASE("an event with a replaced ciphertext and its right hash is not its author's any more")
{
    const SealedEvent golden = *SealedEvent::parse(golden_event());
    // Sealed here and now, so that it is signed as events are signed.
    const SealedEvent whole =
        SealedEvent::seal(golden.header(), as_bytes("an answer"), {box_keys(2).public_key()}, signing_keys(1))->event;
    REQUIRE(whole.verify(signing_keys(1).public_key()));
    Bytes event = whole.bytes();
    const std::size_t recipients = whole.recipients().size();
    const std::size_t hash_at = 118 + recipients * 96 + 32 + 24 + 4;
    const std::size_t ciphertext_at = hash_at + 32 + 1;
    event[ciphertext_at] ^= 1U;
    const Hash hash = hash_of(ByteView(event).subspan(ciphertext_at, signature_at(event) - ciphertext_at));
    std::ranges::copy(hash.bytes, event.begin() + static_cast<std::ptrdiff_t>(hash_at));
    const auto replaced = SealedEvent::parse(event);
    REQUIRE(replaced);
    CHECK(replaced->verify(signing_keys(1).public_key()).error().kind == ErrorKind::Refused);
}

TEST_CASE("a delivery of one event in every damaged form leaves the vault as it was, but for what nobody can judge")
{
    const TemporaryFolder folder;
    const Setting& setting = Setting::the();
    setting.supervisor.put(folder.path());
    Laptop laptop(folder.path(), setting.supervisor_ways, scenario_escrow());
    REQUIRE(laptop.open());
    const std::string before = description_of(laptop, Names::Exact);
    const Bytes& event = setting.strangers_work.events.front();
    Incoming delivery;
    accepted_damages(event, [&](ByteView damaged) {
        delivery.events.emplace_back(damaged.begin(), damaged.end());
        return false;
    });
    const auto report = laptop.vault->take_in(delivery);
    REQUIRE(report);
    MESSAGE(delivery.events.size(), " damaged events: ", report->count(EventFate::Damaged), " damaged, ",
            report->count(EventFate::Quarantined), " of unknown devices");
    // A flipped bit in the device's id names a device that nobody knows: kept aside, believed by nobody.
    CHECK(report->count(EventFate::Quarantined) == 16 * 8);
    CHECK(report->count(EventFate::Damaged) == delivery.events.size() - 16 * 8);
    std::string after;
    std::istringstream lines(description_of(laptop, Names::Exact));
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with("quarantined")) after += line + "\n";
    CHECK(after == before);
}
