#include "base/number.h"
#include "command_line/asked_deprivations.h"
#include "command_line/record_question.h"
#include "indicator/survey_design.h"

#include <cmath>
#include <limits>

namespace mahalla {

namespace {

/// The name of the dimension "counted as poor": the same for the same index, whatever it is called.
std::string poor_dimension(const AskedDeprivations& asked, const std::vector<double>& weights, double cutoff)
{
    std::string name = "poor from " + number_to_text(cutoff);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        name += "\n" + asked.named.expressions[i] + "=" + number_to_text(weights[i]);
        if (asked.are_achievements) name += " below " + number_to_text(asked.cutoffs[i]);
    }
    return name;
}

/// The figures of one cell from a table for each deprivation: deprived or not, poor or not.
///
/// H needs only who is poor. All other figures rest on how many of the poor are deprived in each; with one of these
/// hidden, the sums that A and M0 are would give it away, and with A told, a few of them would bound it: so they are
/// told together, or none.
class ToldCountingIndex {
public:
    ToldCountingIndex(std::vector<ToldCounts> counts, std::string poor, std::vector<std::string> deprived,
                      std::vector<double> weights)
        : counts_(std::move(counts)), poor_(std::move(poor)), deprived_(std::move(deprived)),
          shares_(std::move(weights))
    {
        double sum = 0;
        for (const double weight : shares_) sum += weight;
        for (double& share : shares_) share /= sum;
    }

    ToldNumber all(const ToldCounts::Categories& cell) const { return counts_.front().weight(cell); }
    ToldNumber n(const ToldCounts::Categories& cell) const { return counts_.front().n(cell); }
    ToldNumber headcount(ToldCounts::Categories cell) const
    {
        const ToldNumber everybody = all(cell);
        cell[poor_] = "yes";
        return all(cell) / everybody;
    }
    ToldNumber censored(std::size_t i, const ToldCounts::Categories& cell) const
    {
        return detail(i, cell, {{deprived_[i], "yes"}, {poor_, "yes"}});
    }
    ToldNumber uncensored(std::size_t i, const ToldCounts::Categories& cell) const
    {
        return detail(i, cell, {{deprived_[i], "yes"}});
    }
    ToldNumber adjusted_headcount(const ToldCounts::Categories& cell) const
    {
        ToldNumber sum = 0.0;
        for (std::size_t i = 0; i < counts_.size(); ++i) sum = sum + ToldNumber(shares_[i]) * censored(i, cell);
        return sum;
    }
    /// The mean score of the poor; 0 where nobody is.
    ToldNumber intensity(const ToldCounts::Categories& cell) const
    {
        const ToldNumber poor = headcount(cell), adjusted = adjusted_headcount(cell);
        return poor.value() == 0.0 ? adjusted : adjusted / poor;
    }
    ToldNumber contribution(std::size_t i, const ToldCounts::Categories& cell) const
    {
        return ToldNumber(shares_[i]) * censored(i, cell) / adjusted_headcount(cell);
    }

private:
    ToldNumber detail(std::size_t i, const ToldCounts::Categories& cell, const ToldCounts::Categories& part) const
    {
        if (!are_details_told(cell)) return ToldNumber::hidden();
        ToldCounts::Categories of = part;
        of.insert(cell.begin(), cell.end());
        return counts_[i].weight(of) / all(cell);
    }

    bool are_details_told(const ToldCounts::Categories& cell) const
    {
        for (std::size_t i = 0; i < counts_.size(); ++i)
            for (const char* deprived : {"yes", "no"})
                for (const char* poor : {"yes", "no"}) {
                    ToldCounts::Categories of = cell;
                    of[deprived_[i]] = deprived;
                    of[poor_] = poor;
                    if (counts_[i].is_hidden(of)) return false;
                }
        return true;
    }

    std::vector<ToldCounts> counts_;
    std::string poor_;
    std::vector<std::string> deprived_;
    std::vector<double> shares_;
};

} // namespace

