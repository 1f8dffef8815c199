#include "crypto/charter_codec.h"

#include "crypto/statement_codec.h"

namespace mahalla {

namespace {

constexpr std::string_view magic = "MHCH";
constexpr std::uint8_t format_version = 1;
constexpr std::size_t url_bytes_max = 1024;
constexpr std::size_t list_max = 4096;

template <typename Item, typename Write>
void write_list(ByteWriter& writer, const std::vector<Item>& items, Write write)
{
    writer.varint(items.size());
    for (const Item& item : items) write(item);
}

template <typename Item, typename Read> std::vector<Item> read_list(ByteReader& reader, Read read)
{
    std::vector<Item> items;
    for (std::size_t left = read_count(reader, list_max); left > 0 && reader.ok(); --left) items.push_back(read());
    return items;
}

void write_people(ByteWriter& writer, const CharterContent& content)
{
    writer.u8(content.threshold);
    write_list(writer, content.administrators, [&](const Administrator& one) {
        writer.raw(one.key.bytes);
        writer.sized(one.label);
    });
    write_list(writer, content.recipients, [&](const Recipient& one) {
        writer.u8(static_cast<std::uint8_t>(one.kind));
        writer.raw(one.key.bytes);
        writer.sized(one.label);
    });
    write_list(writer, content.supervisors, [&](const Supervisor& one) {
        writer.raw(one.signing_key.bytes);
        writer.raw(one.box_key.bytes);
        writer.sized(one.label);
    });
    write_list(writer, content.servers, [&](const ServerPin& one) {
        writer.sized(one.url);
        writer.raw(one.signing_key.bytes);
        writer.raw(one.box_key.bytes);
        writer.raw(one.tls_key_hash);
    });
}

// Braces evaluate from left to right, so the members below stand in the order of the bytes.
void read_people(ByteReader& reader, CharterContent& content)
{
    content.threshold = reader.u8();
    content.administrators = read_list<Administrator>(reader, [&] {
        return Administrator{read_signing_key(reader), read_label(reader)};
    });
    content.recipients = read_list<Recipient>(reader, [&] {
        return Recipient{read_enum(reader, RecipientKind::OfflineEscrow), read_box_key(reader), read_label(reader)};
    });
    content.supervisors = read_list<Supervisor>(reader, [&] {
        return Supervisor{read_signing_key(reader), read_box_key(reader), read_label(reader)};
    });
    content.servers = read_list<ServerPin>(reader, [&] {
        return ServerPin{read_label(reader, url_bytes_max), read_signing_key(reader), read_box_key(reader),
                         read_array<32>(reader)};
    });
}

void write_decisions(ByteWriter& writer, const CharterContent& content)
{
    write_list(writer, content.forms, [&](const CharterForm& one) {
        writer.raw(one.hash.bytes);
        writer.sized(one.id);
        writer.sized(one.version);
        writer.sized(one.title);
        writer.u8(static_cast<std::uint8_t>(one.retain_local));
        writer.u8(one.is_open ? 1 : 0);
    });
    write_list(writer, content.revocations, [&](const Revocation& one) {
        writer.raw(one.device.bytes());
        writer.u64(one.last_good_sequence);
        writer.raw(one.last_good_hash.bytes);
    });
    writer.u32(content.policy.lock_after_idle_seconds);
    writer.u32(content.policy.keep_bundles_days);
    writer.u8(content.policy.refuse_unencrypted_swap ? 1 : 0);
    writer.u8(content.policy.escrow_tested ? 1 : 0);
    writer.sized(additions_of(content));
}

bool read_additions(ByteView bytes, CharterContent& content)
{
    if (!bytes.empty() && bytes.front() == charter_erased_records_tag) {
        ByteReader reader(bytes.subspan(1));
        const std::size_t count = read_count(reader, Charter::erased_records_max);
        for (std::size_t left = count; left > 0 && reader.ok(); --left)
            content.erased_records.push_back(read_statement_id<RecordId>(reader));
        // An empty list is not written.
        if (count == 0 || !reader.ok()) return false;
        bytes = bytes.subspan(1 + reader.position());
    }
    content.unknown.assign(bytes.begin(), bytes.end());
    return true;
}

void read_decisions(ByteReader& reader, CharterContent& content)
{
    content.forms = read_list<CharterForm>(reader, [&] {
        return CharterForm{read_hash(reader),
                           read_label(reader),
                           read_label(reader),
                           read_label(reader),
                           read_enum(reader, RetainLocal::Never),
                           read_flag(reader)};
    });
    content.revocations = read_list<Revocation>(reader, [&] {
        return Revocation{read_statement_id<DeviceId>(reader), reader.u64(), read_hash(reader)};
    });
    content.policy = Policy{reader.u32(), reader.u32(), read_flag(reader), read_flag(reader)};
    if (!read_additions(reader.sized(charter_additions_max), content)) reader.fail();
}

} // namespace

Bytes additions_of(const CharterContent& content)
{
    ByteWriter writer;
    if (!content.erased_records.empty()) {
        writer.u8(charter_erased_records_tag);
        write_list(writer, content.erased_records, [&](const RecordId& record) { writer.raw(record.bytes()); });
    }
    writer.raw(content.unknown);
    return writer.take();
}

void write_charter_content(ByteWriter& writer, const CharterContent& content)
{
    writer.raw(as_bytes(magic));
    writer.u8(format_version);
    writer.raw(content.project.bytes());
    writer.u64(content.version);
    writer.raw(content.previous.bytes);
    write_instant(writer, content.made);
    writer.u8(content.expires ? 1 : 0);
    if (content.expires) write_instant(writer, *content.expires);
    writer.sized(content.name);
    write_people(writer, content);
    write_decisions(writer, content);
}

CharterContent read_charter_content(ByteReader& reader)
{
    CharterContent content;
    if (as_text(reader.raw(magic.size())) != magic || reader.u8() != format_version) reader.fail();
    content.project = read_statement_id<ProjectId>(reader);
    content.version = reader.u64();
    content.previous = read_hash(reader);
    content.made = read_instant(reader);
    if (read_flag(reader)) content.expires = read_instant(reader);
    content.name = read_label(reader);
    read_people(reader, content);
    read_decisions(reader, content);
    return content;
}

} // namespace mahalla
