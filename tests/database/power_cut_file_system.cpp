#include "database/power_cut_file_system.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <sqlite3.h>
#include <vector>

namespace mahalla::test {

namespace {

constexpr const char* file_system_name = "mahalla-power-cut";
constexpr std::size_t sector_bytes = 512;

using Content = std::vector<unsigned char>;

/// Something that was asked for and may or may not be on the disk.
struct Change {
    bool is_truncation = false;
    std::size_t at = 0; ///< Where it writes, or the size that it cuts to.
    Content bytes;
};

struct MemoryFile {
    Content seen;    ///< What the running program reads.
    Content durable; ///< What survives in any case.
    std::vector<Change> pending;
    bool exists = false;         ///< For the running program.
    bool exists_durably = false; ///< After a cut, in any case.
};

// SQLite hands no state of ours through its calls, so the one instance keeps it here.
std::map<std::string, MemoryFile> files;
sqlite3_vfs power_cut;
PowerCutFileSystem::Syncs syncs = PowerCutFileSystem::Syncs::Work;
std::size_t calls_seen = 0;
std::size_t cut_at = 0;
bool has_power = true;

struct File {
    sqlite3_file base;
    MemoryFile* file;
};

MemoryFile& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->file; }

void apply(Content& content, const Change& change, std::size_t from, std::size_t size)
{
    if (change.is_truncation) {
        if (content.size() > change.at) content.resize(change.at);
        return;
    }
    if (content.size() < change.at + from + size) content.resize(change.at + from + size);
    std::memcpy(content.data() + change.at + from, change.bytes.data() + from, size);
}

/// Counts a call; true where the power fails at it or has failed before. The call itself then is half done: it stands
/// among the pending ones and nobody hears back.
bool power_fails()
{
    if (has_power && ++calls_seen == cut_at) has_power = false;
    return !has_power;
}

int change(sqlite3_file* file, Change wanted)
{
    if (!has_power) return SQLITE_IOERR;
    MemoryFile& memory = of(file);
    apply(memory.seen, wanted, 0, wanted.bytes.size());
    memory.pending.push_back(std::move(wanted));
    return power_fails() ? SQLITE_IOERR : SQLITE_OK;
}

int on_close(sqlite3_file*) { return SQLITE_OK; }
int on_read(sqlite3_file* file, void* to, int size, sqlite3_int64 at)
{
    if (!has_power) return SQLITE_IOERR_READ;
    const Content& content = of(file).seen;
    const auto wanted = static_cast<std::size_t>(size), offset = static_cast<std::size_t>(at);
    const std::size_t there = offset >= content.size() ? 0 : std::min(wanted, content.size() - offset);
    if (there > 0) std::memcpy(to, content.data() + offset, there);
    if (there == wanted) return SQLITE_OK;
    std::memset(static_cast<unsigned char*>(to) + there, 0, wanted - there);
    return SQLITE_IOERR_SHORT_READ;
}
int on_write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at)
{
    const auto* const bytes = static_cast<const unsigned char*>(from);
    return change(file, {false, static_cast<std::size_t>(at), Content(bytes, bytes + size)});
}
int on_truncate(sqlite3_file* file, sqlite3_int64 size)
{
    return change(file, {true, static_cast<std::size_t>(size), {}});
}
int on_sync(sqlite3_file* file, int)
{
    if (power_fails()) return SQLITE_IOERR_FSYNC;
    if (syncs == PowerCutFileSystem::Syncs::AreIgnored) return SQLITE_OK;
    MemoryFile& memory = of(file);
    memory.durable = memory.seen;
    memory.exists_durably = true; // SQLite syncs the folder with the first sync of a new file.
    memory.pending.clear();
    return SQLITE_OK;
}
int on_size(sqlite3_file* file, sqlite3_int64* size)
{
    *size = static_cast<sqlite3_int64>(of(file).seen.size());
    return SQLITE_OK;
}
int on_lock(sqlite3_file*, int) { return SQLITE_OK; }
int on_reserved(sqlite3_file*, int* out)
{
    *out = 0;
    return SQLITE_OK;
}
int on_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int on_sector(sqlite3_file*) { return static_cast<int>(sector_bytes); }
int on_device(sqlite3_file*) { return 0; }

