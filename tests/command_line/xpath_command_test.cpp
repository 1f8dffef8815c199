#include "base/seeded_random.h"
#include "command_line/commands.h"
#include "support/temporary_folder.h"
#include "system/system_clock.h"
#include "system/system_disk.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

using Json = nlohmann::json;

/// The replies of one run of `mahalla xpath` to some lines.
std::vector<Json> replies_to(const std::string& lines)
{
    SystemDisk disk;
    SystemClock clock;
    SeededRandom random(1);
    std::istringstream in(lines);
    std::ostringstream out, err;
    CommandContext context{in, out, err, disk, clock, random};
    const char* arguments[] = {"mahalla", "xpath"};
    CHECK(run_command(2, arguments, context) == ExitCode::Done);
    CHECK(err.str() == "");
    std::vector<Json> replies;
    std::istringstream said(out.str());
    for (std::string line; std::getline(said, line);) replies.push_back(Json::parse(line));
    return replies;
}

Json reply_to(const std::string& line)
{
    const auto replies = replies_to(line + "\n");
    REQUIRE(replies.size() == 1);
    return replies.front();
}

} // namespace

TEST_CASE("each line gets the value it asks for, with its id")
{
    const std::string xml = R"("xml":"<a><b>1</b><b>2</b></a>")";
    CHECK(reply_to(R"({"id":1,"expression":"1 + 2"})") == Json::parse(R"({"id":1,"type":"number","value":3})"));
    CHECK(reply_to(R"({"id":"x","expression":"/a/b",)" + xml + "}") ==
          Json::parse(R"({"id":"x","type":"nodeset","value":["1","2"]})"));
    CHECK(reply_to(R"({"id":null,"expression":"/a/b","as":"string",)" + xml + "}")["value"] == "1");
    CHECK(reply_to(R"({"expression":"/a/b","as":"number",)" + xml + "}")["value"] == 1);
    CHECK(reply_to(R"({"expression":"/a/c","as":"boolean",)" + xml + "}")["value"] == false);
    CHECK(reply_to(R"({"expression":".","context":"/a/b[2]",)" + xml + "}")["value"] == Json::array({"2"}));
    CHECK(reply_to(R"({"expression":"/b","root":"/a",)" + xml + "}")["value"] == Json::array({"1", "2"}));
    CHECK(reply_to(R"j({"expression":"today()","tz":"+05:00","now":"2014-09-22T18:00:00"})j")["value"] == "2014-09-22");
    CHECK(reply_to(R"j({"expression":"count(/p:a)","xml":"<a xmlns='u'/>","namespaces":{"p":"u"}})j")["value"] == 1);
}

TEST_CASE("numbers that JSON does not have are texts")
{
    CHECK(reply_to(R"({"expression":"0 div 0"})")["value"] == "NaN");
    CHECK(reply_to(R"({"expression":"1 div 0"})")["value"] == "Infinity");
    CHECK(reply_to(R"({"expression":"-1 div 0"})")["value"] == "-Infinity");
    CHECK(reply_to(R"({"expression":"9007199254740991"})")["value"] == 9007199254740991);
    CHECK(reply_to(R"({"expression":"1000000000000000000000"})")["value"] == 1e21);
}

TEST_CASE("a line that cannot be answered says why, and the next is answered")
{
    const std::string good = R"({"id":7,"expression":"1"})";
    const std::vector<std::string> bad = {
        "nonsense",
        R"({"expression":"1")",
        "[1]",
        "{}",
        R"({"expression":5})",
        R"({"expression":"1","xml":7})",
        R"({"expression":"1","as":3})",
        R"({"expression":"1","as":"what"})",
        R"({"expression":"1","namespaces":[1]})",
        R"({"expression":"1","namespaces":{"a":5}})",
        R"({"expression":"1 +"})",
        R"({"expression":"a","xml":"<a>"})",
        R"({"expression":"a","file":"/no/such/file.xml"})",
        R"({"expression":"1","tz":"Nowhere/Atall"})",
        R"({"expression":"1","tz":"../../etc/passwd"})",
        R"({"expression":"1","now":"x"})",
        R"({"expression":"1","context":"/zz"})",
        R"({"expression":"1","context":"1"})",
        R"({"expression":"1","as":"nodeset"})",
        "{\"expression\":\"'\xff'\"}",
        "{\"id\":\"\xc3\",\"expression\":\"1\"}",
        R"({"id":1e999,"expression":"1"})",
        R"({"expression":")" + std::string(300'000, '1') + R"("})",
        R"({"expression":")" + std::string(100'000, '(') + R"("})",
    };
    for (const std::string& line : bad) {
        CAPTURE(line.substr(0, 80));
        const auto replies = replies_to(line + "\r\n\n" + good + "\n");
        REQUIRE(replies.size() == 2);
        CHECK(replies[0].contains("error"));
        CHECK_FALSE(replies[0].contains("value"));
        CHECK(replies[1] == Json::parse(R"({"id":7,"type":"number","value":1})"));
    }
    CHECK(reply_to(R"({"id":4,"expression":"1","as":3})") == Json::parse(R"({"id":4,"error":"“as” is a text."})"));
}

TEST_CASE("an id as deep as its writer likes, and a line without an end, end nothing")
{
    const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
    CHECK(reply_to(R"({"id":)" + deep + R"(,"expression":"1"})") ==
          Json::parse(R"({"id":null,"type":"number","value":1})"));
    CHECK(reply_to(deep).contains("error"));
    const std::string endless(65U * 1024 * 1024, 'x');
    const auto replies = replies_to(endless + "\n" + R"({"expression":"2"})");
    REQUIRE(replies.size() == 2);
    CHECK(replies[0]["error"] == "The line is longer than 64 MiB.");
    CHECK(replies[1]["value"] == 2);
}

TEST_CASE("many documents one after the other are not all kept")
{
    std::string lines;
    for (int i = 0; i < 300; ++i)
        lines += R"j({"expression":"string-length(.)","xml":"<a>)j" + std::string(100'000, 'x') + std::to_string(i) +
                 R"j(</a>"})j" + "\n";
    const auto replies = replies_to(lines);
    REQUIRE(replies.size() == 300);
    for (const Json& reply : replies) CHECK(reply["value"].get<int>() > 100'000);
}
