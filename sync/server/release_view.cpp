#include "server/release_view.h"

#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

std::string label_of(const Dimension& dimension, const std::string& category)
{
    if (category == total_category) return "∑";
    const auto found = dimension.labels.find(category);
    return found == dimension.labels.end() || found->second.empty() ? category : found->second;
}

ShownCell shown_cell(const PublishedTableContent& table, const PublishedCell& cell)
{
    ShownCell shown;
    for (std::size_t i = 0; i < cell.key.size() && i < table.dimensions.size(); ++i)
        shown.groups.push_back(label_of(table.dimensions[i], cell.key[i]));
    if (!cell.category.empty()) shown.groups.push_back(cell.category);
    if (cell.figure && cell.figure->estimate) {
        shown.estimate = cell.figure->estimate;
        shown.lower = cell.figure->lower;
        shown.upper = cell.figure->upper;
        shown.interviewed = cell.figure->n;
    } else {
        shown.suppressed_because = cell.mark ? name_of(*cell.mark) : name_of(MarkReason::NotAvailable);
    }
    return shown;
}

} // namespace

ShownRelease shown_release(const ReceivedRelease& release, const Hash& hash)
{
    const ReleaseContent& content = release.content();
    ShownRelease shown;
    shown.hash = hash.text();
    shown.title = content.round.empty() ? content.title : content.title + " · " + content.round;
    shown.published = content.published;
    shown.software = content.software;
    shown.questionnaire =
        content.questionnaire.id + " " + content.questionnaire.version + " · " + content.questionnaire.hash;
    shown.rule = content.policy.in_words();
    for (const PublishedTableContent& table : content.tables) {
        ShownTable view;
        view.id = table.id;
        view.title = table.label;
        view.statistic = table.statistic == Statistic::Proportion ? ShownStatistic::Share : ShownStatistic::Number;
        view.of_those_interviewed = table.basis == Basis::OfThoseInterviewed;
        for (const Dimension& dimension : table.dimensions)
            view.dimensions.push_back(dimension.label.empty() ? dimension.name : dimension.label);
        for (const PublishedCell& cell : table.cells) view.cells.push_back(shown_cell(table, cell));
        shown.tables.push_back(std::move(view));
    }
    return shown;
}

std::string release_list_json(const std::vector<std::pair<Hash, ReceivedRelease>>& releases)
{
    nlohmann::json list = nlohmann::json::array();
    for (const auto& [hash, release] : releases)
        list.push_back({{"hash", hash.text()},
                        {"title", release.content().title},
                        {"round", release.content().round},
                        {"published", release.content().published},
                        {"questionnaire", release.content().questionnaire.id}});
    return list.dump();
}

} // namespace mahalla
