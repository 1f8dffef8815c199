#include "durability/remembered_answers.h"

#include "base/bytes.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <dlfcn.h>
#include <initializer_list>
#include <map>
#include <sodium.h>
#include <vector>

namespace mahalla::test {

namespace {

bool is_remembering = false;

/// The answers of one function of libsodium, by everything that it was given.
class Answers {
public:
    /// What `ask` returned for exactly these inputs, and the bytes it left in `outputs`; asked where nobody did yet.
    int of(std::initializer_list<ByteView> inputs, std::initializer_list<std::span<std::uint8_t>> outputs, auto ask)
    {
        if (!is_remembering) return ask();
        const Question question = question_of(inputs);
        if (const auto known = known_.find(question); known != known_.end()) {
            std::size_t at = 0;
            for (const auto output : outputs) {
                std::copy_n(known->second.bytes.begin() + static_cast<std::ptrdiff_t>(at), output.size(),
                            output.begin());
                at += output.size();
            }
            return known->second.result;
        }
        Answer answer;
        answer.result = ask();
        for (const auto output : outputs) answer.bytes.insert(answer.bytes.end(), output.begin(), output.end());
        // Damaged inputs come once and never again: they must not fill the memory.
        if (known_.size() >= answers_max) known_.clear();
        known_.emplace(question, answer);
        return answer.result;
    }

private:
    static constexpr std::size_t answers_max = 20'000;
    using Question = std::array<std::uint8_t, 32>;
    struct Answer {
        int result = 0;
        Bytes bytes;
    };
    static Question question_of(std::initializer_list<ByteView> inputs)
    {
        crypto_generichash_state state;
        Question question{};
        crypto_generichash_init(&state, nullptr, 0, question.size());
        for (const ByteView input : inputs) {
            const std::uint64_t size = input.size();
            crypto_generichash_update(&state, reinterpret_cast<const std::uint8_t*>(&size), sizeof size);
            crypto_generichash_update(&state, input.data(), input.size());
        }
        crypto_generichash_final(&state, question.data(), question.size());
        return question;
    }
    std::map<Question, Answer> known_;
};

/// libsodium's own function behind the one of the same name below.
template <class Function> Function* real(const char* name, Function* /*same_type*/)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

template <class Number> ByteView bytes_of(const Number& number)
{
    return {reinterpret_cast<const std::uint8_t*>(&number), sizeof number};
}

// Never destroyed: keys are wiped after the last line of the program, too.
Answers& answers_of(std::size_t which)
{
    static auto& all = *new std::array<Answers, 6>();
    return all.at(which);
}

} // namespace

void remember_answers() { is_remembering = true; }

} // namespace mahalla::test

// As in known_chance.cpp: the program's own definitions come before the library's.
extern "C" {

int crypto_pwhash(unsigned char* out, unsigned long long out_bytes, const char* passphrase,
                  unsigned long long passphrase_bytes, const unsigned char* salt, unsigned long long operations,
                  size_t memory, int algorithm)
{
    using namespace mahalla::test;
    static auto* const ask = real("crypto_pwhash", &crypto_pwhash);
    const std::array<std::uint64_t, 4> cost = {out_bytes, operations, memory, static_cast<std::uint64_t>(algorithm)};
    return answers_of(0).of(
        {{reinterpret_cast<const std::uint8_t*>(passphrase), passphrase_bytes},
         {salt, crypto_pwhash_SALTBYTES},
         bytes_of(cost)},
        {{out, out_bytes}},
        [&] { return ask(out, out_bytes, passphrase, passphrase_bytes, salt, operations, memory, algorithm); });
}
int crypto_sign_verify_detached(const unsigned char* signature, const unsigned char* message,
                                unsigned long long message_bytes, const unsigned char* key)
{
    using namespace mahalla::test;
    static auto* const ask = real("crypto_sign_verify_detached", &crypto_sign_verify_detached);
    return answers_of(1).of(
        {{signature, crypto_sign_BYTES}, {message, message_bytes}, {key, crypto_sign_PUBLICKEYBYTES}}, {},
        [&] { return ask(signature, message, message_bytes, key); });
}
int crypto_sign_detached(unsigned char* signature, unsigned long long* signature_bytes, const unsigned char* message,
                         unsigned long long message_bytes, const unsigned char* key)
{
    using namespace mahalla::test;
    static auto* const ask = real("crypto_sign_detached", &crypto_sign_detached);
    const int result = answers_of(2).of({{message, message_bytes}, {key, crypto_sign_SECRETKEYBYTES}},
                                        {{signature, crypto_sign_BYTES}},
                                        [&] { return ask(signature, nullptr, message, message_bytes, key); });
    if (signature_bytes != nullptr) *signature_bytes = crypto_sign_BYTES;
    return result;
}
int crypto_sign_seed_keypair(unsigned char* public_key, unsigned char* secret_key, const unsigned char* seed)
{
    using namespace mahalla::test;
    static auto* const ask = real("crypto_sign_seed_keypair", &crypto_sign_seed_keypair);
    return answers_of(3).of({{seed, crypto_sign_SEEDBYTES}},
                            {{public_key, crypto_sign_PUBLICKEYBYTES}, {secret_key, crypto_sign_SECRETKEYBYTES}},
                            [&] { return ask(public_key, secret_key, seed); });
}
int crypto_box_seed_keypair(unsigned char* public_key, unsigned char* secret_key, const unsigned char* seed)
{
    using namespace mahalla::test;
    static auto* const ask = real("crypto_box_seed_keypair", &crypto_box_seed_keypair);
    return answers_of(4).of({{seed, crypto_box_SEEDBYTES}},
                            {{public_key, crypto_box_PUBLICKEYBYTES}, {secret_key, crypto_box_SECRETKEYBYTES}},
                            [&] { return ask(public_key, secret_key, seed); });
}
int crypto_box_seal_open(unsigned char* plain, const unsigned char* sealed, unsigned long long sealed_bytes,
                         const unsigned char* public_key, const unsigned char* secret_key)
{
    using namespace mahalla::test;
    static auto* const ask = real("crypto_box_seal_open", &crypto_box_seal_open);
    const auto open = [&] { return ask(plain, sealed, sealed_bytes, public_key, secret_key); };
    if (sealed_bytes < crypto_box_SEALBYTES) return open();
    return answers_of(5).of(
        {{sealed, sealed_bytes}, {public_key, crypto_box_PUBLICKEYBYTES}, {secret_key, crypto_box_SECRETKEYBYTES}},
        {{plain, sealed_bytes - crypto_box_SEALBYTES}}, open);
}

} // extern "C"
