#include "crypto/hash.h"
#include "store/project_story.h"

#include <algorithm>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// What is wrong with whoever says something.
enum class Break {
    Unsigned,
    UnknownSigner,
    Revoked,
    WrongRole,
    WrongProject,
    WrongScope,
    ForgedCharter,
    OlderCharter,
    TooFewSignatures,
    ExpiredCharter,
};

constexpr std::array all_breaks = {
    Break::Unsigned,   Break::UnknownSigner, Break::Revoked,      Break::WrongRole,        Break::WrongProject,
    Break::WrongScope, Break::ForgedCharter, Break::OlderCharter, Break::TooFewSignatures, Break::ExpiredCharter};

enum class Outcome {
    Accepted,
    Ignored,     ///< Nothing happens, and nobody complains: an older charter that a bundle carries along.
    Quarantined, ///< An event is kept, not applied, handed on.
    Waits,       ///< A certificate is refused for now, kept, handed on.
    Refused,     ///< Told, and not kept: it is not what it says it is, or not of this project.
    Damaged,     ///< An event that its author did not sign.
    None,        ///< There is no such message: a receipt has no scope.
};

/// The matrix: for each break what becomes of each kind of message.
struct Row {
    Break what;
    const char* name;
    Outcome event, charter, certificate, receipt, form, reply;
};

constexpr std::array<Row, 10> matrix = {{
    // clang-format off
    {Break::Unsigned,         "unsigned",            Outcome::Damaged,     Outcome::Refused,  Outcome::Refused,  Outcome::Refused,  Outcome::Refused,  Outcome::Refused},
    {Break::UnknownSigner,    "unknown signer",      Outcome::Quarantined, Outcome::Refused,  Outcome::Waits,    Outcome::Refused,  Outcome::Refused,  Outcome::Refused},
    {Break::Revoked,          "revoked",             Outcome::Quarantined, Outcome::Refused,  Outcome::Waits,    Outcome::Refused,  Outcome::Refused,  Outcome::Refused},
    {Break::WrongRole,        "wrong role",          Outcome::Quarantined, Outcome::Refused,  Outcome::Waits,    Outcome::Refused,  Outcome::Refused,  Outcome::Refused},
    {Break::WrongProject,     "wrong project",       Outcome::Quarantined, Outcome::Refused,  Outcome::Refused,  Outcome::Refused,  Outcome::Refused,  Outcome::Refused},
    // A charter's scope is the one before it; a form's is the charter that names it.
    {Break::WrongScope,       "wrong scope",         Outcome::Quarantined, Outcome::Refused,  Outcome::Waits,    Outcome::None,     Outcome::Refused,  Outcome::None},
    {Break::ForgedCharter,    "forged charter",      Outcome::Quarantined, Outcome::Refused,  Outcome::Waits,    Outcome::Refused,  Outcome::Refused,  Outcome::Refused},
    {Break::OlderCharter,     "older charter",       Outcome::Quarantined, Outcome::Ignored,  Outcome::Waits,    Outcome::Refused,  Outcome::Refused,  Outcome::Refused},
    {Break::TooFewSignatures, "too few signatures",  Outcome::Quarantined, Outcome::Refused,  Outcome::Waits,    Outcome::Refused,  Outcome::Refused,  Outcome::Refused},
    // It warns, and stops changes where they are made; what was made elsewhere, and collecting, go on.
    {Break::ExpiredCharter,   "expired charter",     Outcome::Accepted,    Outcome::Accepted, Outcome::Accepted, Outcome::Accepted, Outcome::Accepted, Outcome::Accepted},
    // clang-format on
}};

std::vector<std::uint16_t> event_kinds()
{
    std::vector<std::uint16_t> kinds;
    for (std::uint16_t kind = 1; is_known(static_cast<EventKind>(kind)); ++kind) kinds.push_back(kind);
    return kinds;
}

