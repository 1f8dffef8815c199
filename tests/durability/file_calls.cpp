#include "durability/file_calls.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace mahalla::test {

namespace {

/// What a call needs from the disk.
enum class Need { Room, Name, Write, Size, Sync, Read, Lock };

struct Fault {
    std::size_t at = 0; ///< Of `calls`; 0 for none.
    CallFault kind = CallFault::Broken;
    FaultLasts lasts = FaultLasts::OneCall;
    bool has_struck = false;
};

/// What the functions below consult: the system's calls carry nothing of ours.
struct Watch {
    std::string folder; ///< With a slash at its end; empty while nobody watches.
    std::map<int, std::string> open_files;
    std::vector<FileCall> changes;
    std::vector<Need> calls;
    bool is_aside = false;
    Fault fault;
    std::size_t dies_at = 0;
    bool dies_half_done = false;
};

Watch& watch()
{
    // Never destroyed: files are closed after the last line of the program, too.
    static Watch& one = *new Watch;
    return one;
}

/// The path below the watched folder, if it is one.
std::optional<std::string> watched(const char* path)
{
    const Watch& now = watch();
    if (now.folder.empty() || path == nullptr) return std::nullopt;
    const std::string_view text = path;
    if (text.starts_with(now.folder)) return std::string(text.substr(now.folder.size()));
    if (text.size() + 1 == now.folder.size() && now.folder.starts_with(text)) return std::string();
    return std::nullopt;
}

const std::string* watched(int descriptor)
{
    const auto found = watch().open_files.find(descriptor);
    return found == watch().open_files.end() ? nullptr : &found->second;
}

/// Whether a fault keeps the disk from giving it.
bool concerns(CallFault fault, Need need)
{
    switch (fault) {
    case CallFault::Full:
        return need == Need::Room || need == Need::Write || need == Need::Sync;
    case CallFault::Broken:
        return need != Need::Read;
    case CallFault::Unreadable:
        return need == Need::Read;
    case CallFault::Denied:
        return need == Need::Room || need == Need::Name;
    case CallFault::Halfway:
        break;
    }
    return need == Need::Write;
}

int error_of(CallFault fault, Need need)
{
    if (need == Need::Lock) return ENOLCK;
    if (fault == CallFault::Full) return ENOSPC; // A sync, too: some file systems book room late.
    return fault == CallFault::Denied ? EACCES : EIO;
}

/// Counts a call; what befalls it, if anything does.
std::optional<CallFault> fault_now(Need need)
{
    Watch& now = watch();
    if (now.is_aside) return std::nullopt;
    now.calls.push_back(need);
    const Fault& fault = now.fault;
    if (fault.at == 0 || now.calls.size() < fault.at || !concerns(fault.kind, need)) return std::nullopt;
    if (now.calls.size() > fault.at && fault.lasts == FaultLasts::OneCall) return std::nullopt;
    return fault.kind;
}

/// True where the call fails, with its reason in errno.
bool fails(Need need)
{
    const auto fault = fault_now(need);
    if (!fault) return false;
    watch().fault.has_struck = true;
    errno = error_of(*fault, need);
    return true;
}

void note(FileCall change)
{
    Watch& now = watch();
    now.changes.push_back(std::move(change));
    if (now.dies_at != 0 && now.changes.size() == now.dies_at) ::kill(::getpid(), SIGKILL);
}

bool dies_in_the_middle()
{
    const Watch& now = watch();
    return now.dies_half_done && now.dies_at == now.changes.size() + 1;
}

// --- what stands in for the system's calls

long opened(const char* path, int flags, unsigned mode)
{
    const auto relative = watched(path);
    if (relative) {
        const bool is_new = (flags & O_CREAT) != 0 && ::access(path, F_OK) != 0;
        if (fails(is_new ? Need::Room : Need::Name)) return -1;
        if (is_new) note({FileCall::Kind::Make, *relative, {}, 0, {}});
    }
    const long descriptor = ::syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (descriptor < 0 || !relative) return descriptor;
    watch().open_files[static_cast<int>(descriptor)] = *relative;
    if ((flags & O_TRUNC) != 0) note({FileCall::Kind::Truncate, *relative, {}, 0, {}});
    return descriptor;
}

long written(int descriptor, const void* from, std::size_t count, std::optional<off_t> at)
{
    const auto write_through = [&](std::size_t bytes) {
        return at ? ::syscall(SYS_pwrite64, descriptor, from, bytes, *at)
                  : ::syscall(SYS_write, descriptor, from, bytes);
    };
    const std::string* const path = watched(descriptor);
    if (path == nullptr) return write_through(count);
    if (const auto fault = fault_now(Need::Write)) {
        // A disk that is full takes a part of what it is given first, and says so only when it is given the rest.
        const bool takes_half =
            *fault == CallFault::Halfway || (*fault == CallFault::Full && !watch().fault.has_struck);
        watch().fault.has_struck = true;
        if (!takes_half || (count < 2 && *fault != CallFault::Halfway)) {
            errno = error_of(*fault, Need::Write);
            return -1;
        }
        if (*fault == CallFault::Full && watch().fault.lasts == FaultLasts::OneCall) ++watch().fault.at;
        if (count >= 2) count /= 2; // A single byte has no half.
    }
    const auto place =
        static_cast<std::size_t>(at ? *at : static_cast<off_t>(::syscall(SYS_lseek, descriptor, 0, SEEK_CUR)));
    if (dies_in_the_middle()) write_through(count / 2);
    const auto* const bytes = static_cast<const std::uint8_t*>(from);
    note({FileCall::Kind::Write, *path, {}, place, Bytes(bytes, bytes + count)});
    return write_through(count);
}

long truncated(int descriptor, off_t size)
{
    if (const std::string* const path = watched(descriptor)) {
        if (fails(Need::Size)) return -1;
        note({FileCall::Kind::Truncate, *path, {}, static_cast<std::size_t>(size), {}});
    }
    return ::syscall(SYS_ftruncate, descriptor, size);
}

long synced(int descriptor)
{
    const std::string* const path = watched(descriptor);
    if (path == nullptr) return watch().folder.empty() ? ::syscall(SYS_fsync, descriptor) : 0;
    if (fails(Need::Sync)) return -1;
    struct stat status {};
    ::fstat(descriptor, &status);
    note({S_ISDIR(status.st_mode) ? FileCall::Kind::SyncFolder : FileCall::Kind::Sync, *path, {}, 0, {}});
    return 0;
}

long renamed(const char* from, const char* to)
{
    const auto old_name = watched(from), new_name = watched(to);
    if (old_name && new_name) {
        if (fails(Need::Room)) return -1;
        note({FileCall::Kind::Rename, *old_name, *new_name, 0, {}});
    }
    return ::syscall(SYS_rename, from, to);
}

long removed(const char* path)
{
    if (const auto relative = watched(path)) {
        if (fails(Need::Name)) return -1;
        if (::access(path, F_OK) == 0) note({FileCall::Kind::Remove, *relative, {}, 0, {}});
    }
    return ::syscall(SYS_unlink, path);
}

long folder_removed(const char* path)
{
    if (const auto relative = watched(path)) {
        if (fails(Need::Name)) return -1;
        // A folder that holds anything stays, and so does its name.
        const long result = ::syscall(SYS_rmdir, path);
        if (result == 0) note({FileCall::Kind::RemoveFolder, *relative, {}, 0, {}});
        return result;
    }
    return ::syscall(SYS_rmdir, path);
}

long folder_made(const char* path, unsigned mode)
{
    if (const auto relative = watched(path)) {
        if (fails(Need::Room)) return -1;
        if (::access(path, F_OK) != 0) note({FileCall::Kind::MakeFolder, *relative, {}, 0, {}});
    }
    return ::syscall(SYS_mkdir, path, mode);
}

long has_been_read(int descriptor, void* to, std::size_t count, std::optional<off_t> at)
{
    if (watched(descriptor) != nullptr && fails(Need::Read)) return -1;
    return at ? ::syscall(SYS_pread64, descriptor, to, count, *at) : ::syscall(SYS_read, descriptor, to, count);
}

long controlled(int descriptor, int what, void* value)
{
    const bool locks = (what == F_SETLK || what == F_SETLKW) && watched(descriptor) != nullptr &&
                       static_cast<const struct flock*>(value)->l_type != F_UNLCK;
    if (locks && fails(Need::Lock)) return -1;
    return ::syscall(SYS_fcntl, descriptor, what, value);
}

} // namespace

