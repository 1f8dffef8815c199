#include "exchange/outgoing.h"

#include "crypto/hash.h"
#include "exchange/event_stream.h"
#include "record/event.h"

#include <algorithm>

namespace mahalla {

namespace {

/// What goes with the first bundle, besides events.
struct Statements {
    std::vector<std::pair<BundlePart, Bytes>> items;
    std::uint64_t bytes = 0;
};

Result<Statements> collect_statements(EventArchive& from, FormsInBundle forms)
{
    Statements statements;
    const auto add = [&](BundlePart part, std::vector<Bytes> items) {
        for (Bytes& item : items) {
            statements.bytes += item.size();
            statements.items.emplace_back(part, std::move(item));
        }
    };
    MAHALLA_TRY(auto charters, from.charters());
    MAHALLA_TRY(auto certificates, from.certificates());
    MAHALLA_TRY(auto receipts, from.receipts());
    add(BundlePart::Charter, std::move(charters));
    add(BundlePart::Certificate, std::move(certificates));
    if (forms == FormsInBundle::Include) {
        MAHALLA_TRY(const auto hashes, from.forms());
        for (const Hash& hash : hashes) {
            MAHALLA_TRY(auto form, from.form(hash));
            add(BundlePart::Form, {std::move(form)});
        }
    }
    add(BundlePart::Receipt, std::move(receipts));
    return statements;
}

/// One bundle's worth of events, then pieces of files: how many, and what the manifest says of them.
struct Volume {
    std::uint64_t events = 0;
    std::uint64_t pieces = 0;
    std::uint64_t bytes = 0;
    BundleManifest manifest;
};

/// The events of one device that go into the bundles.
class WantedEvents {
public:
    WantedEvents(EventArchive& from, const DeviceId& device, const OutgoingRequest& request)
        : stream_(from, device, request.receiver_has.sequence_of(device)), events_(request.events)
    {}
    Result<std::optional<SealedEvent>> next()
    {
        for (;;) {
            MAHALLA_TRY(auto event, stream_.next());
            if (!event || events_ == EventsInBundle::All ||
                event->header().kind == static_cast<std::uint16_t>(EventKind::Erased))
                return event;
        }
    }

private:
    EventStream stream_;
    EventsInBundle events_;
};

void add_to(Volume& volume, const SealedEvent& event, EventsInBundle events)
{
    const SealedEventHeader& header = event.header();
    ++volume.events;
    volume.bytes += event.bytes().size();
    auto& ranges = volume.manifest.ranges;
    const bool continues =
        !ranges.empty() && ranges.back().device == header.device && header.sequence <= ranges.back().to + 1;
    if (continues) {
        ranges.back().to = header.sequence;
        ranges.back().head = event.hash();
        return;
    }
    ranges.push_back({header.device, header.sequence, header.sequence, event.hash()});
    // An erasure stands for itself: who gets it alone need not hold what came before.
    if (header.sequence > 1 && events == EventsInBundle::All)
        volume.manifest.prerequisites.see(Dot{header.device, header.sequence - 1});
}

Result<std::vector<Volume>> plan(EventArchive& from, const OutgoingRequest& request, std::uint64_t statement_bytes,
                                 const std::vector<AttachmentPiece>& pieces)
{
    // Frames and seals cost less than a hundredth; the rest is room for the frame that is being filled.
    const std::uint64_t limit = std::max<std::uint64_t>(1, request.volume_bytes_max - request.volume_bytes_max / 64);
    std::vector<Volume> volumes(1);
    volumes.back().bytes = statement_bytes;
    MAHALLA_TRY(const auto devices, from.devices());
    for (const DeviceId& device : devices) {
        WantedEvents stream(from, device, request);
        for (;;) {
            MAHALLA_TRY(const auto event, stream.next());
            if (!event) break;
            const bool is_full = volumes.back().events > 0 && volumes.back().bytes + event->bytes().size() > limit;
            if (is_full || volumes.back().manifest.ranges.size() + 1 >= BundleManifest::ranges_max / 8)
                volumes.emplace_back();
            add_to(volumes.back(), *event, request.events);
        }
    }
    for (const AttachmentPiece& piece : pieces) {
        const bool is_begun = volumes.back().events + volumes.back().pieces > 0;
        if (is_begun && volumes.back().bytes + piece.bytes > limit) volumes.emplace_back();
        ++volumes.back().pieces;
        volumes.back().bytes += piece.bytes;
    }
    return volumes;
}

/// Writes volumes one after the other while events come.
class VolumeWriter {
public:
    VolumeWriter(std::vector<Volume> volumes, const OutgoingRequest& request, EventArchive& from,
                 const SigningKeyPair& sender, Disk& disk, const std::filesystem::path& folder, Random& random)
        : volumes_(std::move(volumes)), request_(request), from_(from), sender_(sender), disk_(disk), folder_(folder),
          random_(random)
    {}

