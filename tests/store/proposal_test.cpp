#include "store/project_story.h"

#include <algorithm>
#include <functional>
#include <limits>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// What leaves one folder as a file and reaches another.
CharterProposal carried(const Project& from)
{
    const auto proposal = from.for_the_others();
    REQUIRE(proposal);
    const auto bytes = proposal->bytes();
    REQUIRE(bytes);
    const auto read = CharterProposal::parse(*bytes);
    REQUIRE(read);
    return *read;
}

Administrator administrator_of(const Project& joined)
{
    const auto request = EnrolmentRequest::parse(joined.request()->bytes());
    REQUIRE(request);
    CHECK(request->role() == Role::Administrator);
    return {request->signing_key(), request->label()};
}

Recipient reader(const char* label) { return {RecipientKind::Reader, BoxKeyPair::generate().public_key(), label}; }

/// Three administrators in three places, two of whom must sign: headquarters and two who joined.
struct ThreePlaces {
    World world;
    Project::Created created = Team::make_project(world);
    Project& first = created.project;
    Project second = joined("second");
    Project third = joined("third");

    ThreePlaces()
    {
        REQUIRE(first.test_escrow(created.escrow_sheet));
        REQUIRE(first.add_administrator(administrator_of(second)));
        REQUIRE(second.sign(carried(first)));
        REQUIRE(first.take(carried(second)));
        REQUIRE(first.add_administrator(administrator_of(third)));
        REQUIRE(second.sign(carried(first)));
        REQUIRE(first.take(carried(second)));
        REQUIRE(third.sign(carried(first)));
        REQUIRE(first.charter().content().threshold == 2);
        REQUIRE(first.charter().content().administrators.size() == 3);
    }
    Project joined(const std::string& name)
    {
        auto made = Project::join(world.folder / name, name, secret(name), world.environment(), fast);
        REQUIRE(made);
        return *std::move(made);
    }
    bool agree() const { return first.charter().hash() == second.charter().hash() && agree_with_third(); }
    bool agree_with_third() const { return first.charter().hash() == third.charter().hash(); }
};

bool says(const std::vector<CharterChange>& changes, ChangeKind kind, const std::string& subject,
          const std::string& name)
{
    return std::ranges::any_of(changes, [&](const CharterChange& one) {
        return one.kind == kind && one.subject == subject && one.name == name;
    });
}

} // namespace

TEST_CASE("an administrator who works elsewhere is named by a proposal that both sign")
{
    World world;
    auto created = Team::make_project(world);
    Project& first = created.project;
    auto second = Project::join(world.folder / "second", "Second", secret("second"), world.environment(), fast);
    REQUIRE(second);
    CHECK_FALSE(second->has_charter());
    CHECK(kind_of(second->for_the_others()) == "Refused");
    CHECK(kind_of(second->add_recipient(reader("nobody"))) == "Refused");
    CHECK(kind_of(second->approve_enrolment(*second->request())) == "Refused");

    const std::uint64_t version = first.charter().content().version;
    REQUIRE(first.add_administrator(administrator_of(*second)));
    REQUIRE(first.pending() != nullptr); // Of two, both must sign.
    CHECK(first.charter().content().version == version);
    const CharterProposal proposal = carried(first);
    CHECK(says(second->changes_by(proposal), ChangeKind::Added, "administrator", "Second"));
    // What is missing a signature is taken by nobody.
    CHECK(kind_of(second->take(proposal)) == "Refused");
    REQUIRE(second->sign(proposal));
    CHECK(second->has_charter());
    REQUIRE(first.take(carried(*second)));
    CHECK(first.pending() == nullptr);
    CHECK(first.charter().content().version == version + 1);
    CHECK(first.charter().hash() == second->charter().hash());
    CHECK(first.charter().fingerprint() == second->charter().fingerprint());
    CHECK(first.charter().content().threshold == 2);

    // And it all is there again the next day.
    const Hash hash = second->charter().hash();
    {
        const Project closed = *std::move(second);
    }
    const auto opened = Project::open(world.folder / "second", secret("second"), world.environment());
    REQUIRE(opened);
    CHECK(opened->charter().hash() == hash);
    CHECK(opened->request() != nullptr);
}

