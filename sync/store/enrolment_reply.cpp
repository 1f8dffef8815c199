#include "store/enrolment_reply.h"

#include "crypto/secret_box.h"

namespace mahalla {

namespace {

constexpr std::string_view magic = "MHRP";
constexpr std::uint8_t format_version = 1;
constexpr std::size_t head_bytes = 5;
constexpr std::size_t sealed_key_bytes = box_key_bytes + 48;
constexpr std::size_t form_bytes_max = 16 << 20;

} // namespace

Result<Bytes> EnrolmentReply::seal(const BoxPublicKey& to) const
{
    ByteWriter plain;
    plain.sized(charter.bytes());
    plain.sized(certificate.bytes());
    plain.varint(forms.size());
    for (const Bytes& form : forms) plain.sized(form);
    if (plain.size() > bytes_max - 1024 || forms.size() > forms_max)
        return failure(ErrorKind::Invalid, "The questionnaires are too large for an enrolment reply.");
    const Secret key = new_box_key();
    MAHALLA_TRY(const Bytes sealed_key, to.seal(key.view()));
    ByteWriter writer;
    writer.raw(as_bytes(magic));
    writer.u8(format_version);
    writer.raw(sealed_key);
    writer.raw(seal_box(key, plain.bytes(), writer.bytes()));
    return writer.take();
}

Result<EnrolmentReply> EnrolmentReply::open(ByteView bytes, const BoxKeyPair& box_key)
{
    const auto no_reply = [] { return failure(ErrorKind::Corrupt, "These bytes are no enrolment reply."); };
    if (bytes.size() < head_bytes + sealed_key_bytes + box_overhead_bytes || bytes.size() > bytes_max ||
        as_text(bytes.first(magic.size())) != magic || bytes[magic.size()] != format_version)
        return no_reply();
    const auto key = box_key.open(bytes.subspan(head_bytes, sealed_key_bytes));
    if (!key) return failure(ErrorKind::Refused, "This enrolment reply is for another laptop or person.");
    const std::size_t bound = head_bytes + sealed_key_bytes;
    MAHALLA_TRY(const Bytes plain, open_box(*key, bytes.subspan(bound), bytes.first(bound)));
    ByteReader reader(plain);
    MAHALLA_TRY(Charter charter, Charter::parse(reader.sized(Charter::bytes_max)));
    MAHALLA_TRY(Certificate certificate, Certificate::parse(reader.sized(Certificate::bytes_max)));
    std::vector<Bytes> forms;
    const std::uint64_t count = reader.varint();
    if (count > forms_max) return no_reply();
    for (std::uint64_t i = 0; i < count && reader.ok(); ++i) {
        const ByteView form = reader.sized(form_bytes_max);
        forms.emplace_back(form.begin(), form.end());
    }
    if (!reader.finished()) return no_reply();
    return EnrolmentReply{std::move(charter), std::move(certificate), std::move(forms)};
}

} // namespace mahalla
