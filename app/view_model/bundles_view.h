#pragma once
#include "exchange/import_report.h"

#include <string>
#include <vector>

namespace mahalla {

/// One bundle of a folder: what it would bring, or brought.
struct BundleRow {
    std::string file;
    bool is_applied = false;
    std::uint64_t created = 0, already_here = 0, quarantined = 0;
    bool is_complete = true;
    std::string problem; ///< Why it cannot be read; empty where it can.
};

/// A folder of bundles, seen before anything is changed, and merged at the person's word.
struct BundlesView {
    std::string folder;
    std::vector<BundleRow> rows;
    bool looked = false;
    bool working = false;
    std::size_t gaps = 0;
    std::size_t conflicts = 0; ///< After merging: what is for decision.
    std::string written;       ///< The name of the bundle that was written, once it is safe to remove the stick.
    std::string problem;
};

BundleRow bundle_row(const std::string& file, const Result<ImportReport>& report, bool is_applied);

} // namespace mahalla