TEST_CASE("every change needs the signatures of enough administrators, and is then the same charter everywhere")
{
    ThreePlaces places;
    CHECK(places.agree());
    const auto decided_with = [&](Project& signer, const char* what, auto change) {
        INFO(what);
        const std::uint64_t version = places.first.charter().content().version;
        REQUIRE(change(places.first));
        REQUIRE(places.first.pending() != nullptr);
        CHECK(places.first.charter().content().version == version);
        CHECK(kind_of(places.first.add_recipient(reader("meanwhile"))) == "Refused");
        const CharterProposal proposal = carried(places.first);
        CHECK_FALSE(places.third.changes_by(proposal).empty());
        CHECK(kind_of(signer.take(proposal)) == "Refused");
        REQUIRE(signer.sign(proposal));
        CHECK(signer.charter().content().version == version + 1);
        // The others need no more than the signed file; taking it again changes nothing.
        for (Project* place : {&places.first, &places.second, &places.third, &places.first})
            REQUIRE(place->take(carried(signer)));
        CHECK(places.agree());
        CHECK(places.first.pending() == nullptr);
    };
    const auto decided = [&](const char* what, auto change) { decided_with(places.third, what, change); };
    CharterForm details;
    details.id = "household";
    decided("publish", [&](Project& p) { return p.publish_form(as_bytes(household_xform), details).has_value(); });
    CHECK(as_text(*places.second.form(places.first.charter().content().forms[0].hash)) == household_xform);
    const Recipient added = reader("Second reader");
    decided("recipient", [&](Project& p) { return p.add_recipient(added).has_value(); });
    decided("no recipient", [&](Project& p) { return p.remove_recipient(added.key).has_value(); });
    decided("revoke", [&](Project& p) { return p.revoke({DeviceId{}, 3, hash('h')}).has_value(); });
    decided("reinstate", [&](Project& p) { return p.reinstate(DeviceId{}).has_value(); });
    decided("policy", [&](Project& p) { return p.set_policy({60, 7, true, false}).has_value(); });
    decided("expiry",
            [&](Project& p) { return p.set_expiry(places.world.clock.now() + std::chrono::hours(1000)).has_value(); });
    const SigningKeyPair server = SigningKeyPair::generate();
    decided("server", [&](Project& p) {
        return p.add_server({"https://s.example", server.public_key(), BoxKeyPair::generate().public_key(), {}})
            .has_value();
    });
    const auto supervisor = EnrolmentRequest::create(SigningKeyPair::generate(), BoxKeyPair::generate().public_key(),
                                                     Role::Supervisor, "Supervisor");
    CHECK(kind_of(places.first.approve_enrolment(*supervisor)) == "Refused");
    decided("supervisor", [&](Project& p) { return p.propose_supervisor(*supervisor).has_value(); });
    CHECK(places.second.approve_enrolment(*supervisor)); // Now any administrator may.
    const SigningPublicKey third = places.third.request()->signing_key();
    // The third has signed that they go, but only those who stay make it a charter of theirs.
    decided_with(places.second, "no third administrator",
                 [&](Project& p) { return p.remove_administrator(third).has_value(); });
    CHECK(kind_of(places.third.add_recipient(reader("by nobody"))) == "Refused");
    CHECK(kind_of(places.third.approve_enrolment(*supervisor)) == "Refused");
}

TEST_CASE("a new list of administrators needs enough of the old ones and enough of the new ones")
{
    ThreePlaces places;
    // The second would throw the other two out, with two keys of a friend's making: signed by all of the new list.
    const SigningKeyPair friend_keys = SigningKeyPair::generate();
    CharterContent usurped = places.second.charter().content();
    const Administrator second = administrator_of(places.second);
    usurped.administrators = {second, {friend_keys.public_key(), "Friend"}};
    ++usurped.version;
    usurped.previous = places.second.charter().hash();
    const Charter half = *Charter::sign(usurped, {&friend_keys});
    REQUIRE(places.second.sign({half, {}}));
    CHECK(places.second.pending() != nullptr); // One of the old list, two of the new.
    CHECK(kind_of(places.first.take(carried(places.second))) == "Refused");
    // A second one of the old list makes it two and two.
    REQUIRE(places.third.sign(carried(places.second)));
    CHECK(places.third.charter().content().administrators.size() == 2);
    REQUIRE(places.first.take(carried(places.third)));
    CHECK(places.agree_with_third());
}

TEST_CASE("of two proposals for one version at most one can win")
{
    ThreePlaces places;
    REQUIRE(places.first.add_recipient(reader("Of the first")));
    REQUIRE(places.second.add_recipient(reader("Of the second")));
    const CharterProposal one = carried(places.first), two = carried(places.second);
    CHECK(one.charter.content().version == two.charter.content().version);
    // Who has signed one does not sign the other, not even after giving it up, nor after closing the folder.
    CHECK(kind_of(places.first.sign(two)) == "Refused");
    REQUIRE(places.first.pass_over_pending());
    CHECK(kind_of(places.first.sign(two)) == "Refused");
    CHECK(places.first.pending() == nullptr);
    REQUIRE(places.first.sign(one));
    REQUIRE(places.third.sign(two));
    CHECK(kind_of(places.third.sign(one)) == "Refused");
    REQUIRE(places.second.take(carried(places.third)));
    REQUIRE(places.first.take(carried(places.third)));
    CHECK(places.agree());
    CHECK(places.first.pending() == nullptr);
    CHECK(kind_of(places.second.sign(one)) == "Refused");
    CHECK(kind_of(places.second.take(one)) == "Refused");
    CHECK(places.agree());
}

