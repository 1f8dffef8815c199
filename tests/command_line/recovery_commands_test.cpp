#include "base/text.h"
#include "command_line/field_office.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace mahalla::test;
using mahalla::replaced_all;

namespace {

FieldOffice& office() { return FieldOffice::get(); }

std::vector<std::string> words_on(const std::string& sheet)
{
    std::vector<std::string> found;
    for (const std::string_view word : mahalla::words(sheet))
        if (word.find_first_of("0123456789") == std::string_view::npos) found.emplace_back(word);
    return found;
}

/// The options of a passphrase that nobody used before; gives the file.
std::string new_passphrase(const std::string& text) { return office().file(office().fresh("passphrase"), text + "\n"); }

ProgramRun recover(const std::string& vault, std::vector<std::string> how, const std::string& next)
{
    std::vector<std::string> words = {"vault", "recover", "--vault", vault, "--new-passphrase-file", next};
    words.insert(words.end(), how.begin(), how.end());
    return office().run(words);
}

bool opens(const std::string& vault, const std::string& passphrase)
{
    return office().run({"vault", "unlock-test", "--vault", vault, "--passphrase-file", passphrase}).exit_code == 0;
}

/// A vault that belongs to no project yet, with the passphrase of the worker.
std::string new_vault()
{
    const std::string vault = office().fresh("worker");
    REQUIRE(office().as(vault, {"vault", "create", "--recovery-sheet", vault + ".sheet"}).exit_code == 0);
    return vault;
}

/// What `pdftoppm` prints of a sheet.
std::string printed(const std::string& sheet)
{
    const std::string stem = office().fresh("printed");
    const std::string line = "pdftoppm -png -singlefile -r 110 '" + office().path(sheet).string() + "' '" +
                             office().path(stem).string() + "'";
    REQUIRE(std::system(line.c_str()) == 0);
    return stem + ".png";
}

} // namespace

TEST_CASE("a vault whose passphrase is forgotten opens with its recovery sheet, which a renewed one replaces")
{
    const std::string vault = office().copy_of("worker");
    const std::string sheet = office().fresh("sheet") + ".txt";
    const ProgramRun made = office().as(vault, {"vault", "recovery-sheet", "-o", sheet, "--language", "ar"});
    INFO(made.err);
    REQUIRE(made.exit_code == 0);
    CHECK(words_on(office().content(sheet)).size() == 14);

    // The sheet from when the vault was made opens nothing any more.
    const std::string next = new_passphrase("CANARY-PASSPHRASE after");
    const ProgramRun old = recover(vault, {"--sheet", "worker.recovery"}, next);
    CHECK(old.exit_code == 3);
    CHECK_FALSE(opens(vault, next));

    const ProgramRun done = recover(vault, {"--sheet", sheet}, next);
    INFO(done.err);
    REQUIRE(done.exit_code == 0);
    CHECK(opens(vault, next));
    CHECK_FALSE(opens(vault, "worker.passphrase"));
    // The records are still there: the master key stayed.
    CHECK(office().run({"record", "list", "--vault", vault, "--passphrase-file", next}).exit_code == 0);
}

