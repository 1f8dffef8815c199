#pragma once
#include "base/bytes.h"
#include "workbook/read_workbook.h"

#include <memory>
#include <string_view>
#include <vector>

namespace mahalla {

/// The parts of a .zip container in memory, unpacked one at a time and never more than `WorkbookLimits` allow in sum,
/// whatever sizes the container claims.
class ZipArchive {
public:
    /// Fails with `Corrupt` where the bytes are no zip container. `bytes` must outlive the archive.
    static Result<ZipArchive> open(ByteView bytes, const WorkbookLimits& limits);
    ~ZipArchive();
    ZipArchive(ZipArchive&&) noexcept;
    ZipArchive& operator=(ZipArchive&&) noexcept;

    bool has(std::string_view part) const;
    /// The whole part. Fails with `NotFound`, with `Corrupt` where its checksum does not hold, it is encrypted or ends
    /// early, with `Invalid` beyond a limit.
    Result<std::string> read(std::string_view part);

private:
    struct Open;
    explicit ZipArchive(std::unique_ptr<Open> open);

    std::unique_ptr<Open> open_;
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
