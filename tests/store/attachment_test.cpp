#include "crypto/attachment.h"
#include "store/attachment_story.h"

#include <algorithm>

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20U;

} // namespace

TEST_CASE("a file of any size comes back from the draft, and from the finalised record, as it was")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    std::map<Hash, std::string> contents;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, mebibyte - 1, mebibyte, mebibyte + 1, 4 * mebibyte + 7}) {
        const std::string content = document_of(size);
        const AttachedFile file = attach(team.worker, record, std::to_string(size) + ".txt", content);
        CHECK(file.content_bytes == size);
        CHECK(file.is_complete());
        contents[file.id] = content;
    }
    const auto all_are_there = [&](const Vault& vault) {
        REQUIRE(vault.attachments(record)->size() == contents.size());
        for (const auto& [id, content] : contents) CHECK((content_of(vault, record, id) == content));
    };
    all_are_there(team.worker);
    CHECK(team.worker.attachment_pieces().empty()); // A draft's files go nowhere.
    team.worker.lock();
    Vault worker = *team.world.unlock("worker");
    all_are_there(worker);
    REQUIRE(worker.finalise(record));
    all_are_there(worker);
    CHECK(worker.attachment_pieces().size() == 6 + 5);
    worker.lock();
    all_are_there(*team.world.unlock("worker"));
}

TEST_CASE("a photograph's position is not in the vault, nor in what is read back")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const AttachedFile file = attach(team.worker, record, "photo.jpg", photo_of(6));
    CHECK(file.media_type == "image/jpeg");
    const std::string content = content_of(team.worker, record, file.id);
    CHECK(holds(content, "SAMPLES"));
    CHECK_FALSE(holds(content, "CANARY"));
    CHECK(team.worker.attach(record, "photo.heic", source_of("CANARY")).error().kind == ErrorKind::Refused);
    CHECK(team.worker.attachments(record)->size() == 1);
}

TEST_CASE("a finalised record brings an event for each file that an answer names, and no other leaves")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const AttachedFile first = attach(team.worker, record, "photo.jpg", photo_of(1));
    const AttachedFile second = attach(team.worker, record, "photo.jpg", photo_of(6));
    CHECK(second.name == "photo-2.jpg");
    REQUIRE(team.worker.attach(record, "nobody asked.txt", source_of("left over")));
    // The first is taken anew: its answer now names the second.
    REQUIRE(team.worker.save_answers(record, Team::answer("/data/photo_of_photo.jpg", second.name)));
    CHECK(team.worker.attachments(record)->size() == 3);
    REQUIRE(team.worker.finalise(record));
    const auto files = team.worker.attachments(record);
    REQUIRE(files->size() == 1);
    CHECK(files->front().id == second.id);
    CHECK_FALSE(files->front().is_in_draft);
    CHECK(content_of(team.worker, record, first.id) == "NotFound");

    const auto events = team.worker.events_of(record);
    REQUIRE(events->size() == 2);
    CHECK(events->at(0).event.kind == EventKind::Attachment);
    CHECK(events->at(0).event.topic == "photo-2.jpg");
    CHECK(events->at(1).event.kind == EventKind::Finalise);
    // Who finalised has seen the file.
    CHECK(events->at(1).event.seen.sequence_of(team.worker.device()) == events->at(0).event.dot.sequence);
    CHECK(team.worker.attachment_pieces().size() == 1);
}

TEST_CASE("a correction keeps the files of before and adds its own")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    attach(team.worker, record, "before.txt", "before");
    REQUIRE(team.worker.finalise(record));
    Record base;
    base.id = record;
    base.form = team.form_reference();
    VersionVector seen;
    const auto before = team.worker.events_of(record);
    for (const OpenedEvent& opened : *before) {
        apply_changes(base, {opened.event.changes, opened.event.rows});
        seen.see(opened.event.dot);
    }
    REQUIRE(team.worker.begin_revision(base, seen));
    CHECK(attach(team.worker, record, "before.txt", "after").name == "before-2.txt");
    REQUIRE(team.worker.finalise(record));
    CHECK(team.worker.attachments(record)->size() == 2);
}

