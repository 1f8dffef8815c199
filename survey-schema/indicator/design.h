#pragma once
#include "base/diagnostic.h"
#include "form/form_settings.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// What to do with a stratum that has one primary sampling unit, which shows no variance (R's survey.lonely.psu).
enum class LonelyPsu {
    Fail,      ///< No standard error.
    Remove,    ///< It adds nothing.
    Certainty, ///< It was sure to be sampled: adds nothing.
    Adjust,    ///< It is centred at the mean of all, not of its stratum.
    Average,   ///< It adds what the other strata add on average.
};

enum class CalibrationMethod { PostStratify, Rake, Linear, Trim };

/// Known totals of the population for the categories of one variable.
struct CalibrationMargin {
    std::string variable;
    std::map<std::string, double> totals;
};

/// One step by which weights are made to add up to what is known of the population, or are cut.
struct CalibrationDefinition {
    CalibrationMethod method = CalibrationMethod::PostStratify;
    std::vector<CalibrationMargin> margins; ///< One for PostStratify, one or more for Rake.
    /// Of Linear: "(Intercept)", "stype=H" (rows of that category), "api99" (the sum of a number).
    std::map<std::string, double> totals;
    std::optional<double> lower, upper; ///< Of Trim: bounds of the weights.
    bool strict = false;                ///< Of Trim: again until none is outside.
};

enum class Replication { None, Jk1, Jkn };

/// How the rows were sampled: names of columns. Everything is optional; nothing at all means every row stands for
/// itself.
struct DesignDefinition {
    std::string weight;
    std::string strata;
    std::vector<std::string> psu; ///< The columns of each stage, the first stage first.
    /// A column (or a number written out) for each stage: values of 1 or more are the number of units in the
    /// population, values below 1 the fraction sampled.
    std::vector<std::string> fpc;
    bool nest = false; ///< Units are numbered afresh in each stratum.
    LonelyPsu lonely_psu = LonelyPsu::Fail;
    std::vector<CalibrationDefinition> calibrations; ///< One after the other.
    Replication replication = Replication::None;

    /// True where the rows are a sample of something that is known: the results speak of a population.
    bool describes_population() const { return !weight.empty() || !fpc.empty() || !calibrations.empty(); }
    /// Nothing is known of the sampling: rows as they came.
    bool is_plain() const { return psu.empty() && strata.empty() && !describes_population(); }
};

/// Reads the sheet `design` of a form: columns `setting` and `value`, one setting a row (weight, strata, psu, fpc,
/// nest, lonely_psu, replicates; stages separated by spaces; poststratify, rake, calibrate, trim:
/// design_calibration.h). Settings of unit_design.h are passed over. No sheet is no design.
///
/// Errors: design-column-missing, design-setting-unknown, design-value-invalid.
DesignDefinition read_design_sheet(const ExtraSheet* sheet, Diagnostics& diagnostics);

/// The names of questions in a cell, with or without `${}`, in their order.
std::vector<std::string> question_names_in(std::string_view text);

std::optional<LonelyPsu> lonely_psu_of(std::string_view word);

/// The columns that a design reads besides the weight; a name may stand there twice.
std::vector<std::string> columns_of_design(const DesignDefinition& design);

} // namespace mahalla
