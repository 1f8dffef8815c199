#pragma once
#include <optional>
#include <string>
#include <vector>

struct ProgramCost {
    double resident_megabytes = 0; ///< The most it held.
    double processor_seconds = 0;  ///< Of all its threads, what the system did for it included.
};
/// What a program takes that runs without input; nothing where it does not run or fails.
std::optional<ProgramCost> cost_of_program(std::vector<std::string> command);

/// The most a program holds resident while it runs without input, in MB; nothing where it does not run or fails.
std::optional<double> resident_megabytes_of(std::vector<std::string> command);
