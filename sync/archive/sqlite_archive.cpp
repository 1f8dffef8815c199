#include "archive/sqlite_archive.h"

#include "archive/sqlite_erasure.h"
#include "database/database.h"

#include <algorithm>
#include <mutex>

namespace mahalla {

namespace {

constexpr std::string_view tables = R"(
CREATE TABLE event (
    record_id BLOB NOT NULL, device_id BLOB NOT NULL, sequence INTEGER NOT NULL, hash BLOB NOT NULL,
    quarantined INTEGER NOT NULL, kind INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (record_id, device_id, sequence, hash)) WITHOUT ROWID;
CREATE INDEX event_of_device ON event (device_id, sequence);
CREATE INDEX erasure_waiting ON event (device_id) WHERE quarantined = 1 AND kind = 7;
CREATE TABLE erasure (
    record_id BLOB NOT NULL PRIMARY KEY, authority BLOB NOT NULL, events INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE statement (
    kind INTEGER NOT NULL, hash BLOB NOT NULL, ordering INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (kind, hash)) WITHOUT ROWID;
CREATE TABLE upload (
    bundle_id BLOB NOT NULL PRIMARY KEY, size INTEGER NOT NULL, hash BLOB NOT NULL, position INTEGER NOT NULL,
    complete INTEGER NOT NULL, receipt BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE upload_piece (
    bundle_id BLOB NOT NULL, position INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (bundle_id, position)) WITHOUT ROWID;
CREATE TABLE release (
    hash BLOB NOT NULL PRIMARY KEY, received INTEGER NOT NULL, document BLOB NOT NULL, signature BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
)";

const DatabaseSchema schema{0x4D684172, {tables}}; // "MhAr"

std::int64_t stored(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t loaded(std::int64_t value) { return static_cast<std::uint64_t>(value); }

class SqliteArchive final : public Archive {
public:
    explicit SqliteArchive(Database database) : database_(std::move(database)) {}
    Result<void> load_epoch(Random& random);
    Result<void> empty_log() { return database_.checkpoint_truncate(); }

    Result<IntakeCounts> take_in(const ArchiveIntake& intake) override;
    Result<std::map<DeviceId, std::uint64_t>> heads() override;
    Result<std::vector<ArchivedEvent>> events_after(const DeviceId& device, std::uint64_t after,
                                                    std::size_t bytes_max) override;
    Result<std::optional<ArchivedEvent>> event(const EventReference& reference) override;
    Result<std::vector<ArchivedEvent>> waiting_erasures() override;
    Result<std::vector<DeviceId>> devices() override;
    Result<std::vector<ArchivedStatement>> statements(StatementKind kind) override;
    Result<UploadState> begin_upload(const BundleId& bundle, std::uint64_t size, const Hash& hash) override;
    Result<UploadState> upload(const BundleId& bundle) override;
    Result<UploadState> append_upload(const BundleId& bundle, std::uint64_t offset, ByteView piece) override;
    Result<Bytes> upload_bytes(const BundleId& bundle) override;
    Result<void> complete_upload(const BundleId& bundle, ByteView receipt) override;
    Result<void> put_release(const ArchivedRelease& release) override;
    Result<std::vector<ArchivedRelease>> releases() override;
    Result<ArchiveCounts> counts() override;
    std::array<std::uint8_t, 16> epoch() override { return epoch_; }

private:
    Result<void> keep_event(const ArchivedEvent& event, IntakeCounts& counts);
    Result<void> keep_statement(const ArchivedStatement& statement, IntakeCounts& counts);
    Result<void> look_for_what_is_gone();
    Result<UploadState> find_upload(const BundleId& bundle);

    std::mutex mutex_;
    Database database_;
    std::array<std::uint8_t, 16> epoch_{};
    ResidueScan gone_; ///< What was erased, until it was looked for.
};

/// The row of `SELECT record_id, device_id, sequence, hash, quarantined, kind, bytes`.
Result<ArchivedEvent> event_in(const Statement& row)
{
    ArchivedEvent event;
    MAHALLA_TRY(event.record, RecordId::from_bytes(row.bytes(0)));
    MAHALLA_TRY(event.device, DeviceId::from_bytes(row.bytes(1)));
    event.sequence = loaded(row.integer(2));
    MAHALLA_TRY(event.hash, Hash::from_bytes(row.bytes(3)));
    event.quarantined = row.integer(4) != 0;
    event.kind = static_cast<EventKind>(row.integer(5));
    const ByteView content = row.bytes(6);
    event.bytes.assign(content.begin(), content.end());
    return event;
}

Result<void> SqliteArchive::load_epoch(Random& random)
{
    MAHALLA_TRY(auto insert, database_.prepare("INSERT OR IGNORE INTO setting (name, value) VALUES ('epoch', ?1)"));
    std::array<std::uint8_t, 16> fresh{};
    random.fill(fresh);
    if (auto run = insert.bind(1, ByteView(fresh)).run(); !run) return run;
    MAHALLA_TRY(auto select, database_.prepare("SELECT value FROM setting WHERE name = 'epoch'"));
    MAHALLA_TRY(const bool found, select.step());
    if (!found) return failure(ErrorKind::Corrupt, "The archive has lost its settings: restore it from a backup.");
    const ByteView epoch = select.bytes(0);
    if (epoch.size() != epoch_.size())
        return failure(ErrorKind::Corrupt, "The archive's settings are damaged: restore it from a backup.");
    std::copy(epoch.begin(), epoch.end(), epoch_.begin());
    return {};
}

Result<IntakeCounts> SqliteArchive::take_in(const ArchiveIntake& intake)
{
    const std::lock_guard lock(mutex_);
    IntakeCounts counts;
    ResidueScan going;
    MAHALLA_TRY(auto transaction, Transaction::begin(database_));
    // First, so that what comes in the same bundle meets them.
    if (auto erased = erase_records(database_, intake.erasures, going, counts); !erased)
        return tl::unexpected(erased.error());
    for (const ArchivedEvent& one : intake.events)
        if (auto kept = keep_event(one, counts); !kept) return tl::unexpected(kept.error());
    for (const ArchivedStatement& one : intake.statements)
        if (auto kept = keep_statement(one, counts); !kept) return tl::unexpected(kept.error());
    if (auto committed = transaction.commit(); !committed) return tl::unexpected(committed.error());
    gone_.add(going);
    if (auto looked = look_for_what_is_gone(); !looked) return tl::unexpected(looked.error());
    return counts;
}

Result<void> SqliteArchive::keep_event(const ArchivedEvent& one, IntakeCounts& counts)
{
    MAHALLA_TRY(const Bytes bytes, bytes_to_keep(database_, one));
    const auto bind = [&](Statement& statement) {
        statement.bind(1, one.record.bytes()).bind(2, one.device.bytes()).bind(3, stored(one.sequence));
        statement.bind(4, ByteView(one.hash.bytes)).bind(5, one.quarantined ? 1 : 0).bind(6, ByteView(bytes));
    };
    MAHALLA_TRY(auto insert,
                database_.prepare("INSERT INTO event (record_id, device_id, sequence, hash, quarantined, "
                                  "bytes, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING"));
    bind(insert);
    if (auto run = insert.bind(7, static_cast<std::int64_t>(one.kind)).run(); !run) return run;
    const bool is_new = database_.changed_rows() > 0;
    ++(is_new ? counts.events_new : counts.events_already_here);
    if (is_new) return bytes.size() < one.bytes.size() ? count_emptied(database_, one.record, counts) : Result<void>();
    // What was quarantined and is believed now loses its mark, and gets the bytes whose signature was verified; the
    // other way round nothing changes. A carrier may have left a content out: the whole event makes up for that.
    MAHALLA_TRY(auto update,
                database_.prepare("UPDATE event SET quarantined = min(quarantined, ?5), "
                                  "bytes = CASE WHEN length(bytes) <= length(?6) THEN ?6 ELSE bytes END "
                                  "WHERE record_id = ?1 AND device_id = ?2 AND sequence = ?3 AND hash = ?4 AND "
                                  "(quarantined > ?5 OR (quarantined = ?5 AND length(bytes) < length(?6)))"));
    bind(update);
    return update.run();
}

Result<void> SqliteArchive::keep_statement(const ArchivedStatement& one, IntakeCounts& counts)
{
    MAHALLA_TRY(auto insert,
                database_.prepare("INSERT INTO statement (kind, hash, ordering, bytes) VALUES (?1, ?2, ?3, ?4) "
                                  "ON CONFLICT DO NOTHING"));
    insert.bind(1, static_cast<std::int64_t>(one.kind)).bind(2, ByteView(one.hash.bytes));
    if (auto run = insert.bind(3, stored(one.order)).bind(4, ByteView(one.bytes)).run(); !run) return run;
    counts.statements_new += database_.changed_rows();
    return {};
}

/// The log is emptied into the file, so that neither holds what was overwritten; then both are read.
Result<void> SqliteArchive::look_for_what_is_gone()
{
    if (gone_.empty()) return {};
    if (auto emptied = empty_log(); !emptied) return emptied;
    MAHALLA_TRY(const ResidueReport report, gone_.look_in(database_));
    if (report.found > 0)
        return failure(ErrorKind::Corrupt, "What was to be erased still stands in the archive's files. Tell the keeper "
                                           "of the server, and send the bundle again.");
    gone_.clear();
    return {};
}

Result<std::map<DeviceId, std::uint64_t>> SqliteArchive::heads()
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(
        auto select,
        database_.prepare("SELECT device_id, sequence FROM event WHERE quarantined = 0 ORDER BY device_id, sequence"));
    std::map<DeviceId, std::uint64_t> heads;
    for (;;) {
        MAHALLA_TRY(const bool row, select.step());
        if (!row) return heads;
        MAHALLA_TRY(const DeviceId device, DeviceId::from_bytes(select.bytes(0)));
        std::uint64_t& head = heads[device];
        if (loaded(select.integer(1)) == head + 1) ++head;
    }
}

Result<std::vector<ArchivedEvent>> SqliteArchive::events_after(const DeviceId& device, std::uint64_t after,
                                                               std::size_t bytes_max)
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(auto select,
                database_.prepare("SELECT record_id, device_id, sequence, hash, quarantined, kind, bytes FROM event "
                                  "WHERE device_id = ?1 AND sequence > ?2 ORDER BY sequence, hash"));
    select.bind(1, device.bytes()).bind(2, stored(after));
    std::vector<ArchivedEvent> events;
    std::size_t bytes = 0;
    for (;;) {
        MAHALLA_TRY(const bool row, select.step());
        if (!row || (bytes >= bytes_max && !events.empty())) return events;
        MAHALLA_TRY(ArchivedEvent event, event_in(select));
        bytes += event.bytes.size();
        events.push_back(std::move(event));
    }
}

Result<std::optional<ArchivedEvent>> SqliteArchive::event(const EventReference& reference)
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(auto select,
                database_.prepare("SELECT record_id, device_id, sequence, hash, quarantined, kind, bytes FROM event "
                                  "WHERE device_id = ?1 AND sequence = ?2 AND hash = ?3"));
    select.bind(1, reference.dot.device.bytes()).bind(2, stored(reference.dot.sequence));
    MAHALLA_TRY(const bool row, select.bind(3, ByteView(reference.hash.bytes)).step());
    if (!row) return std::optional<ArchivedEvent>();
    MAHALLA_TRY(ArchivedEvent event, event_in(select));
    return std::optional<ArchivedEvent>(std::move(event));
}

Result<std::vector<ArchivedEvent>> SqliteArchive::waiting_erasures()
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(auto select,
                database_.prepare("SELECT record_id, device_id, sequence, hash, quarantined, kind, bytes FROM event "
                                  "WHERE quarantined = 1 AND kind = 7"));
    std::vector<ArchivedEvent> events;
    for (;;) {
        MAHALLA_TRY(const bool row, select.step());
        if (!row) return events;
        MAHALLA_TRY(ArchivedEvent event, event_in(select));
        events.push_back(std::move(event));
    }
}

Result<std::vector<DeviceId>> SqliteArchive::devices()
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(auto select, database_.prepare("SELECT DISTINCT device_id FROM event ORDER BY device_id"));
    std::vector<DeviceId> devices;
    for (;;) {
        MAHALLA_TRY(const bool row, select.step());
        if (!row) return devices;
        MAHALLA_TRY(const DeviceId device, DeviceId::from_bytes(select.bytes(0)));
        devices.push_back(device);
    }
}