/// A project whose keys all lie here, its supervisor's vault, and whoever would deceive it in one way.
class Deceived {
public:
    explicit Deceived(Break what)
        : what_(what), observer(world.new_vault("observer")), author(world.new_vault("author"))
    {
        const auto asked = observer.request_enrolment(Role::Supervisor, "Observer");
        REQUIRE(asked);
        observer_request_ = *asked;
        before_ = *Charter::sign(content(4, {}), both());
        held_ = *Charter::sign(content(5, before_->hash()), both());
        enrol(observer, *observer_request_);
        Incoming incoming;
        incoming.certificates = {worker_certificate().bytes(), limited_certificate().bytes()};
        REQUIRE(observer.take_in(incoming));
        REQUIRE(observer.certificates().size() == 3);
        const auto own = observer.write_event(own_event());
        REQUIRE(own);
        own_event_ = own->hash;
        const Event endangered = own_event();
        REQUIRE(observer.write_event(endangered));
        endangered_ = endangered.record;
    }

    /// What comes along with every message: the charter by which it would count.
    std::vector<Bytes> charters_along() const
    {
        if (what_ == Break::ForgedCharter || what_ == Break::TooFewSignatures || what_ == Break::OlderCharter)
            return {charter().bytes()};
        return {};
    }

    // --- the messages

    Bytes event(std::uint16_t kind)
    {
        const bool workers_kind = kind <= 6 || (kind >= 8 && kind <= 10);
        const SigningKeyPair& signer = what_ == Break::WrongRole ? (workers_kind ? server : worker) : event_signer();
        SealedEventHeader header;
        header.kind = kind;
        header.project = what_ == Break::WrongProject ? sample_project(99) : held_->content().project;
        header.record = RecordId::random(world.random);
        header.device = signer.device();
        header.sequence = ++sequence_;
        Event inside;
        inside.kind = static_cast<EventKind>(kind);
        inside.record = header.record;
        inside.dot = {header.device, header.sequence};
        const auto encoded = inside.encode();
        const auto sealed = SealedEvent::seal(header, encoded ? *encoded : to_bytes("of its kind"),
                                              held_->content().recipient_keys(), signer);
        REQUIRE(sealed);
        Bytes bytes = sealed->event.bytes();
        if (what_ == Break::Unsigned) std::fill(bytes.end() - 64, bytes.end(), std::uint8_t{0});
        return bytes;
    }

    /// The charter that is wrong in this way; it names the upstart a supervisor and a second form, and erases a record.
    Charter charter() const
    {
        CharterContent next = content(6, held_->hash());
        next.supervisors.push_back({upstart.public_key(), upstart_box.public_key(), "Upstart"});
        next.recipients.push_back({RecipientKind::Reader, upstart_box.public_key(), "Upstart"});
        next.forms.push_back(form_entry(second_form));
        next.erased_records = {endangered_};
        const auto with = [&](const std::vector<const SigningKeyPair*>& signers) {
            const auto made = Charter::sign(next, signers);
            REQUIRE(made);
            return *made;
        };
        switch (what_) {
        case Break::Unsigned:
            return with({});
        case Break::UnknownSigner:
            return with({&stranger, &upstart});
        case Break::Revoked: // Of an administrator whom the charter names no more.
            return with({&administrators[0], &former_administrator});
        case Break::WrongRole:
            return with({&administrators[0], &limited, &server});
        case Break::WrongProject:
            next.project = sample_project(99);
            return with(both());
        case Break::WrongScope: // It follows another charter than the one held.
            next.previous = before_->hash();
            return with(both());
        case Break::ForgedCharter: {
            Bytes bytes = with(both()).bytes();
            const std::string_view name = "Riverside";
            const auto found = std::search(bytes.begin(), bytes.end(), name.begin(), name.end());
            *found = 'r';
            return *Charter::parse(bytes);
        }
        case Break::OlderCharter:
            next.version = 4;
            next.previous = hash('p');
            return with(both());
        case Break::TooFewSignatures:
            return with({&administrators[0]});
        case Break::ExpiredCharter:
            return with(both());
        }
        return with({});
    }

