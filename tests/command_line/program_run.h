#pragma once
#include "support/temporary_folder.h"

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace mahalla::test {

/// What a program of ours said, and how it ended.
struct ProgramRun {
    int exit_code = -1; ///< Negative: the signal that ended it.
    std::string out, err;
};

/// What a program is given besides its arguments.
struct ProgramSurroundings {
    std::string in;
    std::filesystem::path folder;     ///< Where it runs; here without.
    std::uint64_t file_bytes_max = 0; ///< No file grows beyond this, as on a disk that is full; none: no bound.
};

/// A program of ours as a process of its own, without a terminal. What still runs at the end is killed.
class RunningProgram {
public:
    RunningProgram(const std::string& name, const std::vector<std::string>& arguments,
                   const ProgramSurroundings& surroundings = {});
    ~RunningProgram();
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    /// Waits until standard output or error holds `text`, at most ten seconds; false where the program ended before.
    bool wait_for(const std::string& text);
    void signal(int number) const;
    /// Waits for the end; a program that takes longer than 30 seconds is killed, which is an exit code of -9.
    ProgramRun finish();
    std::string out() const;
    std::string err() const;

private:
    bool has_ended();

    TemporaryFolder files_;
    pid_t process_ = -1;
    bool ended_ = false;
    int status_ = 0;
};

/// Runs a program of ours to its end.
ProgramRun run_program(const std::string& name, const std::vector<std::string>& arguments,
                       const ProgramSurroundings& surroundings = {});

} // namespace mahalla::test