Result<std::vector<ArchivedStatement>> SqliteArchive::statements(StatementKind kind)
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(
        auto select,
        database_.prepare("SELECT hash, ordering, bytes FROM statement WHERE kind = ?1 ORDER BY ordering, hash"));
    select.bind(1, static_cast<std::int64_t>(kind));
    std::vector<ArchivedStatement> statements;
    for (;;) {
        MAHALLA_TRY(const bool row, select.step());
        if (!row) return statements;
        ArchivedStatement statement;
        statement.kind = kind;
        MAHALLA_TRY(statement.hash, Hash::from_bytes(select.bytes(0)));
        statement.order = loaded(select.integer(1));
        const ByteView content = select.bytes(2);
        statement.bytes.assign(content.begin(), content.end());
        statements.push_back(std::move(statement));
    }
}

Result<UploadState> SqliteArchive::find_upload(const BundleId& bundle)
{
    MAHALLA_TRY(auto select,
                database_.prepare("SELECT size, hash, position, complete, receipt FROM upload WHERE bundle_id = ?1"));
    select.bind(1, bundle.bytes());
    MAHALLA_TRY(const bool row, select.step());
    if (!row) return failure(ErrorKind::NotFound, "No such upload was begun here.");
    UploadState state;
    state.size = loaded(select.integer(0));
    MAHALLA_TRY(state.hash, Hash::from_bytes(select.bytes(1)));
    state.offset = loaded(select.integer(2));
    state.complete = select.integer(3) != 0;
    const ByteView receipt = select.bytes(4);
    state.receipt.assign(receipt.begin(), receipt.end());
    return state;
}

