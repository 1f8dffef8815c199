#include "indicator/survey_design.h"

#include "base/number.h"
#include "indicator/calibration.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace mahalla {

namespace {

/// Rows as a spreadsheet program numbers them.
std::string row_words(std::size_t row) { return "Row " + std::to_string(row + 2); }

tl::unexpected<Error> bad_row(std::size_t row, const std::string& what)
{
    return failure(ErrorKind::Invalid, row_words(row) + ": " + what);
}

/// Numbers the different pairs as they come.
class PairNumbers {
public:
    std::uint32_t number(std::uint32_t a, std::uint32_t b)
    {
        const std::uint64_t key = (std::uint64_t{a} << 32U) | b;
        return numbers_.emplace(key, static_cast<std::uint32_t>(numbers_.size())).first->second;
    }
    std::size_t size() const { return numbers_.size(); }

private:
    std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
};

/// The different values of a column as numbers from 0; fails for a missing one.
Result<std::vector<std::uint32_t>> codes_of(const DataTable& data, const std::string& name, const char* what)
{
    MAHALLA_TRY(const Column* column, data.column(name));
    std::vector<std::uint32_t> codes(data.row_count());
    std::unordered_map<double, std::uint32_t> numbers;
    for (std::size_t row = 0; row < codes.size(); ++row) {
        if (column->is_missing(row)) return bad_row(row, std::string("the ") + what + " ('" + name + "') is missing.");
        codes[row] =
            column->kind == ColumnKind::Text
                ? column->texts[row]
                : numbers.emplace(column->numbers[row], static_cast<std::uint32_t>(numbers.size())).first->second;
    }
    return codes;
}

} // namespace

/// Builds a design step by step; each fails on its own.
class SurveyDesignBuilder {
public:
    SurveyDesignBuilder(const DataTable& data, const DesignDefinition& definition)
        : data_(data), definition_(definition), rows_(data.row_count())
    {
        design_.lonely_psu_ = definition.lonely_psu;
        design_.replication_ = definition.replication;
        design_.is_plain_ = definition.weight.empty() && definition.strata.empty() && definition.psu.empty() &&
                            definition.fpc.empty() && definition.calibrations.empty();
    }

    Result<SurveyDesign> build()
    {
        if (auto done = build_stages(); !done) return tl::unexpected(done.error());
        if (auto done = read_populations(); !done) return tl::unexpected(done.error());
        if (auto done = read_weights(); !done) return tl::unexpected(done.error());
        for (const CalibrationDefinition& step : definition_.calibrations) {
            MAHALLA_TRY(auto residual, calibrate(design_.weights_, data_, step));
            if (residual) design_.residuals_.push_back(std::move(residual));
        }
        if (design_.replication_ != Replication::None && design_.is_calibrated())
            return failure(ErrorKind::Invalid,
                           "The jackknife of calibrated weights is not available: leave out one of the two.");
        return std::move(design_);
    }

private:
    Result<void> build_stages()
    {
        std::vector<std::uint32_t> strata(rows_, 0);
        if (!definition_.strata.empty()) {
            MAHALLA_TRY(strata, codes_of(data_, definition_.strata, "stratum"));
        }
        const std::size_t stage_count = std::max<std::size_t>(1, definition_.psu.size());
        for (std::size_t s = 0; s < stage_count; ++s) {
            SamplingStage stage;
            stage.unit_of_row.resize(rows_);
            if (definition_.psu.empty()) {
                // Every row is a unit of its own.
                for (std::size_t row = 0; row < rows_; ++row) stage.unit_of_row[row] = static_cast<std::uint32_t>(row);
                stage.stratum_of_unit.resize(rows_);
            } else {
                MAHALLA_TRY(const std::vector<std::uint32_t> names,
                            codes_of(data_, definition_.psu[s], "sampling unit"));
                // Units of a later stage are numbered within the unit above, those of the first in the stratum if
                // nested.
                PairNumbers numbers;
                for (std::size_t row = 0; row < rows_; ++row) {
                    const std::uint32_t within = s > 0              ? design_.stages_[s - 1].unit_of_row[row]
                                                 : definition_.nest ? strata[row]
                                                                    : 0;
                    stage.unit_of_row[row] = numbers.number(within, names[row]);
                }
                stage.stratum_of_unit.resize(numbers.size());
            }
            if (auto done = place_units(stage, s, strata); !done) return done;
            design_.stages_.push_back(std::move(stage));
        }
        return {};
    }