    Certificate certificate() const
    {
        const EnrolmentRequest request = newcomer_request();
        const auto by = [&](const SigningKeyPair& issuer, std::vector<std::string> scope = {"XX01"},
                            std::uint8_t project = 7) {
            return *Certificate::issue(request, sample_project(project), Role::FieldWorker, std::move(scope), {},
                                       issuer);
        };
        switch (what_) {
        case Break::Unsigned: {
            Bytes bytes = by(administrators[0]).bytes();
            std::fill(bytes.end() - 64, bytes.end(), std::uint8_t{0});
            return *Certificate::parse(bytes);
        }
        case Break::UnknownSigner:
            return by(stranger);
        case Break::Revoked:
            return by(revoked_supervisor);
        case Break::WrongRole:
            return by(worker);
        case Break::WrongProject:
            return by(administrators[0], {"XX01"}, 99);
        case Break::WrongScope:
            return by(limited, {"XX01", "XX02"});
        case Break::ForgedCharter:
        case Break::OlderCharter:
        case Break::TooFewSignatures:
            return by(upstart);
        case Break::ExpiredCharter:
            return by(limited);
        }
        return by(stranger);
    }

    Bytes receipt() const
    {
        const auto by = [&](const SigningKeyPair& signer, std::uint8_t project = 7) {
            return Receipt::issue(ReceiptKind::Read, sample_project(project), {own_event_}, {}, signer)->bytes();
        };
        Bytes bytes = by(limited);
        switch (what_) {
        case Break::Unsigned:
            std::fill(bytes.end() - 64, bytes.end(), std::uint8_t{0});
            return bytes;
        case Break::UnknownSigner:
            return by(stranger);
        case Break::Revoked:
            return by(revoked_supervisor);
        case Break::WrongRole:
            return by(server);
        case Break::WrongProject:
            return by(limited, 99);
        case Break::ForgedCharter:
        case Break::OlderCharter:
        case Break::TooFewSignatures:
            return by(upstart);
        case Break::WrongScope:
        case Break::ExpiredCharter:
            break;
        }
        return bytes;
    }

    /// Of a form that only the wrong charter names; where nothing is wrong but the date, one that the charter held
    /// does.
    Bytes form() const { return to_bytes(what_ == Break::ExpiredCharter ? household_xform : second_form); }

    Result<void> accept_reply()
    {
        const auto asked = author.request_enrolment(Role::FieldWorker, "Author");
        REQUIRE(asked);
        const auto certificate_by = [&](const SigningKeyPair& issuer, std::uint8_t project = 7) {
            return *Certificate::issue(*asked, sample_project(project), Role::FieldWorker, {}, {}, issuer);
        };
        const auto take = [&](const Charter& charter, const Certificate& certificate) -> Result<void> {
            const auto sealed = EnrolmentReply{charter, certificate, {}}.seal(asked->box_key());
            REQUIRE(sealed);
            const auto read = author.read_enrolment_reply(*sealed);
            if (!read) return tl::unexpected(read.error());
            return author.accept_enrolment(*read);
        };
        switch (what_) {
        case Break::UnknownSigner:
            return take(*held_, certificate_by(stranger));
        case Break::Revoked:
            return take(*held_, certificate_by(revoked_supervisor));
        case Break::WrongRole:
            return take(*held_, certificate_by(worker));
        case Break::WrongProject:
            return take(*held_, certificate_by(administrators[0], 99));
        case Break::OlderCharter:
            REQUIRE(take(*held_, certificate_by(administrators[0])));
            return take(*before_, certificate_by(administrators[0]));
        case Break::ExpiredCharter:
            return take(*held_, certificate_by(limited));
        case Break::Unsigned:
        case Break::WrongScope:
        case Break::ForgedCharter:
        case Break::TooFewSignatures:
            break;
        }
        return take(charter(), certificate_by(upstart));
    }