Result<UploadState> SqliteArchive::begin_upload(const BundleId& bundle, std::uint64_t size, const Hash& hash)
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(auto insert,
                database_.prepare("INSERT INTO upload (bundle_id, size, hash, position, complete, receipt) "
                                  "VALUES (?1, ?2, ?3, 0, 0, x'') ON CONFLICT DO NOTHING"));
    insert.bind(1, bundle.bytes()).bind(2, stored(size)).bind(3, ByteView(hash.bytes));
    if (auto run = insert.run(); !run) return tl::unexpected(run.error());
    MAHALLA_TRY(auto state, find_upload(bundle));
    if (state.size != size || state.hash != hash)
        return failure(ErrorKind::Refused, "This bundle was begun here with another content.");
    return state;
}

Result<UploadState> SqliteArchive::upload(const BundleId& bundle)
{
    const std::lock_guard lock(mutex_);
    return find_upload(bundle);
}

Result<UploadState> SqliteArchive::append_upload(const BundleId& bundle, std::uint64_t offset, ByteView piece)
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(auto state, find_upload(bundle));
    if (state.complete || offset != state.offset)
        return failure(ErrorKind::Refused, "The upload stands at another place: ask for it.");
    if (piece.size() > state.size - state.offset)
        return failure(ErrorKind::Invalid, "The piece goes past the end that was announced.");
    MAHALLA_TRY(auto transaction, Transaction::begin(database_));
    {
        MAHALLA_TRY(auto insert,
                    database_.prepare("INSERT INTO upload_piece (bundle_id, position, bytes) VALUES (?1, ?2, ?3)"));
        if (auto run = insert.bind(1, bundle.bytes()).bind(2, stored(offset)).bind(3, piece).run(); !run)
            return tl::unexpected(run.error());
        MAHALLA_TRY(auto update, database_.prepare("UPDATE upload SET position = ?2 WHERE bundle_id = ?1"));
        state.offset += piece.size();
        if (auto run = update.bind(1, bundle.bytes()).bind(2, stored(state.offset)).run(); !run)
            return tl::unexpected(run.error());
    }
    if (auto committed = transaction.commit(); !committed) return tl::unexpected(committed.error());
    return state;
}

