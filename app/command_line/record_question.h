#pragma once
#include "analysis/count_table.h"
#include "analysis/told_counts.h"
#include "command_line/analysis_kinds.h"
#include "command_line/record_analysis.h"
#include "indicator/unit_table.h"

#include <functional>
#include <memory>
#include <optional>

namespace mahalla {

/// A table that an analysis needs, with the questionnaire whose policy protects it.
struct PlannedTable {
    TableToProtect table;
    const AnalysedForm* form = nullptr;
    bool is_sensitive = false; ///< Rests on an indicator of which already it is a disclosure that nobody has it.
};

/// An analysis before it is known what of its counts may be told.
struct PlannedAnalysis {
    std::vector<PlannedTable> tables;
    /// Gets `tables` in their order, with what may be told of them, and gives the figures: each must follow from those,
    /// for nothing else is safe.
    std::function<Result<Json>(const std::vector<PublishedTableContent>& told)> answer;
};

/// The rows of one unit of analysis, with their groups.
struct AnalysedRows {
    UnitTable table;
    std::vector<bool> is_within; ///< The domain `where`.
    std::vector<CountedBy> groups;
    std::vector<std::string> group_columns;
    bool is_sensitive = false; ///< An expression names a sensitive indicator.

    std::vector<Dimension> dimensions() const;
    /// Every cell of the groups, by the names of their dimensions; everybody is not among them.
    std::vector<ToldCounts::Categories> cells() const;
    /// The cell as `EstimatesByCell` has it.
    std::vector<std::string> key_of(const ToldCounts::Categories& cell) const;
};

/// One analysis of a specification over records.
class RecordQuestion {
public:
    RecordQuestion(JsonObject& object, const AnalysedForm& of_form, const RecordAnalysisSetting& by_setting,
                   std::string id);

    JsonObject& asked; ///< Gone when answers are given: what they need of it is taken before.
    const AnalysedForm& form;
    const RecordAnalysisSetting& setting;

    bool is_exact() const { return setting.audience == Audience::ThoseWhoMayRead; }
    const std::string& unit() const { return unit_; }
    /// The rows with all that `expressions` name, by the keys `unit`, `where` and `weight`, in the groups of `by`. Kept
    /// alive by who plans an answer.
    Result<std::shared_ptr<const AnalysedRows>> rows(std::vector<std::string> expressions,
                                                     const std::vector<std::string>& by) const;
    /// In the groups of the key `by`.
    Result<std::shared_ptr<const AnalysedRows>> rows(std::vector<std::string> expressions) const
    {
        return rows(std::move(expressions), asked.texts("by"));
    }
    /// One number a row, NaN outside `where`.
    Result<std::vector<std::vector<double>>> numbers(const AnalysedRows& rows,
                                                     const std::vector<std::string>& expressions) const;
    /// The same as texts; empty outside `where`.
    Result<std::vector<std::vector<std::string>>> texts(const AnalysedRows& rows,
                                                        const std::vector<std::string>& expressions) const;

    /// Counts by `by` and by the groups of the rows. Tables of one unit and domain are protected together.
    Result<PlannedTable> counts(const AnalysedRows& rows, std::vector<CountedBy> by) const;
    /// The table of an indicator, as `mahalla results table` makes it.
    Result<PlannedTable> indicator_table(const std::string& indicator, const std::vector<std::string>& by) const;
    const IndicatorDefinition* indicator(const std::string& name) const;
    /// How a group is told apart: by a disaggregation of the questionnaire, else by one of its questions.
    DisaggregationDefinition group_by(const std::string& name) const;

    /// Null where the questionnaire has no design: errors would be of nobody knows which population.
    Result<std::optional<EstimatesByCell>> estimates(const AnalysedRows& rows,
                                                     const std::function<void(ComputedEstimates&)>& add) const;
    /// Adds "name": the figure, and its standard error where it may be told; to three decimals for everybody, for all
    /// the digits of an error say more than the counts do.
    void tell(Json& json, const std::string& name, const ToldNumber& figure, const Estimate* estimate = nullptr) const;
    /// A coefficient, to two decimals for everybody: in full it would say more than the number of rows it rests on.
    Json rounded(std::optional<double> coefficient) const;
    /// A number of units with something missing: not told to everybody where they are few.
    ToldNumber few_or_many(std::uint64_t count) const;
    const char* basis() const;

private:
    std::string id_, unit_;
};

/// A number; null for one that cannot be had; `{"mark":"confidential"}` for one that may not be told.
Json json_of(const ToldNumber& number);

/// The figure that a table tells of a key: nothing where it is hidden or could not be had.
const PublishedFigure* told_figure(const PublishedTableContent& table, const std::vector<std::string>& key);

/// `figures` of everybody, then of each group as `"groups":[{"cell":{…},…}]` where there are any.
Json told_by_group(const AnalysedRows& rows,
                   const std::function<Json(const ToldCounts::Categories&, const std::vector<std::string>&)>& figures);

// Each plans one kind.
Result<PlannedAnalysis> plan_co_occurrence(const RecordQuestion& question);
Result<PlannedAnalysis> plan_perception_gap(const RecordQuestion& question);
Result<PlannedAnalysis> plan_counting_index(const RecordQuestion& question);
Result<PlannedAnalysis> plan_fies(const RecordQuestion& question);
Result<PlannedAnalysis> plan_rasch(const RecordQuestion& question);
Result<PlannedAnalysis> plan_coverage(const RecordQuestion& question);
Result<PlannedAnalysis> plan_perceptions(const RecordQuestion& question);
Result<PlannedAnalysis> plan_inequality(const RecordQuestion& question);
Result<PlannedAnalysis> plan_alerts(const RecordQuestion& question);
Result<PlannedAnalysis> plan_actions(const RecordQuestion& question);
Result<PlannedAnalysis> plan_response(const RecordQuestion& question);
Result<PlannedAnalysis> plan_community_index(const RecordQuestion& question);
Result<PlannedAnalysis> plan_concordance(const RecordQuestion& question);
Result<PlannedAnalysis> plan_piling(const RecordQuestion& question);
Result<PlannedAnalysis> plan_ballots(const RecordQuestion& question);
Result<PlannedAnalysis> plan_kappa(const RecordQuestion& question);
Result<PlannedAnalysis> plan_correlation(const RecordQuestion& question);
Result<PlannedAnalysis> plan_reliability(const RecordQuestion& question);

} // namespace mahalla
