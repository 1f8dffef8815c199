#include "disclosure/microdata_risk.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace mahalla {

namespace {

/// What records that are alike have in common.
struct AlikeRecords {
    std::uint64_t count = 0;
    double people = 0;
    std::vector<std::map<std::string, std::uint64_t>> values; // of each sensitive column

    void add(const AlikeRecords& other)
    {
        count += other.count;
        people += other.people;
        values.resize(std::max(values.size(), other.values.size()));
        for (std::size_t i = 0; i < other.values.size(); ++i)
            for (const auto& [value, times] : other.values[i]) values[i][value] += times;
    }
};

/// Records with exactly the same keys, of which the same are missing.
struct KeyClass {
    std::vector<std::string> keys;
    std::vector<std::size_t> rows;
    AlikeRecords records;
};

double risk_of(std::uint64_t f, double people)
{
    const double count = static_cast<double>(f), p = count / people, rest = 1 - p;
    if (!(rest > 0)) return 1 / count;
    const double odds = p / rest;
    if (f == 1) return odds * -std::log(p);
    // Both terms grow without bounds as p nears 1, and their difference is a half.
    if (f == 2) return rest < 1e-4 ? 0.5 - rest / 3 : odds - odds * odds * -std::log(p);
    return p / (count - rest);
}

double entropy_of(const std::map<std::string, std::uint64_t>& values)
{
    double sum = 0, entropy = 0;
    for (const auto& [value, times] : values) sum += static_cast<double>(times);
    for (const auto& [value, times] : values) {
        const double share = static_cast<double>(times) / sum;
        entropy -= share * std::log(share);
    }
    return values.empty() ? 0 : std::exp(entropy);
}

/// Classes by which of their keys are missing: two classes are compared by the keys that neither misses.
class ClassComparison {
public:
    void add(std::size_t row, std::vector<std::string> keys, const std::vector<bool>& is_missing, AlikeRecords record)
    {
        auto& classes = by_missing_[is_missing];
        KeyClass& alike = classes[joined(keys, "\x1f")];
        alike.keys = std::move(keys);
        alike.rows.push_back(row);
        alike.records.add(record);
    }

    template <typename Take> void each_row(Take take) const
    {
        for (const auto& [missing, classes] : by_missing_) {
            std::unordered_map<std::string, AlikeRecords> found; // by the class's name
            for (const auto& [other_missing, others] : by_missing_) {
                const auto common = [&](const std::vector<std::string>& keys) {
                    std::string name;
                    for (std::size_t i = 0; i < keys.size(); ++i)
                        if (!missing[i] && !other_missing[i]) name += keys[i] + '\x1f';
                    return name;
                };
                std::unordered_map<std::string, AlikeRecords> sums;
                for (const auto& [name, other] : others) sums[common(other.keys)].add(other.records);
                for (const auto& [name, own] : classes)
                    if (const auto sum = sums.find(common(own.keys)); sum != sums.end()) found[name].add(sum->second);
            }
            for (const auto& [name, own] : classes)
                for (const std::size_t row : own.rows) take(row, found.at(name));
        }
    }

private:
    std::map<std::vector<bool>, std::map<std::string, KeyClass>> by_missing_;
};

Result<std::vector<const Column*>> columns_named(const DataTable& data, const std::vector<std::string>& names)
{
    std::vector<const Column*> columns;
    for (const std::string& name : names) {
        MAHALLA_TRY(const Column* column, data.column(name));
        columns.push_back(column);
    }
    return columns;
}

} // namespace

std::size_t MicrodataRisk::records_below(std::uint64_t k) const
{
    return static_cast<std::size_t>(
        std::count_if(records.begin(), records.end(), [k](const RecordRisk& record) { return record.alike < k; }));
}

Result<MicrodataRisk> microdata_risk(const DataTable& data, const MicrodataQuestion& question)
{
    if (question.keys.empty()) return failure(ErrorKind::Invalid, "Name the columns that people may be known by.");
    MAHALLA_TRY(const auto keys, columns_named(data, question.keys));
    MAHALLA_TRY(const auto sensitive, columns_named(data, question.sensitive));
    const Column* weight = nullptr;
    if (!question.weight.empty()) {
        MAHALLA_TRY(weight, data.column(question.weight));
    }
    ClassComparison comparison;
    for (std::size_t row = 0; row < data.row_count(); ++row) {
        AlikeRecords record{1, weight == nullptr ? 1 : weight->number(row), {}};
        if (!(record.people >= 0) || !std::isfinite(record.people))
            return failure(ErrorKind::Invalid,
                           "Row " + std::to_string(row + 2) + ": the weight is no number of people.");
        for (const Column* column : sensitive) {
            record.values.emplace_back();
            if (!column->is_missing(row)) record.values.back()[column->text(row)] = 1;
        }
        std::vector<std::string> values;
        std::vector<bool> is_missing;
        for (const Column* column : keys) {
            values.push_back(column->text(row));
            is_missing.push_back(column->is_missing(row));
        }
        comparison.add(row, std::move(values), is_missing, std::move(record));
    }
    MicrodataRisk risk;
    risk.records.resize(data.row_count());
    comparison.each_row([&](std::size_t row, const AlikeRecords& alike) {
        RecordRisk& record = risk.records[row];
        record.alike = alike.count;
        record.alike_people = alike.people;
        record.risk = risk_of(alike.count, alike.people);
        for (std::size_t i = 0; i < alike.values.size(); ++i) {
            const std::uint64_t distinct = alike.values[i].size();
            const double entropy = entropy_of(alike.values[i]);
            record.distinct = i == 0 ? distinct : std::min(record.distinct, distinct);
            record.entropy = i == 0 ? entropy : std::min(record.entropy, entropy);
        }
    });
    for (const RecordRisk& record : risk.records) risk.expected_reidentifications += record.risk;
    if (!risk.records.empty())
        risk.global_risk = risk.expected_reidentifications / static_cast<double>(risk.records.size());
    return risk;
}

Result<void> check_microdata(const MicrodataRisk& risk, const MicrodataPolicy& policy)
{
    if (const std::size_t below = risk.records_below(policy.k); below > 0)
        return failure(ErrorKind::Refused, std::to_string(below) + " of " + std::to_string(risk.records.size()) +
                                               " records are alike to fewer than " + std::to_string(policy.k) +
                                               ": make the keys coarser, or leave values out.");
    const bool is_diverse = std::all_of(risk.records.begin(), risk.records.end(), [&](const RecordRisk& record) {
        return policy.l == 0 || record.distinct >= policy.l;
    });
    if (!is_diverse)
        return failure(ErrorKind::Refused, "Records that are alike have fewer than " + std::to_string(policy.l) +
                                               " different sensitive answers: to find one of them is to know it.");
    if (policy.global_risk_max && risk.global_risk > *policy.global_risk_max)
        return failure(ErrorKind::Refused, "More records would be recognised than the policy allows.");
    return {};
}

} // namespace mahalla
