#include "disclosure/table_grid.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace mahalla {

namespace {

/// One dimension with its total and the categories above others as nodes of a tree.
struct Axis {
    std::vector<std::string> nodes;
    std::vector<std::vector<std::size_t>> children; // of each node
    std::map<std::string, std::size_t> node_of;
};

Result<Axis> axis_of(const Dimension& dimension)
{
    Axis axis;
    const auto add = [&axis](const std::string& name) {
        const auto [place, is_new] = axis.node_of.emplace(name, axis.nodes.size());
        if (is_new) {
            axis.nodes.push_back(name);
            axis.children.emplace_back();
        }
        return place->second;
    };
    for (const std::string& category : dimension.categories) {
        if (category == total_category)
            return failure(ErrorKind::Invalid,
                           "'_T' stands for the total and is no category of '" + dimension.name + "'.");
        if (axis.node_of.contains(category))
            return failure(ErrorKind::Invalid, "A category of '" + dimension.name + "' stands twice.");
        add(category);
    }
    for (const auto& [category, parent] : dimension.parents) {
        add(category);
        add(parent);
    }
    const std::size_t total = add(total_category);
    for (std::size_t node = 0; node < axis.nodes.size(); ++node) {
        if (node == total) continue;
        // Up to the total, so that a circle is found.
        std::set<std::string> seen{axis.nodes[node]};
        for (auto above = dimension.parents.find(axis.nodes[node]); above != dimension.parents.end();
             above = dimension.parents.find(above->second))
            if (!seen.insert(above->second).second)
                return failure(ErrorKind::Invalid, "The hierarchy of '" + dimension.name + "' runs in a circle.");
        const auto parent = dimension.parents.find(axis.nodes[node]);
        axis.children[parent == dimension.parents.end() ? total : axis.node_of[parent->second]].push_back(node);
    }
    return axis;
}

} // namespace

/// Lays the grid out, fills it from below and checks what the table says of its margins.
class TableGridBuilder {
public:
    explicit TableGridBuilder(const Table& table) : table_(table) {}

    Result<TableGrid> build()
    {
        if (auto done = lay_out(); !done) return tl::unexpected(done.error());
        if (auto done = place_cells(); !done) return tl::unexpected(done.error());
        make_equations();
        for (std::size_t cell = 0; cell < grid_.cells_.size(); ++cell) sum_up(cell);
        if (auto done = check_margins(); !done) return tl::unexpected(done.error());
        return std::move(grid_);
    }

private:
    Result<void> lay_out()
    {
        has_categories_ = std::any_of(table_.cells.begin(), table_.cells.end(),
                                      [](const TableCell& cell) { return !cell.category.empty(); });
        std::vector<Dimension> dimensions = table_.dimensions;
        if (has_categories_) {
            Dimension categories;
            categories.name = "category";
            for (const TableCell& cell : table_.cells)
                if (std::find(categories.categories.begin(), categories.categories.end(), cell.category) ==
                    categories.categories.end())
                    categories.categories.push_back(cell.category);
            dimensions.push_back(std::move(categories));
        }
        std::size_t size = 1;
        for (const Dimension& dimension : dimensions) {
            MAHALLA_TRY(Axis axis, axis_of(dimension));
            size *= axis.nodes.size();
            if (size > TableGrid::cells_max)
                return failure(ErrorKind::Invalid,
                               "The table with its margins has more than 200,000 cells: take it apart.");
            axes_.push_back(std::move(axis));
        }
        grid_.cells_.resize(size);
        for (std::size_t cell = 0; cell < size; ++cell)
            for (std::size_t a = 0; a < axes_.size(); ++a)
                grid_.cells_[cell].key.push_back(axes_[a].nodes[cell / stride(a) % axes_[a].nodes.size()]);
        return {};
    }

    /// How far apart neighbours along an axis lie; the last axis runs fastest.
    std::size_t stride(std::size_t axis) const
    {
        std::size_t stride = 1;
        for (std::size_t a = axis + 1; a < axes_.size(); ++a) stride *= axes_[a].nodes.size();
        return stride;
    }

