#pragma once
#include "base/date.h"
#include "base/id.h"
#include "crypto/keys.h"
#include "crypto/short_form_hash.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// Signs the project's decisions, together with others: `threshold` of the administrators must agree.
struct Administrator {
    SigningPublicKey key;
    std::string label;
    bool operator==(const Administrator&) const = default;
};

/// Whether a recipient reads every day or lies in a safe for the day when the others are lost.
enum class RecipientKind : std::uint8_t { Reader = 1, OfflineEscrow = 2 };

/// To whom every finalised record is sealed.
struct Recipient {
    RecipientKind kind = RecipientKind::Reader;
    BoxPublicKey key;
    std::string label;
    bool operator==(const Recipient&) const = default;
};

/// May enrol field workers, review records, answer with receipts.
struct Supervisor {
    SigningPublicKey signing_key;
    BoxPublicKey box_key;
    std::string label;
    bool operator==(const Supervisor&) const = default;
};

/// Where events may be sent, and the keys it must show: a wrong server is refused by these, not by its name.
struct ServerPin {
    std::string url;
    SigningPublicKey signing_key;
    BoxPublicKey box_key;
    /// SHA-256 of the TLS certificate's public key; all zeros where TLS is not pinned.
    std::array<std::uint8_t, 32> tls_key_hash{};
    bool operator==(const ServerPin&) const = default;
};

/// Whether the author's laptop can open a finalised record: until a reader confirmed it, or not at all.
enum class RetainLocal : std::uint8_t { UntilRead = 1, Never = 2 };

/// A questionnaire of the project, named by its content.
struct CharterForm {
    Hash hash;
    std::string id;
    std::string version;
    std::string title;
    RetainLocal retain_local = RetainLocal::UntilRead;
    bool is_open = true; ///< False: no new records; what exists is still edited, carried and read.
    bool operator==(const CharterForm&) const = default;
};

/// Events of the device after `last_good_sequence` are quarantined; those up to it stay valid.
struct Revocation {
    DeviceId device;
    std::uint64_t last_good_sequence = 0;
    Hash last_good_hash;
    bool operator==(const Revocation&) const = default;
};

struct Policy {
    std::uint32_t lock_after_idle_seconds = 300;
    std::uint32_t keep_bundles_days = 30;
    bool refuse_unencrypted_swap = false;
    /// A test event was opened with the escrow key from its printed sheet; without it the project does not go live.
    bool escrow_tested = false;
    bool operator==(const Policy&) const = default;
};

/// All that a project's administrators have decided, as of one version.
struct CharterContent {
    ProjectId project;
    std::uint64_t version = 1; ///< Never goes down.
    Hash previous;             ///< `Charter::hash` of the version before; none for version 1.
    Instant made{};
    std::optional<Instant> expires; ///< Past it configuration stops changing; collecting never stops.
    std::string name;
    std::uint8_t threshold = 1;
    std::vector<Administrator> administrators;
    std::vector<Recipient> recipients;
    std::vector<Supervisor> supervisors;
    std::vector<ServerPin> servers;
    std::vector<CharterForm> forms;
    std::vector<Revocation> revocations;
    Policy policy;
    /// Records that the administrators erase for good, ascending. Ids are random and tell nothing; no reason stands
    /// here.
    std::vector<RecordId> erased_records;
    Bytes unknown; ///< What a later version of the program added; kept byte for byte.
    bool operator==(const CharterContent&) const = default;

    std::vector<BoxPublicKey> recipient_keys() const;
    const CharterForm* form(const Hash& hash) const;
    const CharterForm* form(const ShortFormHash& hash) const;
    const Supervisor* supervisor(const SigningPublicKey& key) const;
    const Revocation* revocation(const DeviceId& device) const;
    bool erases(const RecordId& record) const;
};

/// A charter with its signatures.
///
/// Holding one means that its form was checked. Whether to believe it: the first one a device sees by
/// `verify_self_signed` and two people comparing `fingerprint`; every later one by `verify_after` the one that is held.
/// Each version is signed by `threshold` of its own administrators and, where the administrators change, by those of
/// the version before as well. The format is docs/formats/charter.md. Immutable.
class Charter {
public:
    static constexpr std::size_t bytes_max = 512 << 10;
    /// Half of what a charter has room for beyond its first lists, so that later versions have the other half.
    static constexpr std::size_t erased_records_max = 2'048;

    /// Fails with `Invalid` and the reason where the content breaks a rule: fewer than two recipients or none of them
    /// an offline escrow, no administrator, a threshold that cannot be met or that two groups could meet without
    /// knowing of each other, the same key twice, texts or lists too long.
    static Result<void> check(const CharterContent& content);

    /// Checks and signs; whether the signers suffice, `verify_…` tells.
    static Result<Charter> sign(CharterContent content, const std::vector<const SigningKeyPair*>& signers);

    /// Reads exactly one charter. Fails with `Corrupt` where the bytes are none, `Invalid` where they break a rule of
    /// `check`.
    static Result<Charter> parse(ByteView bytes);

    /// Fails with `Refused` where fewer than `threshold` of its own administrators have signed.
    Result<void> verify_self_signed() const;
    /// Fails with `Refused` unless it is self-signed and follows `held`: the same project, a higher version, the right
    /// `previous` where it is the very next, and signed by `held`'s threshold of `held`'s administrators.
    Result<void> verify_after(const Charter& held) const;

    /// How many of the administrators of `judges` have signed this.
    std::size_t signatures_of(const CharterContent& judges) const;
    bool is_signed_by(const SigningPublicKey& administrator) const;
    /// The same charter, signed by these as well, and by those who have signed `other` where that is the same charter.
    /// Signatures of nobody whom this charter or `held` names an administrator are left out, so that nobody fills the
    /// list with what counts for nothing; where nothing is held they stay, for nobody can tell. Fails with `Refused`
    /// where `other` is another charter.
    Result<Charter> with_signatures(const CharterContent* held, const std::vector<const SigningKeyPair*>& signers,
                                    const Charter* other = nullptr) const;

    const CharterContent& content() const { return content_; }
    const Hash& hash() const { return hash_; }
    const Bytes& bytes() const { return bytes_; }
    /// Six groups of five digits over project, administrators and threshold: the same for all versions that keep these.
    std::string fingerprint() const;

private:
    struct SignatureBy {
        KeyId key;
        Signature signature;
    };
    Charter() = default;
    static Result<Charter> assembled(ByteView signed_bytes, const std::vector<SignatureBy>& signatures);
    /// Of `key` over this charter; null where there is none or it does not hold.
    const SignatureBy* signature_of(const SigningPublicKey& key) const;

    CharterContent content_;
    Bytes signed_bytes_;
    std::vector<SignatureBy> signatures_;
    Hash hash_;
    Bytes bytes_;
};

} // namespace mahalla
