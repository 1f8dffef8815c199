#include "bundle/bundle_reader.h"
#include "fuzz/fuzz_entry.h"

using namespace mahalla;

namespace {

class BytesReader final : public DiskReader {
public:
    explicit BytesReader(ByteView bytes) : bytes_(bytes) {}
    Result<Bytes> read(std::size_t bytes_max) override
    {
        const ByteView part = bytes_.first(std::min(bytes_max, bytes_.size()));
        bytes_ = bytes_.subspan(part.size());
        return Bytes(part.begin(), part.end());
    }
    std::uint64_t size() const override { return bytes_.size(); }

private:
    ByteView bytes_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    (void)BundleReader::open(std::make_unique<BytesReader>(ByteView(data, size)));
    (void)BundleHeader::decode({data, size});
    (void)BundleManifest::decode({data, size});
    return 0;
}

std::vector<std::string> known_inputs()
{
    BundleHeader header;
    header.recipients.resize(2);
    header.recipients[1].recipient = SigningKeyPair::generate().public_key().id();
    const Bytes encoded = header.encode();
    BundleManifest manifest;
    manifest.ranges.push_back({DeviceId(), 1, 7, Hash()});
    manifest.counts[BundlePart::Event] = 7;
    const Bytes promised = manifest.encode();
    return {{encoded.begin(), encoded.end()}, {promised.begin(), promised.end()}};
}
