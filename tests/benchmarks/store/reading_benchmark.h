#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

/// What it takes to open a vault and have every answer of every record of its one questionnaire, merged, in memory: in
/// a process of its own, which has done nothing else.
struct Reading {
    double unlocked_ms = 0; ///< Times that pass. Without the cost of a passphrase.
    double list_ms = 0;
    double read_ms = 0;      ///< Decrypted, decoded, merged.
    double all_ms = 0;       ///< From the beginning, with the questionnaire read as well.
    double processor_ms = 0; ///< Of all threads, for all of it.
    double megabytes = 0;    ///< Resident at the end, with everything in memory.
    std::uint64_t finalised = 0, answers = 0;
};
Reading reading_of_vault(const std::string& own_program, const std::filesystem::path& folder, std::size_t threads);
/// The process's own part: prints the figures.
int print_reading_of_vault(const char* folder, std::size_t threads);
