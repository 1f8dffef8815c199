#include "command_line/field_office.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fstream>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mahalla::test {

namespace {

constexpr const char* small_form = R"(| survey |
| | type | name | label | constraint | constraint_message | required |
| | text | name | Name | | | |
| | integer | age | Age | . < 120 | Below 120 | yes |
| | begin_repeat | person | Person | | | |
| | text | first_name | Name of the person | | | |
| | end_repeat | | | | | |
| | select_one yes_no | unsafe | Unsafe after dark? | | | |
| | image | photo | Photograph | | | |
| choices |
| | list_name | name | label |
| | yes_no | yes | Yes |
| | yes_no | no | No |
| settings |
| | form_title | form_id | version |
| | Small | small | 1 |
| indicators |
| | name | label | statistic | value | universe |
| | unsafe | Unsafe after dark | proportion | ${unsafe} = 'yes' | |
| | debts | Debts, which are below nothing | total | ${age} - 1000 | |
| disaggregation |
| | name | label | value |
| | area | Area | if(${age} > 17, 'LB5611', 'LB5612') |
| design |
| | setting | value |
| | psu | name |
)";

std::uint16_t port_nobody_uses()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(socket, generic, length) == 0);
    REQUIRE(::getsockname(socket, generic, &length) == 0);
    ::close(socket);
    return ntohs(address.sin_port);
}

/// "worker-3" is a copy of the vault of "worker".
std::string person_of(const std::string& vault) { return vault.substr(0, vault.find('-')); }

} // namespace

std::string line_of(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string finished_interview(const std::string& name, const std::string& age)
{
    return R"({"op":"answer","ref":"/data/name","value":"CANARY-ANSWER )" + name + "\"}\n" +
           R"({"op":"answer","ref":"/data/age","value":")" + age + "\"}\n" + R"({"op":"add_repeat","ref":"/data/person"}
{"op":"answer","ref":"/data/person[1]/first_name","value":"x"}
)";
}

FieldOffice& FieldOffice::get()
{
    static FieldOffice office;
    return office;
}

FieldOffice::FieldOffice() : server_url_("http://127.0.0.1:" + std::to_string(port_nobody_uses()))
{
    for (const char* who : {"headquarters", "elsewhere", "supervisor", "worker", "stranger"})
        file(std::string(who) + ".passphrase", std::string("CANARY-PASSPHRASE of ") + who + "\n");
    const std::string form = file("small.md", small_form);
    found_project("headquarters", form);
    found_project("elsewhere", form);
    const auto digits =
        run_program("mahalla-server", {"--store", "sqlite:server", "--show-fingerprint"}, {{}, folder_.path(), 0});
    REQUIRE(digits.exit_code == 0);
    done({"project", "add-server", "--project", "headquarters", "--passphrase-file", "headquarters.passphrase",
          "--request", "server/server.request", "--fingerprint", line_of(digits.out), "--url", server_url_, "--charter",
          "charter"});
    enrol("supervisor", "supervisor", "headquarters");
    enrol("worker", "field-worker", "headquarters");
    // The other project sends to the supervisor's keys as well: what comes from there is refused for its project alone.
    done({"enrol", "approve", "supervisor.request", "--project", "elsewhere", "--passphrase-file",
          "elsewhere.passphrase", "--fingerprint", content("supervisor.digits"), "-o", "unused.reply"});
    enrol("stranger", "field-worker", "elsewhere");
}

void FieldOffice::found_project(const std::string& project, const std::string& form)
{
    const std::string passphrase = project + ".passphrase";
    done({"project", "create", project, "--name", "CANARY-PROJECT " + project, "--passphrase-file", passphrase});
    done({"project", "test-escrow", "--project", project, "--passphrase-file", passphrase, "--sheet",
          project + "/escrow-sheet.txt"});
    done({"project", "publish", "--project", project, "--passphrase-file", passphrase, "--form", form});
}

void FieldOffice::enrol(const std::string& person, const std::string& role, const std::string& project)
{
    const std::string passphrase = person + ".passphrase";
    done({"vault", "create", "--vault", person, "--passphrase-file", passphrase, "--recovery-sheet",
          person + ".recovery"});
    const std::string asked =
        line_of(done({"enrol", "request", "--vault", person, "--passphrase-file", passphrase, "--label",
                      "CANARY-LABEL " + person, "--role", role, "-o", person + ".request"}));
    file(person + ".digits", asked);
    const std::string answered =
        line_of(done({"enrol", "approve", person + ".request", "--project", project, "--passphrase-file",
                      project + ".passphrase", "--fingerprint", asked, "-o", person + ".reply"}));
    done({"enrol", "accept", person + ".reply", "--vault", person, "--passphrase-file", passphrase, "--fingerprint",
          answered});
}

std::string FieldOffice::done(const std::vector<std::string>& words) const
{
    const ProgramRun ran = run(words);
    INFO(words.front(), " ", words.size() > 1 ? words[1] : std::string(), ": ", ran.err);
    REQUIRE(ran.exit_code == 0);
    return ran.out;
}

ProgramRun FieldOffice::run(const std::vector<std::string>& words, const ProgramSurroundings& surroundings) const
{
    ProgramSurroundings here = surroundings;
    if (here.folder.empty()) here.folder = folder_.path();
    return run_program("mahalla", words, here);
}

std::vector<std::string> FieldOffice::words_of(const std::string& vault, std::vector<std::string> words) const
{
    for (const std::string& word : {std::string("--vault"), vault, std::string("--passphrase-file"),
                                    path(person_of(vault) + ".passphrase").string()})
        words.push_back(word);
    return words;
}

ProgramRun FieldOffice::as(const std::string& vault, std::vector<std::string> words,
                           const ProgramSurroundings& surroundings) const
{
    return run(words_of(vault, std::move(words)), surroundings);
}

std::string FieldOffice::copy_of(const std::string& person)
{
    const std::string name = fresh(person_of(person));
    std::filesystem::copy(folder_ / person, folder_ / name, std::filesystem::copy_options::recursive);
    return name;
}

std::string FieldOffice::fresh(const std::string& beginning) { return beginning + "-" + std::to_string(++number_); }

std::string FieldOffice::file(const std::string& name, const std::string& content) const
{
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return name;
}

std::string FieldOffice::content(const std::string& name) const
{
    std::ifstream stream(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string> FieldOffice::server_words() const
{
    return {"--listen",  server_url_.substr(7),   "--store", "sqlite:" + path("server").string(),
            "--charter", path("charter").string()};
}

std::string office_with(const std::string& person, int count)
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of(person);
    for (int i = 0; i < count; ++i) {
        const std::string steps = finished_interview(std::to_string(i), std::to_string(i % 2 == 0 ? 34 : 12)) +
                                  R"({"op":"answer","ref":"/data/unsafe","value":")" + (i % 3 == 0 ? "yes" : "no") +
                                  "\"}\n";
        const ProgramRun ran = office.as(vault, {"record", "new", "--form", "small", "--script",
                                                 office.file(office.fresh("steps"), steps), "--finalize"});
        INFO(ran.err);
        REQUIRE(ran.exit_code == 0);
    }
    return vault;
}

} // namespace mahalla::test
