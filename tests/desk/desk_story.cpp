#include "desk/desk_story.h"

#include "exchange/outgoing.h"
#include "exchange/vault_archive.h"
#include "fieldwork/interview.h"
#include "session/answer_generator.h"
#include "workbook/read_workbook.h"
#include "xform/own_extensions.h"
#include "xform/write_xform.h"
#include "xlsform/read_xlsform.h"

#include <algorithm>
#include <doctest/doctest.h>

namespace mahalla::test {

namespace {

/// As little as a passphrase may cost.
constexpr PassphraseCost fast{1, std::uint64_t{8} << 20U};

} // namespace

DeskStory::DeskStory(const UiHarness::Setup& setup) : ui(setup), setup_(setup)
{
    auto made = Project::create(folder_ / "project", ProjectFounding{"Made-up project"},
                                Secret::copy_of("headquarters"), store(), fast);
    REQUIRE(made);
    REQUIRE(made->project.test_escrow(made->escrow_sheet));
    project_ = std::move(made->project);
    for (const char* name : {"household.xlsx", "neighbourhood.xlsx"}) {
        const auto path = std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "assets/questionnaires" / name;
        const auto bytes = disk_.read(path, 16U << 20U);
        REQUIRE(bytes);
        const auto workbook = read_workbook(*bytes, name);
        REQUIRE(workbook);
        const FormReading reading = read_xlsform(workbook->workbook);
        REQUIRE(reading.form);
        CharterForm details;
        details.id = reading.form->id();
        details.version = reading.form->version();
        details.title = reading.form->title();
        REQUIRE(
            project_->publish_form(as_bytes(with_own_extensions(write_xform(*reading.form), *reading.form)), details));
    }
    restart();
}

void DeskStory::restart()
{
    desk_.reset();
    DeskEnvironment environment{disk_, clock_, random_, languages(), *jobs_};
    environment.cost = fast;
    environment.print_sheet = print_sheet;
    environment.draw_words = [this](const WordList& list) {
        Secret words = generate_passphrase(list);
        words_drawn_ = as_text(words.view());
        return words;
    };
    desk_.emplace(ui.page(), environment, sat_at_, setup_.language);
    ui.draw = [this](ui::Page& page) {
        // Before the frame what the one before asked for, as the window does after it.
        while (desk_->apply()) {
        }
        desk_->draw(page);
    };
}

void DeskStory::enrol(Vault& vault, Role role, const std::string& label)
{
    const auto request = vault.request_enrolment(role, label);
    REQUIRE(request);
    const auto reply = project_->approve_enrolment(*request);
    REQUIRE(reply);
    REQUIRE(vault.accept_enrolment(*reply));
}

void DeskStory::enrol(Role role)
{
    auto created = Vault::create(vault_folder(), Secret::copy_of(passphrase), store(), fast);
    REQUIRE(created);
    enrol(created->vault, role, "Worker");
    created->vault.lock();
    restart();
}

void DeskStory::enrol_under_supervisor()
{
    auto supervisor = Vault::create(supervisor_folder(), Secret::copy_of(passphrase), store(), fast);
    REQUIRE(supervisor);
    enrol(supervisor->vault, Role::Supervisor, "Supervisor");
    auto worker = Vault::create(vault_folder(), Secret::copy_of(passphrase), store(), fast);
    REQUIRE(worker);
    const auto request = worker->vault.request_enrolment(Role::FieldWorker, "Worker");
    REQUIRE(request);
    const auto reply = supervisor->vault.approve_enrolment(*request);
    REQUIRE(reply);
    REQUIRE(worker->vault.accept_enrolment(*reply));
    supervisor->vault.lock();
    worker->vault.lock();
    restart();
}

std::string DeskStory::make_vault_without_project()
{
    auto created = Vault::create(vault_folder(), Secret::copy_of(passphrase), store(), fast);
    REQUIRE(created);
    created->vault.lock();
    restart();
    std::string words(as_text(created->recovery_code.view()));
    std::ranges::replace(words, '\n', ' '); // as people type them
    return words;
}

std::string DeskStory::put_reply_on(const std::string& stick)
{
    desk_->lock();
    auto vault = Vault::unlock(vault_folder(), Secret::copy_of(passphrase), store());
    REQUIRE(vault);
    const auto request = vault->request_enrolment(Role::FieldWorker, "Worker");
    REQUIRE(request);
    const auto reply = project_->approve_enrolment(*request);
    REQUIRE(reply);
    const auto sealed = reply->seal(request->box_key());
    REQUIRE(sealed);
    REQUIRE(disk_.write("/media/" + stick + "/team4.reply", *sealed));
    vault->lock();
    unlock();
    return reply->charter.fingerprint();
}

void DeskStory::enrol_what_the_desk_made()
{
    desk_->lock();
    auto vault = Vault::unlock(vault_folder(), Secret::copy_of(passphrase), store());
    REQUIRE(vault);
    enrol(*vault, Role::FieldWorker, vault->device().text().substr(0, 6));
}

void DeskStory::notice_media()
{
    (void)desk_->look_for_media();
    settle();
}

void DeskStory::unlock()
{
    ui.page().focus("unlock/passphrase");
    ui.type(std::string(passphrase) + "\n");
    REQUIRE(desk().screen() == Desk::Screen::Home);
}

void DeskStory::begin(const std::string& title)
{
    ui.click(title);
    REQUIRE(desk().screen() == Desk::Screen::Interview);
}

void DeskStory::click_path(const std::string& path)
{
    settle();
    const ui::Node* found = ui.page().registry().find_path(path);
    REQUIRE_MESSAGE(found != nullptr, path << " is not here:\n" << ui.text());
    const std::string label = found->label; // the registry is written anew each frame
    ui.click(label, found->role);
}

std::string DeskStory::turn_to(const std::string& ref)
{
    for (int pages = 0; pages < 40; ++pages) {
        settle();
        for (const ui::Node& node : ui.page().registry().nodes())
            if (node.path.starts_with("interview/") && node.path.ends_with("/" + ref)) return node.path;
        click_path("interview/next");
    }
    FAIL(ref << " is on no page");
    return {};
}

void DeskStory::refuse_consent()
{
    ui.page().focus(turn_to("/data/consent_block/consent"));
    ui.type("2");
    while (ui.page().registry().find_path("interview/check") == nullptr) click_path("interview/next");
    click_path("interview/check");
    REQUIRE(desk().screen() == Desk::Screen::Check);
}

void DeskStory::put_a_colleagues_bundle_on_the_stick()
{
    auto created = Vault::create(folder_ / "colleague", Secret::copy_of(passphrase), store(), fast);
    REQUIRE(created);
    Vault& vault = created->vault;
    enrol(vault, Role::FieldWorker, "Colleague");
    FormShelf shelf;
    const auto form = shelf.form(vault, vault.charter()->content().forms[0].hash);
    REQUIRE(form);
    constexpr int households = 25;
    for (int i = 0; i < households; ++i) {
        auto interview = Interview::begin(vault, *form, {clock_, random_});
        REQUIRE(interview);
        REQUIRE(interview->answer("/data/consent_block/consent", "yes"));
        REQUIRE(interview->answer("/data/consent_block/consent_share", "yes"));
        const char* group = i == 0 ? "returned" : i % 2 == 0 ? "host" : "refugee";
        REQUIRE(interview->answer("/data/household/displacement", group));
        REQUIRE(interview->answer("/data/safety/safe_night", i % 3 == 0 ? "very_unsafe" : "rather_safe"));
        AnswerGenerator(random_).fill(interview->session());
        REQUIRE(interview->save());
        const auto unmet = interview->finalise();
        REQUIRE(unmet);
        REQUIRE(unmet->empty());
    }
    OutgoingRequest request;
    for (const Recipient& recipient : vault.charter()->content().recipients)
        if (recipient.kind == RecipientKind::Reader) request.recipients.push_back(recipient.key);
    REQUIRE(disk_.make_folder(stick()));
    VaultArchive archive(vault);
    REQUIRE(write_bundles(archive, request, vault.signing_keys(), disk_, stick(), random_));
    vault.lock();
}

} // namespace mahalla::test
