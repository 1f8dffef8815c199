#include "crypto/receipt.h"

#include "crypto/statement_codec.h"

#include <set>

namespace mahalla {

namespace {

constexpr std::string_view magic = "MHRC";
constexpr std::uint8_t format_version = 1;

} // namespace

Result<Receipt> Receipt::issue(ReceiptKind kind, const ProjectId& project, std::vector<Hash> events, const Epoch& epoch,
                               const SigningKeyPair& signer)
{
    std::ranges::sort(events);
    events.erase(std::unique(events.begin(), events.end()), events.end());
    if (events.empty() || events.size() > events_max)
        return failure(ErrorKind::Invalid, "A receipt is for 1 to 16,384 events.");
    ByteWriter writer;
    writer.raw(as_bytes(magic));
    writer.u8(format_version);
    writer.u8(static_cast<std::uint8_t>(kind));
    writer.raw(project.bytes());
    writer.raw(epoch);
    writer.raw(signer.public_key().bytes);
    writer.varint(events.size());
    for (const Hash& event : events) writer.raw(event.bytes);
    writer.raw(signer.sign(SignaturePurpose::Receipt, writer.bytes()).bytes);
    return parse(writer.bytes());
}

Result<Receipt> Receipt::parse(ByteView bytes)
{
    const auto no_receipt = [] { return failure(ErrorKind::Corrupt, "These bytes are no receipt."); };
    if (bytes.size() > bytes_max) return no_receipt();
    ByteReader reader(bytes);
    if (as_text(reader.raw(magic.size())) != magic || reader.u8() != format_version) return no_receipt();
    Receipt receipt;
    receipt.kind_ = read_enum(reader, ReceiptKind::Read);
    receipt.project_ = read_statement_id<ProjectId>(reader);
    receipt.epoch_ = read_array<16>(reader);
    receipt.signer_ = read_signing_key(reader);
    for (std::size_t left = read_count(reader, events_max); left > 0 && reader.ok(); --left) {
        const Hash event = read_hash(reader);
        if (!receipt.events_.empty() && !(receipt.events_.back() < event)) reader.fail();
        receipt.events_.push_back(event);
    }
    receipt.signed_bytes_ = reader.position();
    receipt.signature_ = read_signature(reader);
    if (!reader.finished() || receipt.events_.empty()) return no_receipt();
    receipt.bytes_.assign(bytes.begin(), bytes.end());
    return receipt;
}

Result<void> Receipt::verify(const CharterContent& charter) const
{
    const auto refuse = [](const char* why) { return failure(ErrorKind::Refused, why); };
    if (project_ != charter.project) return refuse("A receipt belongs to another project.");
    if (charter.revocation(signer_.device()) != nullptr) return refuse("A receipt was signed by a revoked device.");
    const Supervisor* const supervisor = charter.supervisor(signer_);
    const bool is_server =
        std::ranges::find(charter.servers, signer_, &ServerPin::signing_key) != charter.servers.end();
    if (kind_ == ReceiptKind::Stored && !is_server && supervisor == nullptr)
        return refuse("Only a server or a supervisor of the project signs that events are stored.");
    if (kind_ == ReceiptKind::Read) {
        const bool reads = supervisor != nullptr && std::ranges::find(charter.recipients, supervisor->box_key,
                                                                      &Recipient::key) != charter.recipients.end();
        if (!reads) return refuse("Only a supervisor who is a recipient signs that events were read.");
    }
    if (!signer_.verifies(SignaturePurpose::Receipt, ByteView(bytes_).first(signed_bytes_), signature_))
        return refuse("The signature of a receipt does not hold.");
    return {};
}

} // namespace mahalla
