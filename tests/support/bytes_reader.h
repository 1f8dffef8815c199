#pragma once
#include "base/disk.h"

#include <algorithm>

namespace mahalla::test {

/// A file that is in memory. Counts how much was asked for at once.
class BytesReader final : public DiskReader {
public:
    explicit BytesReader(Bytes bytes) : bytes_(std::move(bytes)) {}

    Result<Bytes> read(std::size_t bytes_max) override
    {
        read_bytes_max = std::max(read_bytes_max, bytes_max);
        const ByteView part = ByteView(bytes_).subspan(position_, std::min(bytes_max, bytes_.size() - position_));
        position_ += part.size();
        return Bytes(part.begin(), part.end());
    }
    std::uint64_t size() const override { return bytes_.size(); }

    std::size_t read_bytes_max = 0;

private:
    Bytes bytes_;
    std::size_t position_ = 0;
};

} // namespace mahalla::test