Result<Bytes> SqliteArchive::upload_bytes(const BundleId& bundle)
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(auto select,
                database_.prepare("SELECT bytes FROM upload_piece WHERE bundle_id = ?1 ORDER BY position"));
    select.bind(1, bundle.bytes());
    Bytes bytes;
    for (;;) {
        MAHALLA_TRY(const bool row, select.step());
        if (!row) return bytes;
        const ByteView piece = select.bytes(0);
        bytes.insert(bytes.end(), piece.begin(), piece.end());
    }
}

Result<void> SqliteArchive::complete_upload(const BundleId& bundle, ByteView receipt)
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(auto transaction, Transaction::begin(database_));
    {
        MAHALLA_TRY(
            auto update,
            database_.prepare("UPDATE upload SET complete = 1, position = size, receipt = ?2 WHERE bundle_id = ?1"));
        if (auto run = update.bind(1, bundle.bytes()).bind(2, receipt).run(); !run) return run;
        MAHALLA_TRY(auto remove, database_.prepare("DELETE FROM upload_piece WHERE bundle_id = ?1"));
        if (auto run = remove.bind(1, bundle.bytes()).run(); !run) return run;
    }
    return transaction.commit();
}

Result<void> SqliteArchive::put_release(const ArchivedRelease& release)
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(auto insert,
                database_.prepare("INSERT INTO release (hash, received, document, signature) VALUES (?1, ?2, ?3, ?4) "
                                  "ON CONFLICT DO NOTHING"));
    insert.bind(1, ByteView(release.hash.bytes))
        .bind(2, static_cast<std::int64_t>(release.received.time_since_epoch().count()));
    return insert.bind(3, ByteView(release.document)).bind(4, ByteView(release.signature)).run();
}

