#pragma once
#include "benchmarks/report.h"

#include <cstdint>

/// What each file of the folder measures.

/// The bytes on the wire of whole records, for two, three and ten recipients.
void benchmark_sizes(Report& report);
/// Writing and reading the rows of so many events, against SQLite with libsodium and against SQLCipher.
void benchmark_rows(Report& report, std::uint64_t rows);
/// Unlocking with a passphrase that costs what it costs people.
void benchmark_passphrase(Report& report);
/// A supervisor's vault as records come in: taking them in, opening it, reading them, answering and finalising in it
/// when it holds a thousandth of `records` and all of them; its memory, in a process of its own.
void benchmark_vault(Report& report, const char* own_program, std::uint64_t records);
/// Unlocks the vault in this folder and prints the megabytes that are resident then, for `benchmark_vault`.
int print_memory_of_vault(const char* folder);
