#include "indicator/interval.h"
#include "indicator/surveys.h"
#include "support/shared_folder.h"

#include <cmath>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

// What R's survey package (4.1) gives, case by case; the R command is in the file beside each value.

using namespace mahalla;
using namespace mahalla::test;
using Json = nlohmann::json;

namespace {

/// The reference results and the data they come from; empty on a plain clone.
struct Reference {
    std::optional<std::filesystem::path> folder = shared_folder("reference");
    Json expected = folder ? Json::parse(content_of_file(*folder / "survey_expected.json")) : Json();

    explicit operator bool() const { return folder.has_value(); }
    DataTable data(const std::string& name) const { return table_of(content_of_file(*folder / "data" / name)); }
    const Json& value(const char* id) const { return expected.at(id).at("value"); }
};

DesignDefinition simple_design()
{
    DesignDefinition design;
    design.fpc = {"fpc"};
    return design;
}

DesignDefinition stratified_design()
{
    DesignDefinition design = simple_design();
    design.weight = "pw";
    design.strata = "stype";
    return design;
}

DesignDefinition cluster_design()
{
    DesignDefinition design = simple_design();
    design.weight = "pw";
    design.psu = {"dnum"};
    return design;
}

void check(const std::optional<double>& found, const Json& expected, double tolerance = 1e-7)
{
    REQUIRE(found);
    const double wanted = expected.get<double>();
    CHECK(std::fabs(*found - wanted) <= tolerance * std::max(1e-3, std::fabs(wanted)));
}

/// Estimates and standard errors, and the interval where R was asked for it with the design's degrees of freedom.
void check_cells(const Table& table, const Json& value)
{
    const auto at = [&](const char* key, std::size_t i) {
        const Json& list = value.at(key);
        return list.is_array() ? list.at(i) : list;
    };
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        const Estimate& found = table.cells[i].figures;
        check(found.estimate, at("est", i));
        check(found.standard_error, at("se", i));
        if (value.contains("df") && value.at("df").is_number()) {
            check(found.degrees_of_freedom, value.at("df"));
            check(found.lower, at("lo", i));
            check(found.upper, at("hi", i));
        }
    }
}

EstimateSpecification each_share(std::string variable)
{
    EstimateSpecification wanted = estimate(Statistic::Proportion, std::move(variable));
    wanted.of_each_category = true;
    return wanted;
}

} // namespace

TEST_CASE("a simple random sample gives what R gives")
{
    const Reference r;
    if (!r) return;
    const DataTable data = r.data("apisrs.csv");
    check_cells(tabulated(data, simple_design(), estimate(Statistic::Mean, "api00")), r.value("srs_mean"));
    check_cells(tabulated(data, simple_design(), estimate(Statistic::Total, "enroll")), r.value("srs_total_enroll"));
    check_cells(tabulated(data, simple_design(), each_share("stype")), r.value("srs_prop_stype"));
}

TEST_CASE("a stratified sample gives what R gives")
{
    const Reference r;
    if (!r) return;
    const DataTable data = r.data("apistrat.csv");
    const DesignDefinition design = stratified_design();
    const Table mean = tabulated(data, design, estimate(Statistic::Mean, "api00"));
    check_cells(mean, r.value("strat_mean"));
    check(mean.cells[0].figures.design_effect, r.value("strat_mean").at("deff"));
    const Table total = tabulated(data, design, estimate(Statistic::Total, "enroll"));
    check_cells(total, r.value("strat_total_enroll"));
    check(total.cells[0].figures.design_effect, r.value("strat_total_enroll").at("deff"));
    check_cells(tabulated(data, design, each_share("stype")), r.value("strat_prop_stype"));
    check_cells(tabulated(data, design, each_share("sch.wide")), r.value("strat_prop_schwide"));
    DesignDefinition with_replacement = design;
    with_replacement.fpc.clear();
    check_cells(tabulated(data, with_replacement, estimate(Statistic::Mean, "api00")), r.value("strat_mean_nofpc"));

    EstimateSpecification ratio = estimate(Statistic::Ratio, "api.stu");
    ratio.denominator = "enroll";
    const Estimate found = figures(data, design, ratio);
    check(found.estimate, r.value("strat_ratio").at("est"));
    check(found.standard_error, r.value("strat_ratio").at("se"));
}

TEST_CASE("groups are domains, not samples of their own")
{
    const Reference r;
    if (!r) return;
    const auto check_groups = [](const Table& table, const Json& value, const char* estimate_key) {
        for (std::size_t i = 0; i < table.cells.size(); ++i) {
            check(table.cells[i].figures.estimate, value.at(estimate_key).at(i));
            check(table.cells[i].figures.standard_error, value.at("se").at(i));
            if (value.contains("DEff.api00")) check(table.cells[i].figures.design_effect, value.at("DEff.api00").at(i));
        }
    };
    EstimateSpecification by_type = estimate(Statistic::Mean, "api00");
    by_type.by = {"stype"};
    EstimateSpecification by_award = by_type;
    by_award.by = {"awards"};
    const DataTable stratified = r.data("apistrat.csv"), clustered = r.data("apiclus1.csv");
    check_groups(tabulated(stratified, stratified_design(), by_type), r.value("strat_by_stype"), "api00");
    check_groups(tabulated(stratified, stratified_design(), by_award), r.value("strat_by_awards"), "api00");
    check_groups(tabulated(clustered, cluster_design(), by_type), r.value("clus1_by_stype"), "api00");

    // A domain by `where` is the same domain.
    EstimateSpecification where = estimate(Statistic::Mean, "api00");
    where.where = "stype = 'H'";
    const Estimate high = figures(clustered, cluster_design(), where);
    check(high.standard_error, r.value("clus1_by_stype").at("se").at(1));
}

