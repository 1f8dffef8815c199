#pragma once
#include "crypto/charter.h"

namespace mahalla {

/// The two acknowledgements of sync.md: a server keeps the event, a recipient has opened it.
enum class ReceiptKind : std::uint8_t { Stored = 1, Read = 2 };

/// "I have these events", signed. Only a receipt of kind `Read` ever lets a laptop give up its own copy.
///
/// The format is docs/formats/charter.md. Immutable.
class Receipt {
public:
    static constexpr std::size_t events_max = 16'384;
    static constexpr std::size_t bytes_max = events_max * 32 + 1024;
    using Epoch = std::array<std::uint8_t, 16>;

    /// `events` are hashes (`SealedEvent::hash`), at most `events_max`, in any order. `epoch` is the server's, zeros
    /// otherwise.
    static Result<Receipt> issue(ReceiptKind kind, const ProjectId& project, std::vector<Hash> events,
                                 const Epoch& epoch, const SigningKeyPair& signer);
    /// Fails with `Corrupt` where the bytes are none. Nothing is believed before `verify`.
    static Result<Receipt> parse(ByteView bytes);

    /// Fails with `Refused` unless the project is the charter's, the signature holds, and the signer may say this: a
    /// server or a supervisor of the charter for `Stored`, a supervisor whose box key is among the recipients for
    /// `Read`.
    Result<void> verify(const CharterContent& charter) const;

    ReceiptKind kind() const { return kind_; }
    const ProjectId& project() const { return project_; }
    const std::vector<Hash>& events() const { return events_; }
    const Epoch& epoch() const { return epoch_; }
    const SigningPublicKey& signer() const { return signer_; }
    const Bytes& bytes() const { return bytes_; }

private:
    Receipt() = default;
    ReceiptKind kind_ = ReceiptKind::Stored;
    ProjectId project_;
    Epoch epoch_{};
    std::vector<Hash> events_;
    SigningPublicKey signer_;
    Signature signature_;
    std::size_t signed_bytes_ = 0;
    Bytes bytes_;
};

} // namespace mahalla
