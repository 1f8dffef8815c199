#include "command_line/area_json.h"

#include "disclosure/published_table.h"

#include <algorithm>

namespace mahalla {

double wanted_number(JsonObject& object, const char* key)
{
    const auto number = object.number(key);
    if (!number) object.complain(std::string("there is no number '") + key + "'");
    return number.value_or(0);
}

ResponsePath response_path_of(JsonObject& object, const char* key)
{
    const std::string word = object.text(key);
    if (!word.empty() && word != "protection" && word != "empowerment")
        object.complain(std::string("'") + key + "' is protection or empowerment");
    return word == "empowerment" ? ResponsePath::Empowerment : ResponsePath::Protection;
}

std::vector<FrameUnit> frame_of(JsonObject& asked)
{
    return list_of<FrameUnit>(asked, "frame", [](JsonObject& unit) {
        unit.only({"area", "group", "population"});
        return FrameUnit{unit.text("area"), unit.text("group"), wanted_number(unit, "population")};
    });
}

CoverageRule coverage_rule_of(JsonObject& asked)
{
    CoverageRule rule;
    rule.interviews_min = static_cast<std::uint64_t>(std::max(0.0, asked.number("interviews_min").value_or(25)));
    rule.representation_min = asked.number("representation_min").value_or(rule.representation_min);
    rule.response_min = asked.number("response_min").value_or(rule.response_min);
    return rule;
}

Json coverage_json(const Coverage& coverage)
{
    Json json = {{"population_covered", coverage.population_covered}, {"blind_spots", Json::array()}};
    for (const BlindSpot& spot : coverage.spots)
        json["blind_spots"].push_back(
            {{"kind", name_of(spot.kind)},
             {"area", spot.area},
             {"group", spot.group},
             {"population", spot.population},
             {"interviewed",
              spot.interviewed ? Json(*spot.interviewed) : Json{{"mark", name_of(MarkReason::Confidential)}}},
             {"representation", json_of(spot.representation)},
             {"response_rate", json_of(spot.response_rate)}});
    return json;
}

Json inequality_json(const AreaInequality& inequality)
{
    return {{"mean", inequality.mean},
            {"gap", inequality.gap},
            {"ratio", json_of(inequality.ratio)},
            {"theil", inequality.theil},
            {"between_sd", inequality.between_deviation},
            {"concentration_index", inequality.concentration_index},
            {"slope_index", inequality.slope_index}};
}

Json community_index_json(const std::vector<std::string>& dimensions, const std::vector<std::string>& places,
                          const CommunityWeights& weights, const CommunityIndex& index)
{
    Json json = {{"weights", Json::object()}, {"places", Json::array()}};
    for (std::size_t i = 0; i < dimensions.size(); ++i) json["weights"][dimensions[i]] = weights.weights[i];
    for (std::size_t i = 0; i < index.places.size(); ++i) {
        const IndexedPlace& place = index.places[i];
        json["places"].push_back({{"name", places[i]},
                                  {"index", place.index},
                                  {"se", json_of(place.standard_error)},
                                  {"rank", place.rank},
                                  {"rank_with_equal_weights", place.rank_with_equal_weights},
                                  {"rank_best", place.rank_best},
                                  {"rank_worst", place.rank_worst},
                                  {"share_of_same_rank", place.share_of_same_rank},
                                  {"expected_rank", place.expected_rank}});
    }
    json["correlation_with_equal_weights"] = json_of(index.correlation_with_equal_weights);
    return json;
}

ResponseRule response_rule_of(JsonObject& asked)
{
    ResponseRule rule;
    rule.need_min = asked.number("need_min").value_or(rule.need_min);
    rule.reached_min = asked.number("reached_min").value_or(rule.reached_min);
    rule.n_min = asked.number("n_min").value_or(rule.n_min);
    return rule;
}

std::vector<Programme> programmes_of(JsonObject& asked)
{
    return list_of<Programme>(asked, "programmes", [](JsonObject& programme) {
        programme.only({"name", "dimension", "area", "group", "kind"});
        return Programme{programme.text("name"), programme.text("dimension"), programme.text("area"),
                         programme.text("group"), response_path_of(programme, "kind")};
    });
}

Json response_json(const std::vector<ResponseGap>& gaps)
{
    Json json = {{"gaps", Json::array()}};
    for (const ResponseGap& gap : gaps)
        json["gaps"].push_back({{"kind", name_of(gap.kind)},
                                {"indicator", gap.indicator},
                                {"dimension", gap.dimension},
                                {"area", gap.area},
                                {"group", gap.group},
                                {"programme", gap.programme},
                                {"share", gap.share}});
    return json;
}

} // namespace mahalla
