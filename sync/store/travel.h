#pragma once
#include "base/id.h"
#include "crypto/keys.h"

#include <string>
#include <vector>

namespace mahalla {

/// Who is on the way, for the eyes of whoever is asked to let them in.
struct Traveller {
    DeviceId device;
    std::string label; ///< The first 64 bytes of it.
};

/// What a travelling vault keeps in its header of the secret that it needs and does not have: the secret sealed to each
/// who may answer, and the traveller sealed under it, so that nobody else learns whose laptop this is.
struct TravelSlots {
    static constexpr std::size_t answerers_max = 16;
    static constexpr std::size_t note_bytes = 120;

    struct Slot {
        KeyId key;
        Bytes sealed; ///< 80 bytes.
        bool operator==(const Slot&) const = default;
    };
    Bytes note;
    std::vector<Slot> answerers;

    /// Fails with `Invalid` where there is nobody to answer, too many, or a key to which nothing can be sealed.
    static Result<TravelSlots> seal(const Secret& travel_secret, const Traveller& traveller,
                                    const std::vector<BoxPublicKey>& answerers);
    void write(ByteWriter& writer) const;
    /// Fails the reader where it is not well formed.
    static TravelSlots read(ByteReader& reader);
};

/// "Let me in": a travelling vault's slots and a fresh key that the answer is to be sealed to. One answer opens one
/// challenge: the vault forgets the fresh key with the next challenge and with the answer.
///
/// It says nothing to anybody but the answerers, and proves nothing: who asks, two people settle by reading the
/// fingerprint to each other. The format is docs/formats/vault.md. Immutable.
class TravelChallenge {
public:
    static constexpr std::size_t bytes_max = 4096;

    static TravelChallenge create(const BoxPublicKey& fresh_key, TravelSlots slots);
    /// Fails with `Corrupt` where the bytes are none, `Refused` where the fresh key is no key to seal to.
    static Result<TravelChallenge> parse(ByteView bytes);

    /// What the two people read to each other.
    std::string fingerprint() const;
    const Bytes& bytes() const { return bytes_; }
    const BoxPublicKey& fresh_key() const { return fresh_key_; }

    /// Whose laptop asks. Fails with `Refused` where these keys are of nobody who may answer, or the slots were made
    /// up.
    Result<Traveller> traveller(const BoxKeyPair& answerer) const;
    /// The answer, for the file that goes back. Fails as `traveller` does.
    Result<Bytes> answer(const BoxKeyPair& answerer) const;

private:
    TravelChallenge() = default;
    Result<Secret> travel_secret(const BoxKeyPair& answerer) const;

    BoxPublicKey fresh_key_;
    TravelSlots slots_;
    Bytes bytes_;
};

/// The travel secret out of an answer. Fails with `Corrupt` where the bytes are no answer, `Refused` where it answers
/// another challenge.
Result<Secret> travel_secret_of(ByteView answer, const TravelChallenge& challenge, const BoxKeyPair& fresh_keys);

/// The key that the travel secret gives for the vault's master key.
Secret travel_kek(const Secret& travel_secret);

} // namespace mahalla
