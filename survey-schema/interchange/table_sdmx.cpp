#include "interchange/table_sdmx.h"

#include "base/number.h"
#include "base/text.h"
#include "interchange/csv_cell.h"
#include "interchange/standard_dimension.h"

#include <cmath>
#include <map>

namespace mahalla {

namespace {

constexpr const char* columns[] = {"STRUCTURE",
                                   "STRUCTURE_ID",
                                   "ACTION",
                                   "FREQ",
                                   "REPORTING_TYPE",
                                   "SERIES",
                                   "REF_AREA",
                                   "SEX",
                                   "AGE",
                                   "URBANISATION",
                                   "INCOME_WEALTH_QUANTILE",
                                   "EDUCATION_LEV",
                                   "OCCUPATION",
                                   "CUST_BREAKDOWN",
                                   "COMPOSITE_BREAKDOWN",
                                   "DISABILITY_STATUS",
                                   "ACTIVITY",
                                   "PRODUCT",
                                   "TIME_PERIOD",
                                   "OBS_VALUE",
                                   "UNIT_MEASURE",
                                   "UNIT_MULT",
                                   "OBS_STATUS",
                                   "CONF_STATUS",
                                   "NATURE",
                                   "LOWER_BOUND",
                                   "UPPER_BOUND",
                                   "STANDARD_ERROR",
                                   "SAMPLE_SIZE",
                                   "COMMENT_OBS"};

/// "2026", "2026-03", "2026-Q3", "2026-S1", "2026-03-15": what SDMX takes for a period.
bool is_period(std::string_view text)
{
    const auto digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (text.size() < 4 || !digits(text.substr(0, 4))) return false;
    if (text.size() == 4) return true;
    if (text[4] != '-') return false;
    const std::string_view rest = text.substr(5);
    if (rest.size() == 2 && (rest[0] == 'Q' || rest[0] == 'S'))
        return rest[1] >= '1' && rest[1] <= (rest[0] == 'Q' ? '4' : '2');
    if (rest.size() == 2) return digits(rest) && rest >= "01" && rest <= "12";
    return rest.size() == 5 && rest[2] == '-' && digits(rest.substr(0, 2)) && digits(rest.substr(3));
}

/// FREQ of CL_FREQ by the length of the period.
const char* frequency_of(const std::string& period)
{
    if (period.size() == 4) return "A";
    if (period.size() == 7 && period[5] == 'Q') return "Q";
    if (period.size() == 7 && period[5] == 'S') return "S";
    return period.size() == 7 ? "M" : "D";
}

/// A figure of a proportion in per cent, without the digits that the multiplication made up.
std::string scaled(const std::optional<double>& value, double scale)
{
    if (!value || !std::isfinite(*value)) return {};
    if (scale == 1) return number_to_text(*value);
    const double product = *value * scale;
    if (product == 0) return "0";
    constexpr int digits = 14;
    const double unit = std::pow(10.0, digits - 1 - std::floor(std::log10(std::fabs(product))));
    return number_to_text(std::round(product * unit) / unit);
}

struct Unit {
    const char* code;
    double scale;
};
Unit unit_of(Statistic statistic)
{
    switch (statistic) {
    case Statistic::Proportion:
    case Statistic::AtRiskOfPoverty:
        return {"PT", 100};
    case Statistic::Ratio:
    case Statistic::QuintileRatio:
    case Statistic::Gini:
        return {"RO", 1};
    case Statistic::Mean:
    case Statistic::Total:
    case Statistic::Quantile:
    case Statistic::ChiSquared:
    case Statistic::Contrast:
    case Statistic::CrossTable:
        return {"NUMBER", 1};
    }
    return {"NUMBER", 1};
}

/// The column that a dimension stands in.
const char* concept_of(std::optional<StandardDimension> dimension)
{
    if (!dimension) return nullptr;
    switch (*dimension) {
    case StandardDimension::Sex:
        return "SEX";
    case StandardDimension::Age:
        return "AGE";
    case StandardDimension::Disability:
        return "DISABILITY_STATUS";
    case StandardDimension::Urbanisation:
        return "URBANISATION";
    case StandardDimension::Wealth:
        return "INCOME_WEALTH_QUANTILE";
    case StandardDimension::Education:
        return "EDUCATION_LEV";
    case StandardDimension::Occupation:
        return "OCCUPATION";
    case StandardDimension::Area:
        return "REF_AREA";
    case StandardDimension::Displacement:
        return nullptr;
    }
    return nullptr;
}

class SdmxWriter {
public:
    SdmxWriter(const ReceivedRelease& release, const SdmxContext& context)
        : release_(release.content()), context_(context)
    {
        if (is_period(context.time_period))
            period_ = context.time_period;
        else
            period_ = is_period(release_.round) ? release_.round : release_.published.substr(0, 4);
    }

