#include "durability/setting.h"

#include "base/check.h"
#include "crypto/recovery_text.h"
#include "durability/known_chance.h"
#include "support/bytes_reader.h"
#include "support/records.h"

#include <cstdio>

namespace mahalla::test {

namespace {

const std::string first_xform = "<h:html><model><instance><data id=\"household\"/></instance>"
                                "<bind nodeset=\"/data/name\"/></model><value>yes</value></h:html>";
const std::string second_xform = "<h:html><model><instance><data id=\"household\"/></instance>"
                                 "<bind nodeset=\"/data/rent\"/></model><value>no</value></h:html>";

/// The value of what must succeed here, or the end.
auto made(auto result)
{
    if (!result) std::fprintf(stderr, "%s\n", result.error().message.c_str());
    MAHALLA_CHECK(result.has_value());
    if constexpr (!std::is_void_v<typename decltype(result)::value_type>) return *std::move(result);
}

Vault new_vault(Laptop& laptop, const std::string& passphrase)
{
    auto created = made(Vault::create(laptop.vault_folder(), Secret::copy_of(passphrase), laptop.environment(), cheap));
    laptop.ways.passphrase = passphrase;
    laptop.ways.code = as_text(created.recovery_code.view());
    return std::move(created.vault);
}

RecordId begun(Vault& vault, const FormReference& form, const std::string& name)
{
    const RecordId record = made(vault.begin_record(form, "en"));
    made(vault.save_answers(record, {{{path("/data/name"), name, true, false}}, {}}));
    return record;
}

std::vector<Bytes> events_of(const Vault& vault) { return made(vault.events_after(vault.device(), 0, 1000)); }

FileSource source_of(const std::string& content)
{
    return [content]() -> Result<std::unique_ptr<DiskReader>> {
        return std::unique_ptr<DiskReader>(std::make_unique<BytesReader>(to_bytes(content)));
    };
}

Incoming receipts_for(const Vault& supervisor, ReceiptKind kind, const Vault& worker)
{
    std::vector<Hash> hashes;
    for (const Bytes& bytes : events_of(worker)) hashes.push_back(made(SealedEvent::parse(bytes)).hash());
    Incoming incoming;
    incoming.receipts = {made(supervisor.issue_receipt(kind, hashes)).bytes()};
    return incoming;
}

} // namespace

const Setting& Setting::the()
{
    // Never destroyed: its keys would outlive the library that wipes them.
    static const Setting& one = *new Setting;
    return one;
}

Setting::Setting()
{
    begin_known_chance(1);
    const TemporaryFolder place;
    const BoxKeyPair nobody = BoxKeyPair::generate();
    const auto machine = [&](const char* name, std::uint64_t seed) {
        std::filesystem::create_directories(place / name);
        return Laptop(place / name, {}, nobody, seed);
    };
    Laptop office = machine("office", 1), lead = machine("lead", 2), field = machine("field", 3);
    Laptop other = machine("other", 4), fresh = machine("fresh", 5), applicant = machine("applicant", 6);

    auto founded = made(Project::create(office.project_folder(), ProjectFounding{"Riverside"},
                                        Secret::copy_of("headquarters"), office.environment(), cheap));
    Project& project = founded.project;
    project_ways.project = "headquarters";
    escrow = made(BoxKeyPair::from_seed(made(secret_of_recovery_text(founded.escrow_sheet, RecoveryKind::EscrowKey))));
    made(project.test_escrow(founded.escrow_sheet)); // The project may go live.
    CharterForm details;
    details.id = "household";
    details.version = "1";
    form = {"household", "1", made(project.publish_form(as_bytes(first_xform), details))};

    Vault reader = new_vault(lead, "lead"), worker_vault = new_vault(field, "field");
    Vault colleague = new_vault(other, "other"), newcomer_vault = new_vault(fresh, "fresh");
    made(reader.accept_enrolment(
        made(project.approve_enrolment(made(reader.request_enrolment(Role::Supervisor, "Lead"))))));
    const auto reply_to = [&](Vault& vault, const char* label) {
        return made(reader.approve_enrolment(made(vault.request_enrolment(Role::FieldWorker, label))));
    };
    made(worker_vault.accept_enrolment(reply_to(worker_vault, "Worker")));
    made(colleague.accept_enrolment(reply_to(colleague, "Colleague")));
    reply = reply_to(newcomer_vault, "Newcomer");
    {
        Vault asking = new_vault(applicant, "applicant");
        request = made(asking.request_enrolment(Role::FieldWorker, "Applicant"));
    }

    for (const char* const name : {"Amina", "Bilal"}) made(worker_vault.finalise(begun(worker_vault, form, name)));
    begun(worker_vault, form, "Chen");
    Incoming workers;
    workers.events = events_of(worker_vault);
    workers.certificates = {worker_vault.certificate()->bytes()};
    made(reader.take_in(workers));
    receipts_stored = receipts_for(reader, ReceiptKind::Stored, worker_vault);
    receipts_read = receipts_for(reader, ReceiptKind::Read, worker_vault);
    for (const char* const name : {"Dora", "Emil", "Farid"}) made(colleague.finalise(begun(colleague, form, name)));
    strangers_work.events = events_of(colleague);
    const Bytes certificate = colleague.certificate()->bytes();
    certificate_later.certificates = {certificate};
    colleagues_work = strangers_work;
    colleagues_work.certificates = {certificate};
    revocation = {colleague.device(), 1, made(SealedEvent::parse(strangers_work.events.front())).hash()};

    const auto image = [&](Vault& vault, const Laptop& laptop) {
        vault.lock();
        return DiskImage::of(laptop.folder);
    };
    supervisor = image(reader, lead);
    worker = image(worker_vault, field);
    newcomer = image(newcomer_vault, fresh);
    {
        const Project closed = std::move(project);
    }
    headquarters = DiskImage::of(office.folder);
    supervisor_ways = lead.ways;
    worker_ways = field.ways;
    newcomer_ways = fresh.ways;
    supervisor_ways.by_escrow = worker_ways.by_escrow = true;

    Project later = made(Project::open(office.project_folder(), Secret::copy_of("headquarters"), office.environment()));
    details.version = "2";
    made(later.publish_form(as_bytes(second_xform), details));
    next_charter.charters = {later.charter().bytes()};
    next_charter.forms = {to_bytes(second_xform)};
    made(later.revoke(revocation));
    revoking_charter.charters = {later.charter().bytes()};

    colleague.lock();
    add_erasure(lead, field);
    add_copies(field);
    add_files(other);
}

void Setting::add_erasure(Laptop& lead, Laptop& field)
{
    made(lead.open());
    made(field.open());
    supervisor_keys = made(BoxKeyPair::from_seed(lead.vault->box_keys().seed()));
    workers_work.events = events_of(*field.vault);
    workers_work.certificates = {field.vault->certificate()->bytes()};
    erased_record = made(SealedEvent::parse(workers_work.events.front())).header().record;
    made(field.vault->withdraw_consent(erased_record, "changed their mind"));
    withdrawal.events = {events_of(*field.vault).back()};
    made(lead.vault->erase_record(erased_record, "asked for it"));
    erasure.events = {events_of(*lead.vault).back()};
    lead.close();
    field.close();
}

void Setting::add_copies(Laptop& field)
{
    worker_with_medium = worker;
    worker_with_medium.folders.insert("medium");
    supervisor_with_medium = supervisor;
    supervisor_with_medium.folders.insert("medium");

    worker_with_medium.put(field.folder);
    made(field.open());
    made(field.vault->back_up_to(field.medium()));
    field.close();
    medium_alone.folders.insert("medium");
    for (const auto& [name, bytes] : DiskImage::of(field.folder).files)
        if (name.starts_with("medium/")) medium_alone.files[name] = bytes;

    newcomer.put(field.folder);
    {
        Laptop least(field.folder, newcomer_ways, field.escrow, 7);
        made(least.open());
        Vault& vault = *least.vault;
        made(vault.accept_enrolment(*reply));
        const RecordId record = begun(vault, form, "Dana");
        made(vault.attach(record, "plan.txt", source_of("plan")));
        made(vault.save_answers(record, {{{path("/data/plan"), "plan.txt", true, false}}, {}}));
        made(vault.finalise(record));
        begun(vault, form, "Eli");
        made(vault.set_setting("language", "ar"));
        made(vault.take_snapshot());
        least.close();
        one_of_each = DiskImage::of(field.folder);
    }

    worker.put(field.folder);
    made(field.open());
    for (int day = 0; day < 7; ++day) {
        Event event;
        event.kind = EventKind::Comment;
        event.record = record_id('4');
        event.reason = "day " + std::to_string(day);
        made(field.vault->write_event(event));
        made(field.vault->take_snapshot());
        field.clock = FixedClock(field.clock.now() + std::chrono::hours(24));
    }
    field.close();
    full_ring = DiskImage::of(field.folder);
    // A crash between the newest one's name and an old one's end leaves a slot more.
    const std::string ring = "vault/snapshots/";
    const Bytes& newest = full_ring.files.at(ring + "2.sqlite");
    for (int slot = 1; slot <= 8; ++slot) full_ring.files.try_emplace(ring + std::to_string(slot) + ".sqlite", newest);
    full_ring.files["vault/snapshots/unfinished.part"] = Bytes(5000, 7);
}

void Setting::add_files(Laptop& other)
{
    made(other.open());
    Vault& vault = *other.vault;
    const std::size_t before = events_of(vault).size();
    record_with_file = made(vault.begin_record(form, "en"));
    for (const char* const name : {"plan.txt", "list.txt"}) {
        const std::string content(300, name[0]);
        made(vault.attach(record_with_file, name, source_of(content)));
        made(vault.save_answers(record_with_file, {{{path(std::string("/data/") + name[0]), name, true, false}}, {}}));
    }
    made(vault.finalise(record_with_file));
    work_with_file.events = events_of(vault);
    MAHALLA_CHECK(work_with_file.events.size() == before + 3);
    work_with_file.certificates = {vault.certificate()->bytes()};
    for (const AttachmentPiece& piece : vault.attachment_pieces())
        (first_piece.attachment_pieces.empty() ? first_piece : other_pieces)
            .attachment_pieces.push_back(made(vault.attachment_piece(piece.hash)));
    MAHALLA_CHECK(!other_pieces.attachment_pieces.empty());
    other.close();
}

} // namespace mahalla::test
