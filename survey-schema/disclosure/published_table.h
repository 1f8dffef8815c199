#pragma once
#include "base/result.h"
#include "indicator/table.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// Why a published cell shows no figure. Whether a cell was hidden for itself or to hide another is not told: it would
/// say that the one is below the threshold and the other is not.
enum class MarkReason : std::uint8_t {
    Confidential = 1, ///< To protect those in it, or those in another cell.
    NotAvailable = 2, ///< It could not be computed; nobody is hidden.
};

/// "confidential", "not available".
const char* name_of(MarkReason reason);

struct PublishedFigure {
    std::optional<double> estimate;
    std::optional<double> standard_error;
    std::optional<double> lower, upper;
    std::optional<double> degrees_of_freedom;
    std::optional<double> design_effect;
    std::uint64_t n = 0;
    double weighted_n = 0;

    bool operator==(const PublishedFigure&) const = default;
};

/// One cell: a figure, or the reason why there is none. Never a zero in place of a hidden number.
struct PublishedCell {
    std::vector<std::string> key; ///< One category a dimension; `total_category` for a margin.
    std::string category;         ///< Of the variable, for the shares of each category.
    std::optional<double> probability;
    std::optional<PublishedFigure> figure;
    std::optional<MarkReason> mark; ///< Set where `figure` is not.

    bool operator==(const PublishedCell&) const = default;
};

/// What a published table says: plain data. Holding it proves nothing; `PublishedTable` and `ReceivedRelease` do.
struct PublishedTableContent {
    std::string id;
    std::string label;
    std::string unit;
    Statistic statistic = Statistic::Mean;
    Basis basis = Basis::OfThoseInterviewed;
    double confidence_level = 0.95;
    std::vector<Dimension> dimensions;
    std::vector<PublishedCell> cells;

    bool operator==(const PublishedTableContent&) const = default;
};

/// A table that may leave. `protect` (disclosure/protect.h) is its only maker, so whoever takes a `PublishedTable`
/// cannot be handed an unsafe one. Immutable.
class PublishedTable {
public:
    const PublishedTableContent& content() const { return content_; }

private:
    friend class Protector;
    friend class AlteredCounts;
    explicit PublishedTable(PublishedTableContent content) : content_(std::move(content)) {}

    PublishedTableContent content_;
};

} // namespace mahalla