FileCalls::FileCalls(const std::filesystem::path& folder)
{
    watch() = Watch();
    watch().folder = std::filesystem::canonical(folder).string() + "/";
}

FileCalls::~FileCalls() { watch() = Watch(); }

const std::vector<FileCall>& FileCalls::changes() const { return watch().changes; }

std::size_t FileCalls::calls() const { return watch().calls.size(); }

bool FileCalls::can_fail(std::size_t number, CallFault fault) const
{
    return concerns(fault, watch().calls.at(number - 1));
}

bool FileCalls::is_within_row(std::size_t number) const
{
    const std::vector<Need>& calls = watch().calls;
    if (number < 2 || number >= calls.size() || number % 16 == 0) return false;
    const Need this_one = calls[number - 1];
    return (this_one == Need::Write || this_one == Need::Read) && calls[number - 2] == this_one &&
           calls[number] == this_one;
}

void FileCalls::die_at_change(std::size_t number, bool half_done)
{
    watch().dies_at = watch().changes.size() + number;
    watch().dies_half_done = half_done;
}

void FileCalls::fail_at(std::size_t number, CallFault fault, FaultLasts lasts)
{
    watch().fault = {watch().calls.size() + number, fault, lasts, false};
}

bool FileCalls::has_failed() const { return watch().fault.has_struck; }

