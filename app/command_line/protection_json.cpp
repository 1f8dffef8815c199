#include "command_line/protection_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

using Json = nlohmann::ordered_json;

tl::unexpected<Error> bad(const std::string& what) { return failure(ErrorKind::Invalid, what); }

const Json* find(const Json& json, const char* key)
{
    if (!json.is_object()) return nullptr;
    const auto found = json.find(key);
    return found == json.end() || found->is_null() ? nullptr : &*found;
}

std::string category_text(const Json& json)
{
    return json.is_string() ? json.get<std::string>() : json.is_null() ? std::string(total_category) : json.dump();
}

Result<Dimension> read_dimension(const Json& json)
{
    Dimension dimension;
    const Json *name = find(json, "name"), *categories = find(json, "categories");
    if (!name || !name->is_string() || !categories || !categories->is_array())
        return bad("A dimension has a name and a list of categories.");
    dimension.name = name->get<std::string>();
    for (const Json& category : *categories)
        if (const std::string text = category_text(category); text != total_category)
            dimension.categories.push_back(text);
    if (const Json* hierarchy = find(json, "hierarchy")) {
        if (!hierarchy->is_object()) return bad("A hierarchy gives each category the one above it.");
        for (const auto& [child, parent] : hierarchy->items()) {
            if (parent.is_array()) // or each category above those below it
                for (const Json& below : parent) dimension.parents[category_text(below)] = child;
            else
                dimension.parents[child] = category_text(parent);
        }
        std::erase_if(dimension.parents, [](const auto& entry) { return entry.second == total_category; });
    }
    return dimension;
}

Result<TableCell> read_cell(const Json& json, bool& has_value)
{
    TableCell cell;
    const Json *key = find(json, "key"), *count = find(json, "count");
    if (!key || !key->is_array() || !count || !count->is_number())
        return bad("A cell has a key (a list of categories) and a count.");
    for (const Json& category : *key) cell.key.push_back(category_text(category));
    const double number = count->get<double>();
    if (!(number >= 0) || number > 1e15 || number != std::floor(number))
        return bad("A count is a whole number of 0 or more.");
    cell.figures.n = static_cast<std::uint64_t>(number);
    cell.figures.psus = cell.figures.n;
    cell.figures.weighted_n = number;
    cell.figures.estimate = number;
    const Json* value = find(json, "value");
    has_value = value != nullptr;
    if (value && !value->is_number()) return bad("A value is a number.");
    if (value) cell.figures.estimate = value->get<double>();
    if (const Json* contributors = find(json, "contributors")) {
        if (!contributors->is_array()) return bad("Contributors are a list of numbers.");
        for (const Json& entry : *contributors) {
            if (!entry.is_number()) return bad("Contributors are a list of numbers.");
            cell.contributors.push_back(entry.get<double>());
        }
    }
    return cell;
}

Json bound_json(double bound) { return std::isfinite(bound) ? Json(bound) : Json(); }

Json interval_json(const AttackerInterval& interval)
{
    return Json::array({bound_json(interval.lower), bound_json(interval.upper)});
}

} // namespace

namespace {

Result<TableToProtect> read_one(const Json& json, std::size_t number)
{
    const Json *dimensions = find(json, "dimensions"), *cells = find(json, "cells");
    if (!dimensions || !dimensions->is_array() || !cells || !cells->is_array())
        return bad("The table is no JSON object with the lists 'dimensions' and 'cells'.");
    TableToProtect made;
    Table& table = made.table;
    table.id = "table" + (number == 0 ? std::string() : std::to_string(number + 1));
    table.unit = "person";
    if (const Json* unit = find(json, "unit"); unit && unit->is_string()) table.unit = unit->get<std::string>();
    if (const Json* universe = find(json, "universe"); universe && universe->is_string())
        made.rows.universe = universe->get<std::string>();
    for (const Json& entry : *dimensions) {
        MAHALLA_TRY(Dimension dimension, read_dimension(entry));
        table.dimensions.push_back(std::move(dimension));
    }
    std::size_t with_value = 0;
    for (const Json& entry : *cells) {
        bool has_value = false;
        MAHALLA_TRY(TableCell cell, read_cell(entry, has_value));
        with_value += has_value ? 1U : 0U;
        table.cells.push_back(std::move(cell));
    }
    if (with_value != 0 && with_value != table.cells.size()) return bad("Either all cells have a value or none has.");
    if (with_value != 0) table.statistic = Statistic::Total;
    return made;
}

Result<LedgerTable> read_earlier(const Json& json)
{
    LedgerTable table;
    const Json *dimensions = find(json, "dimensions"), *cells = find(json, "cells");
    if (!dimensions || !dimensions->is_array() || !cells || !cells->is_array())
        return bad("An earlier table has the lists 'dimensions' and 'cells'.");
    if (const Json* universe = find(json, "universe"); universe && universe->is_string())
        table.rows.universe = universe->get<std::string>();
    for (const Json& entry : *dimensions) {
        MAHALLA_TRY(Dimension dimension, read_dimension(entry));
        table.dimensions.push_back(std::move(dimension));
    }
    for (const Json& entry : *cells) {
        LedgerTable::Cell& cell = table.cells.emplace_back();
        const Json *key = find(entry, "key"), *count = find(entry, "count"), *status = find(entry, "status");
        if (!key || !key->is_array()) return bad("An earlier cell has a key.");
        for (const Json& category : *key) cell.key.push_back(category_text(category));
        cell.is_hidden = !count || (status && *status != "published");
        if (!count) continue;
        bool has_value = false;
        MAHALLA_TRY(TableCell whole, read_cell(entry, has_value));
        const auto value = has_value ? whole.figures.estimate : std::nullopt;
        if (!cell.is_hidden) {
            cell.count = whole.figures.n;
            cell.value = value;
        }
        const bool is_of_one = whole.figures.n == 1 || whole.contributors.size() == 1;
        if (cell.is_hidden || !whole.contributors.empty())
            cell.kept = {whole.figures.n, value, std::move(whole.contributors), cell.is_hidden && *status == "primary",
                         is_of_one};
    }
    return table;
}

/// The document itself, or those in its list `tables`.
std::vector<Json> tables_of(const Json& json)
{
    const Json* tables = find(json, "tables");
    if (tables && tables->is_array()) return tables->get<std::vector<Json>>();
    return {json};
}

} // namespace

