#include "crypto/certificate.h"

#include "crypto/hash.h"
#include "crypto/statement_codec.h"

namespace mahalla {

namespace {

constexpr std::string_view request_magic = "MHRQ";
constexpr std::string_view certificate_magic = "MHCT";
constexpr std::uint8_t format_version = 1;
constexpr std::size_t scope_max = 64;
constexpr std::size_t scope_code_bytes_max = 48;
constexpr std::size_t signature_bytes = 64;

/// Keyed by the nonce, which stays with the laptop and the supervisor: nobody else can try names.
Hash hash_of_label(const EnrolmentRequest& request)
{
    return keyed_hash_of(Secret::copy_of(ByteView(request.nonce())), as_bytes(request.label()));
}

} // namespace

const char* name_of(Role role)
{
    switch (role) {
    case Role::FieldWorker:
        return "field worker";
    case Role::Supervisor:
        return "supervisor";
    case Role::Server:
        return "server";
    case Role::Administrator:
        return "administrator";
    }
    return "unknown";
}

Result<EnrolmentRequest> EnrolmentRequest::create(const SigningKeyPair& signing, const BoxPublicKey& box, Role role,
                                                  std::string label)
{
    if (label.empty() || label.size() > label_bytes_max || !is_valid_utf8(label))
        return failure(ErrorKind::Invalid, "The label of a person has 1 to 256 bytes of UTF-8.");
    ByteWriter writer;
    writer.raw(as_bytes(request_magic));
    writer.u8(format_version);
    writer.raw(signing.public_key().bytes);
    writer.raw(box.bytes);
    writer.u8(static_cast<std::uint8_t>(role));
    writer.raw(Secret::random(32).view());
    writer.sized(label);
    writer.raw(signing.sign(SignaturePurpose::EnrolmentRequest, writer.bytes()).bytes);
    return parse(writer.bytes());
}

Result<EnrolmentRequest> EnrolmentRequest::parse(ByteView bytes)
{
    const auto no_request = [] { return failure(ErrorKind::Corrupt, "These bytes are no enrolment request."); };
    if (bytes.size() > bytes_max) return no_request();
    ByteReader reader(bytes);
    if (as_text(reader.raw(request_magic.size())) != request_magic || reader.u8() != format_version)
        return no_request();
    EnrolmentRequest request;
    request.signing_key_ = read_signing_key(reader);
    request.box_key_ = read_box_key(reader);
    request.role_ = read_enum(reader, Role::Administrator);
    request.nonce_ = read_array<32>(reader);
    request.label_ = read_label(reader);
    const ByteView signed_bytes = bytes.first(reader.ok() ? reader.position() : 0);
    const Signature signature = read_signature(reader);
    if (!reader.finished() || request.label_.empty()) return no_request();
    if (!request.signing_key_.verifies(SignaturePurpose::EnrolmentRequest, signed_bytes, signature))
        return failure(ErrorKind::Refused, "The signature of an enrolment request does not hold.");
    if (!request.box_key_.is_usable())
        return failure(ErrorKind::Refused, "An enrolment request shows a key to which nothing can be sealed.");
    request.bytes_.assign(bytes.begin(), bytes.end());
    return request;
}

Hash EnrolmentRequest::hash() const { return hash_of(bytes_); }

std::string EnrolmentRequest::fingerprint() const { return fingerprint_of(bytes_); }

Result<Certificate> Certificate::issue(const EnrolmentRequest& request, const ProjectId& project, Role role,
                                       std::vector<std::string> scope, Instant not_before, const SigningKeyPair& issuer)
{
    if (scope.size() > scope_max || std::ranges::any_of(scope, [](const std::string& code) {
            return code.empty() || code.size() > scope_code_bytes_max || !is_valid_utf8(code);
        }))
        return failure(ErrorKind::Invalid, "A certificate names at most 64 areas, each by a code of 1 to 48 bytes.");
    if (role == Role::Administrator)
        return failure(ErrorKind::Refused, "Nobody becomes an administrator by a certificate: the charter names them.");
    ByteWriter writer;
    writer.raw(as_bytes(certificate_magic));
    writer.u8(format_version);
    writer.raw(project.bytes());
    writer.raw(request.signing_key().bytes);
    writer.raw(request.box_key().bytes);
    writer.u8(static_cast<std::uint8_t>(role));
    writer.varint(scope.size());
    for (const std::string& code : scope) writer.sized(code);
    writer.raw(hash_of_label(request).bytes);
    write_instant(writer, not_before);
    writer.raw(issuer.public_key().bytes);
    writer.raw(issuer.sign(SignaturePurpose::Certificate, writer.bytes()).bytes);
    return parse(writer.bytes());
}

Result<Certificate> Certificate::signed_by(const SigningKeyPair& issuer) const
{
    ByteWriter writer;
    writer.raw(ByteView(bytes_).first(signed_bytes_ - issuer_.bytes.size()));
    writer.raw(issuer.public_key().bytes);
    writer.raw(issuer.sign(SignaturePurpose::Certificate, writer.bytes()).bytes);
    return parse(writer.bytes());
}

Result<Certificate> Certificate::parse(ByteView bytes)
{
    const auto no_certificate = [] { return failure(ErrorKind::Corrupt, "These bytes are no certificate."); };
    if (bytes.size() > bytes_max) return no_certificate();
    ByteReader reader(bytes);
    if (as_text(reader.raw(certificate_magic.size())) != certificate_magic || reader.u8() != format_version)
        return no_certificate();
    Certificate certificate;
    Content& content = certificate.content_;
    content.project = read_statement_id<ProjectId>(reader);
    content.signing_key = read_signing_key(reader);
    content.device = content.signing_key.device();
    content.box_key = read_box_key(reader);
    content.role = read_enum(reader, Role::Server);
    for (std::size_t left = read_count(reader, scope_max); left > 0 && reader.ok(); --left) {
        content.scope.push_back(read_label(reader, scope_code_bytes_max));
        if (content.scope.back().empty()) reader.fail();
    }
    content.label_hash = read_hash(reader);
    content.not_before = read_instant(reader);
    certificate.issuer_ = read_signing_key(reader);
    certificate.signed_bytes_ = reader.position();
    certificate.signature_ = read_signature(reader);
    if (!reader.finished()) return no_certificate();
    certificate.bytes_.assign(bytes.begin(), bytes.end());
    return certificate;
}

Result<void> Certificate::verify(const CharterContent& charter) const
{
    const auto refuse = [](const char* why) { return failure(ErrorKind::Refused, why); };
    if (content_.project != charter.project) return refuse("A certificate belongs to another project.");
    const bool by_administrator =
        std::ranges::find(charter.administrators, issuer_, &Administrator::key) != charter.administrators.end();
    const bool by_supervisor =
        charter.supervisor(issuer_) != nullptr && charter.revocation(issuer_.device()) == nullptr;
    switch (content_.role) {
    case Role::FieldWorker:
        if (!by_administrator && !by_supervisor)
            return refuse("A certificate was signed by somebody who is no supervisor of this project.");
        break;
    case Role::Supervisor: {
        const Supervisor* const listed = charter.supervisor(content_.signing_key);
        if (!by_administrator) return refuse("Only an administrator makes somebody a supervisor.");
        if (listed == nullptr || listed->box_key != content_.box_key)
            return refuse("A certificate is for a supervisor whom the charter does not name with these keys.");
        break;
    }
    case Role::Server: {
        const auto listed = std::ranges::find(charter.servers, content_.signing_key, &ServerPin::signing_key);
        if (!by_administrator) return refuse("Only an administrator makes a server one of the project's.");
        if (listed == charter.servers.end() || listed->box_key != content_.box_key)
            return refuse("A certificate is for a server which the charter does not name with these keys.");
        break;
    }
    case Role::Administrator:
        return refuse("Nobody becomes an administrator by a certificate: the charter names them.");
    }
    if (!is_signed()) return refuse("The signature of a certificate does not hold.");
    return {};
}

bool Certificate::is_signed() const
{
    return issuer_.verifies(SignaturePurpose::Certificate, ByteView(bytes_).first(signed_bytes_), signature_);
}

bool Certificate::answers(const EnrolmentRequest& request) const
{
    return content_.signing_key == request.signing_key() && content_.box_key == request.box_key() &&
           content_.label_hash == hash_of_label(request);
}

Hash Certificate::hash() const { return hash_of(bytes_); }

} // namespace mahalla
