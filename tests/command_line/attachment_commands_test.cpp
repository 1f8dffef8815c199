#include "base/bytes.h"
#include "command_line/field_office.h"
#include "support/media_samples.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <nlohmann/json.hpp>

using namespace mahalla;
using namespace mahalla::test;
using nlohmann::json;

namespace {

std::string with_photo(const std::string& step) { return finished_interview("with a photograph") + step + "\n"; }

std::string attach_step(const std::string& name, const std::string& base64 = {})
{
    json step{{"op", "attach"}, {"ref", "/data/photo"}, {"name", name}};
    if (!base64.empty()) step["base64"] = base64;
    return step.dump();
}

ProgramRun new_record(const FieldOffice& office, const std::string& vault, const std::string& script,
                      std::vector<std::string> more = {})
{
    std::vector<std::string> words = {"record", "new", "--form", "small", "--script", script, "--finalize"};
    words.insert(words.end(), more.begin(), more.end());
    return office.as(vault, words);
}

} // namespace

TEST_CASE("a script attaches a photograph from a folder, and the supervisor writes it out without its position")
{
    FieldOffice& office = FieldOffice::get();
    const std::string worker = office.copy_of("worker");
    const std::string supervisor = office.copy_of("supervisor");
    std::filesystem::create_directory(office.path("camera"));
    office.file("camera/CANARY-NAME.jpg", photo_of(6));
    const std::string script = office.file("photo.jsonl", with_photo(attach_step("CANARY-NAME.jpg")));
    const ProgramRun made = new_record(office, worker, script, {"--media", "camera"});
    INFO(made.err);
    REQUIRE(made.exit_code == 0);
    CHECK(made.err.empty());
    const std::string id = line_of(made.out);

    const json listed = json::parse(office.as(worker, {"record", "attachments", id, "--json"}).out);
    REQUIRE(listed.size() == 1);
    CHECK(listed[0]["name"] == "CANARY-NAME.jpg");
    CHECK(listed[0]["type"] == "image/jpeg");
    CHECK(listed[0]["complete"] == true);
    CHECK(json::parse(office.as(worker, {"record", "list", "--json"}).out)["files_only_here"] == 1);
    const json shown = json::parse(office.as(worker, {"record", "show", id, "--json"}).out);
    CHECK(shown["answers"]["/data/photo"]["value"] == "CANARY-NAME.jpg");
    CHECK(shown["attachments"] == listed);

    // Through a server's bundle it does not go; with the reader's it does.
    const std::string without = office.fresh("bundle");
    REQUIRE(office.as(worker, {"bundle", "export", "--to", "servers", "-o", without}).exit_code == 0);
    const std::string bundle = office.fresh("bundle");
    REQUIRE(office.as(worker, {"bundle", "export", "-o", bundle}).exit_code == 0);
    CHECK(office.content(bundle).size() > office.content(without).size());
    CHECK_FALSE(holds(office.content(bundle), "CANARY"));
    const ProgramRun imported = office.as(supervisor, {"bundle", "import", bundle, "--json"});
    INFO(imported.err);
    CHECK(json::parse(imported.out)["pieces"] == 1);
    CHECK(json::parse(imported.out)["incomplete_files"] == 0);
    CHECK(holds(office.as(supervisor, {"record", "attachments", id}).out, "CANARY-NAME.jpg"));

    const ProgramRun written = office.as(supervisor, {"record", "attachment", id, "CANARY-NAME.jpg", "-o", "out.jpg"});
    INFO(written.err);
    CHECK(written.exit_code == 0);
    CHECK(written.out == "out.jpg\n");
    const std::string photo = office.content("out.jpg");
    CHECK(holds(photo, "SAMPLES"));
    CHECK_FALSE(holds(photo, "CANARY"));
    const ProgramRun none = office.as(supervisor, {"record", "attachment", id, "other.jpg", "-o", "none.jpg"});
    CHECK(none.exit_code == 1);
    CHECK_FALSE(std::filesystem::exists(office.path("none.jpg")));
    for (const ProgramRun& ran : {made, imported, written, none}) CHECK_FALSE(holds(ran.err, "CANARY"));
}

