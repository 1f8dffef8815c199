#pragma once
#include "bundle/bundle_manifest.h"
#include "bundle/bundle_reader.h"
#include "store/incoming.h"

#include <set>

namespace mahalla {

/// What a bundle brought, or would bring.
struct ImportReport {
    BundleId bundle;
    DeviceId sender;
    BundleEnd end = BundleEnd::Truncated;

    std::uint64_t events_promised = 0; ///< By the manifest.
    std::uint64_t events_read = 0;
    std::uint64_t created = 0;
    std::uint64_t already_here = 0;
    std::uint64_t forks = 0;
    std::uint64_t quarantined = 0;
    std::uint64_t damaged = 0;
    std::uint64_t released_from_quarantine = 0;
    std::uint64_t charters_accepted = 0;
    std::uint64_t certificates_accepted = 0;
    std::uint64_t forms_accepted = 0;
    std::uint64_t receipts_accepted = 0;
    std::uint64_t unknown_items = 0;
    /// Pieces of files.
    std::uint64_t pieces_new = 0;
    std::uint64_t pieces_already_here = 0;
    /// No event here speaks of their files yet, and too many such pieces wait: not kept; import this bundle again after
    /// the one that brings the events.
    std::uint64_t pieces_refused = 0;
    /// Files here of which pieces are missing, after this bundle.
    std::uint64_t incomplete_files = 0;
    /// What was not believed, each with its reason; at most 100.
    std::vector<Error> refused;

    /// What the manifest promised and a truncated bundle did not bring: "laptop X, events 38–85 missing".
    std::vector<ChainGap> missing_from_bundle;
    /// What is missing in the chains here, after this bundle.
    std::vector<ChainGap> gaps;
    /// Records of which this bundle brought events that were not here.
    std::set<RecordId> records;
    /// Events on records whose questionnaire is not here yet: stored, and waiting.
    std::uint64_t waiting_for_forms = 0;

    bool is_complete() const { return end == BundleEnd::Complete; }
};

/// One line for a log or a person who reads English: "212 of 260 events; 180 new, 30 already here, 2 quarantined".
std::string to_line(const ImportReport& report);

} // namespace mahalla
