#include "store/vault.h"

#include "base/check.h"
#include "crypto/forget.h"
#include "crypto/recovery_text.h"
#include "store/empty_folder.h"
#include "store/intake.h"
#include "store/vault_interior.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t master_key_bytes = 32;
constexpr std::size_t recovery_code_bytes = 16;

/// None while nobody has enrolled the vault.
const Charter* open_charter(const OpenVault* open) { return open->charter ? &*open->charter : nullptr; }

} // namespace

Vault::Vault(std::unique_ptr<Interior> interior) : interior_(std::move(interior)) {}
Vault::Vault(Vault&&) noexcept = default;
Vault& Vault::operator=(Vault&&) noexcept = default;
Vault::~Vault() = default;

// --- making, unlocking, locking

Result<Vault::Created> Vault::create(const std::filesystem::path& folder, const Secret& passphrase,
                                     StoreEnvironment environment, PassphraseCost cost)
{
    Disk& disk = environment.disk;
    if (disk.exists(folder)) {
        MAHALLA_TRY(const auto names, disk.list(folder));
        if (!names.empty())
            return failure(ErrorKind::Invalid, "The folder is not empty. Choose another for the vault.");
    }
    Secret master = Secret::random(master_key_bytes);
    const Secret code = Secret::random(recovery_code_bytes);
    MAHALLA_TRY(StoreHeader header, StoreHeader::create(StoreKind::Vault, master, passphrase, cost));
    header.set_code(master, code);
    const auto make = [&]() -> Result<Created> {
        if (auto made = disk.make_folder(folder); !made) return tl::unexpected(made.error());
        MAHALLA_TRY(auto opened, OpenVault::create(folder, std::move(master), environment));
        auto interior = std::make_unique<Interior>(folder, environment, std::move(opened));
        // The header last: a folder without it never was a vault.
        if (auto written = disk.write(folder / Interior::header_name, header.bytes()); !written)
            return tl::unexpected(written.error());
        return Created{Vault(std::move(interior)), recovery_text_of(code)};
    };
    auto created = make();
    if (!created) empty_folder(folder, disk);
    return created;
}

Result<Vault> Vault::unlock(const std::filesystem::path& folder, const Secret& passphrase, StoreEnvironment environment)
{
    MAHALLA_TRY(const StoreHeader header, Interior::read_header(folder, environment.disk));
    MAHALLA_TRY(Secret master, header.open(passphrase));
    return Interior::open_newest(folder, header, std::move(master), environment);
}

Result<Vault> Vault::unlock_with_recovery_code(const std::filesystem::path& folder, const Secret& recovery_code,
                                               StoreEnvironment environment)
{
    MAHALLA_TRY(const StoreHeader header, Interior::read_header(folder, environment.disk));
    MAHALLA_TRY(const Secret code, secret_of_recovery_text(recovery_code, RecoveryKind::VaultCode));
    MAHALLA_TRY(Secret master, header.open_with_code(code));
    return Interior::open_newest(folder, header, std::move(master), environment);
}

Result<Vault> Vault::unlock_as_recovery_recipient(const std::filesystem::path& folder, const BoxKeyPair& recipient,
                                                  StoreEnvironment environment)
{
    MAHALLA_TRY(const StoreHeader header, Interior::read_header(folder, environment.disk));
    MAHALLA_TRY(Secret master, header.open_as_recipient(recipient));
    return Interior::open_vault(folder, std::move(master), environment);
}

Result<void> Vault::change_passphrase(const Secret& current, const Secret& next, PassphraseCost cost)
{
    if (is_locked()) return vault_is_locked();
    MAHALLA_TRY(StoreHeader header, interior_->header());
    MAHALLA_TRY(const Secret master, header.open(current));
    if (auto set = header.set_passphrase(master, next, cost); !set) return set;
    return interior_->write_header(header);
}