void FileCalls::heal() { watch().fault.at = 0; }

FileCalls::Aside::Aside() : was_aside_(std::exchange(watch().is_aside, true)) {}

FileCalls::Aside::~Aside() { watch().is_aside = was_aside_; }

} // namespace mahalla::test

// The program's own definitions come before the C library's, for the libraries it uses as well: that is how every call
// passes here without one of them being changed.
extern "C" {

int open(const char* path, int flags, ...);
int open64(const char* path, int flags, ...);
int fcntl(int descriptor, int what, ...);
int fcntl64(int descriptor, int what, ...);

int open(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const unsigned mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, unsigned) : 0;
    va_end(rest);
    return static_cast<int>(mahalla::test::opened(path, flags, mode));
}
int open64(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const unsigned mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, unsigned) : 0;
    va_end(rest);
    return static_cast<int>(mahalla::test::opened(path, flags, mode));
}
int close(int descriptor)
{
    mahalla::test::watch().open_files.erase(descriptor);
    return static_cast<int>(::syscall(SYS_close, descriptor));
}
ssize_t write(int descriptor, const void* from, size_t count)
{
    return mahalla::test::written(descriptor, from, count, std::nullopt);
}
ssize_t pwrite(int descriptor, const void* from, size_t count, off_t at)
{
    return mahalla::test::written(descriptor, from, count, at);
}
ssize_t pwrite64(int descriptor, const void* from, size_t count, off64_t at)
{
    return mahalla::test::written(descriptor, from, count, at);
}
ssize_t read(int descriptor, void* to, size_t count)
{
    return mahalla::test::has_been_read(descriptor, to, count, std::nullopt);
}
ssize_t pread64(int descriptor, void* to, size_t count, off64_t at)
{
    return mahalla::test::has_been_read(descriptor, to, count, at);
}
int ftruncate(int descriptor, off_t size) noexcept
{
    return static_cast<int>(mahalla::test::truncated(descriptor, size));
}
int ftruncate64(int descriptor, off64_t size) noexcept
{
    return static_cast<int>(mahalla::test::truncated(descriptor, size));
}
int fsync(int descriptor) { return static_cast<int>(mahalla::test::synced(descriptor)); }
int fdatasync(int descriptor) { return static_cast<int>(mahalla::test::synced(descriptor)); }
int rename(const char* from, const char* to) noexcept { return static_cast<int>(mahalla::test::renamed(from, to)); }
int unlink(const char* path) noexcept { return static_cast<int>(mahalla::test::removed(path)); }
int rmdir(const char* path) noexcept { return static_cast<int>(mahalla::test::folder_removed(path)); }
int mkdir(const char* path, mode_t mode) noexcept { return static_cast<int>(mahalla::test::folder_made(path, mode)); }
int fcntl(int descriptor, int what, ...)
{
    va_list rest;
    va_start(rest, what);
    void* const value = va_arg(rest, void*);
    va_end(rest);
    return static_cast<int>(mahalla::test::controlled(descriptor, what, value));
}
int fcntl64(int descriptor, int what, ...)
{
    va_list rest;
    va_start(rest, what);
    void* const value = va_arg(rest, void*);
    va_end(rest);
    return static_cast<int>(mahalla::test::controlled(descriptor, what, value));
}

} // extern "C"
