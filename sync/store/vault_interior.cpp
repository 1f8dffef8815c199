#include "store/vault_interior.h"

#include "store/erase_folder.h"
#include "store/travel_state.h"

namespace mahalla {

Result<Vault> Vault::Interior::open_vault(const std::filesystem::path& folder, Secret master,
                                          StoreEnvironment environment)
{
    MAHALLA_TRY(auto opened, OpenVault::open(folder, std::move(master), environment));
    auto interior = std::make_unique<Interior>(folder, environment, std::move(opened));
    interior->finish_what_was_left();
    // A power cut between the header and its copy left the copy behind.
    static_cast<void>(interior->copy_header());
    return Vault(std::move(interior));
}

Result<Vault> Vault::Interior::open_newest(const std::filesystem::path& folder, const StoreHeader& header,
                                           Secret master, StoreEnvironment environment)
{
    MAHALLA_TRY(auto opened, OpenVault::open(folder, std::move(master), environment));
    MAHALLA_TRY(const TravelState state, TravelState::of(*opened));
    if (state.is_travelling && !header.is_travelling())
        return failure(ErrorKind::Refused,
                       "An older header was put in the place of this vault's: it is on the way, and the header says it "
                       "is not. Have it opened by somebody who holds a recovery key.");
    auto interior = std::make_unique<Interior>(folder, environment, std::move(opened));
    interior->finish_what_was_left();
    static_cast<void>(interior->copy_header());
    return Vault(std::move(interior));
}

Result<StoreHeader> Vault::Interior::read_header(const std::filesystem::path& folder, Disk& disk)
{
    auto bytes = disk.read(folder / header_name, StoreHeader::bytes_max);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound)
        return failure(ErrorKind::NotFound, "There is no vault in this folder.");
    if (!bytes && bytes.error().kind == ErrorKind::Invalid)
        return failure(ErrorKind::Corrupt, "The header of these data is damaged. Bring it back from a copy.");
    if (!bytes) return tl::unexpected(bytes.error());
    return StoreHeader::parse(StoreKind::Vault, *bytes);
}

Result<StoreHeader> Vault::Interior::read_any_header(const std::filesystem::path& folder, Disk& disk)
{
    auto header = read_header(folder, disk);
    if (header || header.error().kind == ErrorKind::Unavailable) return header;
    const auto copy = disk.read(folder / snapshots_name / header_name, StoreHeader::bytes_max);
    if (!copy) return header;
    auto parsed = StoreHeader::parse(StoreKind::Vault, *copy);
    return parsed ? parsed : header;
}

Result<void> Vault::Interior::copy_header()
{
    const std::filesystem::path copies = folder / snapshots_name;
    if (!environment.disk.exists(copies)) return {};
    MAHALLA_TRY(const Bytes present, environment.disk.read(folder / header_name, StoreHeader::bytes_max));
    const auto copy = environment.disk.read(copies / header_name, StoreHeader::bytes_max);
    if (copy && *copy == present) return {};
    // An old one may open with a passphrase that somebody else knows: that is why it was changed.
    if (copy)
        if (auto done = overwrite_with_zeros(environment.disk, copies / header_name); !done) return done;
    return environment.disk.write(copies / header_name, present);
}

Result<StoreHeader> Vault::Interior::header()
{
    if (auto settled = put_header_back(); !settled) return tl::unexpected(settled.error());
    return read_header(folder, environment.disk);
}

Result<void> Vault::Interior::write_header(const StoreHeader& header)
{
    StoreHeader next = header;
    if (!next.is_travelling()) {
        MAHALLA_TRY(TravelState state, TravelState::of(*open));
        if (state.is_travelling) {
            // First inside: what fails between the two leaves a vault that still travels.
            state.is_travelling = false;
            if (auto kept = state.keep(*open); !kept) return kept;
            if (next.code_wrap().empty()) next.put_back_code(state.code_wrap);
        }
    }
    MAHALLA_TRY(Bytes before, environment.disk.read(folder / header_name, StoreHeader::bytes_max));
    auto written = environment.disk.write(folder / header_name, next.bytes());
    if (written) written = copy_header();
    if (written) return written;
    // It may have its name already, where only the folder could not be synced: then a passphrase that was not accepted
    // would be the one that opens.
    const auto now = environment.disk.read(folder / header_name, StoreHeader::bytes_max);
    if (!now || *now != before) header_before_ = std::move(before);
    static_cast<void>(put_header_back());
    return written;
}

void Vault::Interior::take_back_header(const StoreHeader& before)
{
    header_before_ = before.bytes();
    static_cast<void>(put_header_back());
}

Result<void> Vault::Interior::put_header_back()
{
    if (!header_before_) return {};
    if (auto written = environment.disk.write(folder / header_name, *header_before_); !written) return written;
    header_before_.reset();
    static_cast<void>(copy_header());
    return {};
}

Result<void> Vault::Interior::renew_recovery_recipients(const Charter* charter)
{
    std::vector<BoxPublicKey> escrows;
    if (charter != nullptr)
        for (const Recipient& recipient : charter->content().recipients)
            if (recipient.kind == RecipientKind::OfflineEscrow) escrows.push_back(recipient.key);
    MAHALLA_TRY(StoreHeader changed, header());
    if (changed.has_recipients(escrows)) return {};
    if (auto set = changed.set_recipients(open->master, escrows); !set) return set;
    return write_header(changed);
}

void Vault::Interior::finish_what_was_left()
{
    static_cast<void>(open->database.checkpoint_truncate());
    static_cast<void>(renew_recovery_recipients(open->charter ? &*open->charter : nullptr));
}

Result<void> Vault::Interior::as_one_step(const std::function<Result<void>()>& work)
{
    const auto run = [&]() -> Result<void> {
        MAHALLA_TRY(Transaction transaction, Transaction::begin(open->database));
        if (auto worked = work(); !worked) return worked;
        return transaction.commit();
    };
    auto done = run();
    // The journal's first step may be in memory already.
    if (!done) follow_the_disk();
    return done;
}

void Vault::Interior::follow_the_disk()
{
    if (!open->reload()) open.reset();
}

void Vault::Interior::follow_files()
{
    if (!open->load_attachments()) open.reset();
}

} // namespace mahalla
