#pragma once
#include "base/result.h"
#include "indicator/table.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace mahalla {

/// `total` is the sum of `parts`, and everybody knows it.
struct GridEquation {
    std::size_t total = 0;
    std::vector<std::size_t> parts;

    bool operator==(const GridEquation&) const = default;
};

/// All cells that dimensions make: one category, one category above others, or the total in each, and the equations
/// between them. Numbers are not looked at: a table and what is left of one after publication have the same shape.
class GridShape {
public:
    static constexpr std::size_t cells_max = 200'000;

    /// Fails with `Invalid` where a category stands twice or is `_T`, a hierarchy runs in a circle, or there are too
    /// many cells.
    static Result<GridShape> create(const std::vector<Dimension>& dimensions);

    std::size_t size() const { return size_; }
    const std::vector<GridEquation>& equations() const { return equations_; }
    std::vector<std::string> key_of(std::size_t cell) const;
    /// Fails with `Invalid` where the key is too short or long, or names a category that its dimension lacks.
    Result<std::size_t> cell_of(const std::vector<std::string>& key) const;

    std::size_t axis_count() const { return axes_.size(); }
    /// How far the cells lie from `cell` that differ from it along one axis only and are summed up with it; none where
    /// there are categories below its own on this axis, for then a sum moves with it.
    std::vector<std::ptrdiff_t> neighbours(std::size_t cell, std::size_t axis) const;

private:
    /// One dimension with its total and the categories above others as nodes of a tree.
    struct Axis {
        std::vector<std::string> nodes;
        std::vector<std::vector<std::size_t>> children; // of each node
        std::vector<std::size_t> parent_of;             // of each node; the total has none
        std::unordered_map<std::string, std::size_t> node_of;
        std::size_t stride = 1; // how far apart neighbours lie; the last axis runs fastest
    };

    static Result<Axis> axis_of(const Dimension& dimension);
    std::size_t node_at(const Axis& axis, std::size_t cell) const { return cell / axis.stride % axis.nodes.size(); }
    void make_equations();

    std::vector<Axis> axes_;
    std::size_t size_ = 1;
    std::vector<GridEquation> equations_;
};

} // namespace mahalla