    /// All that the observer would do differently, had it believed something.
    std::string state() const
    {
        std::string text = observer.charter()->hash().text();
        for (const Hash& one : observer.forms()) text += " form " + one.text();
        for (const auto& [device, head] : observer.heads())
            text += " head " + device.text() + std::to_string(head.sequence);
        for (const RecordOverview& one : observer.records())
            text += (one.is_erased ? " erased record " : " record ") + one.id.text();
        const JourneyCounts counts = observer.journey_counts();
        return text + " read " + std::to_string(counts.read) + " here " + std::to_string(counts.only_here);
    }
    bool is_kept(const Certificate& certificate) const
    {
        const auto all = observer.certificates();
        return std::ranges::find(all, certificate.bytes()) != all.end();
    }
    bool is_kept(const SealedEvent& event) const
    {
        const EventReference reference{{event.header().device, event.header().sequence}, event.hash()};
        const auto bytes = observer.event_bytes(reference);
        const auto handed_on = observer.events_after(reference.dot.device, reference.dot.sequence - 1, 10'000);
        return bytes && *bytes == event.bytes() && handed_on &&
               std::ranges::find(*handed_on, event.bytes()) != handed_on->end();
    }
    const Charter& held() const { return *held_; }
    /// The record that the charter erases, where it is believed.
    bool is_erased() const { return overview(observer, endangered_).is_erased; }

private:
    static ProjectId sample_project(std::uint8_t number) { return *ProjectId::from_bytes(Bytes(16, number)); }
    std::vector<const SigningKeyPair*> both() const { return {&administrators[0], &administrators[1]}; }

    static CharterForm form_entry(const char* xform)
    {
        CharterForm form;
        form.hash = hash_of(as_bytes(xform));
        form.id = "household";
        form.version = "1";
        return form;
    }

    CharterContent content(std::uint64_t version, const Hash& previous) const
    {
        CharterContent made;
        made.project = sample_project(7);
        made.version = version;
        made.previous = previous.is_none() ? hash('p') : previous;
        made.made = world.clock.now();
        made.name = "Riverside";
        made.threshold = 2;
        for (const SigningKeyPair& one : administrators) made.administrators.push_back({one.public_key(), "A"});
        made.recipients = {{RecipientKind::Reader, observer.box_keys().public_key(), "Observer"},
                           {RecipientKind::Reader, limited_box.public_key(), "Limited"},
                           {RecipientKind::OfflineEscrow, escrow.public_key(), "Escrow"}};
        made.supervisors = {{observer.signing_keys().public_key(), observer.box_keys().public_key(), "Observer"},
                            {limited.public_key(), limited_box.public_key(), "Limited"},
                            {revoked_supervisor.public_key(), limited_box.public_key(), "Revoked"}};
        made.servers = {{"https://s.example", server.public_key(), server_box.public_key(), {}}};
        made.forms = {form_entry(household_xform)};
        made.policy.escrow_tested = true;
        made.revocations = {{revoked_supervisor.device(), 0, {}}};
        if (what_ == Break::Revoked) made.revocations.push_back({worker.device(), 0, {}});
        if (what_ == Break::ExpiredCharter) made.expires = world.clock.now() - std::chrono::hours(24);
        return made;
    }

    const SigningKeyPair& event_signer() const
    {
        switch (what_) {
        case Break::UnknownSigner:
            return stranger;
        case Break::WrongScope: // Enrolled by a supervisor for an area that is not theirs: see `certificate`.
        case Break::ForgedCharter:
        case Break::OlderCharter:
        case Break::TooFewSignatures:
            return newcomer;
        case Break::ExpiredCharter: // Every kind may come from a supervisor of the charter held.
            return limited;
        case Break::Unsigned:
        case Break::Revoked:
        case Break::WrongRole:
        case Break::WrongProject:
            break;
        }
        return worker;
    }

    EnrolmentRequest newcomer_request() const
    {
        return *EnrolmentRequest::create(newcomer, newcomer_box.public_key(), Role::FieldWorker, "Newcomer");
    }
    Certificate worker_certificate() const
    {
        const auto request = EnrolmentRequest::create(worker, newcomer_box.public_key(), Role::FieldWorker, "Worker");
        return *Certificate::issue(*request, sample_project(7), Role::FieldWorker, {}, {}, administrators[2]);
    }
    /// A supervisor who is responsible for one area.
    Certificate limited_certificate() const
    {
        const auto request = EnrolmentRequest::create(limited, limited_box.public_key(), Role::Supervisor, "Limited");
        return *Certificate::issue(*request, sample_project(7), Role::Supervisor, {"XX01"}, {}, administrators[2]);
    }
    void enrol(Vault& vault, const EnrolmentRequest& request)
    {
        const auto certificate =
            Certificate::issue(request, sample_project(7), request.role(), {}, {}, administrators[0]);
        REQUIRE(certificate);
        REQUIRE(vault.accept_enrolment(EnrolmentReply{*held_, *certificate, {}}));
    }
    Event own_event()
    {
        Event event;
        event.kind = EventKind::Create;
        event.record = RecordId::random(world.random);
        event.form = {"household", "1", hash_of(as_bytes(household_xform))};
        return event;
    }

    static constexpr const char* second_form = "<h:html><second/></h:html>";

    Break what_;
    World world;
    std::array<SigningKeyPair, 3> administrators = {SigningKeyPair::generate(), SigningKeyPair::generate(),
                                                    SigningKeyPair::generate()};
    SigningKeyPair former_administrator = SigningKeyPair::generate(), stranger = SigningKeyPair::generate(),
                   upstart = SigningKeyPair::generate(), worker = SigningKeyPair::generate(),
                   newcomer = SigningKeyPair::generate(), limited = SigningKeyPair::generate(),
                   revoked_supervisor = SigningKeyPair::generate(), server = SigningKeyPair::generate();
    BoxKeyPair escrow = BoxKeyPair::generate(), limited_box = BoxKeyPair::generate(),
               server_box = BoxKeyPair::generate(), upstart_box = BoxKeyPair::generate(),
               newcomer_box = BoxKeyPair::generate();
    std::optional<EnrolmentRequest> observer_request_;
    std::optional<Charter> before_, held_;
    Hash own_event_;
    RecordId endangered_;
    std::uint64_t sequence_ = 0;

public:
    Vault observer, author;
};

/// What became of one certificate, charter, receipt or form, out of the report.
Outcome outcome_of(const IncomingReport& report, std::size_t accepted, std::size_t refused_along)
{
    if (accepted > 0) return Outcome::Accepted;
    return report.refused.size() > refused_along ? Outcome::Refused : Outcome::Ignored;
}

Outcome outcome_of(EventFate fate)
{
    switch (fate) {
    case EventFate::New:
        return Outcome::Accepted;
    case EventFate::Quarantined:
        return Outcome::Quarantined;
    case EventFate::Damaged:
        return Outcome::Damaged;
    case EventFate::AlreadyHere:
    case EventFate::Fork:
        break;
    }
    return Outcome::Ignored;
}

} // namespace

