#include "command_line/area_json.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace mahalla {

Result<Json> analyse_coverage(const AnalysisQuestion& question)
{
    JsonObject& asked = question.asked;
    const std::vector<FrameUnit> frame = frame_of(asked);
    const CoverageRule rule = coverage_rule_of(asked);
    const std::string group = asked.text("group"), interviewed = asked.text("interviewed");
    MAHALLA_TRY(const auto places, question.texts({asked.text("area"), group.empty() ? "''" : group}));
    MAHALLA_TRY(const auto answered, question.numbers({interviewed.empty() ? "1" : interviewed}));
    std::map<std::pair<std::string, std::string>, FieldCount> counts;
    for (std::size_t row = 0; row < places[0].size(); ++row) {
        FieldCount& count = counts[{places[0][row], places[1][row]}];
        count.area = places[0][row];
        count.group = places[1][row];
        const bool is_interview = !std::isnan(answered[0][row]) && answered[0][row] != 0;
        ++*(is_interview ? count.interviewed : count.not_interviewed);
    }
    std::vector<FieldCount> brought;
    for (auto& [key, count] : counts) brought.push_back(std::move(count));
    MAHALLA_TRY(const Coverage found, coverage_of(frame, brought, rule));
    return coverage_json(found);
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
    return inequality_json(found);
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
    return community_index_json(dimensions.names, names, weights, found);
}

Result<Json> analyse_response(const AnalysisQuestion& question)
{
    JsonObject& asked = question.asked;
    const ResponseRule rule = response_rule_of(asked);
    const auto needs = list_of<MeasuredNeed>(asked, "needs", [](JsonObject& need) {
        need.only({"indicator", "dimension", "area", "group", "share", "n", "reached"});
        return MeasuredNeed{need.text("indicator"), need.text("dimension"),       need.text("area"),
                            need.text("group"),     wanted_number(need, "share"), wanted_number(need, "n"),
                            need.number("reached")};
    });
    const std::vector<Programme> programmes = programmes_of(asked);
    return response_json(response_gaps(needs, programmes, rule));
}

} // namespace mahalla