TEST_CASE("what is missing of a file is named, and comes in any order by several roads")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const std::string content = document_of(3 * mebibyte);
    const AttachedFile large = attach(team.worker, record, "large.txt", content);
    const AttachedFile small = attach(team.worker, record, "small.txt", "few words");
    REQUIRE(team.worker.finalise(record));
    const std::vector<Bytes> pieces = pieces_of(team.worker);
    REQUIRE(pieces.size() == 4);
    Incoming events = Team::all_of(team.worker);

    // One piece comes before anybody here knows of the record.
    Incoming early;
    early.attachment_pieces = {pieces[0]};
    CHECK(team.supervisor.take_in(early)->pieces_new == 1);
    REQUIRE(team.supervisor.take_in(events));
    auto missing = *team.supervisor.missing_attachments(record);
    std::size_t pieces_here = 0;
    const auto known = team.supervisor.attachments(record);
    for (const AttachedFile& file : *known) pieces_here += file.pieces_here;
    CHECK(pieces_here == 1);
    CHECK(missing.size() + (pieces[0].size() < mebibyte ? 1 : 0) == 2);
    CHECK(team.supervisor.incomplete_attachments() == missing.size());
    CHECK(content_of(team.supervisor, record, large.id) == "NotFound");

    Incoming rest;
    rest.attachment_pieces = {pieces[3], pieces[1], pieces[1]};
    const auto taken = team.supervisor.take_in(rest);
    CHECK(taken->pieces_new == 2);
    CHECK(taken->pieces_already_here == 1);
    missing = *team.supervisor.missing_attachments(record);
    REQUIRE(missing.size() == 1);
    rest.attachment_pieces = {pieces[2]};
    REQUIRE(team.supervisor.take_in(rest));
    CHECK(team.supervisor.missing_attachments(record)->empty());
    CHECK((content_of(team.supervisor, record, large.id) == content));
    CHECK(content_of(team.supervisor, record, small.id) == "few words");
    // And after another unlocking.
    team.supervisor.lock();
    CHECK((content_of(*team.world.unlock("supervisor"), record, large.id) == content));
}

