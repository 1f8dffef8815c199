#pragma once
#include "base/check.h"
#include "crypto/secret.h"
#include "fieldwork/sums_maker.h"
#include "indicator/csv_table.h"

#include <string>

namespace mahalla::test {

inline BoxKeyPair reader_keys(std::uint8_t seed) { return *BoxKeyPair::from_seed(Secret::copy_of(Bytes(32, seed))); }
inline SigningKeyPair sender_keys(std::uint8_t seed)
{
    return *SigningKeyPair::from_seed(Secret::copy_of(Bytes(32, seed)));
}

/// The mean of a number by sex, over the rows of a CSV of the columns sex, income, weight and place.
inline PassedSums small_sums(const std::string& rows, const std::string& office = "office")
{
    const std::string csv = "sex,income,weight,place\n" + rows;
    const DataReading data = read_csv_table(as_bytes(csv));
    MAHALLA_CHECK(data.table);
    DesignDefinition design;
    design.weight = "weight";
    design.psu = {"place"};
    EstimateSpecification wanted;
    wanted.id = "income-sex";
    wanted.label = "Income";
    wanted.unit = "household";
    wanted.variable = "income";
    wanted.by = {"sex"};
    wanted.dimensions = {{"sex", "Sex", {"f", "m"}, {{"f", "Women"}, {"m", "Men"}}, {}}};
    wanted.margins = true;
    const auto statistics = SufficientStatistics::create(*data.table, design, wanted);
    MAHALLA_CHECK(statistics);
    PassedSums sums;
    sums.made = "2026-11-26";
    sums.language = "English (en)";
    sums.questionnaire = {"household", "3", std::string(64, 'a')};
    sums.policy.threshold_households = 2;
    sums.tables.push_back(
        {{"income-sex", "Income", "mean", "${income}", "", ""}, {1, 0, 0, 2}, statistics->of_office(office)});
    return sums;
}

} // namespace mahalla::test
