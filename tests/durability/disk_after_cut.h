#pragma once
#include "base/random.h"
#include "durability/file_calls.h"

#include <map>
#include <memory>
#include <set>

namespace mahalla::test {

/// Folders and files below one folder, as bytes.
struct DiskImage {
    std::set<std::string> folders;
    std::map<std::string, Bytes> files;

    static DiskImage of(const std::filesystem::path& folder);
    /// Makes `folder` hold exactly this.
    void put(const std::filesystem::path& folder) const;
    auto operator<=>(const DiskImage&) const = default;
};

/// What a disk makes of syncs. A checker that finds no loss where they are worth nothing proves nothing.
enum class Syncs { Kept, FilesForgotten, FoldersForgotten };

/// What may be on a disk when the power fails after a series of calls, by what POSIX promises and no more: a file's
/// content is there once the file was synced, its name once its folder was. Whatever was not synced may be there or
/// not, each sector of a write and each change of a name for itself; sectors of 512 bytes are whole.
class DiskAfterCut {
public:
    explicit DiskAfterCut(const DiskImage& start, Syncs syncs = Syncs::Kept);

    void apply(const FileCall& call);
    /// One of the disks that may be found after a cut at this moment. Number 0 has lost all it could, number 1 kept
    /// all, number 2 lost the newest change only; the others are left to chance, some of them kind and some of them
    /// not.
    DiskImage image(std::size_t number, Random& random) const;

private:
    struct Change {
        bool is_truncation = false;
        std::size_t at = 0;
        Bytes bytes;
    };
    struct File {
        Bytes seen;
        Bytes durable;
        std::vector<Change> pending;
    };
    using Names = std::map<std::string, std::shared_ptr<File>>;
    struct NameChange {
        std::string folder;         ///< Whose sync makes it last.
        std::string gone;           ///< Empty where no name goes.
        std::string come;           ///< Empty where no name comes.
        std::shared_ptr<File> file; ///< None where a folder comes.
    };
    struct Durable {
        Names names;
        std::set<std::string> folders;
    };
    static void apply(Durable& durable, const NameChange& change);
    static void apply(Bytes& content, const Change& change, std::size_t from, std::size_t size);

    Syncs syncs_;
    Names seen_;
    Durable durable_;
    std::vector<NameChange> pending_names_;
};

} // namespace mahalla::test
