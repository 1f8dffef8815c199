#pragma once
#include "base/result.h"
#include "indicator/data_table.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// Records that are to leave one by one, for research: which columns an intruder may know people by, how many people a
/// record stands for, and which answer would hurt.
struct MicrodataQuestion {
    std::vector<std::string> keys;      ///< Quasi-identifiers: place, sex, age band, size of the household…
    std::string weight;                 ///< Empty: every record stands for itself.
    std::vector<std::string> sensitive; ///< Columns of which the diversity is asked.
};

/// How easily one record is told apart.
struct RecordRisk {
    std::uint64_t alike = 0;    ///< f: records of the data with the same keys, this one among them.
    double alike_people = 0;    ///< F: the people they stand for, an estimate of how many there are.
    double risk = 0;            ///< That the record is the person an intruder looks for, 0 to 1.
    std::uint64_t distinct = 0; ///< The smallest distinct ℓ over the sensitive columns; 0 where none is asked.
    double entropy = 0;         ///< The smallest exp(H) over them.
};

struct MicrodataRisk {
    std::vector<RecordRisk> records; ///< In the order of the rows.
    double global_risk = 0;          ///< The mean of the records' risks.
    double expected_reidentifications = 0;

    std::size_t records_below(std::uint64_t k) const;
};

/// A missing key is alike to every value, as an intruder who does not know it must take it. The risk of a record with
/// p = f / F is that of Benedetti and Franconi (1998) as µ-Argus has it: for f = 1, p/(1-p) ln(1/p); for f = 2,
/// p/(1-p) - (p/(1-p))² ln(1/p); for more p / (f - (1-p)), which is approximate. Where records stand for nobody else
/// (F at most f) it is 1 / f.
///
/// ℓ counts the different values of a sensitive column among the records that are alike (distinct), or exp of their
/// entropy (Machanavajjhala and others 2007); missing values do not count, and no value at all gives 0.
///
/// Fails with `Invalid` where a column is not there, no key is named, or a weight is missing, negative or no number.
Result<MicrodataRisk> microdata_risk(const DataTable& data, const MicrodataQuestion& question);

/// What records for research must fulfil.
struct MicrodataPolicy {
    std::uint64_t k = 3;
    std::uint64_t l = 0;                   ///< Distinct ℓ; 0 asks for none.
    std::optional<double> global_risk_max; ///< The expected share of records that are recognised.
};

/// Fails with `Refused` where the records are told apart more easily than the policy allows; the message says by what,
/// and of no record.
Result<void> check_microdata(const MicrodataRisk& risk, const MicrodataPolicy& policy);

} // namespace mahalla
