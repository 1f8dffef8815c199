#include "command_line/record_analysis.h"

#include "command_line/record_question.h"
#include "disclosure/protect.h"
#include "form/form_definition.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

namespace mahalla {

namespace {

struct Kind {
    const char* name;
    Result<PlannedAnalysis> (*plan)(const RecordQuestion&);
    std::vector<std::string_view> keys; ///< Besides those that every kind takes.
};

const std::vector<Kind>& record_kinds()
{
    static const std::vector<Kind> all = {
        {"co_occurrence", plan_co_occurrence, {"insecurities", "weight"}},
        {"counting_index", plan_counting_index, {"deprivations", "weights", "cutoff", "weight"}},
        {"perception_gap", plan_perception_gap, {"perceived", "observed", "weight"}},
        {"fies", plan_fies, {"items", "weight"}},
        {"rasch", plan_rasch, {"items", "weight"}},
        {"concordance", plan_concordance, {"items", "ranking", "participants"}},
        {"piling", plan_piling, {"items", "counters", "participants"}},
        {"ballots", plan_ballots, {"ballot", "participants"}},
        {"kappa", plan_kappa, {"one", "other"}},
        {"correlation", plan_correlation, {"one", "other"}},
        {"reliability", plan_reliability, {"items"}},
        {"coverage",
         plan_coverage,
         {"area", "group", "interviewed", "frame", "interviews_min", "representation_min", "response_min", "items",
          "item_response_min", "indicators"}},
        {"inequality", plan_inequality, {"indicator", "area"}},
        {"perceptions", plan_perceptions, {"indicators"}},
        {"community_index", plan_community_index, {"dimensions", "priorities", "area"}},
        {"response",
         plan_response,
         {"indicators", "area", "group", "round", "programmes", "need_min", "reached_min", "n_min"}},
        {"alerts",
         plan_alerts,
         {"indicators", "round", "watch", "alert", "emergency", "hysteresis", "rounds_min", "n_min", "level"}},
        {"actions", plan_actions, {"actions", "indicators", "area", "group", "round", "level"}},
    };
    return all;
}

/// An analysis as it was asked for, and its plan.
struct Entry {
    std::string id, kind;
    const char* basis = "";
    PlannedAnalysis plan;
};

Result<Entry> planned(const Json& json, std::size_t position, const RecordAnalysisSetting& setting)
{
    std::string problem;
    const std::string place = "analysis " + std::to_string(position + 1);
    JsonObject asked(json, place, problem);
    const std::string word = asked.text("kind");
    const auto kind =
        std::ranges::find(record_kinds(), word, [](const Kind& one) { return std::string_view(one.name); });
    if (kind == record_kinds().end()) {
        std::vector<std::string> names;
        for (const Kind& one : record_kinds()) names.emplace_back(one.name);
        const auto nearest = nearest_word(word, names);
        asked.complain("'kind' is none that looks at records" +
                       (nearest ? "; is '" + *nearest + "' meant?" : std::string()));
        return failure(ErrorKind::Invalid, problem);
    }
    std::vector<std::string_view> known = {"id", "kind", "form", "unit", "by", "where"};
    known.insert(known.end(), kind->keys.begin(), kind->keys.end());
    asked.only(known);
    const std::vector<std::string> id = asked.texts("id");
    MAHALLA_TRY(const AnalysedForm* form, setting.form(asked.text("form")));
    Entry entry;
    entry.id = id.empty() ? std::to_string(position + 1) : id[0];
    entry.kind = word;
    const RecordQuestion question(asked, *form, setting, entry.id);
    entry.basis = question.basis();
    auto plan = kind->plan(question);
    // What was asked comes before what it led to.
    if (!problem.empty()) return failure(ErrorKind::Invalid, problem);
    if (!plan && plan.error().kind == ErrorKind::NotFound) {
        const std::string note = plan.error().message;
        entry.plan.answer = [note](const auto&) -> Result<Json> { return Json{{"note", note}}; };
    } else if (!plan) {
        return failure(plan.error().kind, "Analysis " + std::to_string(position + 1) + ": " + plan.error().message);
    } else {
        entry.plan = *std::move(plan);
    }
    return entry;
}

/// The questionnaire's policy. That nobody of a group has something sensitive is hidden as well: of counts by category
/// that is a cell of nobody.
DisclosurePolicy policy_for(const AnalysedForm& form, bool is_sensitive)
{
    DisclosurePolicy policy = form.definitions.policy;
    policy.hide_zero_and_full = policy.hide_zero_and_full || is_sensitive;
    policy.hide_empty = policy.hide_empty || policy.hide_zero_and_full;
    return policy;
}

/// What may be told of each analysis, table by table; nothing of one that could not be protected.
using ToldTables = std::vector<std::optional<std::vector<PublishedTableContent>>>;

/// Protects all tables of these analyses together: what one shows, another may not give away.
Result<ToldTables> protected_together(const std::vector<Entry>& entries, const std::vector<std::size_t>& chosen,
                                      const RecordAnalysisSetting& setting)
{
    struct Together {
        std::vector<TableToProtect> tables;
        bool is_sensitive = false;
    };
    std::map<const AnalysedForm*, Together> of_form;
    ToldTables told(entries.size());
    std::map<std::pair<const AnalysedForm*, std::size_t>, std::pair<std::size_t, std::size_t>> places;
    for (const std::size_t i : chosen) {
        told[i].emplace();
        for (const PlannedTable& planned : entries[i].plan.tables) {
            Together& together = of_form[planned.form];
            places[{planned.form, together.tables.size()}] = {i, told[i]->size()};
            together.tables.push_back(planned.table);
            together.is_sensitive = together.is_sensitive || planned.is_sensitive;
            told[i]->emplace_back();
        }
    }
    for (const auto& [form, together] : of_form) {
        MAHALLA_TRY(const auto safe,
                    protect(together.tables, policy_for(*form, together.is_sensitive), setting.ledger));
        for (std::size_t i = 0; i < safe.size(); ++i) {
            const auto [analysis, table] = places.at({form, i});
            (*told[analysis])[table] = safe[i].table.content();
        }
    }
    return told;
}

/// All analyses where that can be; else, in the order in which they were asked for, those that can be protected with
/// what is told before them. Fails with `Refused` where none can.
Result<ToldTables> told_tables(const std::vector<Entry>& entries, const RecordAnalysisSetting& setting)
{
    ToldTables told(entries.size());
    if (setting.audience == Audience::ThoseWhoMayRead) {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            told[i].emplace();
            for (const PlannedTable& planned : entries[i].plan.tables)
                told[i]->push_back(content_in_full(planned.table.table));
        }
        return told;
    }
    std::vector<std::size_t> chosen(entries.size());
    std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    auto all = protected_together(entries, chosen, setting);
    if (all || all.error().kind != ErrorKind::Refused || entries.size() == 1) return all;
    chosen.clear();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        chosen.push_back(i);
        auto more = protected_together(entries, chosen, setting);
        if (more)
            told = *std::move(more);
        else if (more.error().kind == ErrorKind::Refused)
            chosen.pop_back();
        else
            return more;
    }
    return chosen.empty() ? std::move(all) : Result<ToldTables>(std::move(told));
}

} // namespace