TEST_CASE("whoever may not say something is not believed: nothing is applied, and nothing that may count later dropped")
{
    std::size_t cells = 0;
    std::set<Break> seen;
    for (const Row& row : matrix) {
        seen.insert(row.what);
        Deceived deceived(row.what);
        Vault& observer = deceived.observer;
        const auto take_in = [&](Incoming incoming) {
            const auto along = deceived.charters_along();
            incoming.charters.insert(incoming.charters.end(), along.begin(), along.end());
            const auto report = observer.take_in(incoming);
            REQUIRE(report);
            return *report;
        };
        // The wrong charter that comes along is told each time, but for an older one.
        const std::size_t along = deceived.charters_along().empty() || row.what == Break::OlderCharter ? 0 : 1;
        const auto check = [&](const std::string& message, Outcome expected, Outcome was, const std::string& before) {
            INFO(row.name, " × ", message);
            CHECK(static_cast<int>(was) == static_cast<int>(expected));
            if (expected != Outcome::Accepted) CHECK(deceived.state() == before);
            ++cells;
        };

        // Who is enrolled in the wrong way says so before writing anything.
        const Certificate certificate = deceived.certificate();
        {
            const std::string before = deceived.state();
            Incoming incoming;
            incoming.certificates = {certificate.bytes()};
            const IncomingReport report = take_in(incoming);
            Outcome was = outcome_of(report, report.certificates_accepted, along);
            if (was == Outcome::Refused && deceived.is_kept(certificate)) was = Outcome::Waits;
            check("certificate", row.certificate, was, before);
        }
        std::vector<std::uint16_t> kinds = event_kinds();
        REQUIRE(kinds.size() == 16);
        // A kind of a later version comes from whoever is known; all other breaks hold for it too.
        if (row.what != Break::WrongRole) kinds.push_back(999);
        for (const std::uint16_t kind : kinds) {
            const std::string before = deceived.state();
            const Bytes bytes = deceived.event(kind);
            Incoming incoming;
            incoming.events = {bytes};
            const IncomingReport report = take_in(incoming);
            check(std::string("event ") + name_of(static_cast<EventKind>(kind)), row.event,
                  outcome_of(report.events.front()), before);
            if (row.event == Outcome::Quarantined || row.event == Outcome::Accepted)
                CHECK(deceived.is_kept(*SealedEvent::parse(bytes)));
        }
        if (row.receipt != Outcome::None) {
            const std::string before = deceived.state();
            Incoming incoming;
            incoming.receipts = {deceived.receipt()};
            const IncomingReport report = take_in(incoming);
            check("receipt", row.receipt, outcome_of(report, report.receipts_accepted, along), before);
        }
        {
            const std::string before = deceived.state();
            Incoming incoming;
            incoming.forms = {deceived.form()};
            // The charter that would name it comes along, wrong as it is.
            if (row.what != Break::ExpiredCharter) incoming.charters = {deceived.charter().bytes()};
            const IncomingReport report = take_in(incoming);
            check("form", row.form, outcome_of(report, report.forms_accepted, 0), before);
        }
        {
            const std::string before = deceived.state();
            Incoming incoming;
            incoming.charters = {deceived.charter().bytes()};
            const auto report = observer.take_in(incoming);
            REQUIRE(report);
            check("charter", row.charter, outcome_of(*report, report->charters_accepted, 0), before);
            CHECK(deceived.is_erased() == (row.charter == Outcome::Accepted));
            ++cells;
        }
        if (row.reply != Outcome::None) {
            const auto accepted = deceived.accept_reply();
            INFO(row.name, " × enrolment reply");
            CHECK(kind_of(accepted) == (row.reply == Outcome::Accepted ? "success" : "Refused"));
            const bool has_charter = deceived.author.charter() != nullptr;
            CHECK(has_charter == (row.reply == Outcome::Accepted || row.what == Break::OlderCharter));
            if (has_charter) CHECK(deceived.author.charter()->hash() == deceived.held().hash());
            ++cells;
        }
    }
    CHECK(seen.size() == all_breaks.size());
    MESSAGE("authority matrix: ", cells, " cells, each with its verdict");
}

