#include "command_line/analysis_json.h"

#include "command_line/analysis_kinds.h"
#include "command_line/design_json.h"

namespace mahalla {

namespace {

struct Kind {
    const char* name;
    Result<Json> (*answer)(const AnalysisQuestion&);
    std::vector<std::string_view> keys; ///< Besides id and kind.
};

const std::vector<Kind>& kinds()
{
    static const std::vector<Kind> all = {
        {"co_occurrence", analyse_co_occurrence, {"insecurities", "weight", "where"}},
        {"counting_index", analyse_counting_index, {"deprivations", "weights", "cutoff", "weight", "where"}},
        {"perception_gap", analyse_perception_gap, {"perceived", "observed", "weight", "where"}},
        {"fies", analyse_fies, {"items", "weight", "where"}},
        {"rasch", analyse_rasch, {"items", "weight", "where"}},
        {"concordance", analyse_concordance, {"items", "where"}},
        {"piling", analyse_piling, {"items", "counters", "where"}},
        {"pairs", analyse_pairs, {"first", "second", "preferred", "where"}},
        {"ballots", analyse_ballots, {"ballot", "where"}},
        {"kappa", analyse_kappa, {"one", "other", "where"}},
        {"correlation", analyse_correlation, {"one", "other", "where"}},
        {"reliability", analyse_reliability, {"items", "where"}},
        {"coverage",
         analyse_coverage,
         {"area", "group", "interviewed", "frame", "interviews_min", "representation_min", "response_min", "where"}},
        {"inequality", analyse_inequality, {"value", "size", "order", "where"}},
        {"community_index", analyse_community_index, {"dimensions", "priorities", "places"}},
        {"response", analyse_response, {"needs", "programmes", "need_min", "reached_min", "n_min"}},
        {"change", analyse_change, {"earlier", "later", "covariance", "level"}},
        {"alerts",
         analyse_alerts,
         {"rounds", "watch", "alert", "emergency", "hysteresis", "rounds_min", "n_min", "level"}},
        {"actions", analyse_actions, {"actions", "rounds", "thresholds", "today", "level"}},
        {"sample_size",
         analyse_sample_size,
         {"share", "margin", "level", "design_effect", "population", "nonresponse"}},
    };
    return all;
}

Result<Json> answer(const Json& entry, std::size_t position, const DataTable* data, const DesignDefinition* design)
{
    std::string problem;
    JsonObject asked(entry, "analysis " + std::to_string(position + 1), problem);
    const std::string word = asked.text("kind");
    const auto kind = std::ranges::find(kinds(), word, [](const Kind& one) { return std::string_view(one.name); });
    if (kind == kinds().end()) {
        std::vector<std::string> names;
        for (const Kind& one : kinds()) names.emplace_back(one.name);
        const auto nearest = nearest_word(word, names);
        asked.complain("'kind' is none that is known" + (nearest ? "; is '" + *nearest + "' meant?" : std::string()));
        return failure(ErrorKind::Invalid, problem);
    }
    std::vector<std::string_view> known = {"id", "kind"};
    known.insert(known.end(), kind->keys.begin(), kind->keys.end());
    asked.only(known);
    const std::vector<std::string> id = asked.texts("id");
    auto found = kind->answer({asked, data, design});
    // What was asked comes before what it led to.
    if (!problem.empty()) return failure(ErrorKind::Invalid, problem);
    Json json = {{"id", id.empty() ? std::to_string(position + 1) : id[0]}, {"kind", word}};
    if (found)
        json.update(*found);
    else if (found.error().kind == ErrorKind::NotFound)
        json["note"] = found.error().message;
    else
        return failure(found.error().kind, "Analysis " + std::to_string(position + 1) + ": " + found.error().message);
    return json;
}

} // namespace

Result<std::string> analyse_json(std::string_view specification, const DataTable* data)
{
    const Json json = Json::parse(specification, nullptr, false);
    if (json.is_discarded()) return failure(ErrorKind::Invalid, "The specification is no JSON.");
    std::string problem;
    JsonObject top(json, "at the top", problem);
    top.only({"design", "analyses"});
    std::optional<DesignDefinition> design;
    if (const Json* given = top.find("design")) design = read_design_json(*given, problem);
    const Json* const analyses = top.find("analyses");
    if (!analyses || !analyses->is_array()) top.complain("there is no list 'analyses'");
    if (!problem.empty()) return failure(ErrorKind::Invalid, problem);
    Json answers = Json::array();
    for (const Json& entry : *analyses) {
        MAHALLA_TRY(Json one, answer(entry, answers.size(), data, design ? &*design : nullptr));
        answers.push_back(std::move(one));
    }
    Json document = {{"analyses", std::move(answers)}};
    // A design speaks of a population; without one figures are of whom was asked, and say so.
    if (data != nullptr)
        document["basis"] = design && design->describes_population() ? "of the population" : "of those interviewed";
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace mahalla