TEST_CASE("a cluster sample gives what R gives")
{
    const Reference r;
    if (!r) return;
    const DataTable data = r.data("apiclus1.csv");
    const DesignDefinition design = cluster_design();
    const Table mean = tabulated(data, design, estimate(Statistic::Mean, "api00"));
    check_cells(mean, r.value("clus1_mean"));
    check(mean.cells[0].figures.design_effect, r.value("clus1_mean").at("deff"));
    CHECK(mean.cells[0].figures.psus == 15);
    CHECK(mean.cells[0].figures.n == 183);
    EstimateSpecification with_replacement = estimate(Statistic::Mean, "api00");
    with_replacement.design_effect = DesignEffect::WithReplacement;
    check(figures(data, design, with_replacement).design_effect, r.value("clus1_mean_deff_replace").at("deff"));
    const Table total = tabulated(data, design, estimate(Statistic::Total, "enroll"));
    check_cells(total, r.value("clus1_total_enroll"));
    check(total.cells[0].figures.design_effect, r.value("clus1_total_enroll").at("deff"));
    EstimateSpecification totals = each_share("stype");
    totals.statistic = Statistic::Total;
    check_cells(tabulated(data, design, totals), r.value("clus1_total_stype"));
    const Table shares = tabulated(data, design, each_share("stype"));
    check_cells(shares, r.value("clus1_prop_stype"));
    check(shares.cells[0].figures.design_effect, r.value("clus1_prop_stype").at("deff"));
}

TEST_CASE("intervals of shares are those of svyciprop")
{
    const Reference r;
    if (!r) return;
    const auto check_interval = [&](const DataTable& data, const DesignDefinition& design, const char* variable,
                                    IntervalMethod method, const char* id) {
        CAPTURE(id);
        EstimateSpecification wanted = estimate(Statistic::Proportion, variable);
        wanted.interval = method;
        const Estimate found = figures(data, design, wanted);
        check(found.estimate, r.value(id).at("est"));
        check(found.lower, r.value(id).at("lo"), 1e-6); // R's logit is fitted by iteration
        check(found.upper, r.value(id).at("hi"), 1e-6);
    };
    const DataTable clustered = r.data("apiclus1.csv"), stratified = r.data("apistrat.csv");
    const char* const most_tested = "api.stu div enroll > 0.8";
    const char* const no_award = "sch.wide = 'No'";
    check_interval(clustered, cluster_design(), most_tested, IntervalMethod::Logit, "clus1_ciprop_logit");
    check_interval(clustered, cluster_design(), most_tested, IntervalMethod::Wald, "clus1_ciprop_mean");
    check_interval(stratified, stratified_design(), no_award, IntervalMethod::Logit, "strat_ciprop_logit");
    check_interval(stratified, stratified_design(), no_award, IntervalMethod::Beta, "strat_ciprop_beta");
    check_interval(stratified, stratified_design(), no_award, IntervalMethod::Wald, "strat_ciprop_mean");
    check_interval(stratified, stratified_design(), no_award, IntervalMethod::Arcsine, "strat_ciprop_asin");
}

TEST_CASE("Wilson's and the exact interval of plain draws are those of prop.test and binom.test")
{
    const Reference r;
    if (!r) return;
    for (const Json& expected : r.value("binomial_ci")) {
        ShareEvidence evidence;
        evidence.n = expected.at("n").get<double>();
        evidence.share = expected.at("x").get<double>() / evidence.n;
        evidence.degrees_of_freedom = evidence.n - 1;
        evidence.is_plain_sample = true;
        const auto wilson = share_interval(IntervalMethod::Wilson, evidence, 0.95, 0);
        const auto exact = share_interval(IntervalMethod::ClopperPearson, evidence, 0.95, 0);
        REQUIRE(wilson);
        REQUIRE(exact);
        CHECK(wilson->lower == doctest::Approx(expected.at("wilson_lo").get<double>()).epsilon(1e-9));
        CHECK(wilson->upper == doctest::Approx(expected.at("wilson_hi").get<double>()).epsilon(1e-9));
        CHECK(exact->lower == doctest::Approx(expected.at("cp_lo").get<double>()).epsilon(1e-9));
        CHECK(exact->upper == doctest::Approx(expected.at("cp_hi").get<double>()).epsilon(1e-9));
    }
}

