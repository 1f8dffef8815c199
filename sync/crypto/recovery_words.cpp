#include "crypto/recovery_words.h"

#include "base/check.h"
#include "crypto/hash.h"
#include "crypto/keys.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::string_view label = "recovery";
/// 26 words of twelve bits.
constexpr std::size_t whole_bytes_max = RecoveryWords::words_max * 12 / 8;

/// A secret followed by the hash that its checksum is the beginning of; wiped at the end.
struct Checked {
    std::array<std::uint8_t, label.size() + 32 + 32> bytes{};

    explicit Checked(ByteView secret) : secret_bytes(secret.size())
    {
        std::ranges::copy(label, bytes.begin());
        std::ranges::copy(secret, bytes.begin() + label.size());
        const Hash hash = hash_of(ByteView(bytes).first(label.size() + secret.size()));
        std::ranges::copy(hash.bytes, bytes.begin() + static_cast<std::ptrdiff_t>(label.size() + secret.size()));
    }
    Checked(const Checked&) = delete;
    Checked& operator=(const Checked&) = delete;
    ~Checked() { wipe(bytes); }

    bool bit(std::size_t at) const
    {
        return (static_cast<unsigned>(bytes[label.size() + at / 8]) >> (7 - at % 8) & 1U) != 0;
    }
    std::size_t secret_bytes;
};

/// The bits of the words, the first one highest.
struct Packed {
    std::array<std::uint8_t, whole_bytes_max> bytes{};

    explicit Packed(const RecoveryWords& words)
    {
        const unsigned bits = words.list->bits();
        for (std::size_t at = 0; at < words.count * bits; ++at) {
            const unsigned bit = static_cast<unsigned>(words.numbers[at / bits]) >> (bits - 1 - at % bits) & 1U;
            bytes[at / 8] = static_cast<std::uint8_t>(bytes[at / 8] | bit << (7 - at % 8));
        }
    }
    Packed(const Packed&) = delete;
    Packed& operator=(const Packed&) = delete;
    ~Packed() { wipe(bytes); }
};

} // namespace

RecoveryWords RecoveryWords::of(const Secret& secret, const WordList& list)
{
    MAHALLA_CHECK(secret.size() == 16 || secret.size() == 32);
    RecoveryWords words;
    words.list = &list;
    words.count = recovery_words_of(secret.size() == 16 ? RecoveryKind::VaultCode : RecoveryKind::EscrowKey);
    const Checked checked(secret.view());
    for (std::size_t at = 0; at < words.count * list.bits(); ++at) {
        std::uint16_t& number = words.numbers[at / list.bits()];
        number = static_cast<std::uint16_t>(number << 1U | (checked.bit(at) ? 1U : 0U));
    }
    return words;
}

RecoveryWords::~RecoveryWords() { wipe({reinterpret_cast<std::uint8_t*>(numbers.data()), sizeof numbers}); }

std::optional<RecoveryKind> RecoveryWords::kind() const
{
    for (const RecoveryKind kind : {RecoveryKind::VaultCode, RecoveryKind::EscrowKey})
        if (count == recovery_words_of(kind)) return kind;
    return std::nullopt;
}

bool RecoveryWords::fits_together() const
{
    if (!kind()) return false;
    const Packed packed(*this);
    const Checked expected(ByteView(packed.bytes).first(secret_bytes_of(*kind())));
    for (std::size_t at = expected.secret_bytes * 8; at < count * list->bits(); ++at)
        if (expected.bit(at) != ((static_cast<unsigned>(packed.bytes[at / 8]) >> (7 - at % 8) & 1U) != 0)) return false;
    return true;
}

Secret RecoveryWords::secret() const
{
    MAHALLA_CHECK(kind());
    const Packed packed(*this);
    return Secret::copy_of(ByteView(packed.bytes).first(secret_bytes_of(*kind())));
}

std::string recovery_checksum_of(const Secret& secret)
{
    constexpr std::string_view digits = "digits";
    Secret labelled(digits.size() + secret.size());
    std::ranges::copy(digits, labelled.writable().begin());
    std::ranges::copy(secret.view(), labelled.writable().subspan(digits.size()).begin());
    return fingerprint_of(labelled.view()).substr(0, 11);
}

} // namespace mahalla