Result<Secret> Vault::renew_recovery_code()
{
    if (is_locked()) return vault_is_locked();
    MAHALLA_TRY(StoreHeader header, interior_->header());
    if (header.is_travelling())
        return failure(ErrorKind::Refused,
                       "A vault that is on the way has no recovery code. Turn travel mode off first.");
    const Secret code = Secret::random(recovery_code_bytes);
    header.set_code(interior_->open->master, code);
    if (auto written = interior_->write_header(header); !written) return tl::unexpected(written.error());
    return recovery_text_of(code);
}

void Vault::lock()
{
    interior_->open.reset();
    wipe_returned_functions();
}

bool Vault::is_locked() const { return interior_->open == nullptr; }

// --- who this is

DeviceId Vault::device() const { return is_locked() ? DeviceId() : interior_->open->signing->device(); }

const SigningKeyPair& Vault::signing_keys() const
{
    MAHALLA_CHECK(!is_locked());
    return *interior_->open->signing;
}

const BoxKeyPair& Vault::box_keys() const
{
    MAHALLA_CHECK(!is_locked());
    return *interior_->open->box;
}

const Charter* Vault::charter() const
{
    return is_locked() || !interior_->open->charter ? nullptr : &*interior_->open->charter;
}

const Certificate* Vault::certificate() const
{
    return is_locked() || !interior_->open->certificate ? nullptr : &*interior_->open->certificate;
}

bool Vault::is_reader() const { return !is_locked() && interior_->open->is_reader(); }

std::string Vault::label() const { return is_locked() ? std::string() : interior_->open->label(); }

// --- enrolment

Result<EnrolmentRequest> Vault::request_enrolment(Role role, std::string label)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    if (open.is_enrolled()) return failure(ErrorKind::Refused, "This vault belongs to a project already.");
    if (open.request && open.request->role() == role && open.request->label() == label) return *open.request;
    MAHALLA_TRY(EnrolmentRequest request,
                EnrolmentRequest::create(*open.signing, open.box->public_key(), role, std::move(label)));
    if (auto put = open.items.put(ItemKind::Request, {}, request.bytes()); !put) return tl::unexpected(put.error());
    open.request = request;
    return request;
}

const EnrolmentRequest* Vault::enrolment_request() const
{
    return is_locked() || !interior_->open->request ? nullptr : &*interior_->open->request;
}

Result<EnrolmentReply> Vault::read_enrolment_reply(ByteView bytes) const
{
    if (is_locked()) return vault_is_locked();
    return EnrolmentReply::open(bytes, *interior_->open->box);
}

Result<void> Vault::accept_enrolment(const EnrolmentReply& reply)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    const auto refuse = [](const char* why) { return failure(ErrorKind::Refused, why); };
    if (!open.request || !reply.certificate.answers(*open.request))
        return refuse("This enrolment reply answers another request than the last one of this vault.");
    if (open.charter) {
        const bool is_held = reply.charter.hash() == open.charter->hash();
        if (auto follows = reply.charter.verify_after(*open.charter); !is_held && !follows) return follows;
    }
    if (auto verified = reply.charter.verify_self_signed(); !verified) return verified;
    if (auto verified = reply.certificate.verify(reply.charter.content()); !verified) return verified;

    Erasure erasure;
    const auto store = [&]() -> Result<void> {
        MAHALLA_TRY(Transaction transaction, Transaction::begin(open.database));
        if (auto stored = open.store_charter(reply.charter); !stored) return stored;
        MAHALLA_TRY(erasure, open.note_listed_erasures());
        if (auto erased = erasure.empty() ? Result<void>() : open.erase_rows(erasure); !erased) return erased;
        const Bytes& certificate = reply.certificate.bytes();
        if (auto put = open.items.put(ItemKind::OwnCertificate, {}, certificate); !put) return put;
        if (auto put = open.items.put(ItemKind::Certificate, reply.certificate.hash().bytes, certificate); !put)
            return put;
        for (const Bytes& form : reply.forms)
            if (auto stored = open.store_form(form); !stored) return stored;
        if (auto erased = open.erase_copies(erasure); !erased) return erased;
        return transaction.commit();
    };
    // The escrow keys' slots first: were they refused after the enrolment is stored, it would have failed and count.
    if (auto renewed = interior_->renew_recovery_recipients(&reply.charter); !renewed) return renewed;
    const auto stored = store();
    if (stored && !erasure.empty()) {
        open.forget(erasure);
        static_cast<void>(open.empty_log());
    }
    interior_->follow_the_disk();
    if (!stored && !is_locked())
        static_cast<void>(interior_->renew_recovery_recipients(open_charter(interior_->open.get())));
    if (stored && is_locked()) return vault_is_locked();
    return stored;
}

