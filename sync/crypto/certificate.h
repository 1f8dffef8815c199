#pragma once
#include "crypto/charter.h"

namespace mahalla {

/// `Administrator` stands in requests alone: what makes somebody one is the charter, never a certificate.
enum class Role : std::uint8_t { FieldWorker = 1, Supervisor = 2, Server = 3, Administrator = 4 };
const char* name_of(Role role);

/// What a new vault hands to a supervisor: its public keys, and a nonce that makes the request new.
///
/// Signed with the signing key it shows, which proves that the vault holds it. The label is for the supervisor's eyes;
/// it leaves the laptop in this file only.
class EnrolmentRequest {
public:
    static constexpr std::size_t bytes_max = 4096;

    static Result<EnrolmentRequest> create(const SigningKeyPair& signing, const BoxPublicKey& box, Role role,
                                           std::string label);
    /// Fails with `Corrupt` where the bytes are none, `Refused` where the signature does not hold.
    static Result<EnrolmentRequest> parse(ByteView bytes);

    const SigningPublicKey& signing_key() const { return signing_key_; }
    const BoxPublicKey& box_key() const { return box_key_; }
    DeviceId device() const { return signing_key_.device(); }
    Role role() const { return role_; }
    const std::string& label() const { return label_; }
    const std::array<std::uint8_t, 32>& nonce() const { return nonce_; }
    Hash hash() const;
    /// What the two people read to each other.
    std::string fingerprint() const;
    const Bytes& bytes() const { return bytes_; }

private:
    EnrolmentRequest() = default;
    SigningPublicKey signing_key_;
    BoxPublicKey box_key_;
    Role role_ = Role::FieldWorker;
    std::string label_;
    std::array<std::uint8_t, 32> nonce_{};
    Bytes bytes_;
};

/// "These keys belong to this role in this project", signed by a supervisor or an administrator.
///
/// Who the person is stands in it only as a hash that the request's nonce keys: relays learn no names. The format is
/// docs/formats/certificate.md. Immutable.
class Certificate {
public:
    static constexpr std::size_t bytes_max = 4096;

    struct Content {
        ProjectId project;
        DeviceId device; ///< Always that of `signing_key`.
        SigningPublicKey signing_key;
        BoxPublicKey box_key;
        Role role = Role::FieldWorker;
        std::vector<std::string> scope; ///< Codes of the areas the device may report from; empty for all.
        Hash label_hash;
        Instant not_before{};
        bool operator==(const Content&) const = default;
    };

    /// Answers a request. Fails with `Invalid` where there are too many areas or a code is too long, `Refused` for the
    /// role of an administrator.
    static Result<Certificate> issue(const EnrolmentRequest& request, const ProjectId& project, Role role,
                                     std::vector<std::string> scope, Instant not_before, const SigningKeyPair& issuer);
    /// The same content, vouched for by another issuer.
    Result<Certificate> signed_by(const SigningKeyPair& issuer) const;
    /// Fails with `Corrupt` where the bytes are none. Nothing is believed before `verify`.
    static Result<Certificate> parse(ByteView bytes);

    /// Fails with `Refused` where the project is another, the issuer may not give this role, or the signature does not
    /// hold.
    ///
    /// Supervisors enrol field workers; administrators enrol anybody, but a supervisor's keys must stand in the charter
    /// too, which needs the administrators' threshold, and a server's among its servers. Clocks decide nothing:
    /// `not_before` is shown, not enforced.
    Result<void> verify(const CharterContent& charter) const;

    /// True where the issuer it names did sign it; whether that issuer may, `verify` tells.
    bool is_signed() const;
    /// True where it was issued for these keys and this label: the answer to `request`.
    bool answers(const EnrolmentRequest& request) const;

    const Content& content() const { return content_; }
    const SigningPublicKey& issuer() const { return issuer_; }
    Hash hash() const;
    const Bytes& bytes() const { return bytes_; }

private:
    Certificate() = default;
    Content content_;
    SigningPublicKey issuer_;
    Signature signature_;
    std::size_t signed_bytes_ = 0;
    Bytes bytes_;
};

} // namespace mahalla
