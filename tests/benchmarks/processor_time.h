#pragma once
#include <functional>
#include <vector>

/// The microseconds that this thread has had the processor: what another program does beside it costs nothing.
double processor_microseconds();
/// The milliseconds of the processor that one run of `work` takes.
double milliseconds_of(const std::function<void()>& work);
/// The median of several runs; `before` is run before each and not counted.
double median_milliseconds(
    int runs, const std::function<void()>& work, const std::function<void()>& before = [] {});

/// Gives freed memory back to the system and fills the processor's caches with something else: what is measured next
/// happens as it does on a laptop that opens a questionnaire, once, and not for the seventh time.
void forget_everything();

struct Percentiles {
    double median = 0, p99 = 0, slowest = 0;
};
Percentiles percentiles_of(std::vector<double> figures);
