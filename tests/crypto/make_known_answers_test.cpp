#include "crypto/known_answer.h"

#include "base/seeded_random.h"
#include "base/text.h"
#include "crypto/crypto_samples.h"
#include "crypto/hash.h"
#include "crypto/recovery_text.h"
#include "crypto/secret_box.h"
#include "crypto/stream_cipher.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

using Fields = std::map<std::string, std::string>;

/// A file while it is written: lines are added, their outcomes are what the program does today.
class NewFile {
public:
    NewFile(std::string construction, const std::string& what) : construction_(std::move(construction))
    {
        text_ = "# " + what + "\n";
    }
    ~NewFile()
    {
        std::ofstream(std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests" / "vectors" / "known" /
                          (construction_ + ".txt"),
                      std::ios::binary)
            << text_;
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    void add(const std::string& name, Fields fields)
    {
        KnownAnswer answer{name, std::move(fields), ""};
        text_ += name;
        for (const auto& [field, value] : answer.fields) {
            text_ += ' ';
            text_ += field + '=' + value;
        }
        KnownAnswer whole = resolved(std::move(answer), before_);
        whole.outcome = outcome_of(construction_, whole);
        text_ += " => " + whole.outcome + "\n";
        before_.push_back(std::move(whole));
    }
    /// `of` with the byte at each place altered, and cut short, and with a byte behind it.
    void add_damaged(const std::string& of, Fields fields, const std::string& field,
                     const std::vector<std::pair<std::string, std::size_t>>& places, std::size_t size)
    {
        fields[field] = "@" + of;
        const auto with = [&fields](const std::string& key, const std::string& value) {
            Fields changed = fields;
            changed[key] = value;
            return changed;
        };
        for (const auto& [what, place] : places)
            add(of + "-altered-" + what, with("xor", std::to_string(place) + ":1"));
        add(of + "-cut-by-one", with("cut", std::to_string(size - 1)));
        add(of + "-cut-to-nothing", with("cut", "0"));
        add(of + "-with-a-byte-behind", with("add", "00"));
    }

private:
    std::string construction_;
    std::string text_;
    std::vector<KnownAnswer> before_;
};

std::string hex(std::string_view text) { return to_hex(as_bytes(text)); }

/// Bytes that look like chance and are the same in every run.
Bytes bytes_of(std::uint64_t seed, std::size_t count)
{
    SeededRandom random(seed);
    Bytes bytes(count);
    random.fill(bytes);
    return bytes;
}
std::string hex_of(std::uint64_t seed, std::size_t count = 32) { return to_hex(bytes_of(seed, count)); }

const std::vector<std::string> texts = {"", "a", "yes", "Åsa, née Noor", "مسح الأسر", std::string(300, 'x')};

void make_argon2id()
{
    NewFile file("argon2id", "Argon2id 1.3, one lane, 32 bytes out: a passphrase's key (docs/formats/vault.md).");
    const std::string eight_mib = "8388608";
    int number = 0;
    for (const char* const passphrase : {"tumo ravi sado kiju bapo zuni", "x", "Åsa", "كلمة", " "})
        for (const char* const passes : {"1", "2"})
            file.add("key-" + std::to_string(++number), {{"passphrase", hex(passphrase)},
                                                         {"salt", hex_of(static_cast<std::uint64_t>(number), 16)},
                                                         {"passes", passes},
                                                         {"memory", eight_mib}});
    const Fields sample = {
        {"passphrase", hex("tumo ravi")}, {"salt", hex_of(1, 16)}, {"passes", "1"}, {"memory", eight_mib}};
    const auto but = [&](const std::string& field, const std::string& value) {
        Fields changed = sample;
        changed[field] = value;
        return changed;
    };
    file.add("more-memory", but("memory", "16777216"));
    file.add("longest", but("passphrase", hex(std::string(1024, 'p'))));
    file.add("empty", but("passphrase", ""));
    file.add("too-long", but("passphrase", hex(std::string(1025, 'p'))));
    file.add("no-pass", but("passes", "0"));
    file.add("too-many-passes", but("passes", "17"));
    file.add("too-little-memory", but("memory", "8388607"));
    file.add("too-much-memory", but("memory", "2147483649"));
}

void make_derived_keys()
{
    NewFile file("derived_key",
                 "crypto_kdf: the keys under a master key, by number and context (docs/formats/vault.md).");
    for (std::uint64_t master = 1; master <= 4; ++master) {
        for (unsigned number = 1; number <= 8; ++number)
            file.add("master-" + std::to_string(master) + "-key-" + std::to_string(number),
                     {{"master", hex_of(master)}, {"number", std::to_string(number)}, {"context", hex("vaultkey")}});
        file.add("master-" + std::to_string(master) + "-wrapping",
                 {{"master", hex_of(master)}, {"number", "1"}, {"context", hex("vaultkek")}});
    }
}

void make_secret_boxes()
{
    NewFile file("secret_box",
                 "XChaCha20-Poly1305: nonce 24, ciphertext, tag 16, bound to a context that is not in it.");
    std::uint64_t seed = 10;
    for (const std::string& text : texts) {
        const Secret key = Secret::copy_of(ByteView(bytes_of(++seed, 32)));
        const Bytes sealed = seal_box(key, as_bytes(text), as_bytes("draft, record, step"));
        file.add("box-" + std::to_string(seed - 10),
                 {{"key", to_hex(key.view())}, {"context", hex("draft, record, step")}, {"box", to_hex(sealed)}});
    }
    const Fields third = {{"key", hex_of(13)}, {"context", hex("draft, record, step")}};
    file.add_damaged("box-3", third, "box",
                     {{"nonce", 0}, {"nonce-end", 23}, {"ciphertext", 24}, {"tag", 27}, {"tag-end", 42}}, 43);
    const auto but = [&](const std::string& field, const std::string& value) {
        Fields changed = third;
        changed["box"] = "@box-3";
        changed[field] = value;
        return changed;
    };
    file.add("another-key", but("key", hex_of(14)));
    file.add("another-context", but("context", hex("draft, record, step ")));
    file.add("no-context", but("context", ""));
}

void make_hashes()
{
    NewFile file("hash", "BLAKE2b-256 (RFC 7693), with a key where one is given.");
    int number = 0;
    for (const std::string& text : texts) {
        file.add("plain-" + std::to_string(++number), {{"bytes", hex(text)}});
        file.add("keyed-" + std::to_string(number), {{"bytes", hex(text)}, {"key", hex_of(20)}});
    }
    file.add("short-key", {{"bytes", hex("yes")}, {"key", hex_of(21, 16)}});
    file.add("long-key", {{"bytes", hex("yes")}, {"key", hex_of(21, 64)}});
    file.add("event-commitment", {{"bytes", hex("mahalla event content key")}, {"key", hex_of(22)}});
    file.add("bundle-commitment", {{"bytes", hex("mahalla bundle key commitment 1")}, {"key", hex_of(22)}});
    file.add("recovery-code-key", {{"bytes", hex("mahalla recovery code")}, {"key", hex_of(23, 16)}});
}

void make_fingerprints()
{
    NewFile file("fingerprint", "Six groups of five digits that two people read to each other.");
    int number = 0;
    for (const std::string& text : texts) file.add("digits-" + std::to_string(++number), {{"bytes", hex(text)}});
    for (std::uint64_t seed = 30; seed < 36; ++seed)
        file.add("digits-" + std::to_string(++number), {{"bytes", hex_of(seed, 200)}});
}

void make_keys()
{
    NewFile file("keys", "Public keys, their ids (BLAKE2b-128) and devices, out of seeds.");
    for (const char* const kind : {"signing", "box"}) {
        for (std::uint64_t seed = 40; seed < 46; ++seed)
            file.add(std::string(kind) + "-" + std::to_string(seed - 39), {{"kind", kind}, {"seed", hex_of(seed)}});
        file.add(std::string(kind) + "-short-seed", {{"kind", kind}, {"seed", hex_of(40, 31)}});
        file.add(std::string(kind) + "-long-seed", {{"kind", kind}, {"seed", hex_of(40, 33)}});
    }
}

void make_signatures()
{
    NewFile file("signature", "Ed25519 over \"mahalla\", a line feed, the purpose in one byte, and the message.");
    for (unsigned purpose = 1; purpose <= 10; ++purpose)
        file.add("purpose-" + std::to_string(purpose),
                 {{"seed", hex_of(50)}, {"purpose", std::to_string(purpose)}, {"message", hex("the same message")}});
    const SigningKeyPair keys = *SigningKeyPair::from_seed(Secret::copy_of(ByteView(bytes_of(50, 32))));
    const std::string key = to_hex(keys.public_key().bytes);
    for (const std::string& text : texts) {
        const Signature made = keys.sign(SignaturePurpose::Event, as_bytes(text));
        file.add("made-" + std::to_string(text.size()),
                 {{"key", key}, {"purpose", "1"}, {"message", hex(text)}, {"signature", to_hex(made.bytes)}});
    }
    const Fields yes = {{"key", key}, {"purpose", "1"}, {"message", hex("yes")}};
    file.add_damaged("made-3", yes, "signature", {{"R", 0}, {"R-end", 31}, {"S", 32}, {"S-end", 63}}, 64);
    const auto but = [&](const std::string& field, const std::string& value) {
        Fields changed = yes;
        changed["signature"] = "@made-3";
        changed[field] = value;
        return changed;
    };
    file.add("another-purpose", but("purpose", "2"));
    file.add("another-message", but("message", hex("Yes")));
    file.add("another-key", but("key", to_hex(signing_keys(1).public_key().bytes)));
}

void make_sealed_to_keys()
{
    NewFile file("sealed_to_key", "crypto_box_seal: what only the holder of an X25519 key pair opens.");
    for (std::uint64_t seed = 60; seed < 64; ++seed) {
        const BoxKeyPair keys = *BoxKeyPair::from_seed(Secret::copy_of(ByteView(bytes_of(seed, 32))));
        file.add("sealed-" + std::to_string(seed - 59),
                 {{"seed", hex_of(seed)}, {"bytes", to_hex(*keys.public_key().seal(bytes_of(seed + 10, 32)))}});
    }
    file.add_damaged("sealed-1", {{"seed", hex_of(60)}}, "bytes",
                     {{"ephemeral-key", 0}, {"tag", 32}, {"ciphertext", 48}, {"end", 79}}, 80);
    file.add("another-key", {{"seed", hex_of(61)}, {"bytes", "@sealed-1"}});
}

void make_padding()
{
    NewFile file("padding",
                 "How long the sealed part of an event is, its tag apart, for a content that cannot be packed.");
    static constexpr std::size_t sizes[] = {0,      1,      246,    247,    248,    502,     503,     504,     3830,
                                            3831,   3832,   4086,   4087,   4088,   5110,    5111,    5112,    64'502,
                                            64'503, 64'504, 65'526, 65'527, 65'528, 131'063, 131'064, 917'504, 917'505};
    for (const std::size_t size : sizes)
        file.add("content-" + std::to_string(size), {{"content", std::to_string(size)}});
}

const std::vector<std::vector<std::string>> dictionaries = {
    {}, {""}, {"yes"}, {"yes", "no"}, {"no", "yes"}, {"/data/consent", "/data/name", "Åsa"}, {std::string(200, 'q')}};

std::string hex_list(const std::vector<std::string>& strings)
{
    std::string text;
    for (const std::string& one : strings) text += (text.empty() ? "" : ",") + hex(one);
    return text;
}

void make_form_strings()
{
    NewFile file("form_strings", "The strings of a form as the dictionary of its events: its id and its bytes.");
    int number = 0;
    for (const auto& strings : dictionaries)
        file.add("strings-" + std::to_string(++number), {{"strings", hex_list(strings)}});
}

void make_events()
{
    NewFile file("event", "Sealed events (docs/formats/event.md), opened with a recipient's seed or the content key.");
    const std::vector<std::string> strings = {"yes", "/data/consent", "/data/name"};
    const FormStrings form_strings = FormStrings::create(strings);
    const SigningKeyPair author = signing_keys(1);
    const std::string author_key = to_hex(author.public_key().bytes);
    const auto recipient = [](std::uint8_t number) { return to_hex(Bytes(32, number)); };
    std::string previous_hash;
    int number = 0;
    for (const std::string& content :
         {std::string("/data/consent yes"), std::string("/data/consent yes /data/name /data/name"), std::string(),
          std::string(2000, 'x')}) {
        SealedEventHeader header = sample_header(author);
        header.sequence = static_cast<std::uint64_t>(++number);
        if (!previous_hash.empty()) header.previous = *Hash::from_bytes(*from_hex(previous_hash));
        const bool packed = number % 2 == 0;
        const auto made =
            SealedEvent::seal(header, as_bytes(content), {box_keys(2).public_key(), box_keys(3).public_key()}, author,
                              packed ? &form_strings : nullptr);
        REQUIRE(made);
        previous_hash = made->event.hash().text();
        Fields fields = {{"author", author_key}, {"seed", recipient(2)}, {"bytes", to_hex(made->event.bytes())}};
        if (packed) fields["strings"] = hex_list(strings);
        const std::string name = "event-" + std::to_string(number);
        file.add(name, fields);
        fields["bytes"] = "@" + name;
        Fields by_key = fields;
        by_key.erase("seed");
        by_key["content_key"] = to_hex(made->content_key.view());
        file.add(name + "-by-its-content-key", by_key);
        Fields by_second = fields;
        by_second["seed"] = recipient(3);
        file.add(name + "-by-the-second-recipient", by_second);
        Fields erased = fields;
        erased["bytes"] = to_hex(made->event.erased().bytes());
        file.add(name + "-erased", erased);
        if (packed) {
            Fields without = fields;
            without.erase("strings");
            file.add(name + "-without-strings", without);
        }
        if (number != 1) continue;
        Fields other = fields;
        other["seed"] = recipient(4);
        file.add(name + "-to-a-stranger", other);
        other = fields;
        other["author"] = to_hex(signing_keys(6).public_key().bytes);
        file.add(name + "-of-another-author", other);
        by_key["content_key"] = hex_of(70);
        file.add(name + "-with-another-content-key", by_key);
        fields.erase("bytes");
        constexpr std::size_t slots = 118, commitment = slots + 2 * 96, nonce = commitment + 32, length = nonce + 24;
        file.add_damaged(name, fields, "bytes",
                         {{"magic", 0},
                          {"suite", 4},
                          {"flags", 5},
                          {"kind", 6},
                          {"project", 8},
                          {"record", 24},
                          {"device", 40},
                          {"sequence", 56},
                          {"previous", 64},
                          {"form", 96},
                          {"strings-id", 112},
                          {"recipients", 116},
                          {"key-id", slots},
                          {"sealed-key", slots + 16},
                          {"commitment", commitment},
                          {"nonce", nonce},
                          {"length", length},
                          {"ciphertext-hash", length + 4},
                          {"presence", length + 36},
                          {"ciphertext", length + 37},
                          {"signature", made->event.bytes().size() - 64},
                          {"end", made->event.bytes().size() - 1}},
                         made->event.bytes().size());
    }
}

void make_recovery_texts()
{
    NewFile file("recovery_text", "A secret as words with a checksum, and back.");
    int number = 0;
    Bytes sample;
    for (const std::size_t size : {std::size_t{16}, std::size_t{32}})
        for (std::uint64_t seed = 80; seed < 85; ++seed) {
            Bytes secret = seed == 80 ? Bytes(size, 0) : seed == 81 ? Bytes(size, 0xff) : bytes_of(seed, size);
            const std::string name = std::to_string(++number);
            file.add("words-" + name, {{"secret", to_hex(secret)}});
            const Secret text = recovery_text_of(Secret::copy_of(ByteView(secret)));
            file.add("typed-" + name, {{"text", to_hex(text.view())}});
            if (number == 3) sample = Bytes(text.view().begin(), text.view().end());
        }
    std::vector<std::string> typed;
    for (const std::string_view word : words(as_text(sample)))
        if (word.find_first_of("0123456789") == std::string_view::npos) typed.emplace_back(word);
    const auto together = [](const std::vector<std::string>& some, const char* between = " ") {
        std::string text;
        for (const std::string& word : some) text += (text.empty() ? "" : between) + word;
        return hex(text);
    };
    const auto changed = [&typed](const auto& change) {
        std::vector<std::string> some = typed;
        change(some);
        return some;
    };
    using Words = std::vector<std::string>;
    file.add("typed-without-numbers", {{"text", together(typed)}});
    file.add("typed-a-word-a-line", {{"text", together(typed, "\r\n")}});
    file.add("typed-in-capitals", {{"text", together(changed([](Words& some) {
                                        for (std::string& word : some)
                                            for (char& c : word) c = static_cast<char>(c - 'a' + 'A');
                                    }))}});
    file.add("two-words-exchanged", {{"text", together(changed([](Words& some) { std::swap(some[0], some[1]); }))}});
    file.add("another-vowel",
             {{"text", together(changed([](Words& some) { some[0][1] = some[0][1] == 'a' ? 'o' : 'a'; }))}});
    file.add("no-word-of-ours", {{"text", together(changed([](Words& some) { some[0] = "qqqq"; }))}});
    file.add("a-word-missing", {{"text", together(changed([](Words& some) { some.pop_back(); }))}});
    file.add("a-word-too-many", {{"text", together(changed([](Words& some) { some.emplace_back("baba"); }))}});
    file.add("nothing", {{"text", ""}});
}

void make_charters()
{
    NewFile file("charter",
                 "Charters (docs/formats/charter.md), believed by themselves or after the one that is held.");
    const Charter first = signed_charter(sample_charter());
    file.add("first", {{"bytes", to_hex(first.bytes())}});
    CharterContent content = sample_charter();
    content.version = 2;
    content.previous = first.hash();
    const Charter second = signed_charter(content);
    file.add("second", {{"bytes", to_hex(second.bytes())}, {"held", to_hex(first.bytes())}});
    file.add("second-is-held", {{"bytes", to_hex(second.bytes())}, {"held", to_hex(second.bytes())}});
    file.add("older", {{"bytes", to_hex(first.bytes())}, {"held", to_hex(second.bytes())}});
    content.previous = Hash{{9}};
    file.add("follows-another", {{"bytes", to_hex(signed_charter(content).bytes())}, {"held", to_hex(first.bytes())}});
    content.version = 7;
    file.add("later", {{"bytes", to_hex(signed_charter(content).bytes())}, {"held", to_hex(first.bytes())}});
    content.project = sample_id<ProjectId>(8);
    file.add("of-another-project",
             {{"bytes", to_hex(signed_charter(content).bytes())}, {"held", to_hex(first.bytes())}});
    content = sample_charter();
    content.administrators = {{signing_keys(6).public_key(), "Somebody else"}};
    content.version = 2;
    content.previous = first.hash();
    file.add("of-other-administrators",
             {{"bytes", to_hex(signed_charter(content, 6).bytes())}, {"held", to_hex(first.bytes())}});
    content = sample_charter();
    content.administrators.push_back({signing_keys(6).public_key(), "Second"});
    content.threshold = 2;
    file.add("one-signature-of-two", {{"bytes", to_hex(signed_charter(content).bytes())}});
    const SigningKeyPair one = signing_keys(1), two = signing_keys(6);
    file.add("two-signatures-of-two", {{"bytes", to_hex(Charter::sign(content, {&one, &two})->bytes())}});
    content = sample_charter();
    content.unknown = to_bytes("what comes later");
    file.add("of-a-newer-program", {{"bytes", to_hex(signed_charter(content).bytes())}});
    file.add_damaged("first", {}, "bytes",
                     {{"magic", 0},
                      {"format", 4},
                      {"project", 5},
                      {"version", 21},
                      {"name", 71},
                      {"signature", first.bytes().size() - 1}},
                     first.bytes().size());
}

void make_statements()
{
    const SigningKeyPair worker = signing_keys(20), supervisor = signing_keys(4), administrator = signing_keys(1);
    const auto asked = EnrolmentRequest::create(worker, box_keys(20).public_key(), Role::FieldWorker, "Team 4");
    REQUIRE(asked);
    {
        NewFile file("request", "Enrolment requests (docs/formats/charter.md).");
        file.add("worker", {{"bytes", to_hex(asked->bytes())}});
        const auto other = EnrolmentRequest::create(supervisor, box_keys(4).public_key(), Role::Supervisor, "Åsa");
        file.add("supervisor", {{"bytes", to_hex(other->bytes())}});
        file.add_damaged("worker", {}, "bytes",
                         {{"magic", 0},
                          {"format", 4},
                          {"signing-key", 5},
                          {"box-key", 37},
                          {"role", 69},
                          {"nonce", 70},
                          {"label", 103},
                          {"signature", asked->bytes().size() - 1}},
                         asked->bytes().size());
    }
    {
        NewFile file("certificate", "Certificates (docs/formats/charter.md), judged by the charter of the samples.");
        const Instant when(std::chrono::milliseconds(1'790'000'000'000));
        const ProjectId project = sample_id<ProjectId>(7);
        const auto issued = [&](Role role, const SigningKeyPair& by, std::vector<std::string> scope = {},
                                ProjectId of = sample_id<ProjectId>(7)) {
            return to_hex(Certificate::issue(*asked, of, role, std::move(scope), when, by)->bytes());
        };
        file.add("by-the-supervisor", {{"bytes", issued(Role::FieldWorker, supervisor)}});
        file.add("with-areas", {{"bytes", issued(Role::FieldWorker, supervisor, {"XX0101", "XX0102"})}});
        file.add("by-the-administrator", {{"bytes", issued(Role::FieldWorker, administrator)}});
        file.add("by-a-stranger", {{"bytes", issued(Role::FieldWorker, signing_keys(9))}});
        file.add("supervisor-by-a-supervisor", {{"bytes", issued(Role::Supervisor, supervisor)}});
        file.add("supervisor-not-in-the-charter", {{"bytes", issued(Role::Supervisor, administrator)}});
        file.add("server-not-in-the-charter", {{"bytes", issued(Role::Server, administrator)}});
        file.add("of-another-project", {{"bytes", issued(Role::FieldWorker, supervisor, {}, sample_id<ProjectId>(8))}});
        const std::size_t size =
            Certificate::issue(*asked, project, Role::FieldWorker, {}, when, supervisor)->bytes().size();
        file.add_damaged("by-the-supervisor", {}, "bytes",
                         {{"magic", 0},
                          {"format", 4},
                          {"project", 5},
                          {"signing-key", 21},
                          {"box-key", 53},
                          {"role", 85},
                          {"label-hash", 87},
                          {"not-before", 119},
                          {"issuer", 127},
                          {"signature", size - 1}},
                         size);
    }
    NewFile file("receipt", "Receipts (docs/formats/charter.md), judged by the charter of the samples.");
    const auto issued = [&](ReceiptKind kind, const SigningKeyPair& by, std::vector<Hash> events) {
        return to_hex(Receipt::issue(kind, sample_id<ProjectId>(7), std::move(events), {}, by)->bytes());
    };
    file.add("stored-by-the-server", {{"bytes", issued(ReceiptKind::Stored, signing_keys(5), {Hash{{1}}})}});
    file.add("stored-by-the-supervisor", {{"bytes", issued(ReceiptKind::Stored, supervisor, {Hash{{1}}, Hash{{2}}})}});
    file.add("read-by-the-supervisor",
             {{"bytes", issued(ReceiptKind::Read, supervisor, {Hash{{3}}, Hash{{2}}, Hash{{3}}})}});
    file.add("read-by-the-server", {{"bytes", issued(ReceiptKind::Read, signing_keys(5), {Hash{{1}}})}});
    file.add("stored-by-a-worker", {{"bytes", issued(ReceiptKind::Stored, worker, {Hash{{1}}})}});
    const std::size_t size =
        Receipt::issue(ReceiptKind::Read, sample_id<ProjectId>(7), {Hash{{2}}, Hash{{3}}}, {}, supervisor)
            ->bytes()
            .size();
    file.add_damaged("read-by-the-supervisor", {}, "bytes",
                     {{"magic", 0},
                      {"format", 4},
                      {"kind", 5},
                      {"project", 6},
                      {"epoch", 22},
                      {"signer", 38},
                      {"count", 70},
                      {"event", 71},
                      {"signature", size - 1}},
                     size);
}

void make_streams()
{
    NewFile file("stream", "secretstream: pieces that come in this order or not at all, the last one marked.");
    const Secret key = Secret::copy_of(ByteView(bytes_of(90, 32)));
    StreamSealer sealer(key);
    const auto piece = [&](std::string_view text, StreamPiece which) {
        return to_hex(sealer.seal(as_bytes(text), as_bytes("context"), which));
    };
    const std::string one = piece("one", StreamPiece::More), two = piece("two", StreamPiece::More),
                      nothing = piece("", StreamPiece::More), last = piece("three", StreamPiece::Last);
    const auto fields = [&](const std::string& pieces) {
        return Fields{{"key", to_hex(key.view())},
                      {"header", to_hex(sealer.header())},
                      {"context", hex("context")},
                      {"pieces", pieces}};
    };
    file.add("whole", fields(one + "," + two + "," + nothing + "," + last));
    file.add("cut-after-the-first", fields(one));
    file.add("exchanged", fields(two + "," + one));
    file.add("one-left-out", fields(one + "," + nothing));
    file.add("one-doubled", fields(one + "," + one));
    file.add("last-first", fields(last));
    file.add("too-short", fields(one.substr(0, 32)));
    file.add("with-a-byte-more", fields(one + "00"));
    for (const std::size_t place : {std::size_t{0}, std::size_t{2}, one.size() - 1}) {
        std::string altered = one;
        altered[place] = altered[place] == '0' ? '1' : '0';
        file.add("altered-at-" + std::to_string(place), fields(altered));
    }
    Fields other = fields(one);
    other["context"] = hex("Context");
    file.add("another-context", other);
    other = fields(one);
    other["key"] = hex_of(91);
    file.add("another-key", other);
    other = fields(one);
    other["header"] = hex_of(92, 24);
    file.add("another-header", other);
}

} // namespace

/// Writes tests/vectors/known anew, for a new version of a format; run by name, by hand: `test_crypto -tc="make the
/// known answers*" --no-skip`. What was released is never made anew: it stays, and the new version gets files of its
/// own.
TEST_CASE("make the known answers of the present version" * doctest::skip())
{
    make_argon2id();
    make_derived_keys();
    make_secret_boxes();
    make_hashes();
    make_fingerprints();
    make_keys();
    make_signatures();
    make_sealed_to_keys();
    make_padding();
    make_form_strings();
    make_events();
    make_recovery_texts();
    make_charters();
    make_statements();
    make_streams();
}
