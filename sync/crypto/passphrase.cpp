#include "crypto/passphrase.h"

#include "crypto/sodium_library.h"

namespace mahalla {

namespace {

constexpr PassphraseCost least{1, std::uint64_t{8} << 20U};
constexpr PassphraseCost most{16, std::uint64_t{2} << 30U};
constexpr std::size_t generated_words = 6;

} // namespace

bool PassphraseCost::is_acceptable() const
{
    return passes >= least.passes && passes <= most.passes && memory_bytes >= least.memory_bytes &&
           memory_bytes <= most.memory_bytes;
}

PassphraseParameters PassphraseParameters::create(PassphraseCost cost)
{
    require_sodium();
    PassphraseParameters parameters{cost, {}};
    static_assert(sizeof parameters.salt == crypto_pwhash_SALTBYTES);
    randombytes_buf(parameters.salt.data(), parameters.salt.size());
    return parameters;
}

Result<Secret> key_of_passphrase(const Secret& passphrase, const PassphraseParameters& parameters)
{
    if (passphrase.empty()) return failure(ErrorKind::Invalid, "The passphrase is empty.");
    if (passphrase.size() > passphrase_bytes_max) return failure(ErrorKind::Invalid, "The passphrase is too long.");
    if (!parameters.cost.is_acceptable())
        return failure(ErrorKind::Invalid, "The cost of trying a passphrase is outside of what this program accepts.");
    require_sodium();
    Secret key(32);
    // A wrong passphrase gives another key; a result other than 0 only ever means that the memory could not be had.
    if (crypto_pwhash(key.writable().data(), key.size(), as_text(passphrase.view()).data(), passphrase.size(),
                      parameters.salt.data(), parameters.cost.passes,
                      static_cast<std::size_t>(parameters.cost.memory_bytes), crypto_pwhash_ALG_ARGON2ID13) != 0)
        return failure(ErrorKind::Unavailable, "There is not enough free memory to try the passphrase. Close other "
                                               "programs and try again.");
    return key;
}

Secret generate_passphrase(const WordList& list)
{
    require_sodium();
    Secret passphrase(passphrase_bytes_max);
    std::size_t size = 0;
    for (std::size_t word = 0; word < generated_words; ++word) {
        if (word > 0) passphrase.writable()[size++] = ' ';
        const auto number = static_cast<std::uint16_t>(randombytes_uniform(static_cast<std::uint32_t>(list.size())));
        for (const char letter : list.word(number)) passphrase.writable()[size++] = static_cast<std::uint8_t>(letter);
    }
    return Secret::copy_of(passphrase.view().first(size));
}

} // namespace mahalla
