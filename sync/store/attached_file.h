#pragma once
#include "base/disk.h"
#include "base/id.h"
#include "media/media_cleaning.h"

#include <functional>

namespace mahalla {

/// A file that belongs to a record, as far as it is here.
struct AttachedFile {
    /// The hash of its ciphertext.
    Hash id;
    std::string name;
    std::string media_type;
    std::uint64_t content_bytes = 0;
    std::size_t pieces = 0;
    std::size_t pieces_here = 0;
    bool is_in_draft = false; ///< It becomes an event when the record is finalised.

    bool is_complete() const { return pieces_here == pieces; }
    bool operator==(const AttachedFile&) const = default;
};

/// Opens a file from its beginning; called twice, for it is read once to see what must go and once to seal the rest.
using FileSource = std::function<Result<std::unique_ptr<DiskReader>>()>;

struct NewAttachment {
    AttachedFile file;
    MediaCleaning cleaning = MediaCleaning::Cleaned;
};

/// Takes a file's content from its beginning; each part was verified.
using ContentSink = std::function<Result<void>(ByteView part)>;

/// One sealed piece that can be handed on.
struct AttachmentPiece {
    Hash hash;
    std::uint64_t bytes = 0;
};

} // namespace mahalla
