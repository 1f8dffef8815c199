#pragma once
#include "crypto/hash.h"
#include "store/kept_release.h"
#include "store/sealed_items.h"

namespace mahalla {

/// Releases that left, among the sealed items. What stands behind a release is sealed once more, under a key of which
/// there is one for all: where a record is erased it goes, and with it whatever was told of single people.
///
/// Inside this library only.
class ReleaseShelf {
public:
    explicit ReleaseShelf(SealedItems& items) : items_(items) {}

    /// In the caller's transaction. One that is there already stays as it is: false.
    Result<bool> put(const Hash& release, const KeptRelease& kept);
    Result<std::vector<KeptRelease>> all() const;
    /// Fails with `NotFound`.
    Result<void> remove(const Hash& release);

private:
    SealedItems& items_;
};

} // namespace mahalla
