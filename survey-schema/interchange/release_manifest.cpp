#include "interchange/release_manifest.h"

#include "expression/digest.h"
#include "interchange/release_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

using Json = nlohmann::ordered_json;

std::size_t count_marked(const PublishedTableContent& table, MarkReason reason)
{
    return static_cast<std::size_t>(std::count_if(table.cells.begin(), table.cells.end(),
                                                  [&](const PublishedCell& cell) { return cell.mark == reason; }));
}

Json method_of(const PublishedTableContent& table)
{
    Json dimensions = Json::array();
    for (const Dimension& dimension : table.dimensions) dimensions.push_back(dimension.name);
    return {{"id", table.id},
            {"label", table.label},
            {"unit", table.unit},
            {"statistic", name_of(table.statistic)},
            {"of_population", table.basis == Basis::OfThePopulation},
            {"level", table.confidence_level},
            {"dimensions", dimensions},
            {"cells", table.cells.size()},
            {"confidential", count_marked(table, MarkReason::Confidential)},
            {"not_available", count_marked(table, MarkReason::NotAvailable)}};
}

} // namespace

std::string write_release_manifest(const ReceivedRelease& release, const std::string& release_hash,
                                   const std::string& target, std::span<const ExportedFile> files)
{
    // What the release's own JSON says around its tables is said here in the same words.
    const Json whole = Json::parse(write_release_json(release));
    Json json = {{"format", "mahalla-manifest"}, {"format_version", 1}, {"release", release_hash}};
    for (const char* key :
         {"title", "round", "published", "software", "language", "questionnaire", "policy", "definitions"})
        json[key] = whole[key];
    json["tables"] = Json::array();
    for (const PublishedTableContent& table : release.content().tables) json["tables"].push_back(method_of(table));
    json["exported_as"] = target;
    json["files"] = Json::array();
    for (const ExportedFile& file : files)
        json["files"].push_back({{"name", file.name},
                                 {"bytes", file.content.size()},
                                 {"sha256", to_hex(digest(DigestAlgorithm::Sha256, as_bytes(file.content)))}});
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace mahalla
