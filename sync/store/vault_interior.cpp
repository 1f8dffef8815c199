#include "store/vault_interior.h"

namespace mahalla {

namespace {

constexpr const char* header_name = "vault.header";

} // namespace

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

Result<void> Vault::Interior::write_header(const StoreHeader& header)
{
    return environment.disk.write(folder / header_name, header.bytes());
}

Result<void> Vault::Interior::renew_recovery_recipients()
{
    std::vector<BoxPublicKey> escrows;
    for (const Recipient& recipient : open->charter->content().recipients)
        if (recipient.kind == RecipientKind::OfflineEscrow) escrows.push_back(recipient.key);
    MAHALLA_TRY(StoreHeader header, read_header(folder, environment.disk));
    if (auto set = header.set_recipients(open->master, escrows); !set) return set;
    return write_header(header);
}

void Vault::Interior::follow_the_disk()
{
    if (!open->reload()) open.reset();
}

} // namespace mahalla
