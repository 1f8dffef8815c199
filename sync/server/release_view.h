#pragma once
#include "base/id.h"
#include "disclosure/published_release.h"
#include "server/results_page.h"

#include <utility>
#include <vector>

namespace mahalla {

/// A release as the page shows it.
ShownRelease shown_release(const ReceivedRelease& release, const Hash& hash);

/// `[{"hash","title","round","published","questionnaire"}]`.
std::string release_list_json(const std::vector<std::pair<Hash, ReceivedRelease>>& releases);

} // namespace mahalla
