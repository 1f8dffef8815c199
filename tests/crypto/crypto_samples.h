#pragma once
#include "crypto/certificate.h"
#include "crypto/receipt.h"
#include "crypto/sealed_event.h"

namespace mahalla::test {

/// Key pairs that are the same in every run.
inline SigningKeyPair signing_keys(std::uint8_t number)
{
    return *SigningKeyPair::from_seed(Secret::copy_of(ByteView(Bytes(32, number))));
}
inline BoxKeyPair box_keys(std::uint8_t number)
{
    return *BoxKeyPair::from_seed(Secret::copy_of(ByteView(Bytes(32, number))));
}

template <typename IdType> IdType sample_id(std::uint8_t number) { return *IdType::from_bytes(Bytes(16, number)); }

/// A small project: one administrator (keys 1), a reader (box 2), an escrow (box 3), a supervisor (keys 4, box 4).
inline CharterContent sample_charter()
{
    CharterContent content;
    content.project = sample_id<ProjectId>(7);
    content.name = "Riverside";
    content.made = Instant(std::chrono::milliseconds(1'790'000'000'000));
    content.administrators = {{signing_keys(1).public_key(), "Administrator"}};
    content.recipients = {{RecipientKind::Reader, box_keys(2).public_key(), "Headquarters"},
                          {RecipientKind::OfflineEscrow, box_keys(3).public_key(), "Safe"},
                          {RecipientKind::Reader, box_keys(4).public_key(), "Supervisor"}};
    content.supervisors = {{signing_keys(4).public_key(), box_keys(4).public_key(), "Supervisor"}};
    content.servers = {{"https://server.example", signing_keys(5).public_key(), box_keys(5).public_key(), {}}};
    CharterForm form;
    form.hash = Hash{{1, 2, 3}};
    form.id = "household";
    form.version = "1";
    content.forms = {form};
    content.revocations = {{sample_id<DeviceId>(9), 12, Hash{{4}}}};
    return content;
}

inline Charter signed_charter(CharterContent content, std::uint8_t administrator = 1)
{
    const SigningKeyPair keys = signing_keys(administrator);
    return *Charter::sign(std::move(content), {&keys});
}

inline SealedEventHeader sample_header(const SigningKeyPair& author)
{
    SealedEventHeader header;
    header.kind = 3;
    header.project = sample_id<ProjectId>(7);
    header.record = sample_id<RecordId>(8);
    header.device = author.device();
    header.sequence = 1;
    header.form = short_form_hash(Hash{{1, 2, 3}});
    return header;
}

/// Every change of one bit, every shorter beginning and every byte added at the end of `bytes` is handed to
/// `is_accepted`, which must say false each time.
template <typename IsAccepted> std::size_t accepted_damages(const Bytes& bytes, IsAccepted is_accepted)
{
    std::size_t accepted = 0;
    Bytes damaged = bytes;
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ 1U << bit % 8);
        if (is_accepted(ByteView(damaged))) ++accepted;
        damaged[bit / 8] = bytes[bit / 8];
    }
    for (std::size_t size = 0; size < bytes.size(); ++size)
        if (is_accepted(ByteView(bytes).first(size))) ++accepted;
    for (unsigned value = 0; value < 256; ++value) {
        damaged = bytes;
        damaged.push_back(static_cast<std::uint8_t>(value));
        if (is_accepted(ByteView(damaged))) ++accepted;
    }
    return accepted;
}

} // namespace mahalla::test