    /// The strata of the first stage are those given; at a later stage each unit above is a stratum.
    Result<void> place_units(SamplingStage& stage, std::size_t s, const std::vector<std::uint32_t>& strata)
    {
        std::vector<char> seen(stage.unit_count(), 0);
        if (s > 0) stage.parent_of_unit.resize(stage.unit_count());
        PairNumbers numbers;
        for (std::size_t row = 0; row < rows_; ++row) {
            const std::uint32_t unit = stage.unit_of_row[row];
            const std::uint32_t parent = s > 0 ? design_.stages_[s - 1].unit_of_row[row] : 0;
            const std::uint32_t stratum = numbers.number(s > 0 ? parent : strata[row], 0);
            if (stratum == stage.strata.size()) stage.strata.push_back({0, std::nullopt, parent, 1});
            if (seen[unit] == 0) {
                seen[unit] = 1;
                stage.stratum_of_unit[unit] = stratum;
                if (s > 0) stage.parent_of_unit[unit] = parent;
                ++stage.strata[stratum].sampled;
            } else if (stage.stratum_of_unit[unit] != stratum) {
                return bad_row(row, "its sampling unit ('" + definition_.psu[s] +
                                        "') is in another stratum too. If units are numbered afresh in each stratum, "
                                        "set \"nest\": true.");
            }
        }
        return {};
    }

    Result<void> read_populations()
    {
        if (definition_.fpc.size() > design_.stages_.size())
            return failure(ErrorKind::Invalid, "There are more columns in 'fpc' than stages in 'psu'.");
        for (std::size_t s = 0; s < definition_.fpc.size(); ++s) {
            const std::string& name = definition_.fpc[s];
            std::vector<double> values(rows_);
            const auto constant = data_.find(name) ? std::nullopt : number_from_text(name);
            if (constant) {
                values.assign(rows_, *constant);
            } else {
                MAHALLA_TRY(const Column* column, data_.column(name));
                for (std::size_t row = 0; row < rows_; ++row) values[row] = column->number(row);
            }
            if (auto done = read_population(design_.stages_[s], name, values); !done) return done;
        }
        for (std::size_t s = 1; s < design_.stages_.size(); ++s) {
            const SamplingStage& above = design_.stages_[s - 1];
            for (SampledStratum& stratum : design_.stages_[s].strata) {
                const SampledStratum& upper = above.strata[above.stratum_of_unit[stratum.parent]];
                stratum.multiplier =
                    upper.population ? upper.multiplier * static_cast<double>(upper.sampled) / *upper.population : 0;
            }
        }
        return {};
    }

    Result<void> read_population(SamplingStage& stage, const std::string& name, const std::vector<double>& values) const
    {
        bool any_size = false, any_fraction = false;
        for (std::size_t row = 0; row < rows_; ++row) {
            if (!(values[row] > 0) || !std::isfinite(values[row]))
                return bad_row(row, "the finite population correction ('" + name +
                                        "') is a number of units or a fraction above 0.");
            any_size |= values[row] > 1;
            any_fraction |= values[row] < 1;
        }
        if (any_size && any_fraction)
            return failure(ErrorKind::Invalid,
                           "'" + name +
                               "' has numbers of units (1 or more) and sampling fractions (below 1): use one.");
        for (std::size_t row = 0; row < rows_; ++row) {
            SampledStratum& stratum = stage.strata[stage.stratum_of_unit[stage.unit_of_row[row]]];
            const double sampled = static_cast<double>(stratum.sampled);
            const double population = any_size ? values[row] : sampled / values[row];
            if (stratum.population && std::fabs(*stratum.population - population) > 1e-9 * population)
                return bad_row(row, "'" + name + "' differs within one stratum.");
            if (population < sampled * (1 - 1e-12))
                return bad_row(row, "'" + name + "' says that there are fewer units than were sampled.");
            stratum.population = population;
        }
        return {};
    }

    Result<void> read_weights()
    {
        design_.weights_.assign(rows_, 1);
        if (definition_.weight.empty()) {
            // The inverse of the probability of selection, stage by stage; 1 where it is not known.
            for (const SamplingStage& stage : design_.stages_)
                for (std::size_t row = 0; row < rows_; ++row) {
                    const SampledStratum& stratum = stage.strata[stage.stratum_of_unit[stage.unit_of_row[row]]];
                    if (stratum.population)
                        design_.weights_[row] *= *stratum.population / static_cast<double>(stratum.sampled);
                }
            return {};
        }
        MAHALLA_TRY(const Column* column, data_.column(definition_.weight));
        for (std::size_t row = 0; row < rows_; ++row) {
            const double weight = column->number(row);
            if (column->is_missing(row)) return bad_row(row, "the weight ('" + column->name + "') is missing.");
            if (!std::isfinite(weight)) return bad_row(row, "the weight ('" + column->name + "') is no number.");
            if (weight < 0) return bad_row(row, "the weight ('" + column->name + "') is negative.");
            design_.weights_[row] = weight;
        }
        return {};
    }

    const DataTable& data_;
    const DesignDefinition& definition_;
    std::size_t rows_;
    SurveyDesign design_;
};

Result<SurveyDesign> SurveyDesign::create(const DataTable& data, const DesignDefinition& definition)
{
    return SurveyDesignBuilder(data, definition).build();
}

void SurveyDesign::take_residuals(std::vector<double>& influence) const
{
    for (const auto& residual : residuals_) residual->apply(influence);
}

} // namespace mahalla
