#include "indicator/calibration.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mahalla {

namespace {

/// The group of each row by one variable with known totals.
struct Groups {
    std::vector<std::uint32_t> of_row;
    std::vector<double> totals;
};

Result<Groups> groups_of(const DataTable& data, const CalibrationMargin& margin)
{
    MAHALLA_TRY(const Column* column, data.column(margin.variable));
    Groups groups;
    std::map<std::string, std::uint32_t> numbers;
    for (const auto& [category, total] : margin.totals) {
        if (!(total >= 0) || !std::isfinite(total))
            return failure(ErrorKind::Invalid,
                           "The total of '" + margin.variable + "' for '" + category + "' is a number of 0 or more.");
        numbers.emplace(category, static_cast<std::uint32_t>(groups.totals.size()));
        groups.totals.push_back(total);
    }
    std::vector<char> seen(groups.totals.size(), 0);
    for (std::size_t row = 0; row < data.row_count(); ++row) {
        const std::string category = column->text(row);
        const auto found = numbers.find(category);
        if (category.empty() || found == numbers.end())
            return failure(ErrorKind::Invalid, "Row " + std::to_string(row + 2) + ": there is no total of '" +
                                                   margin.variable + "' for its category.");
        groups.of_row.push_back(found->second);
        seen[found->second] = 1;
    }
    for (const auto& [category, number] : numbers)
        if (seen[number] == 0 && groups.totals[number] > 0)
            return failure(ErrorKind::Invalid, "No row has '" + margin.variable + "' = '" + category +
                                                   "', which is said to have a total: join it with another.");
    return groups;
}

Result<void> scale_to(std::vector<double>& weights, const Groups& groups, const std::string& variable)
{
    std::vector<double> sums(groups.totals.size(), 0);
    for (std::size_t row = 0; row < weights.size(); ++row) sums[groups.of_row[row]] += weights[row];
    for (std::size_t g = 0; g < sums.size(); ++g)
        if (sums[g] <= 0 && groups.totals[g] > 0)
            return failure(ErrorKind::Invalid, "All rows of a category of '" + variable + "' have weight 0.");
    for (std::size_t row = 0; row < weights.size(); ++row) {
        const std::size_t g = groups.of_row[row];
        if (sums[g] > 0) weights[row] *= groups.totals[g] / sums[g];
    }
    return {};
}

/// Takes `weight` times the group's mean of influence / weight away; the mean is weighted by `mean_weights`.
void centre(std::vector<double>& influence, const Groups& groups, const std::vector<double>& weights,
            const std::vector<double>* mean_weights)
{
    std::vector<double> sums(groups.totals.size(), 0), counts(groups.totals.size(), 0);
    for (std::size_t row = 0; row < influence.size(); ++row) {
        const double by = mean_weights ? (*mean_weights)[row] : 1;
        if (weights[row] != 0) sums[groups.of_row[row]] += by * influence[row] / weights[row];
        counts[groups.of_row[row]] += by;
    }
    for (std::size_t row = 0; row < influence.size(); ++row) {
        const std::size_t g = groups.of_row[row];
        if (counts[g] > 0) influence[row] -= weights[row] * sums[g] / counts[g];
    }
}

class PostStratum final : public CalibrationResidual {
public:
    PostStratum(Groups groups, std::vector<double> before, std::vector<double> after)
        : groups_(std::move(groups)), before_(std::move(before)), after_(std::move(after))
    {}
    void apply(std::vector<double>& influence) const override { centre(influence, groups_, after_, &before_); }

private:
    Groups groups_;
    std::vector<double> before_, after_;
};

/// The residual about several margins has no closed form: ten rounds of centring at each in turn, as R's survey takes.
class RakedMargins final : public CalibrationResidual {
public:
    struct Margin {
        Groups groups;
        std::vector<double> weights; // after the last step of raking to this margin
    };
    explicit RakedMargins(std::vector<Margin> margins) : margins_(std::move(margins)) {}
    void apply(std::vector<double>& influence) const override
    {
        for (int round = 0; round < 10; ++round)
            for (const Margin& margin : margins_) centre(influence, margin.groups, margin.weights, nullptr);
    }

private:
    std::vector<Margin> margins_;
};

/// Residuals of a weighted regression on the calibration variables, given as an orthonormal basis.
class RegressionResidual final : public CalibrationResidual {
public:
    RegressionResidual(std::vector<std::vector<double>> basis, std::vector<double> scale)
        : basis_(std::move(basis)), scale_(std::move(scale))
    {}
    void apply(std::vector<double>& influence) const override
    {
        for (std::size_t row = 0; row < influence.size(); ++row)
            influence[row] = scale_[row] != 0 ? influence[row] / scale_[row] : 0;
        for (const auto& direction : basis_) {
            double product = 0;
            for (std::size_t row = 0; row < influence.size(); ++row) product += direction[row] * influence[row];
            for (std::size_t row = 0; row < influence.size(); ++row) influence[row] -= product * direction[row];
        }
        for (std::size_t row = 0; row < influence.size(); ++row) influence[row] *= scale_[row];
    }

private:
    std::vector<std::vector<double>> basis_;
    std::vector<double> scale_;
};

using Residual = Result<std::shared_ptr<const CalibrationResidual>>;

Residual post_stratify(std::vector<double>& weights, const DataTable& data, const CalibrationDefinition& definition)
{
    if (definition.margins.size() != 1)
        return failure(ErrorKind::Invalid,
                       "Post-stratification takes the totals of one variable; 'rake' takes several.");
    MAHALLA_TRY(Groups groups, groups_of(data, definition.margins[0]));
    std::vector<double> before = weights;
    if (auto done = scale_to(weights, groups, definition.margins[0].variable); !done)
        return tl::unexpected(done.error());
    return std::make_shared<PostStratum>(std::move(groups), std::move(before), weights);
}

Residual rake(std::vector<double>& weights, const DataTable& data, const CalibrationDefinition& definition)
{
    constexpr int rounds_max = 1000;
    if (definition.margins.empty()) return failure(ErrorKind::Invalid, "Raking needs at least one margin.");
    std::vector<RakedMargins::Margin> margins;
    for (const CalibrationMargin& margin : definition.margins) {
        MAHALLA_TRY(Groups groups, groups_of(data, margin));
        margins.push_back({std::move(groups), {}});
    }
    for (int round = 0; round < rounds_max; ++round) {
        const std::vector<double> before = weights;
        for (std::size_t m = 0; m < margins.size(); ++m) {
            if (auto done = scale_to(weights, margins[m].groups, definition.margins[m].variable); !done)
                return tl::unexpected(done.error());
            margins[m].weights = weights;
        }
        double change = 0;
        for (std::size_t row = 0; row < weights.size(); ++row)
            change = std::max(change, std::fabs(weights[row] - before[row]) / std::max(1e-300, std::fabs(before[row])));
        if (change < 1e-13 || (round > 50 && change < 1e-11)) return std::make_shared<RakedMargins>(std::move(margins));
    }
    return failure(ErrorKind::Invalid,
                   "Raking does not settle: the margins contradict each other or leave cells empty.");
}

/// One column of the calibration regression: ones, a category, or a number.
Result<std::vector<double>> regressor(const DataTable& data, const std::string& name)
{
    if (name == "(Intercept)") return std::vector<double>(data.row_count(), 1);
    const std::size_t equals = name.find('=');
    const std::string variable = name.substr(0, equals);
    MAHALLA_TRY(const Column* column, data.column(variable));
    std::vector<double> values(data.row_count());
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (column->is_missing(row))
            return failure(ErrorKind::Invalid, "Row " + std::to_string(row + 2) + ": '" + variable + "' is missing.");
        if (equals != std::string::npos)
            values[row] = column->text(row) == std::string_view(name).substr(equals + 1) ? 1 : 0;
        else
            values[row] = column->number(row);
        if (!std::isfinite(values[row]))
            return failure(ErrorKind::Invalid, "Row " + std::to_string(row + 2) + ": '" + variable + "' is no number.");
    }
    return values;
}

