#include "fuzz/fuzz_entry.h"

#include <filesystem>
#include <fstream>

/// Called by libFuzzer before it begins: the well-formed inputs go into the folder that it is given, so that its search
/// begins behind the first checks of each reader.
extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments)
{
    for (int i = 1; i < *count; ++i) {
        const std::string argument = (*arguments)[i];
        if (argument.starts_with('-')) continue;
        if (std::filesystem::is_regular_file(argument)) break; // One input is to be tried again.
        std::filesystem::create_directories(argument);
        int number = 0;
        for (const std::string& input : known_inputs())
            std::ofstream(std::filesystem::path(argument) / ("known" + std::to_string(number++)), std::ios::binary)
                << input;
        break;
    }
    return 0;
}
