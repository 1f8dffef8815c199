#pragma once
#include "disclosure/discrete_noise.h"

namespace mahalla {

/// How much noise is added to counts, and for whose sake.
struct NoiseSettings {
    Fraction variance{16, 1};
    /// How many rows of the table one person, or one household, can add at most: 1 for tables of whom is protected, the
    /// largest household where it is the household and the table counts persons.
    std::uint64_t rows_max = 1;

    /// What one table says of each of them: rows_max² / 2σ².
    double rho() const
    {
        return static_cast<double>(rows_max) * static_cast<double>(rows_max) / (2 * variance.value());
    }
};

} // namespace mahalla
