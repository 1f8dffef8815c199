#include "expression/digest.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace mahalla {

namespace {

enum class ByteOrder { LittleEndian, BigEndian };

template <typename Word> Word read_word(const std::uint8_t* bytes, ByteOrder order)
{
    Word word = 0;
    for (std::size_t i = 0; i < sizeof(Word); ++i)
        word = static_cast<Word>(word << 8U) | bytes[order == ByteOrder::BigEndian ? i : sizeof(Word) - 1 - i];
    return word;
}

template <typename Word, std::size_t count> Bytes written(const std::array<Word, count>& state, ByteOrder order)
{
    Bytes bytes;
    for (const Word word : state)
        for (std::size_t i = 0; i < sizeof(Word); ++i) {
            const std::size_t shift = 8 * (order == ByteOrder::BigEndian ? sizeof(Word) - 1 - i : i);
            bytes.push_back(static_cast<std::uint8_t>(word >> shift));
        }
    return bytes;
}

/// The message, a one bit, zeros, and its length in bits, cut into blocks: what all of these functions work through.
template <typename Block>
void for_each_block(ByteView message, std::size_t block_bytes, std::size_t length_bytes, ByteOrder order, Block block)
{
    std::size_t at = 0;
    for (; at + block_bytes <= message.size(); at += block_bytes) block(message.data() + at);
    Bytes last(message.begin() + static_cast<std::ptrdiff_t>(at), message.end());
    last.push_back(0x80);
    while (last.size() % block_bytes != block_bytes - length_bytes) last.push_back(0);
    const std::uint64_t bits = std::uint64_t{message.size()} * 8;
    for (std::size_t i = 0; i < length_bytes; ++i) {
        const std::size_t significance = order == ByteOrder::BigEndian ? length_bytes - 1 - i : i;
        last.push_back(significance < 8 ? static_cast<std::uint8_t>(bits >> (8 * significance)) : std::uint8_t{0});
    }
    for (at = 0; at < last.size(); at += block_bytes) block(last.data() + at);
}

Bytes md5(ByteView message)
{
    static constexpr std::array<std::array<int, 4>, 4> shifts{
        {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};
    // RFC 1321 §3.4: the whole part of 2^32 times the sine's amount.
    static const std::array<std::uint32_t, 64> table = [] {
        std::array<std::uint32_t, 64> made{};
        for (std::size_t i = 0; i < made.size(); ++i)
            made[i] =
                static_cast<std::uint32_t>(std::floor(std::abs(std::sin(static_cast<double>(i + 1))) * 4294967296.0));
        return made;
    }();
    std::array<std::uint32_t, 4> state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    for_each_block(message, 64, 8, ByteOrder::LittleEndian, [&](const std::uint8_t* block) {
        auto [a, b, c, d] = state;
        for (std::size_t i = 0; i < 64; ++i) {
            std::uint32_t mixed = 0;
            std::size_t word = 0;
            switch (i / 16) {
            case 0:
                mixed = (b & c) | (~b & d);
                word = i;
                break;
            case 1:
                mixed = (d & b) | (~d & c);
                word = (5 * i + 1) % 16;
                break;
            case 2:
                mixed = b ^ c ^ d;
                word = (3 * i + 5) % 16;
                break;
            default:
                mixed = c ^ (b | ~d);
                word = 7 * i % 16;
                break;
            }
            const std::uint32_t sum =
                a + mixed + table[i] + read_word<std::uint32_t>(block + 4 * word, ByteOrder::LittleEndian);
            a = d;
            d = c;
            c = b;
            b += std::rotl(sum, shifts[i / 16][i % 4]);
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    });
    return written(state, ByteOrder::LittleEndian);
}

Bytes sha1(ByteView message)
{
    std::array<std::uint32_t, 5> state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    for_each_block(message, 64, 8, ByteOrder::BigEndian, [&](const std::uint8_t* block) {
        std::array<std::uint32_t, 80> words{};
        for (std::size_t i = 0; i < 16; ++i) words[i] = read_word<std::uint32_t>(block + 4 * i, ByteOrder::BigEndian);
        for (std::size_t i = 16; i < 80; ++i)
            words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
        auto [a, b, c, d, e] = state;
        for (std::size_t i = 0; i < 80; ++i) {
            static constexpr std::array<std::uint32_t, 4> constants{0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
            const std::uint32_t mixed = i < 20              ? (b & c) | (~b & d)
                                        : i >= 40 && i < 60 ? (b & c) | (b & d) | (c & d)
                                                            : b ^ c ^ d;
            const std::uint32_t sum = std::rotl(a, 5) + mixed + e + constants[i / 20] + words[i];
            e = d;
            d = c;
            c = std::rotl(b, 30);
            b = a;
            a = sum;
        }
        const std::array<std::uint32_t, 5> add{a, b, c, d, e};
        for (std::size_t i = 0; i < 5; ++i) state[i] += add[i];
    });
    return written(state, ByteOrder::BigEndian);
}

/// FIPS 180-4 §4.2: the first bits of the fractional parts of the cube roots of the first eighty primes; SHA-256 uses
/// the upper halves of the first sixty-four.
constexpr std::array<std::uint64_t, 80> sha2_constants{
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc, 0x3956c25bf348b538,
    0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242, 0x12835b0145706fbe,
    0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2, 0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235,
    0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5, 0x983e5152ee66dfab,
    0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
    0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed,
    0x53380d139d95b3df, 0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218,
    0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8, 0x19a4c116b8d2d0c8, 0x1e376c085141ab53,
    0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373,
    0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b, 0xca273eceea26619c,
    0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba, 0x0a637dc5a2c898a6,
    0x113f9804bef90dae, 0x1b710b35131c471b, 0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc,
    0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817};

/// The rotations of §4.1.2 and §4.1.3.
struct Sha2Shape {
    std::size_t rounds;
    std::array<int, 3> big_a, big_e, small_0, small_1; ///< The last of the small ones is a shift.
};

template <typename Word> Bytes sha2(ByteView message, std::array<Word, 8> state, const Sha2Shape& shape)
{
    const auto mix = [](Word x, const std::array<int, 3>& by) {
        return static_cast<Word>(std::rotr(x, by[0]) ^ std::rotr(x, by[1]) ^ std::rotr(x, by[2]));
    };
    const auto mix_shift = [](Word x, const std::array<int, 3>& by) {
        return static_cast<Word>(std::rotr(x, by[0]) ^ std::rotr(x, by[1]) ^ (x >> by[2]));
    };
    for_each_block(message, 16 * sizeof(Word), 2 * sizeof(Word), ByteOrder::BigEndian, [&](const std::uint8_t* block) {
        std::array<Word, 80> words{};
        for (std::size_t i = 0; i < 16; ++i) words[i] = read_word<Word>(block + sizeof(Word) * i, ByteOrder::BigEndian);
        for (std::size_t i = 16; i < shape.rounds; ++i)
            words[i] = mix_shift(words[i - 2], shape.small_1) + words[i - 7] + mix_shift(words[i - 15], shape.small_0) +
                       words[i - 16];
        auto [a, b, c, d, e, f, g, h] = state;
        for (std::size_t i = 0; i < shape.rounds; ++i) {
            const Word constant = static_cast<Word>(sha2_constants[i] >> (64 - 8 * sizeof(Word)));
            const Word first = h + mix(e, shape.big_e) + ((e & f) ^ (~e & g)) + constant + words[i];
            const Word second = mix(a, shape.big_a) + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }
        const std::array<Word, 8> add{a, b, c, d, e, f, g, h};
        for (std::size_t i = 0; i < 8; ++i) state[i] += add[i];
    });
    return written(state, ByteOrder::BigEndian);
}

constexpr Sha2Shape shape_256{64, {2, 13, 22}, {6, 11, 25}, {7, 18, 3}, {17, 19, 10}};
constexpr Sha2Shape shape_512{80, {28, 34, 39}, {14, 18, 41}, {1, 8, 7}, {19, 61, 6}};

} // namespace

std::optional<DigestAlgorithm> digest_algorithm_from_name(std::string_view name)
{
    std::string plain = lower_ascii(name);
    std::erase(plain, '-');
    if (plain == "md5") return DigestAlgorithm::Md5;
    if (plain == "sha1") return DigestAlgorithm::Sha1;
    if (plain == "sha256") return DigestAlgorithm::Sha256;
    if (plain == "sha384") return DigestAlgorithm::Sha384;
    if (plain == "sha512") return DigestAlgorithm::Sha512;
    return std::nullopt;
}

Bytes digest(DigestAlgorithm algorithm, ByteView message)
{
    switch (algorithm) {
    case DigestAlgorithm::Md5:
        return md5(message);
    case DigestAlgorithm::Sha1:
        return sha1(message);
    case DigestAlgorithm::Sha256:
        return sha2<std::uint32_t>(
            message, {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
            shape_256);
    case DigestAlgorithm::Sha384: {
        Bytes made =
            sha2<std::uint64_t>(message,
                                {0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
                                 0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4},
                                shape_512);
        made.resize(48);
        return made;
    }
    case DigestAlgorithm::Sha512:
        return sha2<std::uint64_t>(message,
                                   {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                                    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179},
                                   shape_512);
    }
    return {};
}

} // namespace mahalla
