#include "fieldwork/sums_maker.h"

#include <algorithm>
#include <set>

namespace mahalla {

Result<PassedSums> make_sums(const ShelvedForm& form, const ResultDefinitions& definitions, const ReadRecords& records,
                             const std::vector<ResultRequest>& requests, const std::string& language,
                             const DeviceId& sender, Instant now)
{
    PassedSums sums;
    sums.made = date_to_text(Date(std::chrono::floor<std::chrono::days>(now)));
    sums.language = language;
    sums.questionnaire = {form.reference.id, form.reference.version, form.hash.text()};
    MAHALLA_TRY(sums.policy, policy_for(definitions, requests));
    AnswerTables answers(*form.definition, std::span<const FlatRecord>(records.records), definitions.units.codes);
    for (const ResultRequest& request : requests) {
        MAHALLA_TRY(AskedTable asked, asked_table(*form.definition, definitions, answers, request, language));
        auto statistics = SufficientStatistics::create(asked.made.data, asked.made.design, asked.made.estimate);
        if (!statistics)
            return failure(statistics.error().kind, asked.definition.name + ": " + statistics.error().message);
        sums.tables.push_back({std::move(asked.definition), asked.made.missing, statistics->of_office(sender.text())});
    }
    return sums;
}

namespace {

void add(MissingCounts& sum, const MissingCounts& part)
{
    sum.dont_know += part.dont_know;
    sum.refused += part.refused;
    sum.not_applicable += part.not_applicable;
    sum.not_answered += part.not_answered;
}

/// The same table, whatever it is called in the language of each.
bool is_same(const ReleaseDefinition& a, const ReleaseDefinition& b)
{
    return a.statistic == b.statistic && a.value == b.value && a.universe == b.universe && a.source == b.source;
}

/// Messages name an office by its digits.
Result<void> merge_into(PassedSums& all, const OpenedSums& opened)
{
    const PassedSums& office = opened.sums;
    const auto differs = [&opened](const char* what) {
        return failure(ErrorKind::Invalid, "The sums of the sender " + opened.fingerprint() + " are of another " +
                                               what + " than the first: add up each by itself.");
    };
    if (office.questionnaire != all.questionnaire) return differs("questionnaire");
    if (office.policy != all.policy) return differs("policy of publication");
    if (office.round != all.round) return differs("round");
    for (const SummedTable& table : office.tables) {
        const auto known = std::find_if(all.tables.begin(), all.tables.end(), [&](const SummedTable& one) {
            return one.definition.name == table.definition.name;
        });
        if (known == all.tables.end()) {
            all.tables.push_back(table);
            continue;
        }
        if (!is_same(known->definition, table.definition)) return differs("definition of a table");
        auto merged = SufficientStatistics::merged(known->statistics, table.statistics);
        if (!merged)
            return failure(ErrorKind::Invalid,
                           opened.fingerprint() + ", " + table.definition.name + ": " + merged.error().message);
        known->statistics = *std::move(merged);
        add(known->missing, table.missing);
    }
    return {};
}

} // namespace

Result<PassedSums> merged_sums(std::span<const OpenedSums> offices)
{
    if (offices.empty()) return failure(ErrorKind::Invalid, "There are no sums to add up.");
    std::set<SigningPublicKey> senders;
    PassedSums all;
    for (const OpenedSums& office : offices) {
        if (!senders.insert(office.sender).second)
            return failure(ErrorKind::Refused, "Two files are of one sender (" + office.fingerprint() +
                                                   "), who would count twice: name the newer one alone.");
        if (senders.size() == 1)
            all = office.sums;
        else if (auto merged = merge_into(all, office); !merged)
            return tl::unexpected(merged.error());
    }
    return all;
}

Result<MadeRelease> make_release_of_sums(const PassedSums& sums, const std::string& title, Instant now,
                                         const PublicationLedger& ledger, std::vector<std::string>* notes)
{
    ExactRelease exact;
    exact.head = head_of_today(title, sums.language, now);
    exact.head.round = sums.round;
    exact.head.questionnaire = sums.questionnaire;
    exact.head.policy = sums.policy;
    for (const SummedTable& summed : sums.tables) {
        Table table = summed.statistics.table();
        table.missing = summed.missing;
        const std::string missing = missing_in_words(table.missing, sums.policy, table.unit);
        if (notes && !missing.empty()) notes->push_back(table.id + ": " + missing);
        exact.head.definitions.push_back(summed.definition);
        const CountedRows rows = counted_rows(sums.questionnaire, sums.round, table.unit, summed.definition);
        exact.tables.push_back({std::move(table), rows});
    }
    return protected_release(std::move(exact), ledger);
}

} // namespace mahalla
