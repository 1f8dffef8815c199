#include "desk/desk.h"

#include "store/backup_work.h"
#include "store/snapshot_work.h"
#include "store/vault_restored.h"
#include "system/time_zone_files.h"

#include <algorithm>

namespace mahalla {

// --- sticks

bool Desk::look_for_media()
{
    if (!vault_) return false;
    if (!watch_) watch_.emplace(environment_.disk, environment_.media_table);
    const auto appeared = watch_->appeared();
    const auto present = watch_->present();
    // A machine that does not tell what is mounted: backups can still be made with `mahalla vault backup`.
    if (!appeared || !present) return false;
    const auto is_gone = [&](const std::filesystem::path& medium) {
        return std::ranges::none_of(*present, [&](const RemovableMedium& one) { return one.folder == medium; });
    };
    const std::size_t offered = media_view_.offers.size();
    std::erase_if(media_view_.offers, is_gone);
    std::erase_if(media_waiting_, is_gone);
    bool changed = offered != media_view_.offers.size();
    if (media_view_.state == MediaView::State::Written && is_gone(last_medium_)) {
        media_view_.state = MediaView::State::None;
        changed = true;
    }
    for (const RemovableMedium& medium : *present) {
        // One that was pulled out and put in again between two looks did not go away as far as the table says.
        const bool is_back = media_view_.state == MediaView::State::TakenOut && medium.folder == last_medium_;
        if (is_back) media_view_.state = MediaView::State::None;
        if (!medium.is_writable || (!is_back && std::ranges::find(*appeared, medium) == appeared->end())) continue;
        changed = true;
        // A stick may take its time to say what is on it.
        environment_.jobs.run([this, alive = alive_, medium = medium.folder, folder = vault_folder_,
                               &disk = environment_.disk]() -> DeskJobs::Outcome {
            const auto known = Vault::has_backup_on(folder, medium, disk);
            return [this, alive, medium, is_known = known && *known] {
                if (*alive) medium_looked_at(medium, is_known);
            };
        });
    }
    return changed;
}

void Desk::medium_looked_at(const std::filesystem::path& medium, bool is_known)
{
    if (!is_known)
        media_view_.offers.push_back(medium.string());
    else
        back_up_to(medium);
}

void Desk::back_up_to(const std::filesystem::path& medium)
{
    std::erase(media_view_.offers, medium.string());
    if (is_copying()) return media_waiting_.push_back(medium);
    last_medium_ = medium;
    auto begun = vault_->begin_backup(medium);
    if (!begun) return backup_ended(begun.error().kind);
    backup_ = *std::move(begun);
    copies_database_ = true;
    media_view_.state = MediaView::State::Writing;
}

bool Desk::go_on_copying()
{
    if (!copies_database_) return false;
    const auto is_whole = backup_ ? vault_->copy_part(*backup_) : vault_->copy_part(*snapshot_);
    if (is_whole && !*is_whole) return true;
    copies_database_ = false;
    if (backup_)
        is_whole ? write_backup() : backup_written(*backup_, tl::unexpected(is_whole.error()));
    else
        is_whole ? verify_snapshot()
                 : snapshot_ended(vault_->finish_snapshot(*snapshot_, tl::unexpected(is_whole.error())));
    return true;
}

void Desk::write_backup()
{
    environment_.jobs.run([this, alive = alive_, work = backup_]() -> DeskJobs::Outcome {
        auto written = std::make_shared<Result<BackupReport>>(work->write());
        return [this, alive, work, written] {
            if (*alive) backup_written(*work, std::move(*written));
        };
    });
}

void Desk::backup_written(const BackupWork& work, Result<BackupReport> written)
{
    const auto report = vault_->finish_backup(work, std::move(written));
    backup_.reset();
    if (report) {
        media_view_.drafts_left_out = report->drafts_left_out;
        media_view_.outdated_elsewhere = report->outdated_elsewhere;
    }
    backup_ended(report ? std::nullopt : std::optional(report.error().kind));
    refresh();
    begin_next_copy();
}

void Desk::begin_next_copy()
{
    if (std::exchange(snapshot_waiting_, false)) return begin_snapshot();
    if (media_waiting_.empty()) return;
    const std::filesystem::path next = media_waiting_.front();
    media_waiting_.erase(media_waiting_.begin());
    back_up_to(next);
}

void Desk::backup_ended(std::optional<ErrorKind> problem)
{
    using State = MediaView::State;
    if (!problem) {
        media_view_.state = State::Written;
        return;
    }
    const bool is_there = environment_.disk.list(last_medium_).has_value();
    switch (*problem) {
    case ErrorKind::Corrupt:
        media_view_.state = State::Damaged;
        break;
    case ErrorKind::Refused:
        media_view_.state = State::Stopped;
        break;
    case ErrorKind::NotFound:
    case ErrorKind::Unavailable:
    case ErrorKind::Invalid:
        media_view_.state = is_there ? State::NotKept : State::TakenOut;
        break;
    }
    if (is_there) media_view_.offers.push_back(last_medium_.string());
}

// --- copies on this laptop

int Desk::offset_minutes() const
{
    return local_time_zone(environment_.disk).offset_minutes_at(environment_.clock.now());
}

void Desk::show_copies()
{
    copies_view_ = {};
    snapshots_unchecked_ = vault_->snapshot_slots();
    copies_view_.checking = !snapshots_unchecked_.empty();
    show(Screen::Copies);
}

bool Desk::check_next_snapshot()
{
    if (screen_ != Screen::Copies || snapshots_unchecked_.empty()) return false;
    // One a frame: the window goes on living, and nothing of the vault is erased while a copy is read.
    const unsigned slot = snapshots_unchecked_.front();
    snapshots_unchecked_.erase(snapshots_unchecked_.begin());
    if (const auto snapshot = vault_->check_snapshot(slot))
        add_snapshot(copies_view_, *snapshot, environment_.clock.now(), offset_minutes());
    copies_view_.checking = !snapshots_unchecked_.empty();
    return true;
}

void Desk::begin_snapshot()
{
    if (snapshot_) return;
    if (is_copying()) {
        snapshot_waiting_ = true;
        return;
    }
    auto begun = vault_->begin_snapshot();
    if (!begun) return snapshot_ended(tl::unexpected(begun.error()));
    snapshot_ = *std::move(begun);
    copies_database_ = true;
}

void Desk::verify_snapshot()
{
    environment_.jobs.run([this, alive = alive_, work = snapshot_]() -> DeskJobs::Outcome {
        const auto verified = work->verify();
        return [this, alive, work, verified] {
            if (*alive) snapshot_ended(vault_->finish_snapshot(*work, verified));
        };
    });
}

void Desk::snapshot_ended(Result<Snapshot> taken)
{
    snapshot_.reset();
    if (screen_ == Screen::Copies) {
        show_copies();
        copies_view_.was_taken = taken.has_value();
        if (!taken) copies_view_.problem = taken.error().kind;
    }
    begin_next_copy();
}

// --- bringing back

void Desk::restore_snapshot()
{
    if (unlock_view_.working || secrets_.passphrase.empty()) return;
    unlock_view_.working = true;
    unlock_view_.no_copy = false;
    const StoreEnvironment store{environment_.disk, environment_.clock, environment_.random};
    environment_.jobs.run(
        [this, alive = alive_, lent = lend(take_passphrase()), store, folder = vault_folder_]() -> DeskJobs::Outcome {
            const auto found = [&]() -> Result<Vault::Restored> {
                MAHALLA_TRY(const Secret passphrase, lent->borrow());
                return Vault::restore_snapshot(folder, passphrase, std::nullopt, Vault::RestoreWhole::Refuse, store);
            };
            auto restored = std::make_shared<Result<Vault::Restored>>(found());
            return [this, alive, restored] {
                if (*alive) brought_back(std::move(*restored));
            };
        });
}

void Desk::brought_back(Result<Vault::Restored> restored)
{
    if (!restored) {
        // The vault is as damaged as before.
        unlock_view_.no_copy = restored.error().kind == ErrorKind::NotFound;
        opened(tl::unexpected(restored.error()));
        unlock_view_.can_bring_back = true;
        if (unlock_view_.no_copy) unlock_view_.problem = ErrorKind::Corrupt;
        return;
    }
    const CopyAge age = copy_age(restored->taken, environment_.clock.now(), offset_minutes());
    const bool keeps_device = restored->keeps_device;
    opened(std::move(restored->vault));
    if (!vault_) return;
    if (!keeps_device) request_enrolment();
    brought_back_ = BroughtBack{age, !keeps_device};
    refresh();
}

} // namespace mahalla
