#pragma once
#include "base/seeded_random.h"
#include "command_line/commands.h"
#include "support/temporary_folder.h"
#include "system/system_clock.h"
#include "system/system_disk.h"

#include <doctest/doctest.h>
#include <sstream>
#include <string>
#include <vector>

namespace mahalla::test {

/// What one call of `mahalla` says.
struct Called {
    ExitCode exit_code;
    std::string out, err;
};

/// A machine with a disk and a clock, on which `mahalla` is called in this process.
struct Machine {
    TemporaryFolder folder;
    SystemDisk disk;
    SystemClock clock;
    SeededRandom random{1};

    std::string file(const char* name, std::string_view content)
    {
        const auto path = folder / name;
        REQUIRE(disk.write(path, as_bytes(content)));
        return path.string();
    }
    Called call(std::vector<std::string> words, const std::string& input = {})
    {
        words.insert(words.begin(), "mahalla");
        std::vector<const char*> arguments;
        for (const std::string& word : words) arguments.push_back(word.c_str());
        std::istringstream in(input);
        std::ostringstream out, err;
        CommandContext context{in, out, err, disk, clock, random};
        const ExitCode code = run_command(static_cast<int>(arguments.size()), arguments.data(), context);
        return {code, out.str(), err.str()};
    }
};

} // namespace mahalla::test
