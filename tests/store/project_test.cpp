#include "store/project_story.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a project opens again with its passphrase and everything in it")
{
    Team team;
    const std::uint64_t version = team.created.project.charter().content().version;
    const Bytes charter = team.created.project.charter().bytes();
    {
        const Project closed = std::move(team.created.project);
    }
    const auto open = [&](std::string_view passphrase) {
        return Project::open(team.world.folder / "project", secret(passphrase), team.world.environment());
    };
    CHECK(kind_of(open("wrong")) == "Refused");
    const auto opened = open("project");
    REQUIRE(opened);
    CHECK(opened->charter().bytes() == charter);
    CHECK(opened->charters().size() == version);
    CHECK(as_text(*opened->form(team.form)) == household_xform);
    CHECK(kind_of(Project::open(team.world.folder / "none", secret("project"), team.world.environment())) ==
          "NotFound");
    CHECK(kind_of(Project::open(team.world.folder / "worker", secret("pass of worker"), team.world.environment())) ==
          "NotFound");
}

TEST_CASE("a project begins with a reader and an offline escrow whose key is on the sheet alone")
{
    World world;
    const auto created = Team::make_project(world);
    const CharterContent& content = created.project.charter().content();
    REQUIRE(content.recipients.size() == 2);
    CHECK(content.recipients[0].key == created.project.reader_keys().public_key());
    CHECK(content.recipients[1].kind == RecipientKind::OfflineEscrow);
    const auto escrow = BoxKeyPair::from_seed(*secret_of_recovery_text(created.escrow_sheet));
    CHECK(content.recipients[1].key == escrow->public_key());
    CHECK(created.project.charter().verify_self_signed());
}

TEST_CASE("a project whose threshold cannot be met is not made")
{
    World world;
    ProjectFounding founding;
    founding.name = "Riverside";
    founding.threshold = 2;
    CHECK(kind_of(Project::create(world.folder / "project", founding, secret("project"), world.environment(), fast)) ==
          "Invalid");
    founding.administrators = {"First", "Second", "Third"};
    const auto created =
        Project::create(world.folder / "project", founding, secret("project"), world.environment(), fast);
    REQUIRE(created);
    CHECK(created->project.charter().content().administrators.size() == 3);
    CHECK(kind_of(Project::create(world.folder / "project", founding, secret("x"), world.environment(), fast)) ==
          "Invalid");
}

TEST_CASE("the project may go live only after the escrow sheet has opened a test event")
{
    World world;
    auto created = Team::make_project(world);
    Project& project = created.project;
    CHECK_FALSE(project.charter().content().policy.escrow_tested);
    CHECK(kind_of(project.test_escrow(secret("tumo ravi"))) == "Invalid");
    CHECK(kind_of(project.test_escrow(recovery_text_of(Secret::random(32)))) == "Refused");
    const Secret reader_sheet = recovery_text_of(project.reader_keys().seed());
    CHECK(kind_of(project.test_escrow(reader_sheet)) == "Refused"); // A recipient, but no escrow.
    Policy policy;
    policy.escrow_tested = true;
    REQUIRE(project.set_policy(policy));
    CHECK_FALSE(project.charter().content().policy.escrow_tested);
    REQUIRE(project.test_escrow(created.escrow_sheet));
    CHECK(project.charter().content().policy.escrow_tested);
}

TEST_CASE("publishing a newer questionnaire closes the older ones of its id; the same bytes change nothing")
{
    Team team;
    Project& project = team.created.project;
    const std::uint64_t version = project.charter().content().version;
    CharterForm details;
    details.id = "household";
    details.version = "1";
    CHECK(*project.publish_form(as_bytes(household_xform), details) == team.form);
    CHECK(project.charter().content().version == version);
    details.version = "2";
    const auto newer = project.publish_form(as_bytes("<h:html/>"), details);
    REQUIRE(newer);
    CHECK(project.charter().content().version == version + 1);
    CHECK_FALSE(project.charter().content().form(team.form)->is_open);
    CHECK(project.charter().content().form(*newer)->is_open);
    CHECK(kind_of(project.form(hash('f'))) == "NotFound");
}

TEST_CASE("a key that is a recipient already is not added again, and the charter stays as it was")
{
    Team team;
    Project& project = team.created.project;
    const Bytes before = project.charter().bytes();
    const Recipient twice{RecipientKind::Reader, project.reader_keys().public_key(), "again"};
    CHECK(kind_of(project.add_recipient(twice)) == "Invalid");
    CHECK(project.charter().bytes() == before);
    REQUIRE(project.add_recipient({RecipientKind::Reader, BoxKeyPair::generate().public_key(), "second reader"}));
    CHECK(project.charter().content().recipients.size() == 4);
}