Result<PlannedAnalysis> plan_counting_index(const RecordQuestion& question)
{
    const AskedDeprivations asked = asked_deprivations(question.asked);
    const std::vector<double> weights = asked_weights(question.asked, asked.named.names);
    const double cutoff = question.asked.number("cutoff").value_or(-1);
    if (cutoff < 0) question.asked.complain("there is no 'cutoff', a share of the weights");
    MAHALLA_TRY(const auto rows, question.rows(asked.named.expressions));
    MAHALLA_TRY(const auto columns, question.numbers(*rows, asked.named.expressions));
    const std::size_t row_count = rows->table.data.row_count(), indicators = columns.size();
    MAHALLA_TRY(const SurveyDesign design, SurveyDesign::create(rows->table.data, rows->table.design));
    MAHALLA_TRY(const Deprivations all,
                deprivations_in(asked, weights, columns, {design.weights().begin(), design.weights().end()}));
    MAHALLA_TRY(const CountingIndex found, counting_index(all, cutoff));
    std::vector<double> poor;
    for (std::size_t row = 0; row < row_count; ++row)
        poor.push_back(std::isnan(found.scores[row]) ? found.scores[row] : found.is_poor(row, cutoff) ? 1 : 0);
    const std::string poor_name = poor_dimension(asked, weights, cutoff);
    std::vector<std::string> deprived_names;
    PlannedAnalysis plan;
    for (std::size_t i = 0; i < indicators; ++i) {
        std::vector<double> deprived;
        for (std::size_t row = 0; row < row_count; ++row)
            deprived.push_back(std::isnan(poor[row]) ? poor[row] : all.deprived[row * indicators + i]);
        deprived_names.push_back(asked.named.expressions[i] +
                                 (asked.are_achievements ? " below " + number_to_text(asked.cutoffs[i]) : ""));
        MAHALLA_TRY(PlannedTable table,
                    question.counts(*rows, {{yes_no_dimension(deprived_names.back()), yes_no_column(deprived)},
                                            {yes_no_dimension(poor_name), yes_no_column(poor)}}));
        plan.tables.push_back(std::move(table));
    }
    MAHALLA_TRY(const auto estimates, question.estimates(*rows, [&](ComputedEstimates& wanted) {
        add_counting_estimates(all, found, cutoff, wanted);
    }));
    std::uint64_t outside = 0;
    for (const bool is_within : rows->is_within) outside += is_within ? 0U : 1U;
    // How far below the cut-offs people are is no count: it is for those who may read the records.
    std::map<std::string, double> gaps;
    if (!all.gaps.empty() && question.is_exact())
        gaps = {{"adjusted_gap", *found.adjusted_gap}, {"adjusted_squared_gap", *found.adjusted_squared_gap}};
    plan.answer = [question, rows = rows, estimates = estimates, names = asked.named.names, poor_name, deprived_names,
                   weights, gaps, missing = found.incomplete - outside](const auto& told) -> Result<Json> {
        const ToldCountingIndex index({told.begin(), told.end()}, poor_name, deprived_names, weights);
        Json json = told_by_group(*rows, [&](const ToldCounts::Categories& cell, const auto& key) {
            const auto estimate = [&](const std::string& name) {
                return estimates ? estimates->find(name, key) : nullptr;
            };
            Json figures = Json::object();
            question.tell(figures, "headcount", index.headcount(cell), estimate("headcount"));
            question.tell(figures, "intensity", index.intensity(cell), estimate("intensity"));
            question.tell(figures, "adjusted_headcount", index.adjusted_headcount(cell),
                          estimate("adjusted_headcount"));
            figures["deprivations"] = Json::array();
            for (std::size_t i = 0; i < names.size(); ++i) {
                const std::string number = " " + std::to_string(i);
                Json one = {{"name", names[i]}};
                question.tell(one, "uncensored", index.uncensored(i, cell), estimate("uncensored" + number));
                question.tell(one, "censored", index.censored(i, cell), estimate("censored" + number));
                question.tell(one, "contribution", index.contribution(i, cell), estimate("contribution" + number));
                figures["deprivations"].push_back(std::move(one));
            }
            figures["n"] = json_of(index.n(cell));
            return figures;
        });
        for (const auto& [name, gap] : gaps) json[name] = gap;
        json["missing"] = json_of(question.few_or_many(missing));
        return json;
    };
    return plan;
}

} // namespace mahalla
