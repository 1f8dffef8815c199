#pragma once
#include "disclosure/published_release.h"
#include "interchange/export_folder.h"

#include <span>

namespace mahalla {

/// What lies beside an export of published tables, so that a figure that travels on its own can be traced to its
/// making: the release's hash, title, round and day; the questionnaire; how each table was estimated and of whom;
/// definitions; the thresholds and rules of the policy; how many cells are hidden; and of each file its size and
/// SHA-256. One JSON document (docs/formats/exchanged-results.md). No figure of any cell is in it.
///
/// `release_hash`: the BLAKE2b-256 of the release's canonical bytes, in hexadecimal digits. `target`: the format of the
/// files, as the command calls it.
std::string write_release_manifest(const ReceivedRelease& release, const std::string& release_hash,
                                   const std::string& target, std::span<const ExportedFile> files);

} // namespace mahalla
