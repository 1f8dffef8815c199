#include "exchange/enrolment_in_bundle.h"

#include "bundle/bundle_reader.h"

namespace mahalla {

namespace {

/// What enrols somebody, of all that a bundle has. Charters that are not signed, and certificates of others, are passed
/// over: whoever imports the bundle later is told of them.
class EnrolmentSink final : public BundleSink {
public:
    explicit EnrolmentSink(const DeviceId& device) : device_(device) {}

    Result<void> item(BundlePart part, ByteView bytes) override
    {
        if (part == BundlePart::Charter) {
            auto charter = Charter::parse(bytes);
            const bool is_newer = charter && charter->verify_self_signed() &&
                                  (!newest || charter->content().version > newest->content().version);
            if (is_newer) newest = *std::move(charter);
        } else if (part == BundlePart::Certificate) {
            auto certificate = Certificate::parse(bytes);
            if (certificate && certificate->content().device == device_) own = *std::move(certificate);
        } else if (part == BundlePart::Form && forms.size() < EnrolmentReply::forms_max) {
            forms.emplace_back(bytes.begin(), bytes.end());
        }
        return {};
    }

    std::optional<Charter> newest;
    std::optional<Certificate> own;
    std::vector<Bytes> forms;

private:
    const DeviceId device_;
};

} // namespace

Result<EnrolmentReply> enrolment_in_bundle(const Vault& vault, Disk& disk, const std::filesystem::path& file)
{
    MAHALLA_TRY(auto opened, disk.open(file));
    MAHALLA_TRY(auto reader, BundleReader::open(std::move(opened)));
    if (auto unlocked = reader.unlock(vault.box_keys()); !unlocked) return tl::unexpected(unlocked.error());
    EnrolmentSink sink(vault.device());
    MAHALLA_TRY(const BundleContents contents, reader.read(sink));
    if (contents.end != BundleEnd::Complete)
        return failure(ErrorKind::Corrupt, "The bundle ends too early: ask for it again.");
    if (!sink.newest || !sink.own)
        return failure(ErrorKind::NotFound,
                       "The bundle brings no enrolment of this vault: the supervisor approves the request first, and "
                       "exports to the team after that.");
    return EnrolmentReply{*std::move(sink.newest), *std::move(sink.own), std::move(sink.forms)};
}

} // namespace mahalla
