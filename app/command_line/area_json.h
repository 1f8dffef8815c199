#pragma once
#include "analysis/area_inequality.h"
#include "analysis/blind_spots.h"
#include "analysis/community_index.h"
#include "analysis/response_gaps.h"
#include "command_line/analysis_kinds.h"

// What analyses of areas read and print, whether their figures come from a specification or from records.

namespace mahalla {

/// The objects of a list, each read by `read`; complains where there is no list.
template <typename Value, typename Read>
std::vector<Value> list_of(JsonObject& asked, const char* key, const Read& read)
{
    std::vector<Value> values;
    const Json* const found = asked.find(key);
    if (!found || !found->is_array()) {
        asked.complain(std::string("there is no list '") + key + "'");
        return values;
    }
    for (const Json& entry : *found) {
        JsonObject one = asked.inner(entry, key);
        values.push_back(read(one));
    }
    return values;
}

double wanted_number(JsonObject& object, const char* key);
/// protection or empowerment, at `key`.
ResponsePath response_path_of(JsonObject& object, const char* key);

std::vector<FrameUnit> frame_of(JsonObject& asked);
CoverageRule coverage_rule_of(JsonObject& asked);
Json coverage_json(const Coverage& coverage);

Json inequality_json(const AreaInequality& inequality);

Json community_index_json(const std::vector<std::string>& dimensions, const std::vector<std::string>& places,
                          const CommunityWeights& weights, const CommunityIndex& index);

ResponseRule response_rule_of(JsonObject& asked);
std::vector<Programme> programmes_of(JsonObject& asked);
Json response_json(const std::vector<ResponseGap>& gaps);

} // namespace mahalla
