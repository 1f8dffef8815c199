#include "crypto/passphrase.h"

#include "crypto/sodium_library.h"
#include "crypto/syllable_words.h"

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

Secret generate_passphrase()
{
    require_sodium();
    Secret passphrase(generated_words * 5 - 1);
    for (std::size_t word = 0; word < generated_words; ++word) {
        auto letters = syllable_word(static_cast<std::uint16_t>(randombytes_uniform(4096)));
        const auto target = passphrase.writable().subspan(word * 5);
        for (std::size_t i = 0; i < letters.size(); ++i) target[i] = static_cast<std::uint8_t>(letters[i]);
        if (word + 1 < generated_words) target[4] = ' ';
        sodium_memzero(letters.data(), letters.size());
    }
    return passphrase;
}

} // namespace mahalla
