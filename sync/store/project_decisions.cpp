#include "crypto/hash.h"
#include "crypto/recovery_text.h"
#include "crypto/sealed_event.h"
#include "store/project_interior.h"

#include <algorithm>

namespace mahalla {

namespace {

/// The smallest threshold that `administrators` may have, where `wished` is less.
std::uint8_t threshold_for(std::size_t administrators, std::uint8_t wished)
{
    const std::size_t smallest = administrators / 2 + 1;
    return static_cast<std::uint8_t>(std::clamp<std::size_t>(wished, smallest, std::max(smallest, administrators)));
}

tl::unexpected<Error> not_there(const char* what) { return failure(ErrorKind::NotFound, what); }

/// The escrow key of the sheet, which opened a whole event as a laptop would seal it: not only the key is tried, but
/// the way to the content.
Result<BoxPublicKey> tested_escrow(const CharterContent& content, const Secret& escrow_sheet)
{
    MAHALLA_TRY(const Secret seed, secret_of_recovery_text(escrow_sheet, RecoveryKind::EscrowKey));
    auto escrow = BoxKeyPair::from_seed(seed);
    if (!escrow) return failure(ErrorKind::Refused, "These words are of another sheet: not of a project's escrow key.");
    const auto listed = std::ranges::find(content.recipients, escrow->public_key(), &Recipient::key);
    if (listed == content.recipients.end() || listed->kind != RecipientKind::OfflineEscrow)
        return failure(ErrorKind::Refused,
                       "These words are of another sheet: the key is no escrow key of this project.");
    const SigningKeyPair author = SigningKeyPair::generate();
    SealedEventHeader header;
    header.project = content.project;
    header.device = author.device();
    header.sequence = 1;
    const ByteView text = as_bytes("an answer of a test");
    MAHALLA_TRY(const SealedEvent::Sealed test, SealedEvent::seal(header, text, content.recipient_keys(), author));
    MAHALLA_TRY(const Bytes opened, test.event.open(*escrow));
    if (as_text(opened) != as_text(text))
        return failure(ErrorKind::Corrupt, "The test event does not read as written.");
    return escrow->public_key();
}

void name_supervisor(CharterContent& content, const EnrolmentRequest& request)
{
    content.supervisors.push_back({request.signing_key(), request.box_key(), request.label()});
    if (std::ranges::find(content.recipients, request.box_key(), &Recipient::key) == content.recipients.end())
        content.recipients.push_back({RecipientKind::Reader, request.box_key(), request.label()});
}

} // namespace

// --- questionnaires

Result<Hash> Project::publish_form(ByteView xform, CharterForm details)
{
    details.hash = hash_of(xform);
    MAHALLA_TRY(CharterContent content, interior_->draft());
    if (const CharterForm* const same = content.form(details.hash); same != nullptr && same->is_open)
        return details.hash;
    std::erase_if(content.forms, [&](const CharterForm& form) { return form.hash == details.hash; });
    for (CharterForm& form : content.forms)
        if (form.id == details.id) form.is_open = false;
    details.is_open = true;
    content.forms.push_back(details);
    const auto published = interior_->decide(
        std::move(content), [&] { return interior_->items.put(ItemKind::Form, details.hash.bytes, xform); });
    if (!published) return tl::unexpected(published.error());
    return details.hash;
}

Result<Bytes> Project::form(const Hash& hash) const
{
    MAHALLA_TRY(auto xform, interior_->items.get(ItemKind::Form, hash.bytes));
    if (!xform) return failure(ErrorKind::NotFound, "The project has published no such questionnaire.");
    return *std::move(xform);
}

// --- who reads

Result<void> Project::add_recipient(Recipient recipient)
{
    MAHALLA_TRY(CharterContent content, interior_->draft());
    content.recipients.push_back(std::move(recipient));
    return interior_->decide(std::move(content));
}

Result<void> Project::remove_recipient(const BoxPublicKey& key, const Secret* sheet_of_another_escrow)
{
    MAHALLA_TRY(CharterContent content, interior_->draft());
    const auto listed = std::ranges::find(content.recipients, key, &Recipient::key);
    if (listed == content.recipients.end()) return not_there("The charter names no such recipient.");
    const bool is_escrow = listed->kind == RecipientKind::OfflineEscrow;
    content.recipients.erase(listed);
    if (auto checked = Charter::check(content); !checked) return checked;
    if (is_escrow) {
        if (sheet_of_another_escrow == nullptr)
            return failure(ErrorKind::Refused, "An escrow key goes only when another one that stays was tried: type in "
                                               "the words of its sheet.");
        // The one that goes is no recipient of `content` any more, so its own sheet is refused.
        if (auto tested = tested_escrow(content, *sheet_of_another_escrow); !tested)
            return tl::unexpected(tested.error());
    }
    return interior_->decide(std::move(content));
}

Result<Secret> Project::add_escrow(std::string label)
{
    MAHALLA_TRY(CharterContent content, interior_->draft());
    const Secret seed = Secret::random(BoxKeyPair::seed_bytes);
    MAHALLA_TRY(const BoxKeyPair escrow, BoxKeyPair::from_seed(seed));
    content.recipients.push_back({RecipientKind::OfflineEscrow, escrow.public_key(), std::move(label)});
    if (auto decided = interior_->decide(std::move(content)); !decided) return tl::unexpected(decided.error());
    return recovery_text_of(seed);
}

// --- who may

Result<void> Project::add_supervisor(Supervisor supervisor)
{
    MAHALLA_TRY(CharterContent content, interior_->draft());
    content.supervisors.push_back(std::move(supervisor));
    return interior_->decide(std::move(content));
}

Result<void> Project::propose_supervisor(const EnrolmentRequest& request)
{
    if (request.role() != Role::Supervisor)
        return failure(ErrorKind::Refused, "This request is not for a supervisor. Ask for one with that role.");
    MAHALLA_TRY(CharterContent content, interior_->draft());
    if (content.supervisor(request.signing_key()) != nullptr) return {};
    name_supervisor(content, request);
    return interior_->decide(std::move(content));
}

Result<void> Project::add_server(ServerPin server)
{
    MAHALLA_TRY(CharterContent content, interior_->draft());
    content.servers.push_back(std::move(server));
    return interior_->decide(std::move(content));
}

Result<void> Project::add_administrator(Administrator administrator, std::optional<std::uint8_t> threshold)
{
    MAHALLA_TRY(CharterContent content, interior_->draft());
    content.administrators.push_back(std::move(administrator));
    content.threshold = threshold ? *threshold : threshold_for(content.administrators.size(), content.threshold);
    return interior_->decide(std::move(content));
}

Result<void> Project::remove_administrator(const SigningPublicKey& key, std::optional<std::uint8_t> threshold)
{
    MAHALLA_TRY(CharterContent content, interior_->draft());
    if (std::erase_if(content.administrators, [&](const Administrator& one) { return one.key == key; }) == 0)
        return not_there("The charter names no such administrator.");
    content.threshold = threshold ? *threshold : threshold_for(content.administrators.size(), content.threshold);
    return interior_->decide(std::move(content));
}

Result<void> Project::revoke(Revocation revocation)
{
    MAHALLA_TRY(CharterContent content, interior_->draft());
    std::erase_if(content.revocations, [&](const Revocation& one) { return one.device == revocation.device; });
    content.revocations.push_back(revocation);
    return interior_->decide(std::move(content));
}

Result<void> Project::reinstate(const DeviceId& device)
{
    MAHALLA_TRY(CharterContent content, interior_->draft());
    if (std::erase_if(content.revocations, [&](const Revocation& one) { return one.device == device; }) == 0)
        return not_there("This device is not revoked.");
    return interior_->decide(std::move(content));
}

// --- policy

Result<void> Project::set_policy(Policy policy)
{
    MAHALLA_TRY(CharterContent content, interior_->draft());
    // Only a test with the sheet says this.
    policy.escrow_tested = content.policy.escrow_tested;
    content.policy = policy;
    return interior_->decide(std::move(content));
}

Result<void> Project::set_expiry(std::optional<Instant> expires)
{
    MAHALLA_TRY(CharterContent content, interior_->draft());
    content.expires = expires;
    return interior_->decide(std::move(content));
}

Result<void> Project::test_escrow(const Secret& escrow_sheet)
{
    MAHALLA_TRY(CharterContent content, interior_->draft());
    if (auto tested = tested_escrow(content, escrow_sheet); !tested) return tl::unexpected(tested.error());
    if (content.policy.escrow_tested) return {};
    content.policy.escrow_tested = true;
    return interior_->decide(std::move(content));
}

// --- enrolment

Result<EnrolmentReply> Project::approve_enrolment(const EnrolmentRequest& request, std::vector<std::string> scope)
{
    Interior& interior = *interior_;
    MAHALLA_TRY(CharterContent content, interior.draft());
    if (request.role() == Role::FieldWorker && !content.policy.escrow_tested) return project_is_not_live();
    const SigningKeyPair* const issuer = interior.issuer();
    if (issuer == nullptr)
        return failure(ErrorKind::Refused, "The administrator of this folder is none of the project's any more.");
    const bool changes_charter =
        request.role() == Role::Supervisor && content.supervisor(request.signing_key()) == nullptr;
    if (changes_charter) {
        name_supervisor(content, request);
        if (interior.signers(content).size() < content.threshold)
            return failure(ErrorKind::Refused, "A new supervisor needs the signatures of other administrators first. "
                                               "Propose them, and approve once the charter names them.");
    }
    MAHALLA_TRY(Certificate certificate, Certificate::issue(request, content.project, request.role(), std::move(scope),
                                                            interior.environment.clock.now(), *issuer));
    // A server is pinned with its address first (`add_server`); its certificate would not be believed otherwise.
    if (auto verified = certificate.verify(content); !verified) return tl::unexpected(verified.error());
    const auto keep = [&] {
        return interior.items.put(ItemKind::Certificate, certificate.hash().bytes, certificate.bytes());
    };
    if (auto kept = changes_charter ? interior.decide(std::move(content), keep) : keep(); !kept)
        return tl::unexpected(kept.error());
    return EnrolmentReply{*interior.charter, std::move(certificate), interior.forms_of(interior.charter->content())};
}

} // namespace mahalla
