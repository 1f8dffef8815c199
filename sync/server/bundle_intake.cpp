#include "server/bundle_intake.h"

#include "bundle/bundle_reader.h"

namespace mahalla {

namespace {

/// A file that is in memory: the pieces of a finished upload.
class BytesReader final : public DiskReader {
public:
    explicit BytesReader(Bytes bytes) : bytes_(std::move(bytes)) {}
    Result<Bytes> read(std::size_t bytes_max) override
    {
        const ByteView rest = ByteView(bytes_).subspan(position_);
        const ByteView part = rest.first(std::min(bytes_max, rest.size()));
        position_ += part.size();
        return Bytes(part.begin(), part.end());
    }
    std::uint64_t size() const override { return bytes_.size(); }

private:
    Bytes bytes_;
    std::size_t position_ = 0;
};

class Collector final : public BundleSink {
public:
    Result<void> item(BundlePart part, ByteView bytes) override
    {
        const auto keep = [&](std::vector<Bytes>& list) { list.emplace_back(bytes.begin(), bytes.end()); };
        switch (part) {
        case BundlePart::Charter:
            keep(received.charters);
            break;
        case BundlePart::Certificate:
            keep(received.certificates);
            break;
        case BundlePart::Form:
            keep(received.forms);
            break;
        case BundlePart::Event:
            keep(received.events);
            break;
        case BundlePart::Receipt:
            keep(received.receipts);
            break;
        case BundlePart::AttachmentPiece:
            break; // Attachments have no archive yet; their senders keep them.
        }
        return {};
    }

    ReceivedStatements received;
};

} // namespace

Result<ReceivedStatements> read_bundle(Bytes bytes, const BoxKeyPair& keys, const ProjectId& project)
{
    MAHALLA_TRY(auto reader, BundleReader::open(std::make_unique<BytesReader>(std::move(bytes))));
    if (reader.header().project != project) return failure(ErrorKind::Refused, "This bundle is of another project.");
    if (auto unlocked = reader.unlock(keys); !unlocked) return tl::unexpected(unlocked.error());
    Collector collector;
    MAHALLA_TRY(const BundleContents contents, reader.read(collector));
    if (contents.end != BundleEnd::Complete)
        return failure(ErrorKind::Corrupt, "The bundle ends too early: send it again.");
    return std::move(collector.received);
}

} // namespace mahalla
