#pragma once
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace mahalla::test {

/// A program of ours as a process of its own, ended with the test.
class ServerProcess {
public:
    /// Starts `mahalla-server` and waits until it listens, at most ten seconds.
    explicit ServerProcess(const std::vector<std::string>& arguments);
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    const std::string& url() const { return url_; }

private:
    pid_t process_ = -1;
    int output_ = -1;
    std::string url_;
};

/// A port of the loopback address that nobody uses just now.
std::uint16_t free_port();

} // namespace mahalla::test
