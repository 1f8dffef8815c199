#include "drawing/trapezoids.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr float flat = 1e-3f;

/// Of a ring, from its upper end to its lower one; level edges bound nothing.
struct Edge {
    DrawingPoint upper, lower;

    float x_at(float y) const
    {
        const float share = std::clamp((y - upper.y) / (lower.y - upper.y), 0.0f, 1.0f);
        return upper.x + share * (lower.x - upper.x);
    }
};

std::vector<Edge> edges_of(const std::vector<DrawingRing>& rings)
{
    std::vector<Edge> edges;
    for (const DrawingRing& ring : rings)
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const DrawingPoint& from = ring[i];
            const DrawingPoint& to = ring[(i + 1) % ring.size()];
            if (from.y < to.y) edges.push_back({from, to});
            if (from.y > to.y) edges.push_back({to, from});
        }
    std::ranges::sort(edges, {}, [](const Edge& edge) { return edge.upper.y; });
    return edges;
}

std::vector<float> heights_of(const std::vector<Edge>& edges)
{
    std::vector<float> heights;
    for (const Edge& edge : edges) heights.insert(heights.end(), {edge.upper.y, edge.lower.y});
    std::ranges::sort(heights);
    heights.erase(std::unique(heights.begin(), heights.end(), [](float a, float b) { return b - a < flat; }),
                  heights.end());
    return heights;
}

} // namespace

std::vector<Trapezoid> trapezoids_of(const std::vector<DrawingRing>& rings)
{
    const std::vector<Edge> edges = edges_of(rings);
    const std::vector<float> heights = heights_of(edges);
    struct Piece {
        const Edge* left;
        const Edge* right;
        std::size_t made; ///< Where it stands among the trapezoids.
    };
    std::vector<Trapezoid> made;
    std::vector<Piece> above;
    std::vector<const Edge*> active;
    std::size_t next = 0;
    for (std::size_t i = 0; i + 1 < heights.size(); ++i) {
        const float top = heights[i], bottom = heights[i + 1], middle = (top + bottom) / 2;
        for (; next < edges.size() && edges[next].upper.y < middle; ++next) active.push_back(&edges[next]);
        std::erase_if(active, [&](const Edge* edge) { return edge->lower.y < middle; });
        std::ranges::sort(active, {}, [&](const Edge* edge) { return edge->x_at(middle); });
        std::vector<Piece> here;
        for (std::size_t k = 0; k + 1 < active.size(); k += 2) {
            const Edge& left = *active[k];
            const Edge& right = *active[k + 1];
            const auto same = std::ranges::find_if(
                above, [&](const Piece& piece) { return piece.left == &left && piece.right == &right; });
            Trapezoid piece{top, bottom, left.x_at(top), right.x_at(top), left.x_at(bottom), right.x_at(bottom)};
            if (same == above.end()) {
                made.push_back(piece);
                here.push_back({&left, &right, made.size() - 1});
                continue;
            }
            // The same two edges go on: one piece as high as both.
            Trapezoid& begun = made[same->made];
            begun.bottom = bottom;
            begun.bottom_left = piece.bottom_left;
            begun.bottom_right = piece.bottom_right;
            here.push_back(*same);
        }
        above = std::move(here);
    }
    return made;
}

} // namespace mahalla
