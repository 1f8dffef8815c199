#include "disclosure/outsider.h"

#include "base/check.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mahalla::test {

namespace {

constexpr double tiny = 1e-9;
constexpr std::size_t known_zero = ~std::size_t{0};

} // namespace

Outsider::Outsider(const std::vector<Dimension>& dimensions) : dimensions_(dimensions)
{
    for (const Dimension& dimension : dimensions) {
        auto& innermost = innermost_.emplace_back();
        for (const std::string& category : dimension.categories)
            if (std::none_of(dimension.parents.begin(), dimension.parents.end(),
                             [&](const auto& entry) { return entry.second == category; }))
                innermost.push_back(category);
        part_count_ *= innermost.size();
    }
}

std::vector<std::size_t> Outsider::parts_of(const Key& key) const
{
    std::vector<std::size_t> parts;
    for (std::size_t part = 0; part < part_count_; ++part) {
        bool is_in = true;
        std::size_t rest = part;
        for (std::size_t d = 0; d < dimensions_.size(); ++d) {
            const std::string own = innermost_[d][rest % innermost_[d].size()];
            rest /= innermost_[d].size();
            const auto wanted = key.find(dimensions_[d].name);
            if (wanted == key.end() || wanted->second == total_category) continue;
            std::string above = own;
            while (above != wanted->second && dimensions_[d].parents.contains(above))
                above = dimensions_[d].parents.at(above);
            is_in = is_in && above == wanted->second;
        }
        if (is_in) parts.push_back(part);
    }
    return parts;
}

void Outsider::learn(const Key& key, double count)
{
    facts_.push_back({parts_of(key), count});
    is_prepared_ = false;
}

void Outsider::learn(const PublishedTableContent& table, const Key& among)
{
    for (const PublishedCell& cell : table.cells) {
        if (!cell.figure) continue;
        Key key = among;
        for (std::size_t d = 0; d < cell.key.size(); ++d) key[table.dimensions[d].name] = cell.key[d];
        learn(key, static_cast<double>(cell.figure->n));
    }
}

void Outsider::pivot(std::size_t row, std::size_t column)
{
    std::vector<double>& own = rows_[row];
    const double by = own[column];
    for (double& number : own) number /= by;
    for (std::size_t other = 0; other < rows_.size(); ++other) {
        const double times = rows_[other][column];
        if (other == row || times == 0) continue;
        for (std::size_t i = 0; i < own.size(); ++i) rows_[other][i] -= times * own[i];
    }
    basis_[row] = column;
}

/// Bland's rule, which never runs in a circle.
double Outsider::largest(const std::vector<double>& objective)
{
    while (true) {
        std::size_t entering = columns_;
        for (std::size_t column = 0; column < columns_ && entering == columns_; ++column) {
            double gain = objective[column];
            for (std::size_t row = 0; row < rows_.size(); ++row) gain -= objective[basis_[row]] * rows_[row][column];
            if (gain > tiny) entering = column;
        }
        if (entering == columns_) break;
        std::size_t leaving = rows_.size();
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            if (rows_[row][entering] <= tiny) continue;
            const double ratio = rows_[row].back() / rows_[row][entering];
            const bool is_tie = leaving < rows_.size() && std::fabs(ratio - least) <= tiny;
            if (is_tie ? basis_[row] < basis_[leaving] : ratio < least) {
                least = std::min(least, ratio);
                leaving = row;
            }
        }
        if (leaving == rows_.size()) return std::numeric_limits<double>::infinity();
        pivot(leaving, entering);
    }
    double value = 0;
    for (std::size_t row = 0; row < rows_.size(); ++row) value += objective[basis_[row]] * rows_[row].back();
    return value;
}

/// Finds a first table that fits: each fact starts with what it lacks, which is then made as small as possible.
void Outsider::prepare()
{
    column_of_.assign(part_count_, 0);
    for (const Fact& fact : facts_)
        if (fact.sum == 0)
            for (const std::size_t part : fact.parts) column_of_[part] = known_zero;
    std::size_t parts = 0;
    for (std::size_t& column : column_of_)
        if (column != known_zero) column = parts++;
    std::vector<Fact> left;
    for (const Fact& fact : facts_)
        if (fact.sum != 0) left.push_back(fact);
    columns_ = parts + left.size();
    rows_.assign(left.size(), std::vector<double>(columns_ + 1, 0));
    basis_.assign(left.size(), 0);
    std::vector<double> lacking(columns_, 0);
    for (std::size_t row = 0; row < left.size(); ++row) {
        for (const std::size_t part : left[row].parts)
            if (column_of_[part] != known_zero) rows_[row][column_of_[part]] = 1;
        rows_[row][parts + row] = 1;
        rows_[row].back() = left[row].sum;
        basis_[row] = parts + row;
        lacking[parts + row] = -1;
    }
    MAHALLA_CHECK(largest(lacking) > -1e-6);
    // What was lacking leaves the basis, or its fact said nothing new.
    for (std::size_t row = rows_.size(); row-- > 0;) {
        if (basis_[row] < parts) continue;
        std::size_t column = 0;
        while (column < parts && std::fabs(rows_[row][column]) < 1e-7) ++column;
        if (column < parts) {
            pivot(row, column);
        } else {
            rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(row));
            basis_.erase(basis_.begin() + static_cast<std::ptrdiff_t>(row));
        }
    }
    for (auto& row : rows_) row.erase(row.begin() + static_cast<std::ptrdiff_t>(parts), row.end() - 1);
    columns_ = parts;
    is_prepared_ = true;
}

Outsider::Interval Outsider::interval_of(const Key& key)
{
    if (!is_prepared_) prepare();
    std::vector<double> objective(columns_, 0);
    for (const std::size_t part : parts_of(key))
        if (column_of_[part] != known_zero) objective[column_of_[part]] = 1;
    const double upper = largest(objective);
    for (double& weight : objective) weight = -weight;
    return {-largest(objective), upper};
}

} // namespace mahalla::test
