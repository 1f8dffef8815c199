#include "command_line/program_run.h"

#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace mahalla::test {

namespace {

using std::chrono::steady_clock;

std::string content_of(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Only calls that are allowed between fork and exec.
[[noreturn]] void become(const char* program, char* const* words, const int (&streams)[3],
                         const ProgramSurroundings& surroundings)
{
    ::setsid();
    for (int stream = 0; stream < 3; ++stream) ::dup2(streams[stream], stream);
    if (!surroundings.folder.empty() && ::chdir(surroundings.folder.c_str()) != 0) ::_exit(126);
    if (surroundings.file_bytes_max > 0) {
        // Ignored, the signal becomes the failure of the write, as on a full disk.
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{surroundings.file_bytes_max, surroundings.file_bytes_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ::execv(program, words);
    ::_exit(127);
}

} // namespace

RunningProgram::RunningProgram(const std::string& name, const std::vector<std::string>& arguments,
                               const ProgramSurroundings& surroundings)
{
    std::ofstream(files_ / "in", std::ios::binary) << surroundings.in;
    const int streams[3] = {::open((files_ / "in").c_str(), O_RDONLY | O_CLOEXEC),
                            ::open((files_ / "out").c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600),
                            ::open((files_ / "err").c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)};
    const std::string program = std::string(MAHALLA_PROGRAM_FOLDER) + "/" + name;
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    process_ = ::fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) become(program.c_str(), words.data(), streams, surroundings);
    for (const int stream : streams) ::close(stream);
}

RunningProgram::~RunningProgram()
{
    if (has_ended()) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
}

bool RunningProgram::has_ended()
{
    if (!ended_) ended_ = ::waitpid(process_, &status_, WNOHANG) == process_;
    return ended_;
}

bool RunningProgram::wait_for(const std::string& text)
{
    const auto until = steady_clock::now() + std::chrono::seconds(10);
    while (steady_clock::now() < until) {
        const bool ended = has_ended();
        if (out().find(text) != std::string::npos || err().find(text) != std::string::npos) return true;
        if (ended) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
}

void RunningProgram::signal(int number) const { ::kill(process_, number); }

ProgramRun RunningProgram::finish()
{
    const auto until = steady_clock::now() + std::chrono::seconds(30);
    while (!has_ended()) {
        if (steady_clock::now() > until) signal(SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return {WIFEXITED(status_) ? WEXITSTATUS(status_) : -WTERMSIG(status_), out(), err()};
}

std::string RunningProgram::out() const { return content_of(files_ / "out"); }
std::string RunningProgram::err() const { return content_of(files_ / "err"); }

ProgramRun run_program(const std::string& name, const std::vector<std::string>& arguments,
                       const ProgramSurroundings& surroundings)
{
    RunningProgram program(name, arguments, surroundings);
    return program.finish();
}

} // namespace mahalla::test