Result<EnrolmentReply> Vault::approve_enrolment(const EnrolmentRequest& request, std::vector<std::string> scope)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    if (!open.charter || open.charter->content().supervisor(open.signing->public_key()) == nullptr)
        return failure(ErrorKind::Refused, "Only a supervisor of the project enrols others.");
    if (request.role() != Role::FieldWorker)
        return failure(ErrorKind::Refused,
                       "Supervisors and servers are enrolled where the project's administrators' keys are.");
    if (!open.is_live()) return not_live();
    if (const auto& expires = open.charter->content().expires; expires && open.environment.clock.now() > *expires)
        return failure(ErrorKind::Refused,
                       "The project's charter has expired: nobody new is enrolled until the next one "
                       "comes. Collecting goes on.");
    if (!open.trust.may_give(open.signing->device(), scope))
        return failure(ErrorKind::Refused, "You are responsible for certain areas only: name areas among them.");
    MAHALLA_TRY(Certificate certificate,
                Certificate::issue(request, open.charter->content().project, request.role(), std::move(scope),
                                   open.environment.clock.now(), *open.signing));
    if (auto put = open.items.put(ItemKind::Certificate, certificate.hash().bytes, certificate.bytes()); !put)
        return tl::unexpected(put.error());
    open.rebuild_trust();
    std::vector<Bytes> forms_to_send;
    for (const CharterForm& listed : open.charter->content().forms) {
        if (!listed.is_open) continue;
        MAHALLA_TRY(auto xform, open.items.get(ItemKind::Form, listed.hash.bytes));
        if (xform) forms_to_send.push_back(*std::move(xform));
    }
    return EnrolmentReply{*open.charter, std::move(certificate), std::move(forms_to_send)};
}

// --- questionnaires

Result<Bytes> Vault::form(const Hash& hash) const
{
    if (is_locked()) return vault_is_locked();
    MAHALLA_TRY(auto xform, interior_->open->items.get(ItemKind::Form, hash.bytes));
    if (!xform) return failure(ErrorKind::NotFound, "This questionnaire is not here yet.");
    return *std::move(xform);
}

std::vector<Hash> Vault::forms() const
{
    std::vector<Hash> hashes;
    if (is_locked()) return hashes;
    for (const Bytes& name : interior_->open->items.names(ItemKind::Form))
        if (const auto hash = Hash::from_bytes(name)) hashes.push_back(*hash);
    return hashes;
}

// --- drafts

Result<RecordId> Vault::begin_record(const FormReference& form, std::string language)
{
    if (is_locked()) return vault_is_locked();
    const RecordId record = RecordId::random(interior_->open->environment.random);
    if (auto begun = begin_named_record(record, form, std::move(language)); !begun)
        return tl::unexpected(begun.error());
    return record;
}

Result<void> Vault::begin_named_record(const RecordId& id, const FormReference& form, std::string language)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    const CharterForm* const listed = open.charter ? open.charter->content().form(form.hash) : nullptr;
    if (listed == nullptr)
        return failure(ErrorKind::Refused, "This questionnaire is not among those that the project has published.");
    if (!listed->is_open)
        return failure(ErrorKind::Refused,
                       "The project has closed this questionnaire for new records. Use the newest one.");
    Record record;
    record.id = id;
    record.form = {listed->id, listed->version, listed->hash};
    record.language = std::move(language);
    record.author = open.label();
    record.created = open.environment.clock.now();
    return open.drafts.begin(record, {}, false, *record.created);
}

Result<void> Vault::begin_revision(const Record& base, const VersionVector& seen)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    return open.drafts.begin(base, seen, true, open.environment.clock.now());
}