TEST_CASE("a printed sheet's QR code opens the vault, and so does what a scanner types")
{
    const std::string vault = office().copy_of("worker");
    const std::string sheet = office().fresh("sheet") + ".pdf";
    REQUIRE(office().as(vault, {"vault", "recovery-sheet", "-o", sheet, "--language", "fr"}).exit_code == 0);
    struct stat status {};
    REQUIRE(::stat(office().path(sheet).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);

    const std::string next = new_passphrase("CANARY-PASSPHRASE scanned");
    const ProgramRun done = recover(vault, {"--scan", printed(sheet)}, next);
    INFO(done.err);
    CHECK(done.exit_code == 0);
    CHECK(opens(vault, next));
}

TEST_CASE("headquarters recovers a vault with the escrow sheet; another project's opens nothing")
{
    const std::string vault = office().copy_of("worker");
    const std::string next = new_passphrase("CANARY-PASSPHRASE recovered");
    const ProgramRun wrong = recover(vault, {"--sheet", "elsewhere/escrow-sheet.txt"}, next);
    CHECK(wrong.exit_code == 3);
    CHECK_FALSE(opens(vault, next));
    const ProgramRun done = recover(vault, {"--sheet", "headquarters/escrow-sheet.txt"}, next);
    INFO(done.err);
    CHECK(done.exit_code == 0);
    CHECK(opens(vault, next));
}

TEST_CASE("a mistyped sheet is told by the number of the word, with the word it may be; nothing changes")
{
    const std::string vault = office().copy_of("worker");
    std::vector<std::string> typed = words_on(office().content("worker.recovery"));
    REQUIRE(typed.size() == 14);
    const std::string right = typed[6];
    typed[6].insert(typed[6].size() / 2, "qq");
    const std::string next = new_passphrase("CANARY-PASSPHRASE mistyped");
    const std::string file = office().file(office().fresh("typed"), mahalla::joined(typed, " "));
    const ProgramRun told = recover(vault, {"--sheet", file}, next);
    CHECK(told.exit_code == 1);
    CHECK(told.err.find("Word 7 of the recovery sheet is mistyped") != std::string::npos);
    CHECK(told.err.find("Look at word 7 on the sheet: it may be “" + right + "”.") != std::string::npos);
    CHECK(opens(vault, "worker.passphrase"));
    CHECK_FALSE(opens(vault, next));
}

TEST_CASE("a project goes live with its escrow sheet typed or scanned, and with nothing else")
{
    const std::string project = office().fresh("project"), sheet = project + ".pdf";
    const std::vector<std::string> passphrase = {"--passphrase-file", "headquarters.passphrase"};
    const auto test_escrow = [&](std::vector<std::string> how) {
        std::vector<std::string> words = {"project", "test-escrow", "--project", project};
        words.insert(words.end(), passphrase.begin(), passphrase.end());
        words.insert(words.end(), how.begin(), how.end());
        return office().run(words);
    };
    REQUIRE(office()
                .run({"project", "create", project, "--name", "CANARY-PROJECT", "--sheet", sheet, "--language", "ar",
                      passphrase[0], passphrase[1]})
                .exit_code == 0);
    const auto is_live = [&] {
        return office()
                   .run({"project", "show", "--json", "--project", project, passphrase[0], passphrase[1]})
                   .out.find("\"live\":true") != std::string::npos;
    };

    CHECK(test_escrow({"--sheet", "headquarters/escrow-sheet.txt"}).exit_code == 3);
    const ProgramRun other = test_escrow({"--sheet", "worker.recovery"});
    CHECK(other.exit_code == 1);
    CHECK(other.err.find("vault's recovery sheet") != std::string::npos);
    const std::string request = office().fresh("request") + ".png";
    REQUIRE(office().as(new_vault(), {"enrol", "request", "--label", "CANARY-LABEL", "--qr", request}).exit_code == 0);
    const ProgramRun scanned = test_escrow({"--scan", request});
    CHECK(scanned.exit_code == 1);
    CHECK(scanned.err.find("is an enrolment request") != std::string::npos);
    CHECK_FALSE(is_live());

    const ProgramRun done = test_escrow({"--scan", printed(sheet)});
    INFO(done.err);
    CHECK(done.exit_code == 0);
    CHECK(is_live());
}

TEST_CASE("a sheet takes no other file's place, and then no vault or project is made")
{
    const std::string file = office().file(office().fresh("there") + ".pdf", "mine"), vault = office().fresh("vault");
    const ProgramRun vault_run = office().run(
        {"vault", "create", "--vault", vault, "--passphrase-file", "worker.passphrase", "--recovery-sheet", file});
    CHECK(vault_run.exit_code == 1);
    CHECK_FALSE(std::filesystem::exists(office().path(vault)));
    const ProgramRun project_run = office().run(
        {"project", "create", vault, "--name", "x", "--passphrase-file", "worker.passphrase", "--sheet", file});
    CHECK(project_run.exit_code == 1);
    CHECK_FALSE(std::filesystem::exists(office().path(vault)));
    CHECK(office().content(file) == "mine");
}

TEST_CASE("an enrolment request shown as a QR code is approved as the file is")
{
    const std::string vault = new_vault();
    const std::string picture = office().fresh("request") + ".png", file = office().fresh("request");
    const ProgramRun asked =
        office().as(vault, {"enrol", "request", "--label", "CANARY-LABEL café الميناء", "--qr", picture, "-o", file});
    INFO(asked.err);
    REQUIRE(asked.exit_code == 0);
    const std::string digits = line_of(asked.out);
    for (const std::string& way : {picture, file}) {
        const ProgramRun approved =
            office().run({"enrol", "approve", way, "--project", "headquarters", "--passphrase-file",
                          "headquarters.passphrase", "--fingerprint", digits, "-o", office().fresh("reply")});
        INFO(approved.err);
        CHECK(approved.exit_code == 0);
    }
    const ProgramRun shown = office().as(vault, {"enrol", "request", "--label", "x", "--qr", "terminal"});
    CHECK(shown.out.find("▀") != std::string::npos);
    CHECK(office().as(vault, {"enrol", "request", "--label", "x"}).exit_code == 2);
    CHECK(office().as(vault, {"enrol", "request", "--label", "x", "--qr", "request.gif"}).exit_code == 1);
}

TEST_CASE("a passphrase typed on another keyboard opens the same vault")
{
    const std::string vault = office().fresh("vault");
    const std::string made = new_passphrase("أرنب شجرة كتاب académie  7");
    REQUIRE(office()
                .run({"vault", "create", "--vault", vault, "--passphrase-file", made, "--recovery-sheet",
                      office().fresh("sheet") + ".txt"})
                .exit_code == 0);
    CHECK(opens(vault, new_passphrase(" ارنب شجره کتاب acade\u0301mie ٧")));
    CHECK_FALSE(opens(vault, new_passphrase("ارنب شجره كتاب academi 7")));
}
