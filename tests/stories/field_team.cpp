#include "stories/field_team.h"

#include "command_line/form_files.h"
#include "exchange/import_bundle.h"
#include "exchange/outgoing.h"
#include "exchange/vault_archive.h"
#include "xform/own_extensions.h"
#include "xform/write_xform.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>

namespace mahalla::test {

FieldTeam::FieldTeam(std::uint64_t seed) : clock(*instant_from_text("2026-11-21T08:00:00Z")), random(seed)
{
    ProjectFounding founding;
    founding.name = "CANARY-PROJECT";
    const Secret passphrase = secret("CANARY-PASSPHRASE of headquarters");
    auto created = Project::create(folder / "headquarters", founding, passphrase, environment(), cheap());
    REQUIRE(created);
    REQUIRE(created->project.test_escrow(created->escrow_sheet));
    project_ = std::make_unique<Project>(std::move(created->project));
}

Hash FieldTeam::publish(const std::string& workbook)
{
    const FormReading reading =
        read_form_file(disk, std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "assets" / "questionnaires" / workbook);
    for (const Diagnostic& diagnostic : reading.diagnostics) INFO(to_line(diagnostic));
    REQUIRE(reading.form);
    CharterForm details;
    details.id = reading.form->id();
    details.version = reading.form->version();
    details.title = reading.form->title();
    const auto hash =
        project_->publish_form(as_bytes(with_own_extensions(write_xform(*reading.form), *reading.form)), details);
    REQUIRE(hash);
    return *hash;
}

std::unique_ptr<TeamMember> FieldTeam::enrol(const std::string& name, Role role)
{
    const std::string passphrase = "CANARY-PASSPHRASE of " + name;
    auto created = Vault::create(folder / name, secret(passphrase), environment(), cheap());
    REQUIRE(created);
    auto member = std::make_unique<TeamMember>(TeamMember{folder / name, passphrase, std::move(created->vault), {}});
    const auto request = member->vault.request_enrolment(role, "CANARY-PERSON " + name);
    REQUIRE(request);
    const auto reply = project_->approve_enrolment(*request);
    REQUIRE(reply);
    const auto sealed = reply->seal(request->box_key());
    REQUIRE(sealed);
    const auto opened = member->vault.read_enrolment_reply(*sealed);
    REQUIRE(opened);
    CHECK(opened->charter.fingerprint() == project_->charter().fingerprint());
    REQUIRE(member->vault.accept_enrolment(*opened));
    return member;
}

void FieldTeam::export_to(TeamMember& member, const std::filesystem::path& stick)
{
    std::vector<BoxPublicKey> readers;
    for (const Recipient& recipient : member.vault.charter()->content().recipients)
        if (recipient.kind == RecipientKind::Reader) readers.push_back(recipient.key);
    VaultArchive archive(member.vault);
    REQUIRE(disk.make_folder(stick));
    const auto bundles =
        write_bundles(archive, {readers, {}, FormsInBundle::Include}, member.vault.signing_keys(), disk, stick, random);
    REQUIRE(bundles);
    CHECK_FALSE(bundles->empty());
}

void FieldTeam::import_all(TeamMember& member, const std::filesystem::path& stick, bool reversed)
{
    auto names = disk.list(stick);
    REQUIRE(names);
    if (reversed) std::reverse(names->begin(), names->end());
    VaultArchive archive(member.vault);
    for (const auto& name : *names) {
        const auto report = import_bundle(archive, member.vault.box_keys(), disk, stick / name);
        REQUIRE(report);
        CHECK(report->is_complete());
        CHECK(report->damaged == 0);
        CHECK(report->quarantined == 0);
    }
}

std::vector<std::string> FieldTeam::files_with(const std::string& canary)
{
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        if (content.find(canary) != std::string::npos ||
            entry.path().filename().string().find(canary) != std::string::npos)
            found.push_back(entry.path().filename().string());
    }
    return found;
}

} // namespace mahalla::test
