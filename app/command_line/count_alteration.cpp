#include "command_line/count_alteration.h"

#include "command_line/json_object.h"

#include <cmath>

namespace mahalla {

namespace {

/// A whole number of 1 or more; 0 where it is none.
std::uint64_t whole(std::optional<double> number)
{
    return number && *number >= 1 && *number <= 1e9 && *number == std::floor(*number)
               ? static_cast<std::uint64_t>(*number)
               : 0;
}

/// 16, or [33, 2].
Fraction read_variance(JsonObject& noise)
{
    const Json* json = noise.find("variance");
    const bool is_pair =
        json && json->is_array() && json->size() == 2 && (*json)[0].is_number() && (*json)[1].is_number();
    if (json && json->is_number())
        if (const Fraction variance{whole(json->get<double>()), 1}; variance.numerator != 0) return variance;
    if (is_pair)
        if (const Fraction variance{whole((*json)[0].get<double>()), whole((*json)[1].get<double>())};
            variance.numerator != 0 && variance.denominator != 0)
            return variance;
    noise.complain("'variance' is a whole number of 1 or more, or two of them: numerator and denominator");
    return {};
}

NoiseRequest read_noise(JsonObject noise)
{
    noise.only({"variance", "rows_max", "budget"});
    NoiseRequest request;
    request.settings.variance = read_variance(noise);
    if (noise.find("rows_max")) request.settings.rows_max = whole(noise.number("rows_max"));
    if (request.settings.rows_max == 0) noise.complain("'rows_max' is a whole number of 1 or more");
    const Json none, *found = noise.find("budget");
    JsonObject budget = noise.inner(found ? *found : none, "budget");
    budget.only({"rho", "epsilon", "delta"});
    const auto rho = budget.number("rho"), epsilon = budget.number("epsilon"), delta = budget.number("delta");
    if (delta) request.delta = *delta;
    if (!(request.delta > 0 && request.delta < 1)) budget.complain("'delta' lies between 0 and 1");
    if (rho.has_value() == epsilon.has_value() || rho.value_or(1) <= 0 || epsilon.value_or(1) <= 0)
        budget.complain("either 'rho' or 'epsilon' is above 0");
    else
        request.total_rho = rho ? *rho : rho_of_epsilon(*epsilon, request.delta);
    return request;
}

/// The document itself, or those in its list `tables`.
std::vector<Json> documents_of(const Json& json)
{
    const auto tables = json.is_object() ? json.find("tables") : json.end();
    return tables != json.end() && tables->is_array() ? tables->get<std::vector<Json>>() : std::vector<Json>{json};
}

Json cells_json(const PublishedTable& table)
{
    Json cells = Json::array();
    for (const PublishedCell& cell : table.content().cells) {
        Json entry = {{"key", cell.key}, {"status", name_of(CellStatus::Published)}, {"count", cell.figure->n}};
        if (cell.figure->standard_error) entry["standard_error"] = *cell.figure->standard_error;
        cells.push_back(std::move(entry));
    }
    return cells;
}

Result<Json> with_noise(const Table& table, const NoiseRequest& request, PrivacyBudget& budget, Random& random)
{
    MAHALLA_TRY(const PublishedTable noisy, protect(table, request.settings, budget, random));
    const Fraction& variance = request.settings.variance;
    return Json{{"cells", cells_json(noisy)},
                {"noise",
                 {{"variance", {variance.numerator, variance.denominator}},
                  {"rows_max", request.settings.rows_max},
                  {"rho", request.settings.rho()},
                  {"spent_rho", budget.spent_rho()},
                  {"total_rho", budget.total_rho()},
                  {"epsilon", epsilon_of_rho(budget.spent_rho(), request.delta)},
                  {"delta", request.delta}}}};
}

Result<Json> rounded(const Table& table, const DisclosurePolicy& policy, Rounding rounding)
{
    MAHALLA_TRY(const PublishedTable made, protect(table, policy, rounding));
    return Json{{"cells", cells_json(made)}, {"rounding", {{"base", rounding.base}}}};
}

} // namespace

Result<CountAlteration> read_alteration_json(std::string_view policy)
{
    const Json json = Json::parse(policy, nullptr, false);
    CountAlteration alteration;
    if (!json.is_object()) return alteration; // read_policy_json says so
    std::string problem;
    JsonObject object(json, "the policy", problem);
    if (const Json* found = object.find("rounding")) {
        JsonObject rounding = object.inner(*found, "rounding");
        rounding.only({"base"});
        alteration.rounding = Rounding{whole(rounding.number("base"))};
        if (alteration.rounding->base == 0) rounding.complain("'base' is a whole number");
    }
    if (const Json* found = object.find("noise")) alteration.noise = read_noise(object.inner(*found, "noise"));
    if (alteration.rounding && alteration.noise) object.complain("counts are rounded or get noise, not both");
    if (!problem.empty()) return failure(ErrorKind::Invalid, problem);
    return alteration;
}

Result<EarlierAlterations> read_earlier_alterations(std::string_view text)
{
    EarlierAlterations earlier;
    if (text.empty()) return earlier;
    for (const Json& json : documents_of(Json::parse(text, nullptr, false))) {
        std::string problem;
        JsonObject table(json, "an earlier table", problem);
        if (const Json* noise = table.find("noise")) {
            const auto rho = table.inner(*noise, "noise").number("rho");
            if (!rho || !(*rho > 0)) table.complain("its noise has a 'rho' above 0");
            earlier.spent_rho += rho.value_or(0);
        } else if (table.find("rounding")) {
            earlier.has_rounded = true;
        } else {
            earlier.has_exact = true;
        }
        if (!problem.empty()) return failure(ErrorKind::Invalid, problem);
    }
    return earlier;
}

Result<std::string> altered_counts_json(const std::vector<TableToProtect>& tables, const DisclosurePolicy& policy,
                                        const CountAlteration& alteration, const EarlierAlterations& earlier,
                                        Random& random)
{
    if (earlier.has_exact || earlier.has_rounded)
        return failure(ErrorKind::Refused, "Of these records counts were published that are exact or rounded: altered "
                                           "ones beside them hide nothing.");
    if (alteration.rounding && (tables.size() > 1 || earlier.spent_rho > 0))
        return failure(ErrorKind::Refused,
                       "One table of the records is rounded, and nothing else published of them: two roundings of one "
                       "sum say more than each.");
    const double total_rho = alteration.noise ? alteration.noise->total_rho : 0;
    if (earlier.spent_rho > total_rho)
        return failure(ErrorKind::Refused, "Earlier tables have spent more than the privacy budget.");
    MAHALLA_TRY(PrivacyBudget budget, PrivacyBudget::create(total_rho, earlier.spent_rho));
    Json documents = Json::array();
    for (const TableToProtect& table : tables) {
        MAHALLA_TRY(Json document, alteration.noise ? with_noise(table.table, *alteration.noise, budget, random)
                                                    : rounded(table.table, policy, *alteration.rounding));
        documents.push_back(std::move(document));
    }
    const Json document = documents.size() == 1 ? std::move(documents[0]) : Json{{"tables", std::move(documents)}};
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace mahalla
