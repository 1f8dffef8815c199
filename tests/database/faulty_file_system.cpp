#include "database/faulty_file_system.h"

#include <cstdlib>
#include <cstring>
#include <sqlite3.h>

namespace mahalla::test {

namespace {

constexpr const char* file_system_name = "mahalla-faulty";

// SQLite hands no state of ours through its calls, so the one instance keeps it here.
sqlite3_vfs faulty;
sqlite3_vfs* machine = nullptr;
DiskFault fault = DiskFault::None;
std::size_t calls_left = 0;
std::size_t calls_seen = 0;

struct File {
    sqlite3_file base;
    sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

bool fails_now()
{
    ++calls_seen;
    if (fault == DiskFault::None) return false;
    if (calls_left > 0) {
        --calls_left;
        return false;
    }
    return true;
}

int on_close(sqlite3_file* file)
{
    const int result = real(file)->pMethods->xClose(real(file));
    std::free(real(file));
    return result;
}
int on_read(sqlite3_file* file, void* to, int size, sqlite3_int64 at)
{
    return real(file)->pMethods->xRead(real(file), to, size, at);
}
int on_write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at)
{
    if (fails_now()) {
        if (fault == DiskFault::Full) {
            // A disk that fills up takes a part of what is written.
            if (size > 8) real(file)->pMethods->xWrite(real(file), from, size / 2, at);
            return SQLITE_FULL;
        }
        if (fault == DiskFault::WriteError) return SQLITE_IOERR_WRITE;
    }
    return real(file)->pMethods->xWrite(real(file), from, size, at);
}
int on_truncate(sqlite3_file* file, sqlite3_int64 size)
{
    if (fails_now() && fault == DiskFault::WriteError) return SQLITE_IOERR_TRUNCATE;
    return real(file)->pMethods->xTruncate(real(file), size);
}
int on_sync(sqlite3_file* file, int flags)
{
    if (fails_now() && fault != DiskFault::Full) return SQLITE_IOERR_FSYNC;
    return real(file)->pMethods->xSync(real(file), flags);
}
int on_size(sqlite3_file* file, sqlite3_int64* size) { return real(file)->pMethods->xFileSize(real(file), size); }
int on_lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int on_unlock(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int on_reserved(sqlite3_file* file, int* out) { return real(file)->pMethods->xCheckReservedLock(real(file), out); }
int on_control(sqlite3_file* file, int what, void* value)
{
    return real(file)->pMethods->xFileControl(real(file), what, value);
}
int on_sector(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int on_device(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }

// Version 1: no shared memory and no memory mapping, which exclusive locking does without.
const sqlite3_io_methods methods = {1,       on_close,  on_read,     on_write,   on_truncate, on_sync,   on_size,
                                    on_lock, on_unlock, on_reserved, on_control, on_sector,   on_device, nullptr,
                                    nullptr, nullptr,   nullptr,     nullptr,    nullptr};

int on_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags)
{
    auto* const ours = reinterpret_cast<File*>(file);
    std::memset(ours, 0, sizeof *ours);
    ours->real = static_cast<sqlite3_file*>(std::calloc(1, static_cast<std::size_t>(machine->szOsFile)));
    const int result = machine->xOpen(machine, name, ours->real, flags, out_flags);
    if (result != SQLITE_OK) {
        std::free(ours->real);
        return result;
    }
    ours->base.pMethods = &methods;
    return SQLITE_OK;
}

} // namespace

FaultyFileSystem::FaultyFileSystem()
{
    machine = sqlite3_vfs_find(nullptr);
    faulty = *machine;
    faulty.zName = file_system_name;
    faulty.szOsFile = sizeof(File);
    faulty.xOpen = on_open;
    heal();
    sqlite3_vfs_register(&faulty, 0);
}

FaultyFileSystem::~FaultyFileSystem() { sqlite3_vfs_unregister(&faulty); }

const char* FaultyFileSystem::name() const { return file_system_name; }

void FaultyFileSystem::fail_after(std::size_t after, DiskFault kind)
{
    fault = kind;
    calls_left = after;
    calls_seen = 0;
}

void FaultyFileSystem::heal() { fail_after(0, DiskFault::None); }

std::size_t FaultyFileSystem::calls() const { return calls_seen; }

} // namespace mahalla::test
