#include "benchmarks/report.h"

#include <cstdio>

namespace {

// What is larger no longer fits the caches that are near: the same work costs somewhat more there.
constexpr double growth_allowance = 1.5;

int width_of(std::string_view text) { return static_cast<int>(text.size()); }

} // namespace

void Report::heading(std::string_view title) { std::printf("\n%.*s\n", width_of(title), title.data()); }

void Report::miss(std::string_view what) { missed_.emplace_back(what); }

void Report::figure(std::string_view what, double figure, std::string_view unit, double limit)
{
    std::printf("  %-64.*s %10.3f %-4.*s", width_of(what), what.data(), figure, width_of(unit), unit.data());
    if (limit > 0) {
        const bool is_missed = figure > limit * allowance_;
        std::printf(" promised %8.1f, %4.0f %% of it%s", limit, 100 * figure / limit, is_missed ? "  MISSED" : "");
        if (is_missed) miss(what);
    }
    std::printf("\n");
    std::fflush(stdout);
}

void Report::growth(std::string_view what, std::string_view unit, const std::vector<Cost>& costs, Growth allowed)
{
    for (const Cost& cost : costs)
        std::printf("  %-46.*s %9.0f %18.3f %-4.*s %8.1f times the cost at %6.1f times the size\n", width_of(what),
                    what.data(), cost.size, cost.figure, width_of(unit), unit.data(),
                    cost.figure / costs.front().figure, cost.size / costs.front().size);
    if (allowed == Growth::Shown) return;
    const auto grows_too_much = [&](const Cost& from, const Cost& to) {
        return to.figure / from.figure > growth_allowance * (allowed == Growth::Linear ? to.size / from.size : 1.0);
    };
    bool is_missed = grows_too_much(costs.front(), costs.back());
    for (std::size_t i = 1; i < costs.size(); ++i) is_missed |= grows_too_much(costs[i - 1], costs[i]);
    std::printf("  %-46.*s %s%s\n", width_of(what), what.data(), allowed == Growth::Linear ? "linear" : "flat",
                is_missed ? "  MISSED" : ": holds");
    if (is_missed) miss(what);
    std::fflush(stdout);
}

void Report::close() const
{
    std::printf("\n%zu promises missed (figures may exceed a promise %.1f times, growth %.1f times)\n", missed_.size(),
                allowance_, growth_allowance);
    for (const std::string& what : missed_) std::printf("  missed: %s\n", what.c_str());
}