TEST_CASE("two who have each signed their own proposal pass both over and decide under the next number")
{
    ThreePlaces places;
    REQUIRE(places.first.add_recipient(reader("Of the first")));
    REQUIRE(places.second.add_recipient(reader("Of the second")));
    const CharterProposal stuck = carried(places.first);
    const std::uint64_t version = places.first.charter().content().version;
    REQUIRE(places.first.pass_over_pending());
    CHECK(kind_of(places.first.pass_over_pending()) == "NotFound");
    REQUIRE(places.first.add_recipient(reader("Agreed")));
    CHECK(places.first.pending()->content().version == version + 2);
    REQUIRE(places.second.sign(carried(places.first)));
    REQUIRE(places.first.take(carried(places.second)));
    CHECK(places.first.charter().content().version == version + 2);
    REQUIRE(places.third.take(carried(places.second)));
    CHECK(places.agree());
    CHECK(kind_of(places.third.sign(stuck)) == "Refused"); // Versions never go down.
    REQUIRE(places.first.add_recipient(reader("Next")));
    CHECK(places.first.pending()->content().version == version + 3);
}

TEST_CASE("a proposal of another project, of the past, altered, or from a later program is not signed")
{
    ThreePlaces places;
    const CharterProposal past = carried(places.second);
    REQUIRE(places.first.add_recipient(reader("New")));
    const CharterProposal proposal = carried(places.first);
    ThreePlaces others;
    REQUIRE(others.first.add_recipient(reader("New")));
    CHECK(kind_of(places.second.sign(carried(others.first))) == "Refused");
    CHECK(kind_of(places.second.take(carried(others.first))) == "Refused");
    CHECK(kind_of(places.second.sign(past)) == "Refused");
    const SigningKeyPair stranger = SigningKeyPair::generate();
    CharterContent content = proposal.charter.content();
    content.unknown = to_bytes("new power");
    CHECK(kind_of(places.second.sign({*Charter::sign(content, {&stranger}), {}})) == "Refused");
    content = proposal.charter.content();
    content.version = std::numeric_limits<std::uint64_t>::max(); // Who signed this could never sign another.
    CHECK(kind_of(places.second.sign({*Charter::sign(content, {&stranger}), {}})) == "Refused");
    content = proposal.charter.content();
    content.previous = hash('p');
    CHECK(kind_of(places.second.sign({*Charter::sign(content, {&stranger}), {}})) == "Refused");

    const Bytes bytes = *proposal.bytes();
    std::size_t accepted = 0;
    for (std::size_t byte = 0; byte < bytes.size(); ++byte) {
        Bytes damaged = bytes;
        damaged[byte] ^= static_cast<std::uint8_t>(1U << byte % 8);
        const auto read = CharterProposal::parse(damaged);
        // A label may read otherwise, but then it is another charter, which nobody has signed.
        if (read && read->charter.signatures_of(places.second.charter().content()) > 0 &&
            read->charter.hash() != proposal.charter.hash())
            ++accepted;
        if (CharterProposal::parse(ByteView(bytes).first(byte))) ++accepted;
    }
    CHECK(accepted == 0);
    CHECK_FALSE(places.second.pending());
    CharterProposal smuggled = proposal;
    smuggled.forms.push_back(to_bytes("<h:html/>"));
    CHECK(kind_of(CharterProposal::parse(*smuggled.bytes())) == "Invalid");
}

