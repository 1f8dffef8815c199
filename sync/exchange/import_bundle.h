#pragma once
#include "crypto/keys.h"
#include "exchange/event_archive.h"
#include "exchange/import_report.h"

namespace mahalla {

/// Reads a bundle for `archive`: once to verify all of it, and only then once more to apply it.
///
/// A bundle that is damaged anywhere changes nothing. A truncated one gives its authentic beginning, and the report
/// says what is missing. A bundle of up to `transaction_bytes_max` is applied in one transaction; a longer one in
/// several of that size, each a whole and valid part, so that a power cut between them leaves what another import
/// completes. In `TakeIn::DryRun` nothing is changed.
///
/// Fails with `Refused` where the bundle is of another project or for somebody else, `Corrupt` where it is damaged,
/// `Invalid` where a newer version wrote it, and as the disk and the archive do.
Result<ImportReport> import_bundle(EventArchive& archive, const BoxKeyPair& keys, Disk& disk,
                                   const std::filesystem::path& file, TakeIn mode = TakeIn::Apply);

inline constexpr std::size_t transaction_bytes_max = std::size_t{16} << 20U;

} // namespace mahalla
