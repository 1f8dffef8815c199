#include "desk/sheet_program.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

extern char** environ;

namespace mahalla {

namespace {

constexpr auto longest_wait = std::chrono::seconds(30);
constexpr auto look_every = std::chrono::milliseconds(20);

tl::unexpected<Error> not_written() { return failure(ErrorKind::Unavailable, "The sheet could not be written."); }

/// A socket rather than a pipe: one that nobody reads any more is an error then, not a signal that ends this program.
struct Channel {
    int ours = -1, theirs = -1;

    Channel()
    {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return;
        ours = ends[0];
        theirs = ends[1];
    }
    ~Channel()
    {
        if (ours >= 0) ::close(ours);
        if (theirs >= 0) ::close(theirs);
    }
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    bool say(ByteView bytes)
    {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(ours, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
        }
        return ::shutdown(ours, SHUT_WR) == 0;
    }
};

Result<pid_t> start(const std::string& program, const SheetWanted& wanted, const Channel& channel)
{
    std::error_code unknown;
    if (!std::filesystem::exists(program, unknown))
        return failure(ErrorKind::NotFound, "The program mahalla is not installed beside this one.");
    std::string words[] = {program, "vault", "print-sheet", "-o", wanted.file.string(), "--language", wanted.language};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    if (::posix_spawn_file_actions_init(&files) != 0) return not_written();
    ::posix_spawn_file_actions_adddup2(&files, channel.theirs, STDIN_FILENO);
    for (const int output : {STDOUT_FILENO, STDERR_FILENO})
        ::posix_spawn_file_actions_addopen(&files, output, "/dev/null", O_WRONLY, 0);
    pid_t process = -1;
    const int started = ::posix_spawn(&process, program.c_str(), &files, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    if (started != 0) return not_written();
    return process;
}

/// Whether it ended well; one that does not end is ended.
bool ended_well(pid_t process)
{
    int status = 0;
    for (std::chrono::milliseconds waited{0}; waited < longest_wait; waited += look_every) {
        if (::waitpid(process, &status, WNOHANG) == process) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        std::this_thread::sleep_for(look_every);
    }
    ::kill(process, SIGKILL);
    ::waitpid(process, &status, 0);
    return false;
}

} // namespace

Result<void> print_sheet_elsewhere(const SheetWanted& wanted)
{
    std::error_code unknown;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", unknown);
    return print_sheet_with(self.parent_path() / "mahalla", wanted);
}

Result<void> print_sheet_with(const std::filesystem::path& program, const SheetWanted& wanted)
{
    Channel channel;
    if (channel.ours < 0) return not_written();
    MAHALLA_TRY(const pid_t process, start(program.string(), wanted, channel));
    ::close(std::exchange(channel.theirs, -1));
    const bool was_said = channel.say(wanted.said.view());
    const bool was_written = ended_well(process);
    if (!was_said || !was_written) return not_written();
    return {};
}

} // namespace mahalla