TEST_CASE("every version of the charter follows the one before")
{
    Team team;
    const auto charters = team.created.project.charters();
    REQUIRE(charters.size() > 2);
    for (std::size_t i = 1; i < charters.size(); ++i)
        CHECK(Charter::parse(charters[i])->verify_after(*Charter::parse(charters[i - 1])));
}

TEST_CASE("a supervisor becomes a recipient by enrolling; a server must be pinned first")
{
    World world;
    auto created = Team::make_project(world);
    Vault supervisor = world.new_vault("supervisor");
    const auto request = supervisor.request_enrolment(Role::Supervisor, "Supervisor");
    const auto reply = created.project.approve_enrolment(*request);
    REQUIRE(reply);
    CHECK(reply->charter.content().recipients.size() == 3);
    REQUIRE(supervisor.accept_enrolment(*reply));
    CHECK(supervisor.is_reader());
    CHECK(supervisor.label() == "Supervisor");

    const SigningKeyPair signing = SigningKeyPair::generate();
    const BoxKeyPair box = BoxKeyPair::generate();
    const auto server = EnrolmentRequest::create(signing, box.public_key(), Role::Server, "Server");
    CHECK(kind_of(created.project.approve_enrolment(*server)) == "Refused");
    REQUIRE(created.project.add_server({"https://server.example", signing.public_key(), box.public_key(), {}}));
    CHECK(created.project.approve_enrolment(*server));
}

TEST_CASE("both sides see the same digits, of the request and of the project")
{
    Team team;
    const auto request =
        EnrolmentRequest::parse(team.world.new_vault("new").request_enrolment(Role::FieldWorker, "X")->bytes());
    CHECK(request->fingerprint().size() == 35);
    CHECK(team.worker.charter()->fingerprint() == team.created.project.charter().fingerprint());
}

TEST_CASE("an enrolment reply for another vault, request or project is refused")
{
    Team team;
    Vault vault = team.world.new_vault("new");
    const auto request = vault.request_enrolment(Role::FieldWorker, "New");
    const auto reply = team.supervisor.approve_enrolment(*request);
    REQUIRE(reply);
    const auto file = reply->seal(request->box_key());
    CHECK(kind_of(team.worker.read_enrolment_reply(*file)) == "Refused");
    CHECK(kind_of(team.worker.accept_enrolment(*reply)) == "Refused");
    CHECK(as_text(*file).find("Riverside") == std::string_view::npos);

    Team other;
    const auto foreign = other.supervisor.approve_enrolment(*request);
    const EnrolmentReply mixed{reply->charter, foreign->certificate, {}};
    CHECK(kind_of(vault.accept_enrolment(mixed)) == "Refused");
    // Asking again under another label makes the old answer void.
    REQUIRE(vault.request_enrolment(Role::FieldWorker, "Renamed"));
    CHECK(kind_of(vault.accept_enrolment(*reply)) == "Refused");
    CHECK(vault.charter() == nullptr);
}

TEST_CASE("an enrolment reply with any bit flipped is not accepted")
{
    Team team;
    Vault vault = team.world.new_vault("new");
    const auto request = vault.request_enrolment(Role::FieldWorker, "New");
    const Bytes file = *team.supervisor.approve_enrolment(*request)->seal(request->box_key());
    std::size_t accepted = 0;
    for (std::size_t byte = 0; byte < file.size(); ++byte) {
        Bytes damaged = file;
        damaged[byte] ^= static_cast<std::uint8_t>(1U << byte % 8);
        if (vault.read_enrolment_reply(damaged)) ++accepted;
        if (vault.read_enrolment_reply(ByteView(file).first(byte))) ++accepted;
    }
    CHECK(accepted == 0);
    CHECK(vault.read_enrolment_reply(file));
}

TEST_CASE("only supervisors enrol, and only field workers")
{
    Team team;
    Vault vault = team.world.new_vault("new");
    const auto request = vault.request_enrolment(Role::FieldWorker, "New");
    CHECK(kind_of(team.worker.approve_enrolment(*request)) == "Refused");
    const auto ambitious = vault.request_enrolment(Role::Supervisor, "New");
    CHECK(kind_of(team.supervisor.approve_enrolment(*ambitious)) == "Refused");
}
