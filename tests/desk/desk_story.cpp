#include "desk/desk_story.h"

#include "xform/own_extensions.h"
#include "xform/write_xform.h"
#include "xlsform/read_workbook.h"
#include "xlsform/read_xlsform.h"

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
    DeskEnvironment environment{disk_, clock_, random_, languages(), jobs_};
    environment.cost = fast;
    desk_.emplace(ui.page(), environment, vault_folder(), setup_.language);
    ui.draw = [this](ui::Page& page) {
        // Before the frame what the one before asked for, as the window does after it.
        desk_->apply();
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

void DeskStory::enrol_what_the_desk_made()
{
    desk_->lock();
    auto vault = Vault::unlock(vault_folder(), Secret::copy_of(passphrase), store());
    REQUIRE(vault);
    enrol(*vault, Role::FieldWorker, vault->device().text().substr(0, 6));
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

} // namespace mahalla::test
