#include "memory/memory_search.h"
#include "memory/small_office.h"
#include "memory/watched_process.h"

// Only for the keys that are searched for: the store hands none of them out.
#include "store/keyring.h"
#include "store/store_header.h"

#include "crypto/sealed_event.h"
#include "system/wiping_heap.h"

#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Eight letters that stand nowhere else: short enough to lie in a text's own bytes, where no heap sees it.
std::string new_word()
{
    const Secret chance = Secret::random(8);
    std::string word;
    for (const std::uint8_t byte : chance.view()) word += static_cast<char>((byte & 16 ? 'a' : 'A') + byte % 16);
    return word + "#";
}

Needle needle_of(const std::string& name, const Secret& secret)
{
    return {name, Bytes(secret.view().begin(), secret.view().end())};
}

struct Canaries {
    std::string passphrase = new_word() + " of somebody who must not be found";
    std::string said_before = new_word();
    std::string short_answer = new_word();
    std::string long_answer = new_word() + std::string(600, 'z');
    std::string taken_back = new_word();
    std::string person = new_word();
};

struct Searched {
    std::vector<Needle> passphrase, keys, texts;
};

/// A vault whose label, record and passphrase say this run's words, and everything to search for.
Searched prepare(SmallOffice& office, const std::string& name, const Canaries& canaries)
{
    auto created =
        Vault::create(office.folder / name, secret(canaries.passphrase), office.environment(), SmallOffice::cheap);
    REQUIRE(created);
    Vault& vault = created->vault;
    office.enrol(vault, Role::FieldWorker, canaries.person);
    FormShelf shelf;
    {
        auto interview = Interview::begin(vault, *shelf.form(vault, office.form), office.session_environment());
        REQUIRE(interview);
        REQUIRE(interview->answer("/data/consent_block/consent", "no"));
        REQUIRE(interview->answer("/data/remarks", canaries.said_before));
        REQUIRE(vault.finalise(interview->record()));
    }
    Searched searched;
    for (const auto& [what, text] :
         {std::pair{"said before", canaries.said_before}, std::pair{"short answer", canaries.short_answer},
          std::pair{"long answer", canaries.long_answer.substr(0, 9)}, std::pair{"taken back", canaries.taken_back},
          std::pair{"person", canaries.person}})
        for (Needle& needle : needles_of_text(what, text)) searched.texts.push_back(std::move(needle));
    searched.passphrase = needles_of_text("passphrase", canaries.passphrase.substr(0, 9));

    searched.keys.push_back(needle_of("signing seed", vault.signing_keys().seed()));
    searched.keys.push_back(needle_of("box seed", vault.box_keys().seed()));
    const auto header =
        StoreHeader::parse(StoreKind::Vault, *office.disk.read(office.folder / name / "vault.header", 1 << 16));
    REQUIRE(header);
    const auto master = header->open(secret(canaries.passphrase));
    REQUIRE(master);
    searched.keys.push_back(needle_of("master key", *master));
    const Keyring keyring(*master);
    for (const auto& [what, key] :
         {std::pair{"key of drafts", &keyring.drafts}, std::pair{"key of events", &keyring.events},
          std::pair{"key of names", &keyring.names}, std::pair{"key of items", &keyring.items},
          std::pair{"key of states", &keyring.states}})
        searched.keys.push_back(needle_of(what, *key));
    const auto events = vault.events_after(vault.device(), 0, 100);
    REQUIRE(events);
    for (const Bytes& bytes : *events)
        searched.keys.push_back(
            needle_of("content key", *SealedEvent::parse(bytes)->content_key(office.supervisor->box_keys())));
    vault.lock();
    return searched;
}

std::string names_of(const std::map<std::string, std::size_t>& found)
{
    std::string names;
    for (const auto& [name, count] : found) names += name + " " + std::to_string(count) + ", ";
    return names;
}

std::vector<Needle> together(const Searched& searched)
{
    std::vector<Needle> all = searched.passphrase;
    all.insert(all.end(), searched.keys.begin(), searched.keys.end());
    all.insert(all.end(), searched.texts.begin(), searched.texts.end());
    return all;
}

std::size_t runs() { return std::getenv("MAHALLA_LONG") != nullptr ? 500 : 20; }

} // namespace

TEST_CASE("after locking neither passphrase nor key nor answer nor name is anywhere in the memory of the program")
{
    if (!heap_wipes_what_is_freed()) return; // under a sanitizer the heap is the sanitizer's
    SmallOffice office;
    std::set<std::string> ever_found;
    for (std::size_t run = 0; run < runs(); ++run) {
        CAPTURE(run);
        const Canaries canaries;
        const std::string name = "worker" + std::to_string(run);
        const Searched searched = prepare(office, name, canaries);

        WatchedProcess program(std::string(MAHALLA_TEST_FOLDER) + "/vault_in_use", {(office.folder / name).string()});
        program.tell(canaries.passphrase);
        REQUIRE(program.heard() == "typed");
        const auto typed = found_in_memory_of(program.id(), searched.passphrase);
        CHECK(typed.contains("passphrase")); // the search finds what is there
        program.tell("go on");
        for (const std::string* answer : {&canaries.short_answer, &canaries.long_answer, &canaries.taken_back})
            program.tell(*answer);
        REQUIRE(program.heard() == "used");
        const auto used = found_in_memory_of(program.id(), together(searched));
        for (const char* const expected :
             {"master key", "signing seed", "key of drafts", "said before", "short answer", "long answer", "person"})
            CHECK_MESSAGE(used.contains(expected), std::string(expected));
        for (const auto& [what, count] : used) ever_found.insert(what);

        program.signal(SIGUSR1);
        REQUIRE(program.heard() == "locked");
        const auto left = found_in_memory_of(program.id(), together(searched));
        CHECK_MESSAGE(left.empty(), names_of(left));
        program.tell("enough");
    }
    MESSAGE(runs(), " runs; found while open: ", ever_found.size(), " kinds, after locking: none");
}
