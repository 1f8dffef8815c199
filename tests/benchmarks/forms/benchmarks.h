#pragma once
#include "benchmarks/report.h"

#include <optional>
#include <string>

/// What each file of the folder measures.

/// Reading, creating, compiling, opening: real forms and forms of 100 to 20,000 questions.
void benchmark_loading(Report& report, const std::optional<std::string>& real_forms);
/// One answer in each of them; an answer with three dependents in a small form and in a large one.
void benchmark_answers(Report& report, const std::optional<std::string>& real_forms);
/// Rosters of 10 to 10,000 rows: adding, answering, summing, removing; a repeat in a repeat.
void benchmark_rosters(Report& report);
/// 100,000 choices under filters with an index and without.
void benchmark_choices(Report& report);
/// Resident memory, in processes of their own: of the program with a real form, of forms of many questions. First of
/// all, while this process is small: what it holds counts for those it starts.
void benchmark_memory(Report& report, const std::string& own_program, const std::optional<std::string>& real_forms);
/// Opens the form of so many questions and gives what this process then holds at the most, for `benchmark_memory`.
int print_memory_of_questions(int questions);
