#pragma once
#include "indicator/library_instrument.h"

#include <span>

namespace mahalla {

/// All instruments, by name. Immutable; names of questions, formulas, indicators and disaggregations are each the only
/// ones of their kind, and no formula depends on itself.
class IndicatorLibrary {
public:
    /// Reads library files (docs/guides/indicators.md). Fails with `Invalid`, naming the instrument and the line, where
    /// one does not hold what the guide says.
    static Result<IndicatorLibrary> create(std::span<const std::string_view> files);
    /// The library that comes with the program.
    static const IndicatorLibrary& shipped();

    std::span<const LibraryInstrument> instruments() const { return instruments_; }
    const LibraryInstrument* find_instrument(std::string_view name) const;
    const LibraryIndicator* find_indicator(std::string_view name) const;
    const DisaggregationDefinition* find_disaggregation(std::string_view name) const;
    /// The instrument itself and, in any depth, those it uses.
    std::vector<const LibraryInstrument*> reach_of(const LibraryInstrument& instrument) const;
    std::vector<std::string> indicator_names() const;
    std::vector<std::string> disaggregation_names() const;

private:
    std::vector<LibraryInstrument> instruments_;
};

} // namespace mahalla
