#include "crypto/crypto_samples.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

EnrolmentRequest request(std::uint8_t keys = 20, Role role = Role::FieldWorker)
{
    return *EnrolmentRequest::create(signing_keys(keys), box_keys(keys).public_key(), role, "Team 4");
}

Certificate issued(std::uint8_t issuer, Role role = Role::FieldWorker, std::uint8_t keys = 20, std::uint8_t project = 7)
{
    return *Certificate::issue(request(keys, role), sample_id<ProjectId>(project), role, {"XX0101"}, Instant{},
                               signing_keys(issuer));
}

std::string verdict(const Certificate& certificate, const CharterContent& charter = sample_charter())
{
    const auto result = certificate.verify(charter);
    return result ? "accepted" : name_of(result.error().kind);
}

} // namespace

TEST_CASE("a request survives its bytes and shows the same fingerprint to both sides")
{
    const EnrolmentRequest made = request();
    const auto read = EnrolmentRequest::parse(made.bytes());
    REQUIRE(read);
    CHECK(read->signing_key() == signing_keys(20).public_key());
    CHECK(read->box_key() == box_keys(20).public_key());
    CHECK(read->label() == "Team 4");
    CHECK(read->fingerprint() == made.fingerprint());
    CHECK(request().fingerprint() != made.fingerprint());
}

TEST_CASE("no damaged request, certificate or receipt is accepted")
{
    CHECK(accepted_damages(request().bytes(),
                           [](ByteView bytes) { return EnrolmentRequest::parse(bytes).has_value(); }) == 0);
    CHECK(accepted_damages(issued(4).bytes(), [](ByteView bytes) {
              const auto certificate = Certificate::parse(bytes);
              return certificate && certificate->verify(sample_charter());
          }) == 0);
    const Receipt receipt =
        *Receipt::issue(ReceiptKind::Read, sample_id<ProjectId>(7), {Hash{{1}}, Hash{{2}}}, {}, signing_keys(4));
    CHECK(accepted_damages(receipt.bytes(), [](ByteView bytes) {
              const auto read = Receipt::parse(bytes);
              return read && read->verify(sample_charter());
          }) == 0);
}

TEST_CASE("who may enrol whom")
{
    // Keys 1 administrator, 4 supervisor, 20 field worker, 30 stranger.
    CHECK(verdict(issued(1)) == "accepted");
    CHECK(verdict(issued(4)) == "accepted");
    CHECK(verdict(issued(20)) == "Refused");
    CHECK(verdict(issued(30)) == "Refused");
    CHECK(verdict(issued(4, Role::FieldWorker, 20, 8)) == "Refused");
    CHECK(verdict(issued(1, Role::Supervisor, 4)) == "accepted");
    CHECK(verdict(issued(4, Role::Supervisor, 4)) == "Refused");
    // One administrator alone makes nobody a supervisor whom the charter does not name.
    CHECK(verdict(issued(1, Role::Supervisor, 20)) == "Refused");
    CHECK(verdict(issued(1, Role::Server, 5)) == "accepted");
    CHECK(verdict(issued(1, Role::Server, 20)) == "Refused");
    CHECK(verdict(issued(4, Role::Server, 5)) == "Refused");
}

TEST_CASE("a revoked supervisor enrols nobody")
{
    CharterContent charter = sample_charter();
    charter.revocations.push_back({signing_keys(4).device(), 0, {}});
    CHECK(verdict(issued(4), charter) == "Refused");
}

TEST_CASE("the person's label is in the certificate only as a hash that nobody else can try names on")
{
    const Certificate one = issued(4), other = issued(4);
    CHECK(as_text(one.bytes()).find("Team 4") == std::string_view::npos);
    CHECK(one.content().label_hash != other.content().label_hash); // Same label, other nonce.
    CHECK(one.content().device == signing_keys(20).device());
    CHECK(one.content().scope == std::vector<std::string>{"XX0101"});
}

TEST_CASE("who may say that events are stored, and that they were read")
{
    const auto says = [](std::uint8_t keys, ReceiptKind kind, const CharterContent& charter) {
        const auto receipt = Receipt::issue(kind, sample_id<ProjectId>(7), {Hash{{1}}}, {}, signing_keys(keys));
        const auto result = receipt->verify(charter);
        return result ? std::string("accepted") : name_of(result.error().kind);
    };
    CharterContent charter = sample_charter();
    CHECK(says(5, ReceiptKind::Stored, charter) == "accepted");
    CHECK(says(4, ReceiptKind::Stored, charter) == "accepted");
    CHECK(says(4, ReceiptKind::Read, charter) == "accepted");
    CHECK(says(5, ReceiptKind::Read, charter) == "Refused"); // A server holds no reading key.
    CHECK(says(20, ReceiptKind::Stored, charter) == "Refused");
    charter.recipients.pop_back(); // The supervisor is no recipient any more.
    CHECK(says(4, ReceiptKind::Read, charter) == "Refused");
    charter.revocations.push_back({signing_keys(4).device(), 0, {}});
    CHECK(says(4, ReceiptKind::Stored, charter) == "Refused");
}

TEST_CASE("a receipt lists each event once, whatever order it was given")
{
    const auto receipt = Receipt::issue(ReceiptKind::Stored, sample_id<ProjectId>(7), {Hash{{2}}, Hash{{1}}, Hash{{2}}},
                                        {}, signing_keys(5));
    CHECK(receipt->events() == std::vector<Hash>{Hash{{1}}, Hash{{2}}});
    CHECK(Receipt::issue(ReceiptKind::Stored, {}, {}, {}, signing_keys(5)).error().kind == ErrorKind::Invalid);
}
