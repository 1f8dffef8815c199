#pragma once
#include "benchmarks/report.h"

/// What each file of the folder measures.

/// A million rows, twenty indicators, five disaggregations: time, memory (in a process of its own), and how both grow.
void benchmark_tabulation(Report& report, const char* own_program);
/// Tabulates a million rows once, for the memory that takes; gives the program's exit code.
int tabulate_once();
/// The same work on 100,000 rows through R's svyby, where R and its survey package are installed: time and figures.
void benchmark_against_r(Report& report);
