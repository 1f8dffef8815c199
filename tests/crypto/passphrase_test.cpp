#include "base/text.h"
#include "crypto/passphrase.h"
#include "crypto/syllable_words.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace mahalla;

namespace {

constexpr PassphraseCost fast{1, std::uint64_t{8} << 20U};

/// Less address space for as long as it lives.
class MemoryLimit {
public:
    explicit MemoryLimit(rlim_t bytes)
    {
        getrlimit(RLIMIT_AS, &before_);
        rlimit limit = before_;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_AS, &limit);
    }
    ~MemoryLimit() { setrlimit(RLIMIT_AS, &before_); }
    MemoryLimit(const MemoryLimit&) = delete;
    MemoryLimit& operator=(const MemoryLimit&) = delete;

private:
    rlimit before_{};
};

} // namespace

TEST_CASE("the same passphrase and salt give the same key, any other gives another")
{
    const PassphraseParameters parameters = PassphraseParameters::create(fast);
    const Secret passphrase = Secret::copy_of(std::string_view("tumo ravi sado"));
    const auto key = key_of_passphrase(passphrase, parameters);
    REQUIRE(key);
    CHECK(equal_in_constant_time(key->view(), key_of_passphrase(passphrase, parameters)->view()));
    CHECK_FALSE(equal_in_constant_time(
        key->view(), key_of_passphrase(Secret::copy_of(std::string_view("tumo ravi sadu")), parameters)->view()));
    CHECK_FALSE(
        equal_in_constant_time(key->view(), key_of_passphrase(passphrase, PassphraseParameters::create(fast))->view()));
}

TEST_CASE("the product's default costs three passes over 256 MiB")
{
    CHECK(PassphraseCost{}.passes == 3);
    CHECK(PassphraseCost{}.memory_bytes == 268'435'456);
}

TEST_CASE("costs from a file that are too low or too high are not tried")
{
    const Secret passphrase = Secret::copy_of(std::string_view("tumo"));
    for (const PassphraseCost cost : {PassphraseCost{0, 8U << 20U}, PassphraseCost{1, 1U << 20U},
                                      PassphraseCost{17, 8U << 20U}, PassphraseCost{1, std::uint64_t{1} << 40U}})
        CHECK(key_of_passphrase(passphrase, PassphraseParameters{cost, {}}).error().kind == ErrorKind::Invalid);
}

TEST_CASE("too little memory is Unavailable, which no caller takes for a wrong passphrase")
{
    const PassphraseParameters parameters = PassphraseParameters::create();
    const Secret passphrase = Secret::copy_of(std::string_view("tumo"));
    const MemoryLimit limit(std::uint64_t{200} << 20U);
    const auto key = key_of_passphrase(passphrase, parameters);
    REQUIRE_FALSE(key);
    CHECK(key.error().kind == ErrorKind::Unavailable);
}

TEST_CASE("each of the 4,096 words has its own number")
{
    for (std::uint16_t number = 0; number < 4096; ++number) {
        const auto word = syllable_word(number);
        CHECK(syllable_word_number(std::string_view(word.data(), word.size())) == number);
    }
    CHECK(syllable_word_number("TuMo") == syllable_word_number("tumo"));
    CHECK_FALSE(syllable_word_number("tume"));
    CHECK_FALSE(syllable_word_number("tum"));
}