TEST_CASE("quantiles follow R's rules, with Woodruff's interval")
{
    const Reference r;
    if (!r) return;
    const DataTable clustered = r.data("apiclus1.csv"), stratified = r.data("apistrat.csv");
    EstimateSpecification wanted = estimate(Statistic::Quantile, "api00");
    wanted.probabilities = {0.25, 0.5, 0.75};
    const Table table = tabulated(clustered, cluster_design(), wanted);
    const Json& expected = r.value("clus1_quantile_default_math");
    for (std::size_t i = 0; i < 3; ++i) {
        check(table.cells[i].figures.estimate, expected.at("quantile").at(i));
        check(table.cells[i].figures.lower, expected.at("ci.2.5").at(i));
        check(table.cells[i].figures.upper, expected.at("ci.97.5").at(i));
        check(table.cells[i].figures.standard_error, expected.at("se").at(i));
    }
    for (const auto& [rule, id] : {std::pair(QuantileRule::Math, "strat_quantile_math"),
                                   {QuantileRule::School, "strat_quantile_school"},
                                   {QuantileRule::ShahVaish, "strat_quantile_shahvaish"},
                                   {QuantileRule::Hf1, "strat_quantile_hf1"}}) {
        wanted.rule = rule;
        const Table by_rule = tabulated(stratified, stratified_design(), wanted);
        for (std::size_t i = 0; i < 3; ++i) check(by_rule.cells[i].figures.estimate, r.value(id).at("q").at(i));
    }
}

TEST_CASE("the Rao-Scott test is svychisq's")
{
    const Reference r;
    if (!r) return;
    EstimateSpecification wanted;
    wanted.statistic = Statistic::ChiSquared;
    wanted.variables = {"sch.wide", "stype"};
    const Table table = tabulated(r.data("apiclus1.csv"), cluster_design(), wanted);
    for (const char* key : {"F", "ndf", "ddf", "p"})
        check(table.cells[0].tests.at(key), r.value("clus1_chisq_F").at(key));
}

TEST_CASE("a stratum with one sampling unit counts as the definition says")
{
    const Reference r;
    if (!r) return;
    const DataTable data = r.data("lonely.csv");
    DesignDefinition design;
    design.weight = "w";
    design.strata = "st";
    design.psu = {"psu"};
    for (const auto& [lonely, se] : {std::pair(LonelyPsu::Remove, 0.144949447691538),
                                     {LonelyPsu::Certainty, 0.144949447691538},
                                     {LonelyPsu::Adjust, 0.169965342969124},
                                     {LonelyPsu::Average, 0.177526}}) {
        design.lonely_psu = lonely;
        const Estimate found = figures(data, design, estimate(Statistic::Mean, "y"));
        check(found.estimate, 0.653846153846154);
        check(found.standard_error, se, lonely == LonelyPsu::Average ? 1e-5 : 1e-9);
    }
    design.lonely_psu = LonelyPsu::Fail;
    const Estimate found = figures(data, design, estimate(Statistic::Mean, "y"));
    check(found.estimate, 0.653846153846154);
    CHECK_FALSE(found.standard_error);
    CHECK_FALSE(found.lower);
    CHECK_FALSE(found.note.empty());
}

TEST_CASE("calibrated weights and their variances are R's")
{
    const Reference r;
    if (!r) return;
    const DataTable data = r.data("apiclus1.csv");
    DesignDefinition design = cluster_design();
    const CalibrationMargin types{"stype", {{"E", 4421}, {"H", 755}, {"M", 1018}}};

    design.calibrations = {{CalibrationMethod::PostStratify, {types}, {}, {}, {}, false}};
    check_cells(tabulated(data, design, estimate(Statistic::Mean, "api00")), r.value("clus1_poststrat_mean"));
    check_cells(tabulated(data, design, estimate(Statistic::Total, "enroll")), r.value("clus1_poststrat_total_enroll"));

    const CalibrationMargin wide{"sch.wide", {{"No", 1072}, {"Yes", 5122}}};
    design.calibrations = {{CalibrationMethod::Rake, {types, wide}, {}, {}, {}, false}};
    check_cells(tabulated(data, design, estimate(Statistic::Mean, "api00")), r.value("clus1_rake_mean"));

    // R: svytotal(~enroll, calibrate(dclus1, ~stype + api99, c(6194, 755, 1018, 3914069)))
    design.calibrations = {{CalibrationMethod::Linear,
                            {},
                            {{"(Intercept)", 6194}, {"stype=H", 755}, {"stype=M", 1018}, {"api99", 3914069}},
                            {},
                            {},
                            false}};
    const Estimate found = figures(data, design, estimate(Statistic::Total, "enroll"));
    check(found.estimate, 3638487.20, 1e-8);
    check(found.standard_error, 385524.43, 1e-7);
}

TEST_CASE("the jackknife leaves out one unit at a time, as as.svrepdesign does")
{
    const Reference r;
    if (!r) return;
    DesignDefinition design = cluster_design();
    design.replication = Replication::Jk1;
    check_cells(tabulated(r.data("apiclus1.csv"), design, estimate(Statistic::Mean, "api00")),
                r.value("clus1_jk1_mean"));
}