/// Generalised regression (Deville and Särndal 1992, the linear distance): g = 1 + x'λ with X'WX λ = T - X'w.
Residual calibrate_linearly(std::vector<double>& weights, const DataTable& data,
                            const CalibrationDefinition& definition)
{
    const std::size_t rows = weights.size();
    std::vector<double> roots(rows);
    for (std::size_t row = 0; row < rows; ++row) roots[row] = std::sqrt(weights[row]);

    std::vector<std::vector<double>> basis; // orthonormal, of the columns of sqrt(W) X
    std::vector<double> wanted;             // R⁻ᵀ(T - X'w), found along with the basis
    for (const auto& [name, total] : definition.totals) {
        MAHALLA_TRY(std::vector<double> column, regressor(data, name));
        double gap = total;
        for (std::size_t row = 0; row < rows; ++row) {
            gap -= column[row] * weights[row];
            column[row] *= roots[row];
        }
        double length = 0;
        for (const double value : column) length += value * value;
        // Gram–Schmidt twice, which is as good as reflections.
        for (int pass = 0; pass < 2; ++pass)
            for (std::size_t b = 0; b < basis.size(); ++b) {
                double product = 0;
                for (std::size_t row = 0; row < rows; ++row) product += basis[b][row] * column[row];
                for (std::size_t row = 0; row < rows; ++row) column[row] -= product * basis[b][row];
                gap -= product * wanted[b];
            }
        double left = 0;
        for (const double value : column) left += value * value;
        if (!(left > 1e-14 * length))
            return failure(ErrorKind::Invalid, "The total of '" + name + "' follows from the others: leave it out.");
        left = std::sqrt(left);
        for (double& value : column) value /= left;
        wanted.push_back(gap / left);
        basis.push_back(std::move(column));
    }
    if (basis.empty()) return failure(ErrorKind::Invalid, "Linear calibration needs totals.");

    std::vector<double> scale(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        double fit = 0;
        for (std::size_t b = 0; b < basis.size(); ++b) fit += basis[b][row] * wanted[b];
        const double g = roots[row] > 0 ? 1 + fit / roots[row] : 1;
        weights[row] *= g;
        scale[row] = g * roots[row];
    }
    return std::make_shared<RegressionResidual>(std::move(basis), std::move(scale));
}

