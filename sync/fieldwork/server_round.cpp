#include "fieldwork/server_round.h"

#include "exchange/import_bundle.h"
#include "exchange/outgoing.h"
#include "exchange/vault_archive.h"

#include <algorithm>

namespace mahalla {

namespace {

/// What the server says it holds; nothing where it cannot say, so that everything goes and is recognised there. Fails
/// where it cannot be reached: it was waited for once, and would be waited for again.
Result<VersionVector> held_by_server(Transport& transport)
{
    const auto bytes = transport.ask_held();
    if (!bytes && bytes.error().kind == ErrorKind::Unavailable) return tl::unexpected(bytes.error());
    if (!bytes || bytes->empty()) return VersionVector();
    ByteReader reader(*bytes);
    const auto held = VersionVector::decode(reader);
    return held ? *held : VersionVector();
}

/// What the server holds, without those events of this person that it has not confirmed, and without what follows them:
/// they are offered again. Its receipt was lost where a round broke off between storing and answering; without it the
/// record would count as "only on this laptop" for ever.
Result<VersionVector> held_and_confirmed(const Vault& vault, const VersionVector& held)
{
    const DeviceId device = vault.device();
    std::uint64_t confirmed = held.sequence_of(device);
    for (const RecordOverview& record : vault.records()) {
        if (!record.is_own || record.events == 0 || record.journey != RecordJourney::OnlyHere) continue;
        const auto lower = [&](const EventReference& event) {
            if (event.dot.device == device) confirmed = std::min(confirmed, event.dot.sequence - 1);
        };
        MAHALLA_TRY(const auto events, vault.events_of(record.id));
        for (const OpenedEvent& event : events) lower(event.reference);
        for (const EventReference& event : vault.sealed_references_of(record.id)) lower(event);
    }
    VersionVector result;
    for (const auto& [other, sequence] : held.entries()) result.see({other, other == device ? confirmed : sequence});
    return result;
}

Result<void> send_all(Vault& vault, VaultArchive& archive, Transport& transport, const BoxPublicKey& server, Disk& disk,
                      const std::filesystem::path& folder, Random& random, const ProgressListener& progress,
                      ServerRound& round)
{
    MAHALLA_TRY(const auto told, held_by_server(transport));
    MAHALLA_TRY(const auto held, held_and_confirmed(vault, told));
    OutgoingRequest request;
    request.recipients = {server};
    request.receiver_has = held;
    // Files travel by stick: the server keeps events.
    request.attachments = AttachmentsInBundle::LeaveOut;
    MAHALLA_TRY(const auto bundles, write_bundles(archive, request, vault.signing_keys(), disk, folder, random));
    Incoming receipts;
    for (const WrittenBundle& bundle : bundles) {
        MAHALLA_TRY(auto sent, transport.send(bundle, progress));
        if (sent.stored_receipt) receipts.receipts.push_back(std::move(*sent.stored_receipt));
        if (auto removed = disk.remove(bundle.path); !removed) return removed;
        ++round.bundles_sent;
    }
    if (receipts.receipts.empty()) return {};
    MAHALLA_TRY(const auto taken, vault.take_in(receipts));
    round.refused.insert(round.refused.end(), taken.refused.begin(), taken.refused.end());
    return {};
}

} // namespace

Result<ServerRound> exchange_with_server(Vault& vault, Transport& transport, const BoxPublicKey& server, Disk& disk,
                                         const std::filesystem::path& folder, Random& random,
                                         const ProgressListener& progress)
{
    ServerRound round;
    if (vault.charter() == nullptr) return failure(ErrorKind::Refused, "This vault is not enrolled yet.");
    if (auto made = disk.make_folder(folder); !made) return tl::unexpected(made.error());
    VaultArchive archive(vault);
    if (auto sent = send_all(vault, archive, transport, server, disk, folder, random, progress, round); !sent)
        return tl::unexpected(sent.error());

    for (bool more = true; more;) {
        MAHALLA_TRY(const VersionVector held, held_by(archive));
        ByteWriter writer;
        held.encode(writer);
        MAHALLA_TRY(const auto fetched, transport.fetch(writer.bytes(), folder, progress));
        std::uint64_t created = 0;
        for (const std::filesystem::path& file : fetched.files) {
            MAHALLA_TRY(const auto report, import_bundle(archive, vault.box_keys(), disk, file));
            created += report.created;
            round.refused.insert(round.refused.end(), report.refused.begin(), report.refused.end());
            if (auto removed = disk.remove(file); !removed) return tl::unexpected(removed.error());
        }
        round.events_received += created;
        // A server that sends the same again and again is asked no more.
        more = fetched.more && created > 0;
    }
    return round;
}

} // namespace mahalla
