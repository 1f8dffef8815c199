#include "disclosure/joined_cells.h"

#include "disclosure/earlier_table.h"
#include "disclosure/linear_program.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace mahalla {

namespace {

constexpr std::size_t joined_cells_max = 400'000;
/// Corners of what earlier releases leave open that an estimate is the middle of.
constexpr std::size_t corners_max = 400;

/// The same text for the same categories of the same dimensions, in whatever order a table has them.
std::string identity_of(const std::vector<Dimension>& dimensions, const std::vector<std::string>& key)
{
    std::vector<std::string> parts;
    for (std::size_t d = 0; d < key.size(); ++d)
        if (key[d] != total_category) parts.push_back(dimensions[d].name + '\x1f' + key[d]);
    std::sort(parts.begin(), parts.end());
    std::string identity;
    for (const std::string& part : parts) identity += part + '\x1e';
    return identity;
}

bool differ(const std::optional<double>& one, const std::optional<double>& other)
{
    return one && other && std::abs(*one - *other) > 1e-9 * std::max(1.0, std::abs(*one));
}

template <typename Layers, typename Fits> auto* layer_that(Layers& layers, const std::string& universe, Fits fits)
{
    const auto found = std::find_if(layers.begin(), layers.end(),
                                    [&](const auto& layer) { return layer.universe == universe && fits(layer); });
    return found == layers.end() ? &layers.emplace_back(typename Layers::value_type{universe, {}, {}}) : &*found;
}

/// Every dimension once, as the table with most categories has it; nothing where another table's categories are not
/// among them.
std::optional<std::vector<Dimension>> common_dimensions(const std::vector<std::vector<Dimension>>& tables)
{
    const auto nodes_of = [](const Dimension& dimension) {
        std::set<std::string> nodes(dimension.categories.begin(), dimension.categories.end());
        for (const auto& [category, parent] : dimension.parents) nodes.insert({category, parent});
        return nodes;
    };
    std::map<std::string, Dimension> widest;
    for (const auto& table : tables)
        for (const Dimension& dimension : table) {
            const auto [there, is_new] = widest.emplace(dimension.name, dimension);
            if (!is_new && nodes_of(dimension).size() > nodes_of(there->second).size()) there->second = dimension;
        }
    for (const auto& table : tables)
        for (const Dimension& dimension : table) {
            const auto of_this = nodes_of(dimension), of_all = nodes_of(widest.at(dimension.name));
            if (!std::includes(of_all.begin(), of_all.end(), of_this.begin(), of_this.end())) return std::nullopt;
        }
    std::vector<Dimension> all;
    double cells = 1;
    for (auto& [name, dimension] : widest) {
        cells *= static_cast<double>(nodes_of(dimension).size() + 1);
        all.push_back(std::move(dimension));
    }
    return cells > static_cast<double>(JoinedCells::details_max) ? std::nullopt : std::optional(std::move(all));
}

} // namespace

Result<JoinedCells> JoinedCells::create(const std::vector<const TableGrid*>& grids,
                                        const std::vector<CountedRows>& rows,
                                        const std::vector<const LedgerTable*>& earlier, double threshold)
{
    JoinedCells joined;
    for (std::size_t i = 0; i < grids.size(); ++i) joined.join(*grids[i], rows[i]);
    // From the newest on: it is most likely to count the rows of today.
    for (auto table = earlier.rbegin(); table != earlier.rend(); ++table)
        if (auto done = joined.join(**table); !done) return tl::unexpected(done.error());
    for (Layer& layer : joined.layers_)
        if (auto done = joined.add_details(layer); !done) return tl::unexpected(done.error());
    joined.link_layers(threshold);
    if (joined.cells_.size() > joined_cells_max)
        return failure(ErrorKind::Invalid,
                       "The tables with those published before have too many cells: publish fewer.");
    if (auto done = joined.estimate_unknown(); !done) return tl::unexpected(done.error());
    return joined;
}

