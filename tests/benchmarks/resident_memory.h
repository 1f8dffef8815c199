#pragma once
#include <optional>
#include <string>
#include <vector>

/// The most a program holds resident while it runs without input, in MB; nothing where it does not run or fails.
std::optional<double> resident_megabytes_of(std::vector<std::string> command);
