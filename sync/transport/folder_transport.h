#pragma once
#include "base/disk.h"
#include "transport/transport.h"

namespace mahalla {

/// A folder that several parties write to and read from: a memory stick, a shared drive.
///
/// Bundles lie in it by their random names. A bundle dropped here is copied, brought to the medium, read again and
/// compared before it gets its name; then "safe to remove" is true. Nothing is ever removed from the folder: others may
/// not have read it yet.
class FolderTransport final : public Transport {
public:
    FolderTransport(Disk& disk, std::filesystem::path stick) : disk_(disk), stick_(std::move(stick)) {}

    /// Fails with `Unavailable` where the stick is full or does not keep what is written.
    Result<SendResult> send(const WrittenBundle& bundle, const ProgressListener& progress = {}) override;

    /// Empty: a stick answers nothing.
    Result<Bytes> ask_held() override { return Bytes(); }

    /// Copies every bundle that is not in `folder` yet. Files of other names are not touched. Bundles that lie on the
    /// stick but cannot be read are passed over; the others come.
    Result<FetchResult> fetch(ByteView held, const std::filesystem::path& folder,
                              const ProgressListener& progress = {}) override;

private:
    Result<Hash> copy(const std::filesystem::path& from, const std::filesystem::path& to,
                      const ProgressListener& progress, const std::optional<Hash>& expected);

    Disk& disk_;
    std::filesystem::path stick_;
};

} // namespace mahalla