void JoinedCells::join(const TableGrid& grid, const CountedRows& rows)
{
    std::vector<std::string> identities;
    for (const GridCell& cell : grid.cells()) identities.push_back(identity_of(grid.dimensions(), cell.key));
    Layer* layer = layer_that(layers_, rows.universe, [&](const Layer& candidate) {
        for (std::size_t i = 0; i < identities.size(); ++i) {
            const auto there = candidate.cell_named.find(identities[i]);
            if (there == candidate.cell_named.end()) continue;
            const GridCell& cell = grid.cells()[i];
            if (differ(cells_[there->second].count, cell.count) ||
                (grid.has_values() && differ(cells_[there->second].value, cell.value)) ||
                (grid.has_positives() && differ(cells_[there->second].positives, cell.positives)))
                return false;
        }
        return true;
    });
    std::vector<std::size_t>& place = cells_of_grid_.emplace_back();
    for (std::size_t i = 0; i < identities.size(); ++i) {
        const auto [there, is_new] = layer->cell_named.emplace(identities[i], cells_.size());
        if (is_new) cells_.emplace_back();
        place.push_back(there->second);
        JoinedCell& joined = cells_[there->second];
        const GridCell& cell = grid.cells()[i];
        joined.count = cell.count;
        if (grid.has_values()) joined.value = cell.value;
        joined.is_total = joined.is_total || grid.has_values();
        if (grid.has_positives()) joined.positives = cell.positives;
        (cell.table_cells.empty() ? joined.is_implied : joined.is_given) = true;
    }
    add_equations(grid.equations(), place);
    layer->tables.push_back(grid.dimensions());
}

Result<void> JoinedCells::join(const LedgerTable& table)
{
    MAHALLA_TRY(const EarlierTable known, EarlierTable::create(table));
    std::vector<std::string> identities;
    for (std::size_t i = 0; i < known.shape().size(); ++i)
        identities.push_back(identity_of(known.dimensions(), known.shape().key_of(i)));
    Layer* layer = layer_that(layers_, table.rows.universe, [&](const Layer& candidate) {
        for (std::size_t i = 0; i < identities.size(); ++i) {
            const auto there = candidate.cell_named.find(identities[i]);
            if (there != candidate.cell_named.end() && (differ(cells_[there->second].count, known.count(i)) ||
                                                        differ(cells_[there->second].value, known.value(i))))
                return false;
        }
        return true;
    });
    std::vector<std::size_t> place;
    for (std::size_t i = 0; i < identities.size(); ++i) {
        const auto [there, is_new] = layer->cell_named.emplace(identities[i], cells_.size());
        if (is_new) cells_.emplace_back();
        place.push_back(there->second);
        JoinedCell& joined = cells_[there->second];
        if (!joined.count) joined.count = known.count(i);
        if (!joined.value) joined.value = known.value(i);
        joined.is_total = joined.is_total || known.has_values();
        joined.was_shown = joined.was_shown || known.is_known(i);
        const KeptFigure* kept = known.kept(i);
        if (kept != nullptr && kept->value) joined.contributors_before = kept->contributors;
        joined.was_unsafe = joined.was_unsafe || (kept != nullptr && kept->is_unsafe);
        joined.was_of_one = joined.was_of_one || (kept != nullptr && kept->has_one_contributor);
    }
    add_equations(known.shape().equations(), place);
    layer->tables.push_back(known.dimensions());
    return {};
}

void JoinedCells::add_equations(const std::vector<GridEquation>& equations, const std::vector<std::size_t>& place)
{
    for (const GridEquation& equation : equations) {
        GridEquation& joined = equations_.emplace_back();
        joined.total = place[equation.total];
        for (const std::size_t part : equation.parts) joined.parts.push_back(place[part]);
        std::sort(joined.parts.begin(), joined.parts.end());
    }
}

Result<void> JoinedCells::add_details(Layer& layer)
{
    std::set<std::set<std::string>> breakdowns;
    for (const auto& table : layer.tables) {
        std::set<std::string> names;
        for (const Dimension& dimension : table) names.insert(dimension.name);
        breakdowns.insert(std::move(names));
    }
    if (breakdowns.size() < 3) return {};
    const auto all = common_dimensions(layer.tables);
    if (!all) return {};
    MAHALLA_TRY(const GridShape shape, GridShape::create(*all));
    if (shape.size() > details_max) return {};
    std::vector<std::size_t> place;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const auto [there, is_new] = layer.cell_named.emplace(identity_of(*all, shape.key_of(i)), cells_.size());
        if (is_new) cells_.emplace_back().is_detail = true;
        place.push_back(there->second);
    }
    add_equations(shape.equations(), place);
    return {};
}

