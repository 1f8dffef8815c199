#include "command_line/design_json.h"

namespace mahalla {

namespace {

CalibrationDefinition read_calibration(const Json& json, std::string& problem)
{
    CalibrationDefinition definition;
    JsonObject reader(json, "'calibrate'", problem);
    reader.only({"method", "margins", "variable", "totals", "lower", "upper", "strict"});
    const std::string method = reader.text("method");
    if (method == "poststratify")
        definition.method = CalibrationMethod::PostStratify;
    else if (method == "rake")
        definition.method = CalibrationMethod::Rake;
    else if (method == "linear")
        definition.method = CalibrationMethod::Linear;
    else if (method == "trim")
        definition.method = CalibrationMethod::Trim;
    else
        reader.complain("'method' is poststratify, rake, linear or trim");
    if (const Json* margins = reader.find("margins"); margins && margins->is_array()) {
        for (const Json& entry : *margins) {
            JsonObject margin(entry, "a margin of 'calibrate'", problem);
            margin.only({"variable", "totals"});
            definition.margins.push_back({margin.text("variable"), margin.numbers_by_key("totals")});
        }
    } else if (margins) {
        reader.complain("'margins' is a list");
    } else if (!reader.text("variable").empty()) {
        definition.margins.push_back({reader.text("variable"), reader.numbers_by_key("totals")});
    }
    definition.totals = reader.numbers_by_key("totals");
    definition.lower = reader.number("lower");
    definition.upper = reader.number("upper");
    definition.strict = reader.flag("strict");
    return definition;
}

} // namespace

DesignDefinition read_design_json(const Json& json, std::string& problem)
{
    DesignDefinition design;
    JsonObject reader(json, "'design'", problem);
    reader.only({"weight", "strata", "psu", "fpc", "nest", "lonely_psu", "calibrate", "replicates"});
    design.weight = reader.text("weight");
    const std::vector<std::string> strata = reader.texts("strata");
    if (strata.size() > 1) reader.complain("'strata' is one column; later stages have their units for strata");
    if (!strata.empty()) design.strata = strata[0];
    design.psu = reader.texts("psu");
    design.fpc = reader.texts("fpc");
    design.nest = reader.flag("nest");
    if (const std::string word = reader.text("lonely_psu"); !word.empty()) {
        const auto lonely = lonely_psu_of(word);
        if (!lonely) reader.complain("'lonely_psu' is fail, remove, certainty, adjust or average");
        design.lonely_psu = lonely.value_or(LonelyPsu::Fail);
    }
    if (const std::string word = reader.text("replicates"); word == "jk1" || word == "jkn")
        design.replication = word == "jk1" ? Replication::Jk1 : Replication::Jkn;
    else if (!word.empty())
        reader.complain("'replicates' is jk1 or jkn");
    if (const Json* calibrate = reader.find("calibrate")) {
        if (calibrate->is_array())
            for (const Json& step : *calibrate) design.calibrations.push_back(read_calibration(step, problem));
        else
            design.calibrations.push_back(read_calibration(*calibrate, problem));
    }
    return design;
}

} // namespace mahalla
