#pragma once
#include "base/disk.h"

#include <memory>
#include <string>
#include <string_view>

namespace mahalla {

/// A .zip container written part by part while the parts are made: what was handed over is packed and gone, so that a
/// table of any length takes the memory of one block.
///
/// Equal parts give equal bytes: no time, user or machine is written. Sizes stand behind each part (APPNOTE 4.3.9), for
/// nobody knows them before. A part holds less than 4 GiB; `write` fails with `Invalid` beyond. Everything fails as
/// the writer does; after a failure nothing more is to be called.
class ZipStream {
public:
    /// `out` must outlive the stream; the caller finishes it.
    explicit ZipStream(DiskWriter& out);
    ~ZipStream();
    ZipStream(const ZipStream&) = delete;
    ZipStream& operator=(const ZipStream&) = delete;

    /// Parts follow each other; names differ.
    Result<void> begin_part(std::string name);
    Result<void> write(std::string_view content);
    Result<void> end_part();
    /// Writes the list of parts. Nothing can follow.
    Result<void> finish();

private:
    struct Packing;
    Result<void> pack(std::string_view content, int flush);
    Result<void> put(ByteView bytes);

    std::unique_ptr<Packing> packing_;
};

} // namespace mahalla
