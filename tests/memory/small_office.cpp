#include "memory/small_office.h"

#include "workbook/read_workbook.h"
#include "xform/own_extensions.h"
#include "xform/write_xform.h"
#include "xlsform/read_xlsform.h"

#include <doctest/doctest.h>

namespace mahalla::test {

SmallOffice::SmallOffice(const std::filesystem::path& questionnaire)
{
    auto made =
        Project::create(folder / "project", ProjectFounding{"Office"}, secret("headquarters"), environment(), cheap);
    REQUIRE(made);
    project = std::move(made->project);
    REQUIRE(project->test_escrow(made->escrow_sheet));
    const auto bytes = disk.read(std::filesystem::path(MAHALLA_SOURCE_FOLDER) / questionnaire, 16U << 20U);
    REQUIRE(bytes);
    const auto workbook = read_workbook(*bytes, questionnaire.filename().string());
    REQUIRE(workbook);
    const FormReading reading = read_xlsform(workbook->workbook);
    REQUIRE(reading.form);
    CharterForm details;
    details.id = reading.form->id();
    details.version = reading.form->version();
    details.title = reading.form->title();
    const auto published =
        project->publish_form(as_bytes(with_own_extensions(write_xform(*reading.form), *reading.form)), details);
    REQUIRE(published);
    form = *published;
    auto vault = Vault::create(folder / "supervisor", secret("supervisor"), environment(), cheap);
    REQUIRE(vault);
    supervisor = std::move(vault->vault);
    enrol(*supervisor, Role::Supervisor, "supervisor");
}

void SmallOffice::enrol(Vault& vault, Role role, const std::string& label)
{
    const auto request = vault.request_enrolment(role, label);
    REQUIRE(request);
    const auto reply = project->approve_enrolment(*request);
    REQUIRE(reply);
    REQUIRE(vault.accept_enrolment(*reply));
}

} // namespace mahalla::test