    std::string write()
    {
        CsvLineWriter line;
        for (const char* column : columns) line.add(column);
        std::string text = line.take();
        for (const PublishedTableContent& table : release_.tables)
            for (const PublishedCell& cell : table.cells) text += line_of(table, cell);
        return text;
    }

private:
    void put_breakdowns(const PublishedTableContent& table, const PublishedCell& cell,
                        std::map<std::string, std::string>& values) const
    {
        std::vector<std::string> own;
        for (std::size_t i = 0; i < table.dimensions.size() && i < cell.key.size(); ++i) {
            const auto dimension = standard_dimension_of(table.dimensions[i].name);
            const char* column = concept_of(dimension);
            const std::string code = sdmx_code(dimension, cell.key[i]);
            const bool is_free =
                column != nullptr && !values.contains(column); // "head_sex" beside "sex" is a breakdown
            if (is_free && !(std::string_view(column) == "REF_AREA" && cell.key[i] == total_category))
                values[column] = code;
            else if (!is_free && cell.key[i] != total_category)
                own.push_back(sdmx_code({}, table.dimensions[i].name) + "_" + code);
        }
        if (!cell.category.empty()) own.push_back("CATEGORY_" + sdmx_code({}, cell.category));
        if (cell.probability) own.push_back("QUANTILE_" + sdmx_code({}, number_to_text(*cell.probability)));
        if (!own.empty()) values[own.size() == 1 ? "CUST_BREAKDOWN" : "COMPOSITE_BREAKDOWN"] = joined(own, "__");
    }

    std::string line_of(const PublishedTableContent& table, const PublishedCell& cell) const
    {
        const Unit unit = unit_of(table.statistic);
        std::map<std::string, std::string> values;
        put_breakdowns(table, cell, values);
        values["STRUCTURE"] = "dataflow";
        values["STRUCTURE_ID"] = "MAHALLA:DF_RESULTS(1.0.0)";
        values["ACTION"] = "I";
        values["FREQ"] = frequency_of(period_);
        values["REPORTING_TYPE"] = "N";
        values["SERIES"] = sdmx_code({}, table.id);
        if (!values.contains("REF_AREA"))
            values["REF_AREA"] = context_.reference_area.empty() ? total_category : context_.reference_area;
        values["TIME_PERIOD"] = period_;
        values["UNIT_MEASURE"] = unit.code;
        values["UNIT_MULT"] = "0";
        values["NATURE"] = "C";
        const bool is_hidden = cell.mark == MarkReason::Confidential;
        values["CONF_STATUS"] = is_hidden ? "C" : "F";
        if (cell.figure && cell.figure->estimate) {
            values["OBS_STATUS"] = "A";
            values["OBS_VALUE"] = scaled(cell.figure->estimate, unit.scale);
            values["LOWER_BOUND"] = scaled(cell.figure->lower, unit.scale);
            values["UPPER_BOUND"] = scaled(cell.figure->upper, unit.scale);
            values["STANDARD_ERROR"] = scaled(cell.figure->standard_error, unit.scale);
            values["SAMPLE_SIZE"] = std::to_string(cell.figure->n);
        } else {
            values["OBS_STATUS"] = is_hidden ? "Q" : "O";
        }
        values["COMMENT_OBS"] = table.basis == Basis::OfThoseInterviewed ? "Of those interviewed" : "";
        for (const char* column :
             {"SEX", "AGE", "URBANISATION", "INCOME_WEALTH_QUANTILE", "EDUCATION_LEV", "OCCUPATION", "CUST_BREAKDOWN",
              "COMPOSITE_BREAKDOWN", "DISABILITY_STATUS", "ACTIVITY", "PRODUCT"})
            values.try_emplace(column, total_category);
        CsvLineWriter line;
        for (const char* column : columns) line.add(values[column], CsvContent::Words);
        return line.take();
    }

    const ReleaseContent& release_;
    const SdmxContext& context_;
    std::string period_;
};

} // namespace

std::string write_release_sdmx(const ReceivedRelease& release, const SdmxContext& context)
{
    return SdmxWriter(release, context).write();
}

} // namespace mahalla