    Result<void> begin(const Statements* statements)
    {
        BundleManifest manifest = volumes_[index_].manifest;
        MAHALLA_TRY(manifest.sender_holds, held_by(from_));
        const Volume& volume = volumes_[index_];
        if (volume.events > 0) manifest.counts[BundlePart::Event] = volume.events;
        if (volume.pieces > 0) manifest.counts[BundlePart::AttachmentPiece] = volume.pieces;
        if (statements != nullptr)
            for (const auto& [part, item] : statements->items) ++manifest.counts[part];
        const BundleSpecification specification{from_.project(), BundleId::random(random_), from_.charter_version(),
                                                request_.recipients};
        MAHALLA_TRY(auto writer, BundleWriter::create(disk_, folder_, specification, sender_, manifest));
        writer_.emplace(std::move(writer));
        written_in_volume_ = 0;
        if (statements == nullptr) return {};
        for (const auto& [part, item] : statements->items)
            if (auto added = writer_->add(part, item); !added) return added;
        return {};
    }

    Result<void> add(BundlePart part, ByteView item)
    {
        if (written_in_volume_ == volumes_[index_].events + volumes_[index_].pieces) {
            if (auto finished = finish(); !finished) return finished;
            if (++index_ == volumes_.size())
                return failure(ErrorKind::Unavailable, "Events came while bundles were written.");
            if (auto begun = begin(nullptr); !begun) return begun;
        }
        ++written_in_volume_;
        return writer_->add(part, item);
    }

    Result<void> finish()
    {
        MAHALLA_TRY(auto written, writer_->finish());
        writer_.reset();
        bundles_.push_back(std::move(written));
        return {};
    }

    std::vector<WrittenBundle> take() { return std::move(bundles_); }

private:
    std::vector<Volume> volumes_;
    const OutgoingRequest& request_;
    EventArchive& from_;
    const SigningKeyPair& sender_;
    Disk& disk_;
    const std::filesystem::path& folder_;
    Random& random_;
    std::size_t index_ = 0;
    std::uint64_t written_in_volume_ = 0;
    std::optional<BundleWriter> writer_;
    std::vector<WrittenBundle> bundles_;
};

} // namespace

Result<std::vector<WrittenBundle>> write_bundles(EventArchive& from, const OutgoingRequest& request,
                                                 const SigningKeyPair& sender, Disk& disk,
                                                 const std::filesystem::path& folder, Random& random)
{
    MAHALLA_TRY(const Statements statements, collect_statements(from, request.forms));
    std::vector<AttachmentPiece> pieces;
    if (request.attachments == AttachmentsInBundle::Include) {
        MAHALLA_TRY(pieces, from.attachment_pieces());
    }
    MAHALLA_TRY(auto volumes, plan(from, request, statements.bytes, pieces));
    if (statements.items.empty() && volumes.front().events + volumes.front().pieces == 0)
        return std::vector<WrittenBundle>();

    VolumeWriter writer(std::move(volumes), request, from, sender, disk, folder, random);
    if (auto begun = writer.begin(&statements); !begun) return tl::unexpected(begun.error());
    MAHALLA_TRY(const auto devices, from.devices());
    for (const DeviceId& device : devices) {
        WantedEvents stream(from, device, request);
        for (;;) {
            MAHALLA_TRY(const auto event, stream.next());
            if (!event) break;
            if (auto added = writer.add(BundlePart::Event, event->bytes()); !added)
                return tl::unexpected(added.error());
        }
    }
    for (const AttachmentPiece& piece : pieces) {
        MAHALLA_TRY(const Bytes sealed, from.attachment_piece(piece.hash));
        if (auto added = writer.add(BundlePart::AttachmentPiece, sealed); !added) return tl::unexpected(added.error());
    }
    if (auto finished = writer.finish(); !finished) return tl::unexpected(finished.error());
    return writer.take();
}

} // namespace mahalla
