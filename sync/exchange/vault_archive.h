#pragma once
#include "exchange/event_archive.h"
#include "store/vault.h"

namespace mahalla {

/// A vault as a party of the exchange. It must be enrolled, unlocked, and outlive this.
///
/// Where the vault reads what others finalise, its receipts say so for every event it has opened, anew in each round: a
/// lost bundle costs nobody a confirmation, and whoever has it already loses nothing.
class VaultArchive final : public EventArchive {
public:
    explicit VaultArchive(Vault& vault) : vault_(vault) {}

    ProjectId project() const override;
    std::uint64_t charter_version() const override;
    Result<std::vector<Bytes>> charters() override;
    Result<std::vector<Bytes>> certificates() override;
    Result<std::vector<Hash>> forms() override;
    Result<Bytes> form(const Hash& hash) override;
    Result<std::vector<Bytes>> receipts() override;
    Result<ChainHeads> heads() override;
    Result<std::vector<DeviceId>> devices() override;
    Result<std::vector<Bytes>> events_after(const DeviceId& device, std::uint64_t after,
                                            std::size_t events_max) override;
    Result<std::vector<AttachmentPiece>> attachment_pieces() override { return vault_.attachment_pieces(); }
    Result<Bytes> attachment_piece(const Hash& hash) override { return vault_.attachment_piece(hash); }
    Result<std::uint64_t> incomplete_attachments() override { return vault_.incomplete_attachments(); }
    Result<IncomingReport> take_in(const Incoming& incoming, TakeIn mode) override;

private:
    Vault& vault_;
};

} // namespace mahalla
