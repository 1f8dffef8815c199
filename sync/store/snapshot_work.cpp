#include "store/snapshot_work.h"

#include "store/open_vault.h"

namespace mahalla {

Result<void> SnapshotWork::verify()
{
    const auto look_through = [&]() -> Result<void> {
        MAHALLA_TRY(Secret master, key_->borrow());
        MAHALLA_TRY(const auto copy, OpenVault::open_file(place_, std::move(master), environment_, key_->taken_back()));
        MAHALLA_TRY(const Hash mark, copy->state_mark());
        // The copy says what the vault says, and all that it says can be read.
        if (mark != mark_) return failure(ErrorKind::Corrupt, "A snapshot differs from the vault.");
        if (auto checked = copy->check_rows(); !checked) return checked;
        const Bytes label = SnapshotRing::label_bytes(number_, *snapshot_.taken, mark);
        if (auto put = copy->items.put(ItemKind::Snapshot, {}, label); !put) return put;
        snapshot_.drafts = copy->drafts.drafts().size();
        snapshot_.events = copy->index.all().size();
        return copy->database.checkpoint_truncate();
    };
    return look_through();
}

} // namespace mahalla
