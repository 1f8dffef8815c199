#include "crypto/charter.h"

#include "crypto/charter_codec.h"
#include "crypto/hash.h"
#include "crypto/statement_codec.h"

#include <set>

namespace mahalla {

namespace {

constexpr std::size_t administrators_max = 32;
constexpr std::size_t recipients_max = 64; // As many as a sealed event can have.
constexpr std::size_t servers_max = 16;

template <typename Items, typename Key> bool all_different(const Items& items, Key key)
{
    std::set<std::remove_cvref_t<decltype(key(items.front()))>> seen;
    for (const auto& item : items)
        if (!seen.insert(key(item)).second) return false;
    return true;
}

bool is_label(std::string_view text) { return text.size() <= label_bytes_max && is_valid_utf8(text); }

tl::unexpected<Error> breaks_rule(const char* rule) { return failure(ErrorKind::Invalid, rule); }

Result<void> check_people(const CharterContent& content)
{
    if (content.administrators.empty() || content.administrators.size() > administrators_max)
        return breaks_rule("A charter has 1 to 32 administrators.");
    if (content.threshold == 0 || content.threshold > content.administrators.size())
        return breaks_rule("The number of administrators who must sign is at least 1 and at most their number.");
    // Two halves that sign one after another what the other half does not know would make two charters of one version.
    if (content.threshold * 2U <= content.administrators.size())
        return breaks_rule("More than half of the administrators must sign.");
    if (content.recipients.size() < 2)
        return breaks_rule(
            "A charter needs two recipients at least: if the only key were lost, so would be every record.");
    if (content.recipients.size() > recipients_max) return breaks_rule("A charter has at most 64 recipients.");
    const auto is_escrow = [](const Recipient& one) { return one.kind == RecipientKind::OfflineEscrow; };
    if (std::ranges::none_of(content.recipients, is_escrow))
        return breaks_rule("One recipient must be an escrow key that is kept offline.");
    if (std::ranges::all_of(content.recipients, is_escrow))
        return breaks_rule("One recipient must be a reader: nobody could work with what is sent.");
    if (content.supervisors.size() > 4096 || content.servers.size() > servers_max)
        return breaks_rule("A charter has at most 4,096 supervisors and 16 servers.");
    if (!all_different(content.administrators, [](const Administrator& one) { return one.key; }) ||
        !all_different(content.recipients, [](const Recipient& one) { return one.key; }) ||
        !all_different(content.supervisors, [](const Supervisor& one) { return one.signing_key; }) ||
        !all_different(content.servers, [](const ServerPin& one) { return one.signing_key; }))
        return breaks_rule("The same key stands twice in a list of the charter.");
    // Sealing to such a key fails: one of them in the charter would stop every laptop from finalising.
    if (!std::ranges::all_of(content.recipients, [](const Recipient& one) { return one.key.is_usable(); }))
        return breaks_rule("A recipient's public key is no usable key. Ask for it again.");
    return {};
}

Result<void> check_texts(const CharterContent& content)
{
    bool fine = is_label(content.name) && !content.name.empty();
    for (const Administrator& one : content.administrators) fine = fine && is_label(one.label);
    for (const Recipient& one : content.recipients) fine = fine && is_label(one.label);
    for (const Supervisor& one : content.supervisors) fine = fine && is_label(one.label);
    for (const CharterForm& one : content.forms)
        fine = fine && is_label(one.id) && is_label(one.version) && is_label(one.title);
    for (const ServerPin& one : content.servers) fine = fine && one.url.size() <= 1024 && is_valid_utf8(one.url);
    if (!fine) return breaks_rule("A text of the charter is too long or no UTF-8, or the project has no name.");
    return {};
}

Result<void> check_additions(const CharterContent& content)
{
    const auto& erased = content.erased_records;
    if (erased.size() > Charter::erased_records_max)
        return breaks_rule("A charter erases at most 2,048 records. Name a supervisor: they erase any number.");
    if (std::ranges::adjacent_find(erased, std::greater_equal<>()) != erased.end() ||
        std::ranges::any_of(erased, &RecordId::is_none))
        return breaks_rule("The records that a charter erases stand in order, each once.");
    if (additions_of(content).size() > charter_additions_max)
        return breaks_rule("What the charter holds beyond this version is too long.");
    // It would read as the list above.
    if (!content.unknown.empty() && content.unknown.front() == charter_erased_records_tag)
        return breaks_rule("The records that a charter erases stand in one list.");
    return {};
}

} // namespace

std::vector<BoxPublicKey> CharterContent::recipient_keys() const
{
    std::vector<BoxPublicKey> keys;
    for (const Recipient& recipient : recipients) keys.push_back(recipient.key);
    return keys;
}

const CharterForm* CharterContent::form(const Hash& hash) const
{
    const auto found = std::ranges::find(forms, hash, &CharterForm::hash);
    return found == forms.end() ? nullptr : &*found;
}

const CharterForm* CharterContent::form(const ShortFormHash& hash) const
{
    const auto found =
        std::ranges::find_if(forms, [&](const CharterForm& one) { return short_form_hash(one.hash) == hash; });
    return found == forms.end() ? nullptr : &*found;
}

const Supervisor* CharterContent::supervisor(const SigningPublicKey& key) const
{
    const auto found = std::ranges::find(supervisors, key, &Supervisor::signing_key);
    return found == supervisors.end() ? nullptr : &*found;
}

const Revocation* CharterContent::revocation(const DeviceId& device) const
{
    const auto found = std::ranges::find(revocations, device, &Revocation::device);
    return found == revocations.end() ? nullptr : &*found;
}

bool CharterContent::erases(const RecordId& record) const { return std::ranges::binary_search(erased_records, record); }

Result<void> Charter::check(const CharterContent& content)
{
    if (content.version == 0) return breaks_rule("Charters are numbered from 1.");
    if ((content.version == 1) != content.previous.is_none())
        return breaks_rule("Every charter but the first names the one before it.");
    if (auto people = check_people(content); !people) return people;
    if (auto texts = check_texts(content); !texts) return texts;
    if (content.forms.size() > 4096 || content.revocations.size() > 4096)
        return breaks_rule("A charter has at most 4,096 forms and 4,096 revocations.");
    if (!all_different(content.forms, [](const CharterForm& one) { return short_form_hash(one.hash); }) ||
        !all_different(content.revocations, [](const Revocation& one) { return one.device; }))
        return breaks_rule("The same form or device stands twice in a list of the charter.");
    return check_additions(content);
}

Result<Charter> Charter::assembled(ByteView signed_bytes, const std::vector<SignatureBy>& signatures)
{
    ByteWriter writer;
    writer.raw(signed_bytes);
    writer.varint(signatures.size());
    for (const SignatureBy& one : signatures) {
        writer.raw(one.key.bytes());
        writer.raw(one.signature.bytes);
    }
    if (writer.size() > bytes_max) return breaks_rule("The charter is too large.");
    return parse(writer.bytes());
}

Result<Charter> Charter::sign(CharterContent content, const std::vector<const SigningKeyPair*>& signers)
{
    if (auto checked = check(content); !checked) return tl::unexpected(checked.error());
    ByteWriter writer;
    write_charter_content(writer, content);
    std::vector<SignatureBy> signatures;
    for (const SigningKeyPair* signer : signers)
        signatures.push_back({signer->public_key().id(), signer->sign(SignaturePurpose::Charter, writer.bytes())});
    return assembled(writer.bytes(), signatures);
}

Result<Charter> Charter::parse(ByteView bytes)
{
    const auto no_charter = [] { return failure(ErrorKind::Corrupt, "These bytes are no charter."); };
    if (bytes.size() > bytes_max) return no_charter();
    ByteReader reader(bytes);
    Charter charter;
    charter.content_ = read_charter_content(reader);
    if (!reader.ok()) return no_charter();
    const ByteView signed_bytes = bytes.first(reader.position());
    std::set<KeyId> signers;
    for (std::size_t left = read_count(reader, 2 * administrators_max); left > 0 && reader.ok(); --left) {
        const auto key = read_statement_id<KeyId>(reader);
        charter.signatures_.push_back({key, read_signature(reader)});
        if (!signers.insert(key).second) reader.fail();
    }
    if (!reader.finished()) return no_charter();
    if (auto checked = check(charter.content_); !checked) return tl::unexpected(checked.error());
    charter.signed_bytes_.assign(signed_bytes.begin(), signed_bytes.end());
    charter.hash_ = hash_of(signed_bytes);
    charter.bytes_.assign(bytes.begin(), bytes.end());
    return charter;
}

const Charter::SignatureBy* Charter::signature_of(const SigningPublicKey& key) const
{
    const auto found = std::ranges::find(signatures_, key.id(), &SignatureBy::key);
    const bool holds =
        found != signatures_.end() && key.verifies(SignaturePurpose::Charter, signed_bytes_, found->signature);
    return holds ? &*found : nullptr;
}

bool Charter::is_signed_by(const SigningPublicKey& administrator) const
{
    return signature_of(administrator) != nullptr;
}

std::size_t Charter::signatures_of(const CharterContent& judges) const
{
    return static_cast<std::size_t>(std::ranges::count_if(
        judges.administrators, [this](const Administrator& judge) { return is_signed_by(judge.key); }));
}

Result<Charter> Charter::with_signatures(const CharterContent* held, const std::vector<const SigningKeyPair*>& signers,
                                         const Charter* other) const
{
    if (other != nullptr && other->hash_ != hash_)
        return failure(ErrorKind::Refused, "These are signatures of another charter.");
    std::set<SigningPublicKey> judges;
    for (const Administrator& one : content_.administrators) judges.insert(one.key);
    if (held != nullptr)
        for (const Administrator& one : held->administrators) judges.insert(one.key);
    std::vector<SignatureBy> signatures;
    for (const SigningPublicKey& judge : judges) {
        const auto signer = std::ranges::find(signers, judge, &SigningKeyPair::public_key);
        if (const SignatureBy* const here = signature_of(judge))
            signatures.push_back(*here);
        else if (const SignatureBy* const there = other == nullptr ? nullptr : other->signature_of(judge))
            signatures.push_back(*there);
        else if (signer != signers.end())
            signatures.push_back({judge.id(), (*signer)->sign(SignaturePurpose::Charter, signed_bytes_)});
    }
    if (held == nullptr) // Whose these are can be told only by who holds the charter before.
        for (const SignatureBy& one : signatures_)
            if (std::ranges::none_of(judges, [&](const SigningPublicKey& judge) { return judge.id() == one.key; }))
                signatures.push_back(one);
    return assembled(signed_bytes_, signatures);
}

Result<void> Charter::verify_self_signed() const
{
    if (signatures_of(content_) < content_.threshold)
        return failure(ErrorKind::Refused, "A charter is not signed by enough of its administrators.");
    return {};
}

Result<void> Charter::verify_after(const Charter& held) const
{
    if (content_.project != held.content_.project)
        return failure(ErrorKind::Refused, "A charter belongs to another project.");
    if (content_.version <= held.content_.version)
        return failure(ErrorKind::Refused, "A charter is older than the one that is here, or the same.");
    if (content_.version == held.content_.version + 1 && content_.previous != held.hash_)
        return failure(ErrorKind::Refused, "A charter follows another one than that which is here.");
    if (signatures_of(held.content_) < held.content_.threshold)
        return failure(ErrorKind::Refused, "A charter is not signed by enough of the administrators known here.");
    return verify_self_signed();
}

std::string Charter::fingerprint() const
{
    ByteWriter writer;
    writer.raw(as_bytes("mahalla project fingerprint"));
    writer.raw(content_.project.bytes());
    writer.u8(content_.threshold);
    for (const Administrator& administrator : content_.administrators) writer.raw(administrator.key.bytes);
    return fingerprint_of(writer.bytes());
}

} // namespace mahalla
