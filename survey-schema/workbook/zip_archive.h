#pragma once
#include "base/bytes.h"
#include "workbook/file_opener.h"
#include "workbook/read_workbook.h"

#include <string_view>
#include <vector>

namespace mahalla {

/// The parts of a .zip container, unpacked one at a time or block by block, and never more than `WorkbookLimits` allow
/// in sum, whatever sizes the container claims.
class ZipArchive {
public:
    /// Fails with `Corrupt` where the bytes are no zip container. `bytes` must outlive the archive and its parts.
    static Result<ZipArchive> open(ByteView bytes, const WorkbookLimits& limits);
    /// The same over a file, of which a block is in memory. Fails as the file does, too.
    static Result<ZipArchive> open(const FileOpener& file, const WorkbookLimits& limits);
    ~ZipArchive();
    ZipArchive(ZipArchive&&) noexcept;
    ZipArchive& operator=(ZipArchive&&) noexcept;

    bool has(std::string_view part) const;
    /// The whole part. Fails with `NotFound`, with `Corrupt` where its checksum does not hold, it is encrypted or ends
    /// early, with `Invalid` beyond a limit.
    Result<std::string> read(std::string_view part);
    /// The part from its beginning, unpacked while it is read; several may be read side by side, each over a container
    /// of its own. `size` is what the container claims. Fails as `read` does, then or while it is read.
    Result<std::unique_ptr<DiskReader>> open_part(std::string_view part) const;

private:
    struct Container;
    struct Packed;
    class PartReader;
    ZipArchive(std::shared_ptr<const Packed> packed, std::unique_ptr<Container> container);

    std::shared_ptr<const Packed> packed_;
    std::unique_ptr<Container> container_;
};

/// One part of a container to be written.
struct ZipPart {
    std::string name;
    std::string content;
};

/// A container holding the parts in order; equal parts give equal bytes: no time, user or machine is written.
/// Fails with `Unavailable` where the memory does not suffice.
Result<Bytes> write_zip(const std::vector<ZipPart>& parts);

} // namespace mahalla