Result<std::vector<ArchivedRelease>> SqliteArchive::releases()
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(
        auto select,
        database_.prepare("SELECT hash, received, document, signature FROM release ORDER BY received DESC, hash"));
    std::vector<ArchivedRelease> releases;
    for (;;) {
        MAHALLA_TRY(const bool row, select.step());
        if (!row) return releases;
        ArchivedRelease release;
        MAHALLA_TRY(release.hash, Hash::from_bytes(select.bytes(0)));
        release.received = Instant(std::chrono::milliseconds(select.integer(1)));
        const ByteView document = select.bytes(2);
        release.document.assign(document.begin(), document.end());
        const ByteView signature = select.bytes(3);
        release.signature.assign(signature.begin(), signature.end());
        releases.push_back(std::move(release));
    }
}

Result<ArchiveCounts> SqliteArchive::counts()
{
    const std::lock_guard lock(mutex_);
    MAHALLA_TRY(auto select,
                database_.prepare("SELECT count(*), coalesce(sum(quarantined), 0), coalesce(sum(length(bytes)), 0), "
                                  "(SELECT count(*) FROM release), (SELECT count(*) FROM erasure), "
                                  "(SELECT coalesce(sum(events), 0) FROM erasure) FROM event"));
    MAHALLA_TRY(const bool row, select.step());
    if (!row) return failure(ErrorKind::Corrupt, "The archive does not count.");
    return ArchiveCounts{loaded(select.integer(0)), loaded(select.integer(1)), loaded(select.integer(3)),
                         loaded(select.integer(2)), loaded(select.integer(4)), loaded(select.integer(5))};
}

} // namespace

Result<std::unique_ptr<Archive>> open_sqlite_archive(const std::filesystem::path& path, Random& random,
                                                     const char* file_system)
{
    MAHALLA_TRY(auto database, Database::open(path, schema, file_system));
    auto archive = std::make_unique<SqliteArchive>(std::move(database));
    if (auto loaded_epoch = archive->load_epoch(random); !loaded_epoch) return tl::unexpected(loaded_epoch.error());
    // An erasure may have been committed before the power went, and its log not emptied.
    if (auto emptied = archive->empty_log(); !emptied) return tl::unexpected(emptied.error());
    return archive;
}

} // namespace mahalla
