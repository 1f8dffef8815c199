#include "database/database.h"
#include "store/project_story.h"

#include <fstream>
#include <regex>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::string file_bytes(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

/// How often any of the words stands in any file below the folder, in UTF-8 or as UTF-16 would have it.
std::size_t hits(const std::filesystem::path& folder, const std::vector<std::string>& words)
{
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string bytes = file_bytes(entry.path());
        for (const std::string& word : words) {
            std::string wide;
            for (const char letter : word) wide += {letter, '\0'};
            if (bytes.find(word) != std::string::npos || bytes.find(wide) != std::string::npos) {
                ++count;
                MESSAGE(entry.path().filename().string(), " holds word ", &word - words.data());
            }
        }
    }
    return count;
}

} // namespace

TEST_CASE("no file of a vault or a project holds an answer, a name, a question, a key or a passphrase in the clear")
{
    Team team;
    const RecordId record = team.begin(team.worker, "Name Canary");
    team.interview(team.worker, "Finished Canary");
    REQUIRE(team.worker.save_answers(record, Team::answer("/data/canary_question", "Answer Canary")));
    REQUIRE(team.worker.set_setting("canary_setting", "Setting Canary"));
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    REQUIRE(team.worker.change_passphrase(secret("pass of worker"), secret("Passphrase Canary"), fast));
    const Secret signing = team.worker.signing_keys().seed();
    const Secret box = team.supervisor.box_keys().seed();
    const Secret escrow = *secret_of_recovery_text(team.created.escrow_sheet);
    const std::vector<std::string> words = {"Canary",
                                            "canary",
                                            "/data/",
                                            "household",
                                            "consent",
                                            "pass of",
                                            "Administrator",
                                            "Headquarters",
                                            "xform",
                                            "h:html",
                                            std::string(as_text(signing.view())),
                                            std::string(as_text(box.view())),
                                            std::string(as_text(escrow.view()))};
    // While everything is open, with the log full, and again after all was closed.
    CHECK(hits(team.world.folder.path(), words) == 0);
    team.worker.lock();
    team.supervisor.lock();
    {
        const Project closed = std::move(team.created.project);
    }
    CHECK(hits(team.world.folder.path(), words) == 0);
    // The search finds what is there: otherwise nothing above could fail.
    std::ofstream(team.world.folder / "worker" / "note") << "left: Answer Canary";
    CHECK(hits(team.world.folder.path(), words) == 1);
}

TEST_CASE("what a finalised record's draft was sealed with is in no file any more")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    // The wrapped key of the draft's first step, as it stands on the disk now.
    team.worker.lock();
    std::string wrapped;
    {
        auto database = Database::open(team.world.folder / "worker" / "vault.sqlite", {0x4d48'5654, {""}});
        REQUIRE(database);
        auto select = database->prepare("SELECT key FROM draft WHERE record=?1 AND step=0");
        REQUIRE(*select->bind(1, record.bytes()).step());
        wrapped = select->text(0);
    }
    REQUIRE(wrapped.size() == 72);
    REQUIRE(hits(team.world.folder / "worker", {wrapped}) == 1);
    auto vault = team.world.unlock("worker");
    REQUIRE(vault->finalise(record));
    CHECK(hits(team.world.folder / "worker", {wrapped}) == 0);
}

TEST_CASE("the same answer looks different each time, and every step of a draft has the size of a step")
{
    Team team;
    const auto record = team.worker.begin_record(team.form_reference(), "en");
    REQUIRE(record);
    for (const char* const value : {"yes", "yes", "no", "a somewhat longer answer"})
        REQUIRE(team.worker.save_answers(*record, Team::answer("/data/consent", value)));
    team.worker.lock();
    auto database = Database::open(team.world.folder / "worker" / "vault.sqlite", {0x4d48'5654, {""}});
    REQUIRE(database);
    auto select = database->prepare("SELECT count(DISTINCT box), count(DISTINCT length(box)) FROM draft WHERE step>0");
    REQUIRE(*select->step());
    CHECK(select->integer(0) == 4);
    CHECK(select->integer(1) == 1);
}

TEST_CASE("no code of the store or the database writes a file of its own")
{
    // Everything that reaches the disk passes through Disk (the header, sealed) or the database (rows, sealed): the
    // sources of both libraries open no file in another way. And answers reach the database only where they are sealed
    // first.
    const std::regex opens_a_file(R"(\b(ofstream|fstream|fopen|creat|mkstemp|tmpfile|pwrite|fwrite)\b)");
    std::size_t sources = 0;
    for (const char* const folder : {"sync/store", "sync/database", "sync/crypto"})
        for (const auto& entry :
             std::filesystem::directory_iterator(std::filesystem::path(MAHALLA_SOURCE_FOLDER) / folder)) {
            if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
            ++sources;
            CAPTURE(entry.path().string());
            CHECK_FALSE(std::regex_search(file_bytes(entry.path()), opens_a_file));
        }
    CHECK(sources > 30);

    // Each statement that writes binds a box, a sealed state, random bytes, or the columns that are meant to be seen.
    std::size_t writing = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "sync/store")) {
        const std::string source = file_bytes(entry.path());
        const std::regex statement(R"((INSERT|UPDATE)[\s\S]{0,900}?run\(\))");
        for (std::sregex_iterator at(source.begin(), source.end(), statement), end; at != end; ++at) {
            ++writing;
            const std::string text = at->str();
            CAPTURE(entry.path().filename().string());
            CAPTURE(text);
            const bool is_sealed = text.find("box") != std::string::npos ||
                                   text.find("sealed_state") != std::string::npos ||
                                   text.find("randomblob") != std::string::npos;
            CHECK(is_sealed);
        }
    }
    CHECK(writing >= 6);
}