TEST_CASE("a certificate that waited counts as soon as a charter lets it, and so does what its holder wrote")
{
    Team team;
    Vault second = team.world.new_vault("second");
    const auto asked = second.request_enrolment(Role::Supervisor, "Second");
    const auto reply = team.created.project.approve_enrolment(*asked);
    REQUIRE(reply);
    REQUIRE(second.accept_enrolment(*reply));
    Vault worker = team.world.new_vault("new");
    const auto request = worker.request_enrolment(Role::FieldWorker, "New");
    const auto enrolled = second.approve_enrolment(*request);
    REQUIRE(enrolled);
    REQUIRE(worker.accept_enrolment(*enrolled));
    const RecordId record = team.interview(worker);

    // The first supervisor has not heard of the second: certificate and events come before the charter.
    Incoming all = Team::all_of(worker);
    const std::vector<Bytes> charters = std::move(all.charters);
    all.charters.clear();
    const auto report = team.supervisor.take_in(all);
    CHECK(report->certificates_accepted == 0);
    CHECK(report->count(EventFate::Quarantined) == 1);
    const auto kept = team.supervisor.certificates();
    CHECK(std::ranges::find(kept, enrolled->certificate.bytes()) != kept.end());
    Incoming later;
    later.charters = charters;
    CHECK(team.supervisor.take_in(later)->released_from_quarantine == 1);
    CHECK(team.supervisor.events_of(record)->size() == 1);
}

