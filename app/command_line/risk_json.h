#pragma once
#include "disclosure/microdata_risk.h"

#include <string>

namespace mahalla {

/// What `mahalla results risk --json` prints: how many records, how many of them alike to fewer than k, the global
/// risk, and each record by its row with f, F, risk and ℓ.
std::string write_risk_json(const MicrodataRisk& risk, const MicrodataQuestion& question, const MicrodataPolicy& policy,
                            bool is_allowed);

} // namespace mahalla
