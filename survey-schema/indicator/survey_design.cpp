#include "indicator/survey_design.h"

#include "base/number.h"
#include "indicator/calibration.h"
#include "indicator/row_numbering.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mahalla {

namespace {

constexpr std::uint32_t no_stratum = 0xffffffff;

tl::unexpected<Error> bad_row(std::size_t row, const std::string& what)
{
    return failure(ErrorKind::Invalid, row_words(row) + ": " + what);
}

} // namespace

/// Builds a design step by step; each fails on its own.
class SurveyDesignBuilder {
public:
    SurveyDesignBuilder(const DataTable& data, const DesignDefinition& definition)
        : data_(data), definition_(definition), rows_(data.row_count())
    {
        design_.tree_.lonely_psu = definition.lonely_psu;
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
        design_.unit_of_row_ = std::move(units_.back());
        design_.is_in_order_ = std::is_sorted(design_.unit_of_row_.begin(), design_.unit_of_row_.end());
        design_.rows_by_unit_ = rows_in_order_of(design_.unit_of_row_, design_.tree_.last().unit_count());
        if (!design_.is_in_order_)
            for (const std::uint32_t row : design_.rows_by_unit_)
                design_.weights_by_unit_.push_back(design_.weights_[row]);
        return std::move(design_);
    }

private:
    Result<void> build_stages()
    {
        std::vector<std::uint32_t> strata(rows_, 0);
        if (!definition_.strata.empty()) {
            MAHALLA_TRY(const Column* column, data_.column(definition_.strata));
            MAHALLA_TRY(strata, numbers_of_values(*column, "stratum"));
        }
        const std::size_t stage_count = std::max<std::size_t>(1, definition_.psu.size());
        for (std::size_t s = 0; s < stage_count; ++s) {
            NumberedPairs units;
            if (definition_.psu.empty()) {
                // Every row is a unit of its own.
                units.of_row.resize(rows_);
                std::iota(units.of_row.begin(), units.of_row.end(), 0U);
                units.count = static_cast<std::uint32_t>(rows_);
            } else {
                MAHALLA_TRY(const Column* column, data_.column(definition_.psu[s]));
                MAHALLA_TRY(const std::vector<std::uint32_t> names, numbers_of_values(*column, "sampling unit"));
                // Units of a later stage are numbered within the unit above, those of the first in the stratum if
                // nested.
                const std::vector<std::uint32_t> all(s == 0 && !definition_.nest ? rows_ : 0, 0);
                const std::vector<std::uint32_t>& within = s > 0 ? units_[s - 1] : definition_.nest ? strata : all;
                units = numbers_of_pairs(within, names);
            }
            if (auto done = place_units(std::move(units), s, s > 0 ? units_[s - 1] : strata); !done) return done;
        }
        return {};
    }

    /// Numbers the units of a stage afresh, stratum by stratum. The strata of the first stage are those given; at a
    /// later stage each unit above is a stratum.
    Result<void> place_units(NumberedPairs units, std::size_t s, const std::vector<std::uint32_t>& stratum_of_row)
    {
        std::vector<std::uint32_t> stratum_of(units.count, no_stratum);
        std::uint32_t stratum_count = 0;
        for (std::size_t row = 0; row < rows_; ++row) {
            std::uint32_t& stratum = stratum_of[units.of_row[row]];
            if (stratum == no_stratum) stratum = stratum_of_row[row];
            stratum_count = std::max(stratum_count, stratum + 1);
            if (stratum != stratum_of_row[row])
                return bad_row(row, "its sampling unit ('" + definition_.psu[s] +
                                        "') is in another stratum too. If units are numbered afresh in each stratum, "
                                        "set \"nest\": true.");
        }
        SamplingStage stage;
        stage.strata.resize(stratum_count);
        const std::vector<std::uint32_t> in_order = rows_in_order_of(stratum_of, stratum_count);
        std::vector<std::uint32_t> place(units.count);
        for (std::uint32_t i = 0; i < units.count; ++i) {
            place[in_order[i]] = i;
            stage.stratum_of_unit.push_back(stratum_of[in_order[i]]);
            ++stage.strata[stage.stratum_of_unit.back()].sampled;
        }
        for (std::uint32_t& unit : units.of_row) unit = place[unit];
        units_.push_back(std::move(units.of_row));
        design_.tree_.stages.push_back(std::move(stage));
        return {};
    }

    Result<void> read_populations()
    {
        if (definition_.fpc.size() > units_.size())
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
            if (auto done = read_population(s, name, values); !done) return done;
        }
        design_.tree_.multiply_fractions();
        return {};
    }

    SampledStratum& stratum_of(std::size_t s, std::size_t row)
    {
        SamplingStage& stage = design_.tree_.stages[s];
        return stage.strata[stage.stratum_of_unit[units_[s][row]]];
    }

    Result<void> read_population(std::size_t s, const std::string& name, const std::vector<double>& values)
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
            SampledStratum& stratum = stratum_of(s, row);
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
            for (std::size_t s = 0; s < definition_.fpc.size(); ++s)
                for (std::size_t row = 0; row < rows_; ++row) {
                    const SampledStratum& stratum = stratum_of(s, row);
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
    std::vector<std::vector<std::uint32_t>> units_; // of each row, stage by stage
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
