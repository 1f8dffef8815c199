#pragma once
#include "bundle/bundle_writer.h"
#include "exchange/event_archive.h"

namespace mahalla {

/// Questionnaires go down, from supervisors to laptops; a bundle that goes up needs none.
enum class FormsInBundle { Include, LeaveOut };

/// A field worker's laptop has no use for what others said, but it must hear of every record that was erased.
enum class EventsInBundle { All, ErasuresOnly };

/// Pieces of files go to who reads records. A server has no use for them, and takes none.
enum class AttachmentsInBundle { Include, LeaveOut };

struct OutgoingRequest {
    /// Who can open the bundles.
    std::vector<BoxPublicKey> recipients;
    /// What the receiver is known to have; empty where nothing is known, so that everything goes. Who is told to have
    /// more than it has asks again; who gets a thing twice keeps it once.
    VersionVector receiver_has;
    FormsInBundle forms = FormsInBundle::Include;
    EventsInBundle events = EventsInBundle::All;
    /// A new bundle is begun beyond this: what the server takes (docs/formats/exchange-http.md), with room to spare.
    std::uint64_t volume_bytes_max = std::uint64_t{192} << 20U;
    /// Those that are here all go, behind the events: what a receiver has it recognises.
    AttachmentsInBundle attachments = AttachmentsInBundle::Include;
};

/// Writes all that the receiver lacks into `folder`, as one bundle or, where that is too long, several in any order:
/// newer charters, certificates, forms, every original event whoever wrote it, receipts, sealed pieces of files.
/// Nothing is re-signed, and nothing is deleted here. Gives no bundle where the receiver lacks nothing.
///
/// Fails as `BundleWriter` does; bundles already finished stay and are harmless.
Result<std::vector<WrittenBundle>> write_bundles(EventArchive& from, const OutgoingRequest& request,
                                                 const SigningKeyPair& sender, Disk& disk,
                                                 const std::filesystem::path& folder, Random& random);

} // namespace mahalla
