#include "benchmarks/forms/benchmarks.h"
#include "benchmarks/forms/measuring.h"
#include "benchmarks/forms/written_forms.h"

#include <cstdio>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace mahalla;

namespace {

/// The most a program holds resident while it runs without input, in MB; nothing where it does not run.
std::optional<double> resident_megabytes_of(std::vector<std::string> command)
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
    return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

void print(Report& report, const std::string& name, const std::vector<std::string>& command, double limit)
{
    if (const auto megabytes = resident_megabytes_of(command))
        report.figure(name, *megabytes, "MB", limit);
    else
        std::printf("  %s: %s does not run; not measured\n", name.c_str(), command[0].c_str());
}

} // namespace

int print_memory_of_questions(int questions)
{
    StillWorld world;
    const FormSession session = world.open(form_of_text(form_of_questions(questions)));
    return session.nodes().size() > static_cast<std::size_t>(questions) ? 0 : 1;
}

void benchmark_memory(Report& report, const std::string& own_program, const std::optional<std::string>& real_forms)
{
    report.heading("Resident memory");
    const std::string mahalla = MAHALLA_PROGRAM_FOLDER "/mahalla";
    print(report, "mahalla --help", {mahalla, "--help"}, 0);
    if (real_forms)
        for (const auto& [name, limit] : {std::pair("whova_form.xml", 40.0), std::pair("bench9.xml", 0.0),
                                          std::pair("ifrc-distribution-site-assessment-v1.xml", 0.0)})
            print(report, std::string("mahalla form run ") + name, {mahalla, "form", "run", *real_forms + "/" + name},
                  limit);
    for (const int questions : {100, 1'000, 5'000, 20'000})
        print(report, std::to_string(questions) + " questions, open for an interview",
              {own_program, "--memory-of", std::to_string(questions)}, 0);
}