Result<void> Vault::save_answers(const RecordId& record, const RecordChanges& changes)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    const auto save = [&] { return open.drafts.add_changes(record, changes, open.environment.clock.now()); };
    // A row that goes is preceded by a restore point. Any other answer is one step as it is.
    const bool is_one_step = std::none_of(changes.rows.begin(), changes.rows.end(),
                                          [](const RowChange& row) { return row.kind == RowChangeKind::Removed; });
    return is_one_step ? save() : interior_->as_one_step(save);
}

Result<void> Vault::set_draft_language(const RecordId& record, std::string language)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    return open.drafts.set_language(record, std::move(language), open.environment.clock.now());
}

Result<Record> Vault::draft(const RecordId& record) const
{
    if (is_locked()) return vault_is_locked();
    const Draft* const draft = interior_->open->drafts.find(record);
    if (draft == nullptr) return failure(ErrorKind::NotFound, "There is no draft of this record.");
    return draft->present;
}

std::vector<RecordId> Vault::drafts() const
{
    std::vector<RecordId> ids;
    if (is_locked()) return ids;
    for (const auto& [record, draft] : interior_->open->drafts.drafts()) ids.push_back(record);
    return ids;
}

Result<void> Vault::discard_draft(const RecordId& record)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    if (open.drafts.find(record) == nullptr) return failure(ErrorKind::NotFound, "There is no draft of this record.");
    Erasure erasure;
    erasure.drafts.insert(record);
    open.going.clear();
    MAHALLA_TRY(Transaction transaction, Transaction::begin(open.database));
    if (auto erased = open.erase_rows(erasure); !erased) return erased;
    if (auto erased = open.erase_copies(erasure); !erased) return erased;
    if (auto committed = transaction.commit(); !committed) return committed;
    open.forget(erasure);
    // It is gone by now, its keys are overwritten. Where the log cannot be emptied for want of space, what it holds of
    // them leaves the disk at the next checkpoint or unlocking instead.
    static_cast<void>(open.empty_log());
    return {};
}

Result<std::vector<EventReference>> Vault::finalise(const RecordId& record)
{
    if (is_locked()) return vault_is_locked();
    auto finalised = interior_->open->finalise(record);
    if (!finalised) interior_->follow_files();
    return finalised;
}

// --- events

Result<EventReference> Vault::write_event(Event event)
{
    if (is_locked()) return vault_is_locked();
    return interior_->open->write_event(std::move(event));
}

Result<IncomingReport> Vault::take_in(const Incoming& incoming, TakeIn mode)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    Intake intake(open);
    const auto run = [&]() -> Result<IncomingReport> {
        MAHALLA_TRY(Transaction transaction, Transaction::begin(open.database));
        MAHALLA_TRY(IncomingReport report, intake.run(incoming));
        if (mode == TakeIn::DryRun) return report;
        if (auto erased = open.erase_copies(intake.erasure()); !erased) return tl::unexpected(erased.error());
        if (auto committed = transaction.commit(); !committed) return tl::unexpected(committed.error());
        return report;
    };
    auto report = run();
    if (!report || mode == TakeIn::DryRun) {
        interior_->follow_the_disk();
        return report;
    }
    // What came is stored; these two can be done again, and are by the next delivery or unlocking.
    open.forget(intake.erasure());
    if (!intake.erasure().empty()) static_cast<void>(open.empty_log());
    open.note_chain_height();
    if (intake.has_new_charter()) static_cast<void>(interior_->renew_recovery_recipients(&*open.charter));
    return report;
}

// --- settings

Result<void> Vault::set_setting(std::string_view name, std::string_view value)
{
    if (is_locked()) return vault_is_locked();
    if (name.size() > 256 || value.size() > 64 << 10) return failure(ErrorKind::Invalid, "A setting is too long.");
    return interior_->open->items.put(ItemKind::Setting, as_bytes(name), as_bytes(value));
}

std::optional<std::string> Vault::setting(std::string_view name) const
{
    if (is_locked()) return std::nullopt;
    const auto found = interior_->open->items.get(ItemKind::Setting, as_bytes(name));
    if (!found || !*found) return std::nullopt;
    return std::string(as_text(**found));
}

} // namespace mahalla
