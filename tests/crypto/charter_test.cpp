#include "crypto/crypto_samples.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// The next version of a charter, otherwise the same.
CharterContent after(const Charter& charter)
{
    CharterContent next = charter.content();
    ++next.version;
    next.previous = charter.hash();
    return next;
}

std::string refusal(const Result<void>& result) { return result ? "accepted" : name_of(result.error().kind); }

} // namespace

TEST_CASE("a charter survives its bytes")
{
    CharterContent content = sample_charter();
    content.expires = content.made + std::chrono::hours(24);
    content.policy.refuse_unencrypted_swap = true;
    content.unknown = to_bytes("from a later version");
    const Charter charter = signed_charter(content);
    const auto read = Charter::parse(charter.bytes());
    REQUIRE(read);
    CHECK(read->content() == content);
    CHECK(read->hash() == charter.hash());
    CHECK(read->verify_self_signed());
}

TEST_CASE(
    "the records that a charter erases survive its bytes, beside what a later version adds, and are written one way")
{
    const auto bytes_of = [](std::size_t count, ByteView unknown) {
        CharterContent content = sample_charter();
        for (std::size_t i = 1; i <= count; ++i) {
            Bytes id(16);
            id[0] = static_cast<std::uint8_t>(i >> 8U);
            id[1] = static_cast<std::uint8_t>(i);
            content.erased_records.push_back(*RecordId::from_bytes(id));
        }
        content.unknown.assign(unknown.begin(), unknown.end());
        const Charter charter = signed_charter(content);
        const auto read = Charter::parse(charter.bytes());
        REQUIRE(read);
        CHECK(read->content() == content);
        for (const RecordId& record : content.erased_records) CHECK(read->content().erases(record));
        return charter.bytes();
    };
    // A charter that erases nothing is what it was before there was a list.
    CHECK(bytes_of(0, {}) == signed_charter(sample_charter()).bytes());
    bytes_of(1, {});
    bytes_of(Charter::erased_records_max, Bytes(32'000, 2));

    const auto refused = [](const std::vector<RecordId>& records, ByteView unknown = {}) {
        CharterContent content = sample_charter();
        content.erased_records = records;
        content.unknown.assign(unknown.begin(), unknown.end());
        return refusal(Charter::check(content));
    };
    const auto low = sample_id<RecordId>(1), high = sample_id<RecordId>(2);
    CHECK(refused({low, high}) == "accepted");
    CHECK(refused({high, low}) == "Invalid");
    CHECK(refused({low, low}) == "Invalid");
    CHECK(refused({RecordId()}) == "Invalid");
    CHECK(refused({low}, Bytes{1}) == "Invalid");
    CHECK(refused({}, Bytes{1}) == "Invalid");
    CHECK(refused({}, Bytes(64 << 10, 2)) == "accepted");
    CHECK(refused({low}, Bytes(64 << 10, 2)) == "Invalid");
    CHECK(refused(std::vector<RecordId>(Charter::erased_records_max + 1, low)) == "Invalid");
}

TEST_CASE("an empty list, or one that is cut short, is no charter")
{
    const Bytes plain = signed_charter(sample_charter()).bytes();
    // Between the policy and the signatures: the length of what was added, which is nothing.
    constexpr std::size_t signatures_bytes = 1 + 16 + 64;
    const auto with = [&](const Bytes& added) {
        Bytes bytes(plain.begin(), plain.end() - signatures_bytes - 1);
        bytes.push_back(static_cast<std::uint8_t>(added.size()));
        bytes.insert(bytes.end(), added.begin(), added.end());
        bytes.insert(bytes.end(), plain.end() - signatures_bytes, plain.end());
        return Charter::parse(bytes).has_value();
    };
    Bytes one(2 + 16, 8);
    one[0] = one[1] = 1;
    CHECK(with({}));
    CHECK(with({2, 0}));
    CHECK(with(one));
    CHECK_FALSE(with({1}));
    CHECK_FALSE(with({1, 0}));
    CHECK_FALSE(with({1, 1}));
    CHECK_FALSE(with(Bytes(one.begin(), one.end() - 1)));
    one[1] = 2;
    CHECK_FALSE(with(one));
}

TEST_CASE("a charter with any bit flipped, cut short or with a byte added is never accepted")
{
    const Bytes bytes = signed_charter(sample_charter()).bytes();
    CHECK(accepted_damages(bytes, [](ByteView damaged) {
              const auto charter = Charter::parse(damaged);
              return charter && charter->verify_self_signed();
          }) == 0);
}

TEST_CASE("a charter that breaks a rule cannot be made")
{
    const auto kind_after = [](auto change) {
        CharterContent content = sample_charter();
        change(content);
        return refusal(Charter::check(content));
    };
    CHECK(kind_after([](CharterContent&) {}) == "accepted");
    CHECK(kind_after([](CharterContent& c) { c.recipients.resize(1); }) == "Invalid");
    CharterContent lonely = sample_charter();
    lonely.recipients.resize(1);
    CHECK(Charter::check(lonely).error().message.find("two recipients") != std::string::npos);
    CHECK(kind_after([](CharterContent& c) { c.recipients[1].kind = RecipientKind::Reader; }) == "Invalid");
    CHECK(kind_after([](CharterContent& c) {
              c.recipients.resize(2);
              c.recipients[0].kind = RecipientKind::OfflineEscrow;
          }) == "Invalid");
    CHECK(kind_after([](CharterContent& c) { c.recipients[1].key = c.recipients[0].key; }) == "Invalid");
    CHECK(kind_after([](CharterContent& c) { c.recipients[0].key = BoxPublicKey{}; }) == "Invalid");
    CHECK(kind_after([](CharterContent& c) { c.administrators.clear(); }) == "Invalid");
    CHECK(kind_after([](CharterContent& c) { c.threshold = 2; }) == "Invalid");
    CHECK(kind_after([](CharterContent& c) { c.threshold = 0; }) == "Invalid");
    // Two of four could decide one thing, and the other two another, under one number.
    CHECK(kind_after([](CharterContent& c) {
              for (std::uint8_t keys = 11; keys < 14; ++keys)
                  c.administrators.push_back({signing_keys(keys).public_key(), "Another"});
              c.threshold = 2;
          }) == "Invalid");
    CHECK(kind_after([](CharterContent& c) { c.name = "\xff"; }) == "Invalid");
    CHECK(kind_after([](CharterContent& c) { c.name.clear(); }) == "Invalid");
    CHECK(kind_after([](CharterContent& c) { c.forms.push_back(c.forms[0]); }) == "Invalid");
    CHECK(kind_after([](CharterContent& c) { c.version = 2; }) == "Invalid");
}

TEST_CASE("a charter counts only with the signatures of enough administrators")
{
    CharterContent content = sample_charter();
    content.administrators.push_back({signing_keys(11).public_key(), "Second"});
    content.administrators.push_back({signing_keys(12).public_key(), "Third"});
    content.threshold = 2;
    const SigningKeyPair first = signing_keys(1), third = signing_keys(12), stranger = signing_keys(13);
    CHECK(refusal(Charter::sign(content, {&first, &third})->verify_self_signed()) == "accepted");
    CHECK(refusal(Charter::sign(content, {&first})->verify_self_signed()) == "Refused");
    CHECK(refusal(Charter::sign(content, {&first, &stranger})->verify_self_signed()) == "Refused");
    CHECK(Charter::sign(content, {&first, &first}).error().kind == ErrorKind::Corrupt);
}

TEST_CASE("only the administrators known here can lead on to the next version")
{
    const Charter held = signed_charter(sample_charter());
    const Charter next = signed_charter(after(held));
    CHECK(refusal(next.verify_after(held)) == "accepted");
    CHECK(refusal(held.verify_after(next)) == "Refused");
    CHECK(refusal(held.verify_after(held)) == "Refused");

    CharterContent usurped = after(held);
    usurped.administrators = {{signing_keys(66).public_key(), "Usurper"}};
    const SigningKeyPair usurper = signing_keys(66), old = signing_keys(1);
    CHECK(refusal(Charter::sign(usurped, {&usurper})->verify_after(held)) == "Refused");
    CHECK(refusal(Charter::sign(usurped, {&old})->verify_after(held)) == "Refused");
    // A change of administrators that both sides have signed is believed.
    CHECK(refusal(Charter::sign(usurped, {&old, &usurper})->verify_after(held)) == "accepted");

    CharterContent elsewhere = after(held);
    elsewhere.project = sample_id<ProjectId>(99);
    CHECK(refusal(signed_charter(elsewhere).verify_after(held)) == "Refused");
    CharterContent other_branch = after(held);
    other_branch.previous = Hash{{77}};
    CHECK(refusal(signed_charter(other_branch).verify_after(held)) == "Refused");
}

TEST_CASE("the fingerprint stays while administrators stay, and changes with them")
{
    const Charter held = signed_charter(sample_charter());
    CharterContent next = after(held);
    next.name = "Renamed";
    CHECK(signed_charter(next).fingerprint() == held.fingerprint());
    next.administrators.push_back({signing_keys(11).public_key(), "Second"});
    next.threshold = 2;
    CHECK(signed_charter(next).fingerprint() != held.fingerprint());
}

TEST_CASE("signatures that were given in separate places come together, each once, and only those that count")
{
    CharterContent content = sample_charter();
    content.administrators.push_back({signing_keys(11).public_key(), "Second"});
    content.administrators.push_back({signing_keys(12).public_key(), "Third"});
    content.threshold = 2;
    const SigningKeyPair first = signing_keys(1), second = signing_keys(11), stranger = signing_keys(13);
    const Charter at_first = *Charter::sign(content, {&first, &stranger});
    const Charter at_second = *Charter::sign(content, {&second});
    CHECK(refusal(at_first.verify_self_signed()) == "Refused");
    CHECK(refusal(at_second.verify_self_signed()) == "Refused");
    const auto together = at_first.with_signatures(&content, {}, &at_second);
    REQUIRE(together);
    CHECK(refusal(together->verify_self_signed()) == "accepted");
    CHECK(together->hash() == at_first.hash());
    CHECK(together->signatures_of(content) == 2);
    CHECK_FALSE(together->is_signed_by(stranger.public_key()));
    // The same bytes, whoever gathered them; nobody signs twice.
    CHECK(at_second.with_signatures(&content, {&first})->bytes() == together->bytes());
    CHECK(together->with_signatures(&content, {&first, &second, &stranger}, &at_first)->bytes() == together->bytes());
    // Who holds nothing cannot tell whose signature counts, and keeps it for those who can.
    CHECK(at_first.with_signatures(nullptr, {&second})->is_signed_by(stranger.public_key()));
    CharterContent another = content;
    another.name = "Another";
    const Charter other = *Charter::sign(another, {&second});
    CHECK(at_first.with_signatures(&content, {}, &other).error().kind == ErrorKind::Refused);
}
