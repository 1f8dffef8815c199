#pragma once
#include "disclosure/publication_ledger.h"
#include "fieldwork/results_maker.h"
#include "store/vault.h"
#include "transport/http_transport.h"

#include <functional>

namespace mahalla {

/// A release that left from here, as a list shows it.
struct BookedRelease {
    Hash hash; ///< Of its canonical bytes.
    Instant left;
    ReleaseContent release;
};

/// The book a vault keeps of the releases that left from it: published, exported, printed. Each is protected with all
/// that left before. The oldest first. Fails where the disk does.
Result<std::vector<BookedRelease>> booked_releases(const Vault& vault);

/// What outsiders have at hand: the book, and `others` (a server's, or from files) by the days of publication. Of a
/// release that is in the book it says what stood in hidden cells too.
Result<PublicationLedger> ledger_of(const Vault& vault, const std::vector<ReleaseContent>& others = {});

/// Books a release and lets it leave; where `leave` fails, it is struck out again, unless it was booked before. Fails
/// as `leave` does, and before it where the disk does: nothing leaves without being booked.
Result<void> hand_out(Vault& vault, const MadeRelease& made, Instant now, const std::function<Result<void>()>& leave);

/// The same over the network: where it is not known whether the server has it, it stays booked.
Result<void> publish_release(Vault& vault, const MadeRelease& made, Instant now, HttpTransport& transport);

/// Books a release that is about to leave. True where it was not in the book.
Result<bool> book_release(Vault& vault, const MadeRelease& made, Instant now);

/// For a release that did not leave after all, or of which every copy is gone. Fails with `NotFound` where the book has
/// no such one.
Result<void> strike_out(Vault& vault, const Hash& release);

} // namespace mahalla