Result<std::vector<TableToProtect>> read_counts_json(std::string_view text)
{
    std::vector<TableToProtect> tables;
    for (const Json& json : tables_of(Json::parse(text, nullptr, false))) {
        MAHALLA_TRY(TableToProtect table, read_one(json, tables.size()));
        tables.push_back(std::move(table));
    }
    return tables;
}

Result<PublicationLedger> read_ledger_json(std::string_view text)
{
    PublicationLedger ledger;
    for (const Json& json : tables_of(Json::parse(text, nullptr, false))) {
        MAHALLA_TRY(LedgerTable table, read_earlier(json));
        ledger.add(std::move(table));
    }
    return ledger;
}

Result<DisclosurePolicy> read_policy_json(std::string_view text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return bad("The policy is no JSON object.");
    DisclosurePolicy policy;
    for (const auto& [key, value] : json.items()) {
        if (value.is_null()) continue;
        const auto whole = [&value] {
            return value.is_number() ? static_cast<std::uint64_t>(std::max(0.0, value.get<double>())) : 0;
        };
        const Json *n = find(value, "n"), *k = find(value, "k"), *lower = find(value, "lower"),
                   *upper = find(value, "upper");
        if (key == "threshold" && value.is_number()) {
            policy.threshold_persons = policy.threshold_households = whole();
        } else if (key == "threshold_households" && value.is_number()) {
            policy.threshold_households = whole();
        } else if (key == "psus_min" && value.is_number()) {
            policy.psus_min = whole();
        } else if (key == "dominance" && n && k && n->is_number_unsigned() && k->is_number()) {
            policy.dominance = DominanceRule{n->get<std::uint32_t>(), k->get<double>()};
        } else if (key == "p_percent" && value.is_number()) {
            policy.p_percent = value.get<double>();
        } else if (key == "protection" && lower && upper && lower->is_number() && upper->is_number()) {
            policy.protection = {lower->get<double>(), upper->get<double>()};
        } else if (key == "hide_zero_and_full" && value.is_boolean()) {
            policy.hide_zero_and_full = value.get<bool>();
        } else if (key == "singletons" && value.is_boolean()) {
            policy.guards_singletons = value.get<bool>();
        } else if (key == "hide_empty" && value.is_boolean()) {
            policy.hide_empty = value.get<bool>();
        } else if (key == "name" && value.is_string()) {
            policy.name = value.get<std::string>();
        } else if (key != "rounding" && key != "noise") { // those are read by read_alteration_json
            return bad("The policy's '" + key + "' is unknown or of the wrong kind.");
        }
    }
    if (auto sound = check(policy); !sound) return tl::unexpected(sound.error());
    return policy;
}

namespace {

Json report_json(const Table& table, const ProtectionReport& report)
{
    Json cells = Json::array(), margins = Json::array(), audit = Json::array();
    for (std::size_t i = 0; i < report.cells.size(); ++i) {
        const AuditedCell& cell = report.cells[i];
        Json entry = {{"key", cell.key}, {"status", name_of(cell.status)}};
        if (cell.status == CellStatus::Published) {
            entry["count"] = static_cast<std::uint64_t>(cell.count);
            if (cell.value) entry["value"] = *cell.value;
        }
        if (!cell.rule.empty()) entry["rule"] = cell.rule;
        // The table's own cells come first.
        (i < table.cells.size() ? cells : margins).push_back(std::move(entry));
        if (!cell.interval) continue;
        Json interval = {
            {"key", cell.key}, {"status", name_of(cell.status)}, {"interval", interval_json(*cell.interval)}};
        if (cell.value && cell.count_interval) interval["count_interval"] = interval_json(*cell.count_interval);
        audit.push_back(std::move(interval));
    }
    return {{"cells", std::move(cells)},       {"margins", std::move(margins)},       {"audit", std::move(audit)},
            {"primary", report.primary_count}, {"secondary", report.secondary_count}, {"minimal", report.is_minimal}};
}

} // namespace

std::string write_report_json(const std::vector<TableToProtect>& tables, const std::vector<Protection>& protections)
{
    Json documents = Json::array();
    for (std::size_t i = 0; i < tables.size(); ++i)
        documents.push_back(report_json(tables[i].table, protections[i].report));
    const Json document = documents.size() == 1 ? std::move(documents[0]) : Json{{"tables", std::move(documents)}};
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace mahalla
