#include "crypto/known_answer.h"

#include "base/text.h"
#include "crypto/crypto_samples.h"
#include "crypto/hash.h"
#include "crypto/passphrase.h"
#include "crypto/recovery_text.h"
#include "crypto/secret_box.h"
#include "crypto/stream_cipher.h"

#include <algorithm>
#include <doctest/doctest.h>

namespace mahalla::test {

namespace {

using Outcome = std::string (*)(const KnownAnswer&);

Secret secret_of(const KnownAnswer& answer, const std::string& field)
{
    return Secret::copy_of(ByteView(answer.bytes(field)));
}

std::string failed(const Error& error) { return name_of(error.kind); }
std::string failed(const char* step, const Error& error) { return std::string(step) + " " + name_of(error.kind); }

template <typename Key> Key public_key(const Bytes& bytes) { return *Key::from_bytes(bytes); }

std::string argon2id(const KnownAnswer& answer)
{
    PassphraseParameters parameters;
    parameters.cost = {static_cast<std::uint32_t>(answer.number("passes")), answer.number("memory")};
    const Bytes salt = answer.bytes("salt");
    REQUIRE(salt.size() == parameters.salt.size());
    std::ranges::copy(salt, parameters.salt.begin());
    const auto key = key_of_passphrase(secret_of(answer, "passphrase"), parameters);
    return key ? to_hex(key->view()) : failed(key.error());
}

std::string derived(const KnownAnswer& answer)
{
    const Secret master = secret_of(answer, "master");
    const std::uint64_t number = answer.number("number");
    const Secret key = std::string(as_text(answer.bytes("context"))) == "vaultkek"
                           ? derived_key(master, number, "vaultkek")
                           : derived_key(master, number, "vaultkey");
    return to_hex(key.view());
}

std::string box(const KnownAnswer& answer)
{
    const auto plain = open_box(secret_of(answer, "key"), answer.bytes("box"), answer.bytes("context"));
    const auto secret = open_secret_box(secret_of(answer, "key"), answer.bytes("box"), answer.bytes("context"));
    REQUIRE(plain.has_value() == secret.has_value());
    if (plain) REQUIRE(equal_in_constant_time(*plain, secret->view()));
    return plain ? "plain " + to_hex(*plain) : failed(plain.error());
}

std::string hash(const KnownAnswer& answer)
{
    if (answer.has("key")) return keyed_hash_of(secret_of(answer, "key"), answer.bytes("bytes")).text();
    return hash_of(answer.bytes("bytes")).text();
}

std::string fingerprint(const KnownAnswer& answer) { return fingerprint_of(answer.bytes("bytes")); }

std::string keys(const KnownAnswer& answer)
{
    if (answer.fields.at("kind") == "signing") {
        const auto pair = SigningKeyPair::from_seed(secret_of(answer, "seed"));
        if (!pair) return failed(pair.error());
        return to_hex(pair->public_key().bytes) + " id " + pair->public_key().id().text() + " device " +
               pair->device().text();
    }
    const auto pair = BoxKeyPair::from_seed(secret_of(answer, "seed"));
    if (!pair) return failed(pair.error());
    return to_hex(pair->public_key().bytes) + " id " + pair->public_key().id().text();
}

std::string signature(const KnownAnswer& answer)
{
    const auto purpose = static_cast<SignaturePurpose>(answer.number("purpose"));
    if (answer.has("seed"))
        return to_hex(
            SigningKeyPair::from_seed(secret_of(answer, "seed"))->sign(purpose, answer.bytes("message")).bytes);
    const auto signature = Signature::from_bytes(answer.bytes("signature"));
    if (!signature) return failed(signature.error());
    return public_key<SigningPublicKey>(answer.bytes("key")).verifies(purpose, answer.bytes("message"), *signature)
               ? "holds"
               : "does not hold";
}

std::string sealed_to_key(const KnownAnswer& answer)
{
    if (answer.has("key")) return public_key<BoxPublicKey>(answer.bytes("key")).is_usable() ? "usable" : "not usable";
    const auto opened = BoxKeyPair::from_seed(secret_of(answer, "seed"))->open(answer.bytes("bytes"));
    return opened ? "secret " + to_hex(opened->view()) : failed(opened.error());
}

std::optional<FormStrings> strings_of(const KnownAnswer& answer)
{
    if (!answer.has("strings")) return std::nullopt;
    std::vector<std::string> texts;
    for (const std::string& text : answer.list("strings")) texts.emplace_back(as_text(*from_hex(text)));
    return FormStrings::create(texts);
}

std::string event(const KnownAnswer& answer)
{
    const auto event = SealedEvent::parse(answer.bytes("bytes"));
    if (!event) return failed("parse", event.error());
    const auto verified = event->verify(public_key<SigningPublicKey>(answer.bytes("author")));
    const auto strings = strings_of(answer);
    const FormStrings* const given = strings ? &*strings : nullptr;
    const auto opened = answer.has("content_key")
                            ? event->open(secret_of(answer, "content_key"), given)
                            : event->open(*BoxKeyPair::from_seed(secret_of(answer, "seed")), given);
    return (verified ? "verified" : failed("verify", verified.error())) + ", " +
           (opened ? "content " + to_hex(*opened) : failed("open", opened.error())) + ", hash " + event->hash().text();
}

std::string step(const KnownAnswer& answer)
{
    // Chance cannot be packed: the content goes in as it is.
    const Secret content = Secret::random(answer.number("content"));
    const auto made =
        SealedEvent::seal(sample_header(signing_keys(1)), content.view(), {box_keys(2).public_key()}, signing_keys(1));
    if (!made) return failed(made.error());
    constexpr std::size_t around = 210 + 96 + 1 + 16 + 64;
    return std::to_string(made->event.bytes().size() - around);
}

std::string strings(const KnownAnswer& answer)
{
    const auto made = strings_of(answer);
    return std::to_string(made->id()) + " bytes " + to_hex(made->bytes());
}

std::string recovery(const KnownAnswer& answer)
{
    if (answer.has("secret")) {
        // The words are the format; lines, columns and numbers are for the eye.
        const Secret text = recovery_text_of(secret_of(answer, "secret"));
        std::string said;
        for (const std::string_view word : words(as_text(text.view())))
            if (word.find_first_of("0123456789") == std::string_view::npos)
                said += (said.empty() ? "" : " ") + std::string(word);
        return said;
    }
    const auto secret = secret_of_recovery_text(secret_of(answer, "text"));
    return secret ? "secret " + to_hex(secret->view()) : failed(secret.error());
}

std::string charter(const KnownAnswer& answer)
{
    const auto charter = Charter::parse(answer.bytes("bytes"));
    if (!charter) return failed("parse", charter.error());
    std::string said;
    if (answer.has("held")) {
        const auto held = Charter::parse(answer.bytes("held"));
        REQUIRE(held);
        const auto follows = charter->verify_after(*held);
        said = follows ? "follows" : failed("follow", follows.error());
    } else {
        const auto verified = charter->verify_self_signed();
        said = verified ? "verified" : failed("verify", verified.error());
    }
    return said + ", version " + std::to_string(charter->content().version) + ", " + charter->fingerprint() +
           ", hash " + charter->hash().text();
}

std::string request(const KnownAnswer& answer)
{
    const auto request = EnrolmentRequest::parse(answer.bytes("bytes"));
    if (!request) return failed("parse", request.error());
    return "device " + request->device().text() + " " + name_of(request->role()) + ", " + request->fingerprint() +
           ", label " + to_hex(as_bytes(request->label()));
}

std::string certificate(const KnownAnswer& answer)
{
    const auto certificate = Certificate::parse(answer.bytes("bytes"));
    if (!certificate) return failed("parse", certificate.error());
    const auto verified = certificate->verify(sample_charter());
    std::string said = verified ? "verified" : failed("verify", verified.error());
    said += ", device " + certificate->content().device.text() + " " + name_of(certificate->content().role);
    for (const std::string& area : certificate->content().scope) said += " " + area;
    return said + ", hash " + certificate->hash().text();
}

std::string receipt(const KnownAnswer& answer)
{
    const auto receipt = Receipt::parse(answer.bytes("bytes"));
    if (!receipt) return failed("parse", receipt.error());
    const auto verified = receipt->verify(sample_charter());
    return (verified ? "verified" : failed("verify", verified.error())) + ", " +
           (receipt->kind() == ReceiptKind::Read ? "read " : "stored ") + std::to_string(receipt->events().size());
}

std::string stream(const KnownAnswer& answer)
{
    StreamHeader header{};
    const Bytes given = answer.bytes("header");
    REQUIRE(given.size() == header.size());
    std::ranges::copy(given, header.begin());
    StreamOpener opener(secret_of(answer, "key"), header);
    std::string said;
    for (const std::string& piece : answer.list("pieces")) {
        const auto opened = opener.open(*from_hex(piece), answer.bytes("context"));
        if (!opened) return said + failed(opened.error());
        said += (opened->piece == StreamPiece::Last ? "last " : "more ") + to_hex(opened->plain) + " ";
    }
    if (!said.empty()) said.pop_back();
    return said;
}

const std::map<std::string, Outcome> outcomes = {{"argon2id", argon2id},
                                                 {"derived_key", derived},
                                                 {"secret_box", box},
                                                 {"hash", hash},
                                                 {"fingerprint", fingerprint},
                                                 {"keys", keys},
                                                 {"signature", signature},
                                                 {"sealed_to_key", sealed_to_key},
                                                 {"event", event},
                                                 {"padding", step},
                                                 {"form_strings", strings},
                                                 {"recovery_text", recovery},
                                                 {"charter", charter},
                                                 {"request", request},
                                                 {"certificate", certificate},
                                                 {"receipt", receipt},
                                                 {"stream", stream}};

} // namespace

std::string outcome_of(const std::string& construction, const KnownAnswer& answer)
{
    const auto found = outcomes.find(construction);
    REQUIRE(found != outcomes.end());
    return found->second(answer);
}

} // namespace mahalla::test