TEST_CASE("what a proposal changes is said in words, all of it, and no label can pretend to be a line of it")
{
    Team team;
    const CharterContent held = team.created.project.charter().content();
    const auto changed = [&](auto change) {
        CharterContent next = held;
        change(next);
        return changes_between(&held, next);
    };
    CHECK(changed([](CharterContent&) {}).empty());
    const auto added = changed([](CharterContent& c) { c.recipients.push_back(reader("Second reader")); });
    REQUIRE(added.size() == 1);
    CHECK(added[0].kind == ChangeKind::Added);
    CHECK(added[0].subject == "recipient");
    CHECK(added[0].name == "Second reader");
    CHECK(added[0].detail.starts_with("reader, key "));
    CHECK(says(changed([](CharterContent& c) { c.recipients.pop_back(); }), ChangeKind::Removed, "recipient",
               "Supervisor Canary"));
    const auto spoofed =
        changed([](CharterContent& c) { c.recipients.push_back(reader("X\n  removed\u202e\x1b[2J")); });
    CHECK(spoofed[0].name == "X?  removed??[2J");
    const auto swapped = changed([](CharterContent& c) {
        c.recipients[0].key = BoxKeyPair::generate().public_key(); // The same label, another key.
    });
    CHECK(swapped.size() == 2);

    // Whatever member is changed, it is seen.
    const std::vector<std::function<void(CharterContent&)>> all = {
        [](CharterContent& c) { c.project = ProjectId(); },
        [](CharterContent& c) { c.name += "x"; },
        [](CharterContent& c) { c.expires = c.made; },
        [](CharterContent& c) { c.threshold = 9; },
        [](CharterContent& c) { c.administrators[0].label += "x"; },
        [](CharterContent& c) { c.administrators[0].key.bytes[0] ^= 1; },
        [](CharterContent& c) { c.recipients[0].kind = RecipientKind::OfflineEscrow; },
        [](CharterContent& c) { c.recipients[0].label += "x"; },
        [](CharterContent& c) { std::swap(c.recipients[0], c.recipients[1]); },
        [](CharterContent& c) { c.supervisors[0].box_key.bytes[0] ^= 1; },
        [](CharterContent& c) { c.supervisors[0].label += "x"; },
        [](CharterContent& c) { c.supervisors.clear(); },
        [](CharterContent& c) { c.servers.push_back({}); },
        [](CharterContent& c) { c.forms[0].id += "x"; },
        [](CharterContent& c) { c.forms[0].version += "x"; },
        [](CharterContent& c) { c.forms[0].title += "x"; },
        [](CharterContent& c) { c.forms[0].is_open = false; },
        [](CharterContent& c) { c.forms[0].retain_local = RetainLocal::Never; },
        [](CharterContent& c) { c.revocations.push_back({}); },
        [](CharterContent& c) { c.policy.lock_after_idle_seconds = 1; },
        [](CharterContent& c) { c.policy.keep_bundles_days = 1; },
        [](CharterContent& c) { c.policy.refuse_unencrypted_swap = true; },
        [](CharterContent& c) { c.policy.escrow_tested = !c.policy.escrow_tested; },
        [](CharterContent& c) { c.erased_records.push_back(*RecordId::from_bytes(Bytes(16, 1))); },
        [](CharterContent& c) { c.unknown = to_bytes("x"); },
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        INFO("change ", i);
        CHECK_FALSE(changed(all[i]).empty());
    }
}

TEST_CASE("the last two recipients, the last escrow and an escrow without another that was tried do not go")
{
    World world;
    auto created = Team::make_project(world);
    Project& project = created.project;
    const auto key = [&](std::size_t place) { return project.charter().content().recipients[place].key; };
    CHECK(kind_of(project.remove_recipient(key(0))) == "Invalid"); // Only one would be left.
    REQUIRE(project.add_recipient(reader("Second reader")));
    CHECK(kind_of(project.remove_recipient(key(1), &created.escrow_sheet)) == "Invalid"); // The only escrow.
    CHECK(kind_of(project.remove_recipient(BoxKeyPair::generate().public_key())) == "NotFound");
    const auto sheet = project.add_escrow("Safe at the embassy");
    REQUIRE(sheet);
    CHECK(kind_of(project.remove_recipient(key(1))) == "Refused"); // Nobody has shown that the other sheet works.
    CHECK(kind_of(project.remove_recipient(key(1), &created.escrow_sheet)) == "Refused"); // This one goes itself.
    REQUIRE(project.remove_recipient(key(1), &*sheet));
    CHECK(project.charter().content().recipients.size() == 3);
    REQUIRE(project.test_escrow(*sheet));
    REQUIRE(project.remove_recipient(key(0)));
}

TEST_CASE("an expired charter stops changes until one says how long it holds; collecting goes on")
{
    Team team;
    Project& project = team.created.project;
    REQUIRE(project.set_expiry(team.world.clock.now() - std::chrono::hours(1)));
    Incoming incoming;
    incoming.charters = {project.charter().bytes()};
    REQUIRE(team.supervisor.take_in(incoming)->charters_accepted == 1);
    REQUIRE(team.worker.take_in(incoming)->charters_accepted == 1);
    CHECK(kind_of(project.add_recipient(reader("Late"))) == "Refused");
    team.interview(team.worker);
    CHECK(team.supervisor.take_in(Team::all_of(team.worker))->count(EventFate::New) == 1);
    Vault vault = team.world.new_vault("new");
    CHECK(kind_of(team.supervisor.approve_enrolment(*vault.request_enrolment(Role::FieldWorker, "New"))) == "Refused");
    REQUIRE(project.set_expiry(team.world.clock.now() + std::chrono::hours(1)));
    CHECK(project.add_recipient(reader("In time")));
}
