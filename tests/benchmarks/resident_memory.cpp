#include "benchmarks/resident_memory.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

std::optional<ProgramCost> cost_of_program(std::vector<std::string> command)
{
    std::vector<char*> arguments;
    for (std::string& argument : command) arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    pid_t process = 0;
    const int failed = posix_spawn(&process, arguments[0], &files, nullptr, arguments.data(), nullptr);
    posix_spawn_file_actions_destroy(&files);
    int status = 0;
    rusage usage{};
    if (failed != 0 || wait4(process, &status, 0, &usage) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return std::nullopt;
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return ProgramCost{static_cast<double>(usage.ru_maxrss) * 1024 / 1e6,
                       seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

std::optional<double> resident_megabytes_of(std::vector<std::string> command)
{
    const auto cost = cost_of_program(std::move(command));
    return cost ? std::optional(cost->resident_megabytes) : std::nullopt;
}
