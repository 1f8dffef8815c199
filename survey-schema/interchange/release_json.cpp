#include "interchange/release_json.h"

#include "base/text.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* format_name = "mahalla-release";
constexpr int format_version = 1;

void put(Json& object, const char* key, const std::optional<double>& value)
{
    if (value && std::isfinite(*value)) object[key] = *value;
}

Json policy_json(const DisclosurePolicy& policy)
{
    Json json = {{"name", policy.name},
                 {"threshold", policy.threshold_persons},
                 {"threshold_households", policy.threshold_households}};
    if (policy.dominance) json["dominance"] = {{"n", policy.dominance->n}, {"k", policy.dominance->k_percent}};
    put(json, "p_percent", policy.p_percent);
    json["hide_zero_and_full"] = policy.hide_zero_and_full;
    json["hide_empty"] = policy.hide_empty;
    json["psus_min"] = policy.psus_min;
    if (policy.guards_singletons) json["singletons"] = true;
    json["protection"] = {{"lower", policy.protection.lower}, {"upper", policy.protection.upper}};
    return json;
}

Json dimension_json(const Dimension& dimension)
{
    Json json = {{"name", dimension.name}, {"label", dimension.label}, {"categories", dimension.categories}};
    if (!dimension.labels.empty()) json["labels"] = dimension.labels;
    if (!dimension.parents.empty()) json["parents"] = dimension.parents;
    return json;
}

Json cell_json(const PublishedCell& cell)
{
    Json json = {{"key", cell.key}};
    if (!cell.category.empty()) json["category"] = cell.category;
    put(json, "probability", cell.probability);
    if (cell.mark) json["mark"] = name_of(*cell.mark);
    if (cell.figure) {
        const PublishedFigure& figure = *cell.figure;
        put(json, "estimate", figure.estimate);
        put(json, "se", figure.standard_error);
        put(json, "lower", figure.lower);
        put(json, "upper", figure.upper);
        put(json, "df", figure.degrees_of_freedom);
        put(json, "deff", figure.design_effect);
        json["n"] = figure.n;
        json["weighted_n"] = figure.weighted_n;
    }
    return json;
}

Json table_json(const PublishedTableContent& table)
{
    Json json = {{"id", table.id},
                 {"label", table.label},
                 {"unit", table.unit},
                 {"statistic", name_of(table.statistic)},
                 {"of_population", table.basis == Basis::OfThePopulation},
                 {"level", table.confidence_level},
                 {"dimensions", Json::array()},
                 {"cells", Json::array()}};
    for (const Dimension& dimension : table.dimensions) json["dimensions"].push_back(dimension_json(dimension));
    for (const PublishedCell& cell : table.cells) json["cells"].push_back(cell_json(cell));
    return json;
}

std::string written(const ReleaseContent& content)
{
    Json json = {{"format", format_name},       {"format_version", format_version}, {"title", content.title},
                 {"round", content.round},      {"published", content.published},   {"software", content.software},
                 {"language", content.language}};
    json["questionnaire"] = {{"id", content.questionnaire.id},
                             {"version", content.questionnaire.version},
                             {"hash", content.questionnaire.hash}};
    json["policy"] = policy_json(content.policy);
    json["definitions"] = Json::array();
    for (const ReleaseDefinition& definition : content.definitions)
        json["definitions"].push_back({{"name", definition.name},
                                       {"label", definition.label},
                                       {"statistic", definition.statistic},
                                       {"value", definition.value},
                                       {"universe", definition.universe},
                                       {"source", definition.source}});
    json["tables"] = Json::array();
    for (const PublishedTableContent& table : content.tables) json["tables"].push_back(table_json(table));
    return json.dump(1, ' ', false, Json::error_handler_t::replace);
}

/// Reads what is there and remembers that something was not as it should be.
class ReleaseReader {
public:
    bool ok() const { return ok_; }

