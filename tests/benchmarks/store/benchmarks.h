#pragma once
#include "benchmarks/report.h"

/// What each file of the folder measures.

/// The bytes on the wire of whole records, for two, three and ten recipients.
void benchmark_sizes(Report& report);
