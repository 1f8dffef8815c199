#include "desk/desk.h"

#include "exchange/import_bundle.h"
#include "exchange/outgoing.h"
#include "exchange/vault_archive.h"
#include "fieldwork/record_reader.h"

namespace mahalla {

void Desk::take_in_folder(TakeIn mode)
{
    bundles_view_ = {};
    bundles_view_.folder = folder_;
    if (vault_->charter() == nullptr) return;
    const auto names = environment_.disk.list(folder_);
    if (!names) {
        bundles_view_.problem = names.error().message;
        return;
    }
    VaultArchive archive(*vault_);
    for (const std::filesystem::path& name : *names) {
        if (name.extension() != ".mahalla") continue;
        // One damaged bundle keeps no other from being read.
        const auto report =
            import_bundle(archive, vault_->box_keys(), environment_.disk, std::filesystem::path(folder_) / name, mode);
        bundles_view_.rows.push_back(bundle_row(name.string(), report, mode == TakeIn::Apply));
    }
    bundles_view_.looked = true;
    bundles_view_.gaps = vault_->gaps().size();
    if (mode == TakeIn::Apply) bundles_view_.conflicts = count_conflicts();
}

std::size_t Desk::count_conflicts()
{
    std::size_t conflicts = 0;
    for (const RecordOverview& record : vault_->records()) {
        if (!record.is_readable || record.events == 0) continue;
        if (const auto merged = read_record(*vault_, shelf_, record.id)) conflicts += merged->conflicts.size();
    }
    return conflicts;
}

void Desk::write_bundle(const std::string& folder)
{
    bundles_view_.written.clear();
    bundles_view_.problem.clear();
    if (vault_->charter() == nullptr) return;
    OutgoingRequest request;
    for (const Recipient& recipient : vault_->charter()->content().recipients)
        if (recipient.kind == RecipientKind::Reader) request.recipients.push_back(recipient.key);
    VaultArchive archive(*vault_);
    const auto bundles =
        write_bundles(archive, request, vault_->signing_keys(), environment_.disk, folder, environment_.random);
    if (!bundles) {
        bundles_view_.problem = bundles.error().message;
        return;
    }
    for (const WrittenBundle& bundle : *bundles)
        bundles_view_.written += (bundles_view_.written.empty() ? "" : ", ") + bundle.path.filename().string();
}

} // namespace mahalla
