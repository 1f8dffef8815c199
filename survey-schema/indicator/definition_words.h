#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// The words that definitions may use, as the frame of human security has them (UNDP, Human Development Report 1994).
const std::vector<std::string>& security_dimensions();
/// "from fear", "from want", "dignity".
const std::vector<std::string>& freedoms();

/// A target or indicator of the Sustainable Development Goals: "2.1", "16.b", "2.1.2".
bool is_sdg_target(std::string_view text);

} // namespace mahalla
