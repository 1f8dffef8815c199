#include "durability/disk_after_cut.h"

#include "base/check.h"

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace mahalla::test {

namespace {

constexpr std::size_t sector_bytes = 512;

std::string folder_of(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

/// Whether one more thing that was not synced is there after all.
class Survival {
public:
    Survival(std::size_t number, std::size_t changes, Random& random)
        : number_(number), changes_(changes), random_(random), of_eight_(number % 3 == 0   ? 4
                                                                         : number % 3 == 1 ? 1
                                                                                           : 7)
    {}
    /// `is_last` in a series of changes to one thing.
    bool survives()
    {
        ++asked_;
        switch (number_) {
        case 0:
            return false;
        case 1:
            return true;
        case 2:
            return asked_ < changes_;
        default:
            return random_.below(8) < of_eight_;
        }
    }

private:
    std::size_t number_;
    std::size_t changes_;
    Random& random_;
    std::uint64_t of_eight_;
    std::size_t asked_ = 0;
};

} // namespace

DiskImage DiskImage::of(const std::filesystem::path& folder)
{
    DiskImage image;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().string().substr(folder.string().size() + 1);
        if (entry.is_directory()) {
            image.folders.insert(name);
            continue;
        }
        std::ifstream file(entry.path(), std::ios::binary);
        image.files[name] = Bytes(std::istreambuf_iterator<char>(file), {});
    }
    return image;
}

void DiskImage::put(const std::filesystem::path& folder) const
{
    const DiskImage* const wanted = this;
    // What is there and wanted is written over: making files anew costs more than all that is checked in them.
    std::vector<std::filesystem::path> superfluous;
    if (std::filesystem::exists(folder))
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            const std::string name = entry.path().string().substr(folder.string().size() + 1);
            if (!wanted->files.contains(name) && !wanted->folders.contains(name)) superfluous.push_back(entry.path());
        }
    for (const auto& path : superfluous) std::filesystem::remove_all(path);
    std::filesystem::create_directories(folder);
    for (const std::string& name : folders) std::filesystem::create_directories(folder / name);
    for (const auto& [name, bytes] : files) {
        const int file = ::open((folder / name).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        MAHALLA_CHECK(file >= 0);
        MAHALLA_CHECK(::pwrite(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
        MAHALLA_CHECK(::ftruncate(file, static_cast<off_t>(bytes.size())) == 0);
        ::close(file);
    }
}

DiskAfterCut::DiskAfterCut(const DiskImage& start, Syncs syncs) : syncs_(syncs)
{
    durable_.folders = start.folders;
    for (const auto& [name, bytes] : start.files) {
        auto file = std::make_shared<File>();
        file->seen = file->durable = bytes;
        seen_[name] = durable_.names[name] = file;
    }
}

void DiskAfterCut::apply(Bytes& content, const Change& change, std::size_t from, std::size_t size)
{
    if (change.is_truncation) {
        content.resize(change.at);
        return;
    }
    content.resize(std::max(content.size(), change.at + from + size));
    std::copy_n(change.bytes.begin() + static_cast<std::ptrdiff_t>(from), size,
                content.begin() + static_cast<std::ptrdiff_t>(change.at + from));
}

void DiskAfterCut::apply(Durable& durable, const NameChange& change)
{
    if (!change.gone.empty()) durable.names.erase(change.gone);
    if (!change.gone.empty()) durable.folders.erase(change.gone);
    if (change.come.empty()) return;
    if (change.file)
        durable.names[change.come] = change.file;
    else
        durable.folders.insert(change.come);
}

void DiskAfterCut::apply(const FileCall& call)
{
    const auto change = [&](Change one) {
        File& file = *seen_.at(call.path);
        apply(file.seen, one, 0, one.bytes.size());
        file.pending.push_back(std::move(one));
    };
    switch (call.kind) {
    case FileCall::Kind::Make: {
        auto file = std::make_shared<File>();
        seen_[call.path] = file;
        pending_names_.push_back({folder_of(call.path), {}, call.path, file});
        return;
    }
    case FileCall::Kind::Write:
        return change({false, call.at, call.bytes});
    case FileCall::Kind::Truncate:
        return change({true, call.at, {}});
    case FileCall::Kind::Sync: {
        if (syncs_ == Syncs::FilesForgotten) return;
        File& file = *seen_.at(call.path);
        file.durable = file.seen;
        file.pending.clear();
        return;
    }
    case FileCall::Kind::SyncFolder: {
        if (syncs_ == Syncs::FoldersForgotten) return;
        const auto is_here = [&](const NameChange& one) { return one.folder == call.path; };
        for (const NameChange& one : pending_names_)
            if (is_here(one)) apply(durable_, one);
        std::erase_if(pending_names_, is_here);
        return;
    }
    case FileCall::Kind::Rename: {
        const auto file = seen_.at(call.path);
        seen_.erase(call.path);
        seen_[call.to] = file;
        pending_names_.push_back({folder_of(call.to), call.path, call.to, file});
        return;
    }
    case FileCall::Kind::Remove:
        seen_.erase(call.path);
        pending_names_.push_back({folder_of(call.path), call.path, {}, nullptr});
        return;
    case FileCall::Kind::RemoveFolder:
        pending_names_.push_back({folder_of(call.path), call.path, {}, nullptr});
        return;
    case FileCall::Kind::MakeFolder:
        pending_names_.push_back({folder_of(call.path), {}, call.path, nullptr});
        return;
    }
}

DiskImage DiskAfterCut::image(std::size_t number, Random& random) const
{
    std::size_t changes = pending_names_.size();
    for (const auto& [name, file] : seen_) changes += file->pending.size();
    Survival survival(number, changes, random);
    Durable found = durable_;
    for (const NameChange& one : pending_names_)
        if (survival.survives()) apply(found, one);

    DiskImage image;
    for (const std::string& folder : found.folders)
        if (const std::string parent = folder_of(folder); parent.empty() || image.folders.contains(parent))
            image.folders.insert(folder);
    for (const auto& [name, file] : found.names) {
        if (const std::string folder = folder_of(name); !folder.empty() && !image.folders.contains(folder)) continue;
        Bytes content = file->durable;
        for (const Change& one : file->pending) {
            // The extremes are about whole changes; chance tears them.
            if (number < 3 || one.is_truncation) {
                if (survival.survives()) apply(content, one, 0, one.bytes.size());
                continue;
            }
            for (std::size_t from = 0; from < one.bytes.size(); from += sector_bytes)
                if (survival.survives()) apply(content, one, from, std::min(sector_bytes, one.bytes.size() - from));
        }
        image.files.emplace(name, std::move(content));
    }
    return image;
}

} // namespace mahalla::test
