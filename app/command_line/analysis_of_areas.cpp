#include "analysis/area_inequality.h"
#include "analysis/blind_spots.h"
#include "analysis/community_index.h"
#include "analysis/response_gaps.h"
#include "command_line/analysis_kinds.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace mahalla {

namespace {

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

double wanted_number(JsonObject& object, const char* key)
{
    const auto number = object.number(key);
    if (!number) object.complain(std::string("there is no number '") + key + "'");
    return number.value_or(0);
}

ResponsePath response_path_of(JsonObject& object)
{
    const std::string word = object.text("kind");
    if (!word.empty() && word != "protection" && word != "empowerment")
        object.complain("'kind' is protection or empowerment");
    return word == "empowerment" ? ResponsePath::Empowerment : ResponsePath::Protection;
}

} // namespace

Result<Json> analyse_coverage(const AnalysisQuestion& question)
{
    JsonObject& asked = question.asked;
    const auto frame = list_of<FrameUnit>(asked, "frame", [](JsonObject& unit) {
        unit.only({"area", "group", "population"});
        return FrameUnit{unit.text("area"), unit.text("group"), wanted_number(unit, "population")};
    });
    CoverageRule rule;
    rule.interviews_min = static_cast<std::uint64_t>(std::max(0.0, asked.number("interviews_min").value_or(25)));
    rule.representation_min = asked.number("representation_min").value_or(rule.representation_min);
    rule.response_min = asked.number("response_min").value_or(rule.response_min);
    const std::string group = asked.text("group"), interviewed = asked.text("interviewed");
    MAHALLA_TRY(const auto places, question.texts({asked.text("area"), group.empty() ? "''" : group}));
    MAHALLA_TRY(const auto answered, question.numbers({interviewed.empty() ? "1" : interviewed}));
    std::map<std::pair<std::string, std::string>, FieldCount> counts;
    for (std::size_t row = 0; row < places[0].size(); ++row) {
        FieldCount& count = counts[{places[0][row], places[1][row]}];
        count.area = places[0][row];
        count.group = places[1][row];
        const bool is_interview = !std::isnan(answered[0][row]) && answered[0][row] != 0;
        ++(is_interview ? count.interviewed : count.not_interviewed);
    }
    std::vector<FieldCount> brought;
    for (auto& [key, count] : counts) brought.push_back(std::move(count));
    MAHALLA_TRY(const Coverage found, coverage_of(frame, brought, rule));
    Json json = {{"population_covered", found.population_covered}, {"blind_spots", Json::array()}};
    for (const BlindSpot& spot : found.spots)
        json["blind_spots"].push_back({{"kind", name_of(spot.kind)},
                                       {"area", spot.area},
                                       {"group", spot.group},
                                       {"population", spot.population},
                                       {"interviewed", spot.interviewed},
                                       {"representation", json_of(spot.representation)},
                                       {"response_rate", json_of(spot.response_rate)}});
    return json;
}

Result<Json> analyse_inequality(const AnalysisQuestion& question)
{
    const std::string order = question.asked.text("order");
    MAHALLA_TRY(auto columns, question.numbers({question.asked.text("value"), question.asked.text("size"),
                                                order.empty() ? "0" : order}));
    std::vector<std::size_t> places(columns[0].size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
    std::ranges::stable_sort(places, {}, [&](std::size_t i) { return columns[2][i]; });
    std::vector<double> values, sizes;
    for (const std::size_t i : places) {
        values.push_back(columns[0][i]);
        sizes.push_back(columns[1][i]);
    }
    MAHALLA_TRY(const AreaInequality found, area_inequality_of(values, sizes));
    return Json{{"mean", found.mean},
                {"gap", found.gap},
                {"ratio", json_of(found.ratio)},
                {"theil", found.theil},
                {"between_sd", found.between_deviation},
                {"concentration_index", found.concentration_index},
                {"slope_index", found.slope_index}};
}

Result<Json> analyse_community_index(const AnalysisQuestion& question)
{
    JsonObject& asked = question.asked;
    const NamedExpressions dimensions = named_expressions(asked, "dimensions");
    const auto of_each = [&](JsonObject& object) {
        std::vector<double> values;
        for (const std::string& name : dimensions.names) values.push_back(wanted_number(object, name.c_str()));
        return values;
    };
    const auto priorities = list_of<std::vector<double>>(asked, "priorities", of_each);
    std::vector<std::string> names;
    const auto places = list_of<std::vector<MeasuredFigure>>(asked, "places", [&](JsonObject& place) {
        names.push_back(place.text("name"));
        std::vector<MeasuredFigure> scores;
        for (const std::string& name : dimensions.names) {
            const Json* const score = place.find(name.c_str());
            if (score && score->is_object()) {
                JsonObject figure = place.inner(*score, name);
                scores.push_back({wanted_number(figure, "estimate"), figure.number("se").value_or(0), 0});
            } else {
                scores.push_back({wanted_number(place, name.c_str()), 0, 0});
            }
        }
        return scores;
    });
    MAHALLA_TRY(const CommunityWeights weights, community_weights(priorities));
    MAHALLA_TRY(const CommunityIndex found, community_index(places, weights));
    Json json = {{"weights", Json::object()}, {"places", Json::array()}};
    for (std::size_t i = 0; i < dimensions.names.size(); ++i) json["weights"][dimensions.names[i]] = weights.weights[i];
    for (std::size_t i = 0; i < found.places.size(); ++i) {
        const IndexedPlace& place = found.places[i];
        json["places"].push_back({{"name", names[i]},
                                  {"index", place.index},
                                  {"se", json_of(place.standard_error)},
                                  {"rank", place.rank},
                                  {"rank_with_equal_weights", place.rank_with_equal_weights},
                                  {"rank_best", place.rank_best},
                                  {"rank_worst", place.rank_worst},
                                  {"share_of_same_rank", place.share_of_same_rank},
                                  {"expected_rank", place.expected_rank}});
    }
    json["correlation_with_equal_weights"] = json_of(found.correlation_with_equal_weights);
    return json;
}

Result<Json> analyse_response(const AnalysisQuestion& question)
{
    JsonObject& asked = question.asked;
    ResponseRule rule;
    rule.need_min = asked.number("need_min").value_or(rule.need_min);
    rule.reached_min = asked.number("reached_min").value_or(rule.reached_min);
    rule.n_min = asked.number("n_min").value_or(rule.n_min);
    const auto needs = list_of<MeasuredNeed>(asked, "needs", [](JsonObject& need) {
        need.only({"indicator", "dimension", "area", "group", "share", "n", "reached"});
        return MeasuredNeed{need.text("indicator"), need.text("dimension"),       need.text("area"),
                            need.text("group"),     wanted_number(need, "share"), wanted_number(need, "n"),
                            need.number("reached")};
    });
    const auto programmes = list_of<Programme>(asked, "programmes", [](JsonObject& programme) {
        programme.only({"name", "dimension", "area", "group", "kind"});
        return Programme{programme.text("name"), programme.text("dimension"), programme.text("area"),
                         programme.text("group"), response_path_of(programme)};
    });
    Json json = {{"gaps", Json::array()}};
    for (const ResponseGap& gap : response_gaps(needs, programmes, rule))
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