/// A difference that is not small is asked nothing of, and that the one count is no less than the other follows from a
/// day between: a table that comes out every week is held against the one before, and not against all.
bool JoinedCells::follows_from_others(const std::string& identity, std::size_t newer, std::size_t older,
                                      double threshold) const
{
    const auto cell_in = [&](std::size_t layer) {
        const auto there = layers_[layer].cell_named.find(identity);
        return there == layers_[layer].cell_named.end() ? nullptr : &cells_[there->second];
    };
    const JoinedCell &larger = *cell_in(newer), &smaller = *cell_in(older);
    if (larger.is_total || smaller.is_total || (larger.positives && smaller.positives)) return false;
    if (!larger.count || !smaller.count || *larger.count - *smaller.count < threshold) return false;
    for (std::size_t between = newer + 1; between < older; ++between) {
        const JoinedCell* cell = layers_[between].universe == layers_[newer].universe ? cell_in(between) : nullptr;
        if (cell && cell->count && *larger.count >= *cell->count && *cell->count >= *smaller.count) return true;
    }
    return false;
}

void JoinedCells::link_layers(double threshold)
{
    // One equation twice would make the programmes degenerate.
    const auto by_cells = [](const GridEquation& a, const GridEquation& b) {
        return std::tie(a.total, a.parts) < std::tie(b.total, b.parts);
    };
    std::sort(equations_.begin(), equations_.end(), by_cells);
    equations_.erase(std::unique(equations_.begin(), equations_.end()), equations_.end());
    const std::size_t of_layers = equations_.size();
    for (std::size_t newer = 0; newer < layers_.size(); ++newer)
        for (std::size_t older = newer + 1; older < layers_.size(); ++older) {
            const std::string &one = layers_[newer].universe, &other = layers_[older].universe;
            if (one != other && !one.empty() && !other.empty()) continue;
            std::map<std::size_t, std::size_t> difference_of;
            for (const auto& [identity, cell] : layers_[newer].cell_named) {
                const auto there = layers_[older].cell_named.find(identity);
                if (there == layers_[older].cell_named.end()) continue;
                if (one == other && follows_from_others(identity, newer, older, threshold)) continue;
                // All rows hold those of every universe; of two days the later one holds the earlier.
                const bool is_larger = one == other || one.empty();
                difference_of[cell] = is_larger ? link(cell, there->second) : link(there->second, cell);
            }
            for (std::size_t e = 0; e < of_layers; ++e) {
                GridEquation sum{0, {}};
                const auto total = difference_of.find(equations_[e].total);
                if (total == difference_of.end()) continue;
                sum.total = total->second;
                for (const std::size_t part : equations_[e].parts)
                    if (const auto found = difference_of.find(part); found != difference_of.end())
                        sum.parts.push_back(found->second);
                sums_of_differences_.push_back(std::move(sum));
            }
        }
}

std::size_t JoinedCells::link(std::size_t larger, std::size_t smaller)
{
    if (cells_[larger].count && cells_[smaller].count && *cells_[larger].count < *cells_[smaller].count)
        std::swap(larger, smaller); // answers were corrected
    JoinedCell difference;
    difference.is_difference = true;
    if (cells_[larger].count && cells_[smaller].count)
        difference.count = *cells_[larger].count - *cells_[smaller].count;
    // Where a total has become smaller answers were corrected, and the difference says nothing of those who were added.
    const bool has_values = cells_[larger].value && cells_[smaller].value;
    if (has_values && *cells_[larger].value >= *cells_[smaller].value)
        difference.value = *cells_[larger].value - *cells_[smaller].value;
    difference.is_total =
        cells_[larger].is_total && cells_[smaller].is_total && (!has_values || difference.value.has_value());
    if (cells_[larger].positives && cells_[smaller].positives &&
        *cells_[larger].positives >= *cells_[smaller].positives)
        difference.positives = *cells_[larger].positives - *cells_[smaller].positives;
    equations_.push_back({larger, {smaller, cells_.size()}});
    cells_.push_back(difference);
    return cells_.size() - 1;
}

