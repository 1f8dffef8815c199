#include "disclosure/grid_shape.h"

#include <set>

namespace mahalla {

Result<GridShape::Axis> GridShape::axis_of(const Dimension& dimension)
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
    axis.parent_of.assign(axis.nodes.size(), total);
    for (std::size_t node = 0; node < axis.nodes.size(); ++node) {
        if (node == total) continue;
        // Up to the total, so that a circle is found.
        std::set<std::string> seen{axis.nodes[node]};
        for (auto step = dimension.parents.find(axis.nodes[node]); step != dimension.parents.end();
             step = dimension.parents.find(step->second))
            if (!seen.insert(step->second).second)
                return failure(ErrorKind::Invalid, "The hierarchy of '" + dimension.name + "' runs in a circle.");
        const auto parent = dimension.parents.find(axis.nodes[node]);
        const std::size_t above = parent == dimension.parents.end() ? total : axis.node_of[parent->second];
        axis.children[above].push_back(node);
        axis.parent_of[node] = above;
    }
    return axis;
}

Result<GridShape> GridShape::create(const std::vector<Dimension>& dimensions)
{
    GridShape shape;
    for (const Dimension& dimension : dimensions) {
        MAHALLA_TRY(Axis axis, axis_of(dimension));
        shape.size_ *= axis.nodes.size();
        if (shape.size_ > cells_max)
            return failure(ErrorKind::Invalid,
                           "The table with its margins has more than 200,000 cells: take it apart.");
        shape.axes_.push_back(std::move(axis));
    }
    std::size_t stride = 1;
    for (auto axis = shape.axes_.rbegin(); axis != shape.axes_.rend(); ++axis) {
        axis->stride = stride;
        stride *= axis->nodes.size();
    }
    shape.make_equations();
    return shape;
}

void GridShape::make_equations()
{
    for (const Axis& axis : axes_)
        for (std::size_t cell = 0; cell < size_; ++cell) {
            const std::size_t node = node_at(axis, cell);
            if (axis.children[node].empty()) continue;
            GridEquation& equation = equations_.emplace_back();
            equation.total = cell;
            for (const std::size_t child : axis.children[node])
                equation.parts.push_back(cell - node * axis.stride + child * axis.stride);
        }
}

std::vector<std::ptrdiff_t> GridShape::neighbours(std::size_t cell, std::size_t axis_number) const
{
    const Axis& axis = axes_[axis_number];
    const std::size_t node = node_at(axis, cell);
    std::vector<std::ptrdiff_t> distances;
    if (!axis.children[node].empty()) return distances;
    for (const std::size_t other : axis.children[axis.parent_of[node]])
        if (other != node && axis.children[other].empty())
            distances.push_back((static_cast<std::ptrdiff_t>(other) - static_cast<std::ptrdiff_t>(node)) *
                                static_cast<std::ptrdiff_t>(axis.stride));
    return distances;
}

std::vector<std::string> GridShape::key_of(std::size_t cell) const
{
    std::vector<std::string> key;
    for (const Axis& axis : axes_) key.push_back(axis.nodes[node_at(axis, cell)]);
    return key;
}

Result<std::size_t> GridShape::cell_of(const std::vector<std::string>& key) const
{
    if (key.size() != axes_.size())
        return failure(ErrorKind::Invalid, "A cell's key has one category for each dimension.");
    std::size_t cell = 0;
    for (std::size_t a = 0; a < axes_.size(); ++a) {
        const auto node = axes_[a].node_of.find(key[a]);
        if (node == axes_[a].node_of.end())
            return failure(ErrorKind::Invalid, "A cell's key names a category that its dimension lacks.");
        cell += node->second * axes_[a].stride;
    }
    return cell;
}

} // namespace mahalla