    ReleaseContent release(const Json& json)
    {
        ReleaseContent content;
        if (text(json, "format") != format_name || whole(json, "format_version") != format_version) ok_ = false;
        content.title = text(json, "title");
        content.round = text(json, "round");
        content.published = text(json, "published");
        content.software = text(json, "software");
        content.language = text(json, "language");
        const Json& questionnaire = object(json, "questionnaire");
        content.questionnaire = {text(questionnaire, "id"), text(questionnaire, "version"),
                                 text(questionnaire, "hash")};
        content.policy = policy(object(json, "policy"));
        for (const Json& entry : array(json, "definitions"))
            content.definitions.push_back({text(entry, "name"), text(entry, "label"), text(entry, "statistic"),
                                           text(entry, "value"), text(entry, "universe"), text(entry, "source")});
        for (const Json& entry : array(json, "tables")) content.tables.push_back(table(entry));
        return content;
    }

private:
    const Json* find(const Json& json, const char* key) const
    {
        if (!json.is_object()) return nullptr;
        const auto found = json.find(key);
        return found == json.end() ? nullptr : &*found;
    }
    const Json& member(const Json& json, const char* key, Json::value_t type)
    {
        static const Json nothing;
        const Json* found = find(json, key);
        if (found && found->type() == type) return *found;
        ok_ = false;
        return nothing;
    }
    const Json& object(const Json& json, const char* key) { return member(json, key, Json::value_t::object); }
    const Json& array(const Json& json, const char* key) { return member(json, key, Json::value_t::array); }
    std::string text_in(const Json& json)
    {
        ok_ &= json.is_string();
        return json.is_string() ? json.get<std::string>() : std::string();
    }
    std::string text(const Json& json, const char* key)
    {
        const Json* found = find(json, key);
        ok_ &= found != nullptr;
        return found ? text_in(*found) : std::string();
    }
    bool flag(const Json& json, const char* key)
    {
        const Json* found = find(json, key);
        ok_ &= found && found->is_boolean();
        return found && found->is_boolean() && found->get<bool>();
    }
    std::uint64_t whole(const Json& json, const char* key)
    {
        const Json* found = find(json, key);
        ok_ &= found && found->is_number_unsigned();
        return found && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
    }
    std::optional<double> number_if_there(const Json& json, const char* key)
    {
        const Json* found = find(json, key);
        if (!found) return std::nullopt;
        ok_ &= found->is_number();
        return found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
    }
    double number(const Json& json, const char* key)
    {
        const auto value = number_if_there(json, key);
        ok_ &= value.has_value();
        return value.value_or(0);
    }
    std::vector<std::string> texts(const Json& json, const char* key)
    {
        std::vector<std::string> values;
        for (const Json& entry : array(json, key)) values.push_back(text_in(entry));
        return values;
    }
    std::map<std::string, std::string> texts_by_key(const Json& json, const char* key)
    {
        std::map<std::string, std::string> values;
        if (!find(json, key)) return values;
        const Json& entries = object(json, key);
        if (entries.is_object())
            for (const auto& [name, entry] : entries.items()) values.emplace(name, text_in(entry));
        return values;
    }

    DisclosurePolicy policy(const Json& json)
    {
        DisclosurePolicy policy;
        policy.name = text(json, "name");
        policy.threshold_persons = whole(json, "threshold");
        policy.threshold_households = whole(json, "threshold_households");
        if (const Json* rule = find(json, "dominance"))
            policy.dominance = DominanceRule{static_cast<std::uint32_t>(whole(*rule, "n")), number(*rule, "k")};
        policy.p_percent = number_if_there(json, "p_percent");
        policy.hide_zero_and_full = flag(json, "hide_zero_and_full");
        policy.hide_empty = flag(json, "hide_empty");
        policy.psus_min = whole(json, "psus_min");
        policy.guards_singletons = json.contains("singletons") && flag(json, "singletons");
        policy.protection = {number(object(json, "protection"), "lower"), number(object(json, "protection"), "upper")};
        return policy;
    }

    PublishedTableContent table(const Json& json)
    {
        PublishedTableContent table;
        table.id = text(json, "id");
        table.label = text(json, "label");
        table.unit = text(json, "unit");
        const auto statistic = statistic_of(text(json, "statistic"));
        ok_ &= statistic.has_value();
        table.statistic = statistic.value_or(Statistic::Mean);
        table.basis = flag(json, "of_population") ? Basis::OfThePopulation : Basis::OfThoseInterviewed;
        table.confidence_level = number(json, "level");
        for (const Json& entry : array(json, "dimensions"))
            table.dimensions.push_back({text(entry, "name"), text(entry, "label"), texts(entry, "categories"),
                                        texts_by_key(entry, "labels"), texts_by_key(entry, "parents")});
        for (const Json& entry : array(json, "cells")) table.cells.push_back(cell(entry));
        return table;
    }

    PublishedCell cell(const Json& json)
    {
        PublishedCell cell;
        cell.key = texts(json, "key");
        if (find(json, "category")) cell.category = text(json, "category");
        cell.probability = number_if_there(json, "probability");
        if (find(json, "mark")) {
            const std::string mark = text(json, "mark");
            for (const MarkReason reason : {MarkReason::Confidential, MarkReason::NotAvailable})
                if (mark == name_of(reason)) cell.mark = reason;
            // Beside a mark there is nothing that says more.
            for (const char* key : {"estimate", "se", "lower", "upper", "df", "deff", "n", "weighted_n"})
                ok_ &= find(json, key) == nullptr;
            return cell;
        }
        PublishedFigure& figure = cell.figure.emplace();
        figure.estimate = number_if_there(json, "estimate");
        figure.standard_error = number_if_there(json, "se");
        figure.lower = number_if_there(json, "lower");
        figure.upper = number_if_there(json, "upper");
        figure.degrees_of_freedom = number_if_there(json, "df");
        figure.design_effect = number_if_there(json, "deff");
        figure.n = whole(json, "n");
        figure.weighted_n = number(json, "weighted_n");
        return cell;
    }

    bool ok_ = true;
};

} // namespace

std::string write_release_json(const PublishedRelease& release) { return written(release.content()); }

std::string write_release_json(const ReceivedRelease& release) { return written(release.content()); }

Result<ReceivedRelease> read_release_json(std::string_view text)
{
    if (text.size() > PublishedRelease::encoded_bytes_max)
        return failure(ErrorKind::Corrupt, "The release is larger than 64 MiB.");
    const Json json = Json::parse(text, nullptr, false);
    ReleaseReader reader;
    ReleaseContent content = reader.release(json);
    if (json.is_discarded() || !reader.ok()) return failure(ErrorKind::Corrupt, "The text is no release.");
    auto release = ReceivedRelease::from_content(std::move(content));
    if (!release) return failure(ErrorKind::Corrupt, release.error().message);
    return release;
}

} // namespace mahalla