TEST_CASE(
    "a piece that is none is kept from the file, a dry run keeps nothing, and too many strangers' pieces do not wait")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const AttachedFile file = attach(team.worker, record, "a.txt", document_of(5'000));
    REQUIRE(team.worker.finalise(record));
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    Incoming forged;
    forged.attachment_pieces = pieces_of(team.worker);
    forged.attachment_pieces[0][100] ^= 1U;
    forged.attachment_pieces.push_back(Bytes(attachment_limits::sealed_piece_bytes_max + 1));
    CHECK(team.supervisor.take_in(forged)->pieces_refused == 1);
    CHECK(team.supervisor.missing_attachments(record)->size() == 1);

    Incoming right;
    right.attachment_pieces = pieces_of(team.worker);
    CHECK(team.supervisor.take_in(right, TakeIn::DryRun)->pieces_new == 1);
    CHECK(team.supervisor.missing_attachments(record)->size() == 1);
    // A field worker's laptop has no use for the pieces of others.
    Vault other = team.world.new_vault("other");
    team.enrol(other, "Other");
    CHECK(other.take_in(right)->pieces_new == 0);

    Incoming many;
    for (int i = 0; i < 16; ++i) many.attachment_pieces.emplace_back(mebibyte, static_cast<std::uint8_t>(i));
    std::size_t refused = 0;
    for (std::uint8_t round = 0; round < 17; ++round) {
        for (Bytes& piece : many.attachment_pieces) piece[1] = round;
        refused += team.supervisor.take_in(many)->pieces_refused;
    }
    CHECK(refused >= 16);
    // What is wanted has room all the same.
    CHECK(team.supervisor.take_in(right)->pieces_new == 1);
    CHECK(content_of(team.supervisor, record, file.id) == document_of(5'000));
}

TEST_CASE("a reader confirms a file only when every piece is there, and only then its author gives it up")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const AttachedFile file = attach(team.worker, record, "a.txt", document_of(2 * mebibyte));
    REQUIRE(team.worker.finalise(record));
    CHECK(team.worker.records().front().files_only_here == 1);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    const auto confirm = [&] {
        Incoming receipts;
        receipts.receipts = {
            team.supervisor.issue_receipt(ReceiptKind::Read, team.supervisor.unacknowledged_reads())->bytes()};
        REQUIRE(team.worker.take_in(receipts));
    };
    std::vector<Bytes> pieces = pieces_of(team.worker);
    Incoming first;
    first.attachment_pieces = {pieces[0]};
    REQUIRE(team.supervisor.take_in(first));
    CHECK(team.supervisor.unacknowledged_reads().size() == 1);
    std::vector<Hash> all;
    const auto opened_events = team.supervisor.events_of(record);
    for (const OpenedEvent& opened : *opened_events) all.push_back(opened.reference.hash);
    CHECK(team.supervisor.issue_receipt(ReceiptKind::Read, all).error().kind == ErrorKind::Invalid);
    confirm();
    CHECK(team.worker.records().front().files_only_here == 1);
    CHECK(team.worker.journey_counts().read == 0);
    CHECK(team.worker.unread_work().unread == 1);
    CHECK(pieces_of(team.worker) == pieces);
    CHECK((content_of(team.worker, record, file.id) == document_of(2 * mebibyte)));

    first.attachment_pieces = {pieces[1]};
    REQUIRE(team.supervisor.take_in(first));
    confirm();
    CHECK(team.worker.records().front().files_only_here == 0);
    CHECK(team.worker.journey_counts().read == 1);
    CHECK(team.worker.unread_work().unread == 0);
    CHECK(team.worker.attachment_pieces().empty());
    CHECK(team.worker.attachments(record)->empty());
    CHECK((content_of(team.supervisor, record, file.id) == document_of(2 * mebibyte)));
}

TEST_CASE("where nothing finalised may be kept, its author cannot open the file, and it travels all the same")
{
    Team team(RetainLocal::Never);
    const RecordId record = team.begin(team.worker);
    const AttachedFile file = attach(team.worker, record, "a.txt", "words of a witness");
    REQUIRE(team.worker.finalise(record));
    CHECK(team.worker.attachments(record)->empty());
    CHECK(content_of(team.worker, record, file.id) == "NotFound");
    team.worker.lock();
    team.worker = *team.world.unlock("worker");
    CHECK(content_of(team.worker, record, file.id) == "NotFound");
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    Incoming files;
    files.attachment_pieces = pieces_of(team.worker);
    REQUIRE(team.supervisor.take_in(files));
    CHECK(content_of(team.supervisor, record, file.id) == "words of a witness");
    Incoming receipts;
    receipts.receipts = {
        team.supervisor.issue_receipt(ReceiptKind::Read, team.supervisor.unacknowledged_reads())->bytes()};
    REQUIRE(team.worker.take_in(receipts));
    CHECK(team.worker.attachment_pieces().empty());
}

TEST_CASE("a file that cannot be attached leaves the draft and the vault as they were")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const auto kind = [&](std::string_view name, const FileSource& source) {
        const auto attached = team.worker.attach(record, name, source);
        return attached ? std::string("success") : std::string(name_of(attached.error().kind));
    };
    CHECK(kind("a/b.txt", source_of("x")) == "Invalid");
    CHECK(kind("", source_of("x")) == "Invalid");
    CHECK(kind("broken.png", source_of(drawing().substr(0, 60))) == "Invalid");
    CHECK(team.worker.attach(RecordId(), "a.txt", source_of("x")).error().kind == ErrorKind::NotFound);
    // The file is another one when it is read the second time.
    int opened = 0;
    const FileSource changing = [&]() { return source_of(opened++ == 0 ? photo_of(1) : photo_of(6))(); };
    CHECK(kind("a.jpg", changing) == "Invalid");
    const FileSource gone = [&]() -> Result<std::unique_ptr<DiskReader>> {
        return failure(ErrorKind::NotFound, "No such file.");
    };
    CHECK(kind("a.jpg", gone) == "NotFound");
    CHECK(team.worker.attachments(record)->empty());
    REQUIRE(team.worker.finalise(record));
    CHECK(team.worker.attachment_pieces().empty());
    team.worker.lock();
    CHECK(team.worker.attach(record, "a.txt", source_of("x")).error().kind == ErrorKind::Refused);
    CHECK(team.worker.attachments(record).error().kind == ErrorKind::Refused);
}