/// Numbers that only earlier releases knew, from the middle of those that fit.
Result<void> JoinedCells::estimate_unknown()
{
    if (!estimate_counts()) {
        // Answers were corrected or records withdrawn since: that an earlier hidden count was at most today's is no
        // knowledge then.
        std::erase_if(equations_, [&](const GridEquation& equation) {
            return cells_[equation.parts.back()].is_difference && !cells_[equation.parts.back()].count;
        });
        if (!estimate_counts())
            return failure(ErrorKind::Invalid,
                           "What was published before contradicts itself: look at the earlier releases.");
    }
    estimate_values();
    return {};
}

bool JoinedCells::estimate_counts()
{
    Numbers known;
    for (const JoinedCell& cell : cells_) known.push_back(cell.count);
    const auto middle = middle_of(known, std::vector<char>(cells_.size(), 1));
    if (!middle) return false;
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
        cells_[cell].is_estimated = !known[cell];
        cells_[cell].count = (*middle)[cell];
    }
    return true;
}

/// Of totals that do not fit, earlier ones tell an outsider nothing that could be told apart from corrections.
void JoinedCells::estimate_values()
{
    Numbers known;
    std::vector<char> is_wanted;
    for (const JoinedCell& cell : cells_) {
        known.push_back(cell.value);
        is_wanted.push_back(cell.is_total ? 1 : 0);
    }
    const auto middle = middle_of(known, is_wanted);
    for (std::size_t cell = 0; middle && cell < cells_.size(); ++cell) {
        if (is_wanted[cell] == 0) continue;
        cells_[cell].is_value_estimated = !known[cell];
        cells_[cell].value = (*middle)[cell];
    }
}

/// Numbers of 0 or more for the wanted cells that are not `known`, such that the equations among wanted cells hold;
/// nothing where there are none.
std::optional<std::vector<double>> JoinedCells::middle_of(const Numbers& known,
                                                          const std::vector<char>& is_wanted) const
{
    LinearProgram program;
    std::vector<std::size_t> unknown, column_of(cells_.size(), 0);
    std::vector<double> numbers(cells_.size(), 0);
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
        if (known[cell]) numbers[cell] = *known[cell];
        if (known[cell] || is_wanted[cell] == 0) continue;
        column_of[cell] = program.add_column(0, LinearProgram::infinity);
        unknown.push_back(cell);
    }
    if (unknown.empty()) return numbers;
    for (const GridEquation& equation : equations_) {
        LinearProgram::Terms terms;
        double rest = 0, largest = 1;
        bool is_all_wanted = true;
        const auto add = [&](std::size_t cell, double sign) {
            is_all_wanted = is_all_wanted && is_wanted[cell] != 0;
            if (!known[cell]) {
                terms.emplace_back(column_of[cell], sign);
                return;
            }
            rest -= sign * *known[cell];
            largest = std::max(largest, *known[cell]);
        };
        add(equation.total, -1);
        for (const std::size_t part : equation.parts) add(part, 1);
        if (!is_all_wanted) continue;
        if (!terms.empty())
            program.add_equal(terms, rest);
        else if (std::abs(rest) > 1e-6 * largest)
            return std::nullopt;
    }
    if (!program.minimum()) return std::nullopt;
    std::vector<double> sums(unknown.size(), 0);
    double corners = 0;
    for (std::size_t i = 0; i < unknown.size() && corners < corners_max; ++i) {
        if (cells_[unknown[i]].is_difference) continue;
        program.set_objective(i, 1);
        for (const bool is_upper : {false, true}) {
            const auto bound = is_upper ? program.maximum() : program.minimum();
            if (!bound || !std::isfinite(*bound)) continue;
            for (std::size_t j = 0; j < unknown.size(); ++j) sums[j] += program.value(j);
            ++corners;
        }
        program.set_objective(i, 0);
    }
    if (corners == 0) {
        if (!program.minimum()) return std::nullopt;
        for (std::size_t j = 0; j < unknown.size(); ++j) sums[j] = program.value(j);
        corners = 1;
    }
    for (std::size_t j = 0; j < unknown.size(); ++j) numbers[unknown[j]] = std::max(0.0, sums[j] / corners);
    return numbers;
}

} // namespace mahalla