Result<std::string> analyse_records_json(std::string_view specification, const RecordAnalysisSetting& setting)
{
    const Json json = Json::parse(specification, nullptr, false);
    if (json.is_discarded()) return failure(ErrorKind::Invalid, "The specification is no JSON.");
    std::string problem;
    JsonObject top(json, "at the top", problem);
    top.only({"analyses"});
    const Json* const analyses = top.find("analyses");
    if (!analyses || !analyses->is_array()) top.complain("there is no list 'analyses'");
    if (!problem.empty()) return failure(ErrorKind::Invalid, problem);
    std::vector<Entry> entries;
    for (const Json& one : *analyses) {
        MAHALLA_TRY(Entry entry, planned(one, entries.size(), setting));
        entries.push_back(std::move(entry));
    }
    MAHALLA_TRY(const auto told, told_tables(entries, setting));
    Json answers = Json::array();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        Json answer = {{"id", entries[i].id}, {"kind", entries[i].kind}, {"basis", entries[i].basis}};
        if (!told[i]) {
            answer["mark"] = name_of(MarkReason::Confidential);
            answer["note"] = "There are too few to protect this together with what is told before it.";
            answers.push_back(std::move(answer));
            continue;
        }
        auto figures = entries[i].plan.answer(*told[i]);
        if (figures)
            answer.update(*figures);
        else if (figures.error().kind == ErrorKind::NotFound)
            answer["note"] = figures.error().message;
        else
            return failure(figures.error().kind, "Analysis " + std::to_string(i + 1) + ": " + figures.error().message);
        answers.push_back(std::move(answer));
    }
    const Json document = {{"analyses", std::move(answers)}, {"exact", setting.audience == Audience::ThoseWhoMayRead}};
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace mahalla
