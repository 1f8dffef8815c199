#include "command_line/tabulation_json.h"

#include "base/number.h"
#include "command_line/design_json.h"
#include "indicator/quantile.h"

#include <cmath>

namespace mahalla {

namespace {

std::optional<IntervalMethod> interval_of(const std::string& word)
{
    if (word.empty() || word == "wald" || word == "mean") return IntervalMethod::Wald;
    if (word == "logit" || word == "xlogit") return IntervalMethod::Logit;
    if (word == "beta" || word == "korn-graubard") return IntervalMethod::Beta;
    if (word == "arcsine" || word == "asin") return IntervalMethod::Arcsine;
    if (word == "wilson") return IntervalMethod::Wilson;
    if (word == "clopper-pearson" || word == "clopper_pearson") return IntervalMethod::ClopperPearson;
    return std::nullopt;
}

EstimateSpecification read_estimate(const Json& json, std::size_t position, std::string& problem)
{
    EstimateSpecification estimate;
    JsonObject reader(json, "estimate " + std::to_string(position + 1), problem);
    reader.only({"id", "statistic", "variable", "variables", "denominator", "by", "where", "ci", "level", "categories",
                 "probabilities", "rule", "test", "deff", "margins", "weights"});
    const std::vector<std::string> id = reader.texts("id");
    estimate.id = id.empty() ? std::to_string(position + 1) : id[0];
    const auto statistic = statistic_of(reader.text("statistic"));
    if (!statistic)
        reader.complain("'statistic' is mean, total, proportion, ratio, quantile, chisq, gini, quintile_ratio, "
                        "at_risk_of_poverty, contrast or table");
    estimate.statistic = statistic.value_or(Statistic::Mean);
    estimate.variable = reader.text("variable");
    estimate.variables = reader.texts("variables");
    estimate.denominator = reader.text("denominator");
    estimate.by = reader.texts("by");
    estimate.where = reader.text("where");
    estimate.of_each_category = reader.flag("categories");
    estimate.margins = reader.flag("margins");
    estimate.level = reader.number("level").value_or(0.95);
    const auto interval = interval_of(reader.text("ci"));
    if (!interval) reader.complain("'ci' is wald, logit, beta, arcsine, wilson or clopper-pearson");
    estimate.interval = interval.value_or(IntervalMethod::Wald);
    if (const std::string word = reader.text("rule"); !word.empty()) {
        const auto rule = quantile_rule_of(word);
        if (!rule) reader.complain("'rule' is math, school, shahvaish, hf1 to hf9 or median");
        estimate.rule = rule.value_or(QuantileRule::Math);
    }
    if (const Json* deff = reader.find("deff"); deff && !deff->is_boolean()) {
        if (reader.text("deff") == "replace")
            estimate.design_effect = DesignEffect::WithReplacement;
        else
            reader.complain("'deff' is true or 'replace'");
    }
    if (const std::string word = reader.text("test"); word == "Chisq")
        estimate.test = IndependenceTest::ChiSquared;
    else if (!word.empty() && word != "F")
        reader.complain("'test' is F or Chisq");
    estimate.contrast = reader.numbers_by_key("weights");
    if (reader.find("probabilities")) {
        estimate.probabilities.clear();
        for (const std::string& word : reader.texts("probabilities")) {
            const auto p = number_from_text(word);
            if (!p) reader.complain("'probabilities' are numbers");
            estimate.probabilities.push_back(p.value_or(0));
        }
    }
    // A table of one variable may name it as other statistics do.
    if (estimate.statistic == Statistic::CrossTable && estimate.variables.empty() && !estimate.variable.empty())
        estimate.variables = {estimate.variable};
    if (estimate.statistic != Statistic::ChiSquared && estimate.statistic != Statistic::CrossTable &&
        estimate.variable.empty())
        reader.complain("there is no 'variable'");
    if (estimate.statistic == Statistic::Ratio && estimate.denominator.empty())
        reader.complain("a ratio has a 'denominator'");
    return estimate;
}

Json number_json(const std::optional<double>& value) { return value && std::isfinite(*value) ? Json(*value) : Json(); }

Json cell_json(const Table& table, const TableCell& cell)
{
    Json json = {{"id", table.id}, {"statistic", name_of(table.statistic)}, {"cell", Json::object()}};
    for (std::size_t d = 0; d < table.dimensions.size(); ++d) json["cell"][table.dimensions[d].name] = cell.key[d];
    if (!cell.category.empty()) json["category"] = cell.category;
    if (cell.probability) json["probability"] = *cell.probability;
    const Estimate& figures = cell.figures;
    if (table.statistic == Statistic::ChiSquared) {
        if (!cell.tests.contains("chisq"))
            for (const char* key : {"F", "ndf", "ddf", "p"}) {
                const auto test = cell.tests.find(key);
                json[key] = test == cell.tests.end() ? Json() : number_json(test->second);
            }
        else
            for (const char* key : {"chisq", "df", "p"}) json[key] = number_json(cell.tests.at(key));
    } else {
        json["estimate"] = number_json(figures.estimate);
        json["se"] = number_json(figures.standard_error);
        json["ci"] = {number_json(figures.lower), number_json(figures.upper)};
        json["df"] = number_json(figures.degrees_of_freedom);
        json["deff"] = number_json(figures.design_effect);
        for (const auto& [name, value] : cell.tests) json[name] = number_json(value);
    }
    json["n"] = figures.n;
    json["weighted_n"] = figures.weighted_n;
    json["psus"] = figures.psus;
    json["missing"] = figures.missing;
    if (table.unresolved > 0) json["unresolved"] = table.unresolved;
    json["of_population"] = table.basis == Basis::OfThePopulation;
    if (!figures.note.empty()) json["note"] = figures.note;
    return json;
}

} // namespace

Result<TabulationSpecification> read_tabulation_json(std::string_view text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return failure(ErrorKind::Invalid, "The specification is no JSON.");
    std::string problem;
    TabulationSpecification specification;
    JsonObject reader(json, "at the top", problem);
    reader.only({"design", "estimates"});
    if (const Json* design = reader.find("design")) specification.design = read_design_json(*design, problem);
    const Json* estimates = reader.find("estimates");
    if (!estimates || !estimates->is_array()) {
        reader.complain("there is no list 'estimates'");
    } else {
        for (const Json& entry : *estimates)
            specification.estimates.push_back(read_estimate(entry, specification.estimates.size(), problem));
    }
    if (!problem.empty()) return failure(ErrorKind::Invalid, problem);
    return specification;
}

std::string write_tables_json(const std::vector<Table>& tables)
{
    Json entries = Json::array();
    for (const Table& table : tables)
        for (const TableCell& cell : table.cells) entries.push_back(cell_json(table, cell));
    const Json document = {{"estimates", std::move(entries)}};
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace mahalla