// Version 1: no shared memory and no memory mapping, which exclusive locking does without.
const sqlite3_io_methods methods = {1,       on_close, on_read,     on_write,   on_truncate, on_sync,   on_size,
                                    on_lock, on_lock,  on_reserved, on_control, on_sector,   on_device, nullptr,
                                    nullptr, nullptr,  nullptr,     nullptr,    nullptr};

int on_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags)
{
    auto* const ours = reinterpret_cast<File*>(file);
    ours->base.pMethods = nullptr;
    if (!has_power || name == nullptr) return SQLITE_CANTOPEN;
    ours->file = &files[name];
    ours->file->exists = true;
    ours->base.pMethods = &methods;
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
}

int on_delete(sqlite3_vfs*, const char* name, int is_folder_synced)
{
    if (power_fails()) return SQLITE_IOERR_DELETE;
    const auto found = files.find(name);
    if (found == files.end() || !found->second.exists) return SQLITE_IOERR_DELETE_NOENT;
    MemoryFile& file = found->second;
    file.exists = false;
    file.seen.clear();
    // Without a sync of the folder the old file may be back after a cut.
    file.pending.push_back({true, 0, {}});
    if (is_folder_synced != 0 && syncs == PowerCutFileSystem::Syncs::Work) file = MemoryFile();
    return SQLITE_OK;
}

int on_access(sqlite3_vfs*, const char* name, int, int* out)
{
    const auto found = files.find(name);
    *out = found != files.end() && found->second.exists ? 1 : 0;
    return SQLITE_OK;
}

int on_full_name(sqlite3_vfs*, const char* name, int size, char* out)
{
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

/// What the disk holds after the cut.
void settle(MemoryFile& file, Random& random)
{
    for (const Change& change : file.pending) {
        if (change.is_truncation) {
            if (random.below(2) == 0) apply(file.durable, change, 0, 0);
            continue;
        }
        for (std::size_t from = 0; from < change.bytes.size(); from += sector_bytes)
            if (random.below(2) == 0)
                apply(file.durable, change, from, std::min(sector_bytes, change.bytes.size() - from));
    }
    file.pending.clear();
    if (file.exists != file.exists_durably) file.exists = random.below(2) == 0;
    if (!file.exists) file.durable.clear();
    file.exists_durably = file.exists;
    file.seen = file.durable;
}

} // namespace

PowerCutFileSystem::PowerCutFileSystem(Syncs how)
{
    syncs = how;
    clear();
    power_cut = *sqlite3_vfs_find(nullptr);
    power_cut.zName = file_system_name;
    power_cut.szOsFile = sizeof(File);
    power_cut.xOpen = on_open;
    power_cut.xDelete = on_delete;
    power_cut.xAccess = on_access;
    power_cut.xFullPathname = on_full_name;
    sqlite3_vfs_register(&power_cut, 0);
}

PowerCutFileSystem::~PowerCutFileSystem()
{
    sqlite3_vfs_unregister(&power_cut);
    clear();
}

const char* PowerCutFileSystem::name() const { return file_system_name; }

void PowerCutFileSystem::cut_after(std::size_t calls) { cut_at = calls_seen + calls; }

std::size_t PowerCutFileSystem::calls() const { return calls_seen; }

void PowerCutFileSystem::restart(Random& random)
{
    has_power = true;
    cut_at = 0;
    for (auto& [name, file] : files) settle(file, random);
}

void PowerCutFileSystem::clear()
{
    files.clear();
    has_power = true;
    calls_seen = cut_at = 0;
}

} // namespace mahalla::test
