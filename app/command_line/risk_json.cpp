#include "command_line/risk_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mahalla {

std::string write_risk_json(const MicrodataRisk& risk, const MicrodataQuestion& question, const MicrodataPolicy& policy,
                            bool is_allowed)
{
    using Json = nlohmann::ordered_json;
    Json rows = Json::array();
    std::uint64_t smallest = 0;
    for (std::size_t i = 0; i < risk.records.size(); ++i) {
        const RecordRisk& record = risk.records[i];
        smallest = i == 0 ? record.alike : std::min(smallest, record.alike);
        Json row = {{"row", i + 2}, {"fk", record.alike}, {"Fk", record.alike_people}, {"risk", record.risk}};
        if (!question.sensitive.empty()) {
            row["distinct_l"] = record.distinct;
            row["entropy_l"] = record.entropy;
        }
        rows.push_back(std::move(row));
    }
    const Json document = {{"records", risk.records.size()},
                           {"keys", question.keys},
                           {"k", policy.k},
                           {"below_k", risk.records_below(policy.k)},
                           {"below_2", risk.records_below(2)},
                           {"below_3", risk.records_below(3)},
                           {"smallest", smallest},
                           {"global_risk", risk.global_risk},
                           {"expected_reidentifications", risk.expected_reidentifications},
                           {"allowed", is_allowed},
                           {"rows", std::move(rows)}};
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace mahalla
