#include "exchange/vault_archive.h"

#include <set>

namespace mahalla {

ProjectId VaultArchive::project() const
{
    return vault_.charter() != nullptr ? vault_.charter()->content().project : ProjectId();
}

std::uint64_t VaultArchive::charter_version() const
{
    return vault_.charter() != nullptr ? vault_.charter()->content().version : 0;
}

Result<std::vector<Bytes>> VaultArchive::charters()
{
    if (vault_.charter() == nullptr)
        return failure(ErrorKind::Refused, "This laptop belongs to no project yet: enrol it first.");
    return std::vector<Bytes>{vault_.charter()->bytes()};
}

Result<std::vector<Bytes>> VaultArchive::certificates() { return vault_.certificates(); }

Result<std::vector<Hash>> VaultArchive::forms() { return vault_.forms(); }

Result<Bytes> VaultArchive::form(const Hash& hash) { return vault_.form(hash); }

Result<std::vector<Bytes>> VaultArchive::receipts()
{
    std::vector<Bytes> receipts;
    if (!vault_.is_reader()) return receipts;
    const std::vector<Hash> read = vault_.unacknowledged_reads();
    for (std::size_t begin = 0; begin < read.size(); begin += Receipt::events_max) {
        const std::size_t end = std::min(read.size(), begin + Receipt::events_max);
        MAHALLA_TRY(const Receipt receipt,
                    vault_.issue_receipt(ReceiptKind::Read, {read.begin() + static_cast<std::ptrdiff_t>(begin),
                                                             read.begin() + static_cast<std::ptrdiff_t>(end)}));
        receipts.push_back(receipt.bytes());
    }
    return receipts;
}

Result<ChainHeads> VaultArchive::heads() { return vault_.heads(); }

Result<std::vector<DeviceId>> VaultArchive::devices()
{
    std::set<DeviceId> devices;
    for (const auto& [device, head] : vault_.heads()) devices.insert(device);
    for (const ChainGap& gap : vault_.gaps()) devices.insert(gap.device);
    for (const EventReference& event : vault_.quarantined()) devices.insert(event.dot.device);
    return std::vector<DeviceId>(devices.begin(), devices.end());
}

Result<std::vector<Bytes>> VaultArchive::events_after(const DeviceId& device, std::uint64_t after,
                                                      std::size_t events_max)
{
    return vault_.events_after(device, after, events_max);
}

Result<IncomingReport> VaultArchive::take_in(const Incoming& incoming, TakeIn mode)
{
    return vault_.take_in(incoming, mode);
}

} // namespace mahalla
