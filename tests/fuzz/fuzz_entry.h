#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// Takes any bytes; ends by itself or not at all. libFuzzer calls it, and so does mutations_main.cpp.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

/// Inputs that are well formed, or nearly: what random changes begin from.
std::vector<std::string> known_inputs();
