#pragma once
#include "disclosure/published_release.h"

#include <string>
#include <string_view>

namespace mahalla {

/// A release as one JSON document with stable keys (docs/formats/release.md). A hidden cell has `"mark"` and no figure
/// of any kind.
std::string write_release_json(const PublishedRelease& release);
std::string write_release_json(const ReceivedRelease& release);

/// Fails with `Corrupt` for what is no release, and beyond `PublishedRelease::encoded_bytes_max`. Safe on hostile text.
Result<ReceivedRelease> read_release_json(std::string_view text);

} // namespace mahalla
