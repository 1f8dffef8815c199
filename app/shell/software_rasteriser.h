#pragma once
#include "shell/picture.h"

struct ImDrawData;

namespace mahalla {

/// Draws what ImGui left behind into memory, without a graphics card: for machines that have none, remote desktops,
/// broken drivers, and the pictures of tests. The same input gives the same bytes on every machine.
class SoftwareRasteriser {
public:
    /// Draws over `ground`; the glyphs come from the current ImGui context's font atlas.
    const Picture& render(const ImDrawData& data, std::uint32_t ground);

private:
    Picture picture_;
};

} // namespace mahalla
