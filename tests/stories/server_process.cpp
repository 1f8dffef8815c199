#include "stories/server_process.h"

#include <arpa/inet.h>
#include <cstring>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mahalla::test {

ServerProcess::ServerProcess(const std::vector<std::string>& arguments)
{
    int ends[2] = {-1, -1};
    REQUIRE(::pipe(ends) == 0);
    const std::string program = std::string(MAHALLA_PROGRAM_FOLDER) + "/mahalla-server";
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    process_ = ::fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) {
        ::dup2(ends[1], 1);
        ::close(ends[0]);
        ::close(ends[1]);
        ::execv(program.c_str(), words.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
    std::string said;
    while (said.find('\n') == std::string::npos) {
        pollfd waiting{output_, POLLIN, 0};
        REQUIRE_MESSAGE(::poll(&waiting, 1, 10'000) > 0, "the server did not start");
        char buffer[256];
        const ssize_t count = ::read(output_, buffer, sizeof buffer);
        REQUIRE_MESSAGE(count > 0, "the server ended early");
        said.append(buffer, static_cast<std::size_t>(count));
    }
    const std::string mark = "listening on ";
    REQUIRE(said.starts_with(mark));
    url_ = said.substr(mark.size(), said.find('\n') - mark.size());
}

ServerProcess::~ServerProcess()
{
    if (process_ > 0) {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
    }
    if (output_ >= 0) ::close(output_);
}

std::uint16_t free_port()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    sockaddr generic{};
    std::memcpy(&generic, &address, sizeof address);
    REQUIRE(::bind(socket, &generic, length) == 0);
    REQUIRE(::getsockname(socket, &generic, &length) == 0);
    std::memcpy(&address, &generic, sizeof address);
    ::close(socket);
    return ntohs(address.sin_port);
}

} // namespace mahalla::test