    Result<std::size_t> position_of(const std::vector<std::string>& key) const
    {
        if (key.size() != axes_.size())
            return failure(ErrorKind::Invalid, "A cell's key has one category for each dimension.");
        std::size_t position = 0;
        for (std::size_t a = 0; a < axes_.size(); ++a) {
            const auto node = axes_[a].node_of.find(key[a]);
            if (node == axes_[a].node_of.end())
                return failure(ErrorKind::Invalid, "A cell's key names a category that its dimension lacks.");
            position += node->second * stride(a);
        }
        return position;
    }

    Result<void> place_cells()
    {
        grid_.has_values_ = table_.statistic == Statistic::Total && !has_categories_ &&
                            std::all_of(table_.cells.begin(), table_.cells.end(),
                                        [](const TableCell& cell) { return cell.figures.estimate.has_value(); });
        is_given_.assign(grid_.cells_.size(), 0);
        std::set<std::pair<std::size_t, double>> seen;
        for (std::size_t i = 0; i < table_.cells.size(); ++i) {
            const TableCell& cell = table_.cells[i];
            std::vector<std::string> key = cell.key, everybody = cell.key;
            if (has_categories_) {
                key.push_back(cell.category);
                everybody.push_back(total_category);
            }
            MAHALLA_TRY(const std::size_t place, position_of(key));
            MAHALLA_TRY(const std::size_t all, position_of(everybody));
            if (!seen.emplace(place, cell.probability.value_or(-1)).second)
                return failure(ErrorKind::Invalid, "A cell stands twice in the table.");
            GridCell& placed = grid_.cells_[place];
            placed.table_cells.push_back(i);
            placed.count =
                has_categories_ ? static_cast<double>(cell.positives.value_or(0)) : static_cast<double>(cell.figures.n);
            if (grid_.has_values_) placed.value = *cell.figures.estimate;
            if (placed.value < 0)
                return failure(ErrorKind::Invalid,
                               "Totals below 0 cannot be protected: an outsider would know too little "
                               "of them to say how well.");
            is_given_[place] = 1;
            grid_.cell_of_.push_back(place);
            grid_.everybody_of_.push_back(all);
        }
        return {};
    }

    void make_equations()
    {
        for (std::size_t a = 0; a < axes_.size(); ++a)
            for (std::size_t cell = 0; cell < grid_.cells_.size(); ++cell) {
                const std::size_t node = cell / stride(a) % axes_[a].nodes.size();
                if (axes_[a].children[node].empty()) continue;
                GridEquation equation;
                equation.total = cell;
                for (const std::size_t child : axes_[a].children[node])
                    equation.parts.push_back(cell - node * stride(a) + child * stride(a));
                first_equation_.emplace(cell, grid_.equations_.size());
                grid_.equations_.push_back(std::move(equation));
            }
        is_summed_.assign(grid_.cells_.size(), 0);
    }

    /// Fills margins that the table does not give, from below; as deep as hierarchies and dimensions are.
    void sum_up(std::size_t cell)
    {
        if (is_summed_[cell] != 0) return;
        is_summed_[cell] = 1;
        const auto equation = first_equation_.find(cell);
        if (equation == first_equation_.end()) return;
        double count = 0, value = 0;
        for (const std::size_t part : grid_.equations_[equation->second].parts) {
            sum_up(part);
            count += grid_.cells_[part].count;
            value += grid_.cells_[part].value;
        }
        if (is_given_[cell] != 0) return;
        grid_.cells_[cell].count = count;
        grid_.cells_[cell].value = value;
    }

    Result<void> check_margins() const
    {
        for (const GridEquation& equation : grid_.equations_) {
            double count = 0, value = 0;
            for (const std::size_t part : equation.parts) {
                count += grid_.cells_[part].count;
                value += grid_.cells_[part].value;
            }
            const GridCell& total = grid_.cells_[equation.total];
            if (count != total.count || std::fabs(value - total.value) > 1e-9 * std::max(1.0, std::fabs(value)))
                return failure(ErrorKind::Invalid, "A margin of the table is not the sum of its cells.");
        }
        return {};
    }

    const Table& table_;
    TableGrid grid_;
    std::vector<Axis> axes_;
    std::vector<char> is_given_, is_summed_;
    std::map<std::size_t, std::size_t> first_equation_;
    bool has_categories_ = false;
};

Result<TableGrid> TableGrid::create(const Table& table) { return TableGridBuilder(table).build(); }

} // namespace mahalla