TEST_CASE("record show names a file of which pieces are missing")
{
    FieldOffice& office = FieldOffice::get();
    const std::string worker = office.copy_of("worker");
    const std::string supervisor = office.copy_of("supervisor");
    std::filesystem::create_directory(office.path("papers"));
    office.file("papers/large.txt", std::string(std::size_t{3} << 20U, 'x'));
    const std::string script = office.file("large.jsonl", with_photo(attach_step("large.txt")));
    const ProgramRun made = new_record(office, worker, script, {"--media", "papers"});
    REQUIRE(made.exit_code == 0);
    // A document may say who wrote it: that is told, without its name.
    CHECK(holds(made.err, "line 5 of the script"));
    CHECK_FALSE(holds(made.err, "large"));
    const std::string id = line_of(made.out);
    const std::string bundle = office.fresh("bundle");
    REQUIRE(office.as(worker, {"bundle", "export", "-o", bundle}).exit_code == 0);
    const std::string whole = office.content(bundle);
    office.file("cut.mahalla", whole.substr(0, whole.size() - (std::size_t{1} << 20U)));
    CHECK(office.as(supervisor, {"bundle", "import", "cut.mahalla"}).exit_code == 5);

    CHECK(holds(office.as(supervisor, {"record", "show", id}).out,
                "missing: large.txt  3145728 bytes  2 of 3 pieces here"));
    CHECK(json::parse(office.as(supervisor, {"record", "show", id, "--json"}).out)["attachments"][0]["complete"] ==
          false);
    const ProgramRun early = office.as(supervisor, {"record", "attachment", id, "large.txt", "-o", "early.txt"});
    CHECK(early.exit_code == 1);
    CHECK_FALSE(std::filesystem::exists(office.path("early.txt")));
    CHECK(office.as(supervisor, {"bundle", "import", bundle}).exit_code == 0);
    CHECK_FALSE(holds(office.as(supervisor, {"record", "show", id}).out, "missing"));
    CHECK(office.as(supervisor, {"record", "attachment", id, "large.txt", "-o", "late.txt"}).exit_code == 0);
    CHECK((office.content("late.txt") == office.content("papers/large.txt")));
}

TEST_CASE("a script carries small files itself, and none that cannot be cleaned or lies elsewhere")
{
    FieldOffice& office = FieldOffice::get();
    const std::string worker = office.copy_of("worker");
    const auto run = [&](const std::string& step, std::vector<std::string> more = {}) {
        return new_record(office, worker, office.file("step.jsonl", with_photo(step)), std::move(more));
    };
    const ProgramRun inside = run(attach_step("drawing.png", to_base64(as_bytes(drawing()))));
    INFO(inside.err);
    CHECK(inside.exit_code == 0);
    const ProgramRun heic = run(attach_step("CANARY.heic", to_base64(as_bytes("CANARY"))));
    CHECK(heic.exit_code == 3);
    CHECK(holds(heic.err, "Line 5 of the script"));
    const ProgramRun elsewhere = run(attach_step("../worker.passphrase"), {"--media", "camera-of-nobody"});
    CHECK(elsewhere.exit_code == 1);
    const ProgramRun nowhere = run(attach_step("CANARY.jpg"));
    CHECK(nowhere.exit_code == 1);
    CHECK(holds(nowhere.err, "--media"));
    const ProgramRun no_upload =
        run(json{{"op", "attach"}, {"ref", "/data/name"}, {"name", "a.txt"}, {"base64", "YQ=="}}.dump());
    CHECK(no_upload.exit_code == 1);
    for (const ProgramRun& ran : {inside, heic, elsewhere, nowhere, no_upload}) CHECK_FALSE(holds(ran.err, "CANARY"));
}
