#include "fieldwork/partial_release.h"

#include <algorithm>

namespace mahalla {

namespace {

std::string label_of(const ResultDefinitions& definitions, const std::string& indicator, const std::string& language)
{
    const auto found = std::ranges::find(definitions.indicators, indicator, &IndicatorDefinition::name);
    return found == definitions.indicators.end() ? indicator : found->label(language);
}

} // namespace

Result<PartialTables> make_tables_there_are(const ShelvedForm& form, const ResultDefinitions& definitions,
                                            const ReadRecords& records, const std::vector<ResultRequest>& requests,
                                            const std::string& language, const std::string& title, Instant now,
                                            std::vector<std::string>* notes)
{
    if (const auto known = check_requests(definitions, requests); !known) return tl::unexpected(known.error());
    AnswerTables answers(*form.definition, std::span<const FlatRecord>(records.records), definitions.units.codes);
    PartialTables made;
    for (const ResultRequest& request : requests) {
        auto one = make_exact_release(form, definitions, answers, {request}, language, title, now, notes);
        if (!one) {
            made.missing.push_back(
                {request.indicator, label_of(definitions, request.indicator, language), one.error()});
            continue;
        }
        ExactRelease& exact = made.exact;
        if (exact.tables.empty()) {
            exact = *std::move(one);
            continue;
        }
        exact.head.policy.hide_zero_and_full =
            exact.head.policy.hide_zero_and_full || one->head.policy.hide_zero_and_full;
        exact.head.definitions.push_back(std::move(one->head.definitions.front()));
        exact.tables.push_back(std::move(one->tables.front()));
    }
    return made;
}

Result<PartialRelease> protect_what_can_be(PartialTables wanted, const PublicationLedger& ledger)
{
    const auto reason = [&] { return tl::unexpected(wanted.missing.front().error); };
    if (wanted.exact.tables.empty()) {
        if (wanted.missing.empty()) return failure(ErrorKind::Invalid, "No result is wanted.");
        return reason();
    }
    // Mostly all of them can be.
    if (auto whole = protected_release(wanted.exact, ledger))
        return PartialRelease{*std::move(whole), std::move(wanted.missing)};
    ExactRelease kept = wanted.exact;
    kept.tables.clear();
    kept.head.definitions.clear();
    std::optional<MadeRelease> release;
    for (std::size_t i = 0; i < wanted.exact.tables.size(); ++i) {
        const ReleaseDefinition& definition = wanted.exact.head.definitions[i];
        kept.tables.push_back(wanted.exact.tables[i]);
        kept.head.definitions.push_back(definition);
        auto made = protected_release(kept, ledger);
        if (made) {
            release = *std::move(made);
            continue;
        }
        wanted.missing.push_back({definition.name, definition.label, made.error()});
        kept.tables.pop_back();
        kept.head.definitions.pop_back();
    }
    if (!release) return reason();
    return PartialRelease{*std::move(release), std::move(wanted.missing)};
}

} // namespace mahalla