TEST_CASE("a supervisor of one area enrols for that area only, and a field worker decides nothing over others")
{
    Team team;
    Vault limited = team.world.new_vault("limited");
    const auto asked = limited.request_enrolment(Role::Supervisor, "Limited");
    const auto reply = team.created.project.approve_enrolment(*asked, {"XX01"});
    REQUIRE(reply);
    REQUIRE(limited.accept_enrolment(*reply));
    Vault worker = team.world.new_vault("new");
    const auto request = worker.request_enrolment(Role::FieldWorker, "New");
    CHECK(kind_of(limited.approve_enrolment(*request)) == "Refused"); // For everywhere.
    CHECK(kind_of(limited.approve_enrolment(*request, {"XX01", "XX02"})) == "Refused");
    CHECK(limited.approve_enrolment(*request, {"XX01"}));

    const RecordId record = team.interview(team.worker);
    Event review;
    review.kind = EventKind::Review;
    review.record = record;
    review.topic = "approved";
    CHECK(kind_of(team.worker.write_event(review)) == "Refused");
    CHECK(team.supervisor.write_event(review));
}

TEST_CASE("before the escrow sheet was tried nobody is sent to respondents and nothing is sealed")
{
    World world;
    auto created = Team::make_project(world);
    Project& project = created.project;
    const Hash form = Team::publish(project, RetainLocal::UntilRead);
    Vault supervisor = world.new_vault("supervisor");
    const auto asked = supervisor.request_enrolment(Role::Supervisor, "Supervisor");
    REQUIRE(supervisor.accept_enrolment(*project.approve_enrolment(*asked))); // Setting up goes on.
    Vault worker = world.new_vault("worker");
    const auto request = worker.request_enrolment(Role::FieldWorker, "Worker");
    CHECK(kind_of(project.approve_enrolment(*request)) == "Refused");
    CHECK(kind_of(supervisor.approve_enrolment(*request)) == "Refused");
    // A draft can be made, for training; it stays what it is.
    const auto record = supervisor.begin_record({"household", "1", form}, "en");
    REQUIRE(record);
    REQUIRE(supervisor.save_answers(*record, Team::answer("/data/consent", "yes")));
    CHECK(kind_of(supervisor.finalise(*record)) == "Refused");
    Event event;
    event.kind = EventKind::Comment;
    event.record = *record;
    CHECK(kind_of(supervisor.write_event(event)) == "Refused");
    CHECK(supervisor.drafts().size() == 1);
    CHECK(value_of(*supervisor.draft(*record), "/data/consent") == "yes");

    REQUIRE(project.test_escrow(created.escrow_sheet));
    Incoming incoming;
    incoming.charters = {project.charter().bytes()};
    REQUIRE(supervisor.take_in(incoming)->charters_accepted == 1);
    CHECK(supervisor.finalise(*record));
    CHECK(project.approve_enrolment(*request));
    CHECK(supervisor.approve_enrolment(*request));

    ProjectFounding hasty;
    hasty.name = "Hasty";
    hasty.policy.escrow_tested = true; // Saying so is not enough.
    auto founded = Project::create(world.folder / "hasty", hasty, secret("x"), world.environment(), fast);
    REQUIRE(founded);
    CHECK_FALSE(founded->project.charter().content().policy.escrow_tested);
}