Residual trim(std::vector<double>& weights, const CalibrationDefinition& definition)
{
    constexpr int rounds_max = 1000;
    const double lower = definition.lower.value_or(0);
    const double upper = definition.upper.value_or(std::numeric_limits<double>::infinity());
    for (int round = 0; round < rounds_max; ++round) {
        double cut = 0;
        std::vector<std::size_t> inside;
        for (std::size_t row = 0; row < weights.size(); ++row) {
            const double kept = std::max(lower, std::min(weights[row], upper));
            if (weights[row] >= lower && weights[row] <= upper) inside.push_back(row);
            cut += weights[row] - kept;
            weights[row] = kept;
        }
        if (inside.size() == weights.size()) return std::shared_ptr<const CalibrationResidual>();
        if (inside.empty()) break;
        for (const std::size_t row : inside) weights[row] += cut / static_cast<double>(inside.size());
        if (!definition.strict) return std::shared_ptr<const CalibrationResidual>();
    }
    return failure(ErrorKind::Invalid, "The bounds of trimming leave no room for the weights.");
}

} // namespace

Result<std::shared_ptr<const CalibrationResidual>> calibrate(std::vector<double>& weights, const DataTable& data,
                                                             const CalibrationDefinition& definition)
{
    switch (definition.method) {
    case CalibrationMethod::PostStratify:
        return post_stratify(weights, data, definition);
    case CalibrationMethod::Rake:
        return rake(weights, data, definition);
    case CalibrationMethod::Linear:
        return calibrate_linearly(weights, data, definition);
    case CalibrationMethod::Trim:
        return trim(weights, definition);
    }
    return failure(ErrorKind::Invalid, "Unknown calibration.");
}

} // namespace mahalla
