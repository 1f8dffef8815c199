#include "crypto/hash.h"
#include "store/vault_interior.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t read_at_once = std::size_t{64} << 10U;

/// Remembers everything that was read, so that two readings can be compared.
class HashingReader final : public DiskReader {
public:
    explicit HashingReader(DiskReader& file) : file_(file) {}
    Result<Bytes> read(std::size_t bytes_max) override
    {
        auto bytes = file_.read(bytes_max);
        if (bytes) hasher_.add(*bytes);
        return bytes;
    }
    std::uint64_t size() const override { return file_.size(); }

    /// The hash of the whole file.
    Result<Hash> finish()
    {
        for (;;) {
            MAHALLA_TRY(const Bytes bytes, read(read_at_once));
            if (bytes.empty()) return hasher_.finish();
        }
    }

private:
    DiskReader& file_;
    Hasher hasher_;
};

/// "photo.jpg", or "photo-2.jpg" where the record has one of that name.
std::string distinct_name(std::string_view name, const std::vector<OpenVault::KnownFile>& files)
{
    const auto is_taken = [&](const std::string& wanted) {
        return std::ranges::any_of(files, [&](const auto& file) { return file.overview.name == wanted; });
    };
    std::string distinct(name);
    const std::size_t dot = name.rfind('.');
    for (int copy = 2; is_taken(distinct); ++copy) {
        distinct = std::string(name.substr(0, dot)) + '-' + std::to_string(copy);
        if (dot != std::string_view::npos) distinct += name.substr(dot);
    }
    return distinct;
}

Result<AttachmentDescriptor> store_file(OpenVault& open, const RecordId& record, std::string name,
                                        const FileSource& source, const MediaPlan& plan, const Hash& seen)
{
    MAHALLA_TRY(const auto file, source());
    HashingReader whole(*file);
    CleanedMediaReader cleaned(whole, plan);
    MAHALLA_TRY(Transaction transaction, Transaction::begin(open.database));
    MAHALLA_TRY(AttachmentDescriptor descriptor,
                seal_attachment(cleaned, plan.bytes, std::move(name), plan.media_type,
                                [&](const Hash& hash, ByteView sealed) -> Result<void> {
                                    MAHALLA_TRY(const bool is_new, open.attachments.store_piece(hash, sealed));
                                    static_cast<void>(is_new);
                                    return {};
                                }));
    // What was to be cut out of the file was found in its first reading: it must be the same file still.
    MAHALLA_TRY(const Hash again, whole.finish());
    if (again != seen) return failure(ErrorKind::Invalid, "The file changed while it was read. Attach it again.");
    if (auto added = open.attachments.add_to_draft(record, descriptor); !added) return tl::unexpected(added.error());
    if (auto committed = transaction.commit(); !committed) return tl::unexpected(committed.error());
    return descriptor;
}

} // namespace

Result<NewAttachment> Vault::attach(const RecordId& record, std::string_view name, const FileSource& source)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    const Draft* const draft = open.drafts.find(record);
    if (draft == nullptr) return failure(ErrorKind::NotFound, "There is no draft of this record.");
    if (!is_attachment_name(name))
        return failure(ErrorKind::Invalid, "A file's name has 1 to 255 bytes, no slashes and no control characters.");
    MAHALLA_TRY(const auto files, open.files_of(record));

    MAHALLA_TRY(const auto file, source());
    HashingReader whole(*file);
    MAHALLA_TRY(const MediaPlan plan, plan_cleaning(whole, name));
    MAHALLA_TRY(const Hash seen, whole.finish());
    auto descriptor = store_file(open, record, distinct_name(name, files), source, plan, seen);
    if (!descriptor) {
        interior_->follow_files();
        return tl::unexpected(descriptor.error());
    }
    NewAttachment attached;
    attached.cleaning = plan.cleaning;
    attached.file = {descriptor->id(),
                     descriptor->name,
                     descriptor->media_type,
                     descriptor->content_bytes,
                     descriptor->pieces.size(),
                     descriptor->pieces.size(),
                     true};
    return attached;
}

Result<std::vector<AttachedFile>> Vault::attachments(const RecordId& record) const
{
    if (is_locked()) return vault_is_locked();
    MAHALLA_TRY(const auto files, interior_->open->files_of(record));
    std::vector<AttachedFile> overviews;
    for (const auto& file : files) overviews.push_back(file.overview);
    return overviews;
}

Result<std::vector<AttachedFile>> Vault::missing_attachments(const RecordId& record) const
{
    MAHALLA_TRY(auto files, attachments(record));
    std::erase_if(files, [](const AttachedFile& file) { return file.is_complete(); });
    return files;
}

std::uint64_t Vault::incomplete_attachments() const
{
    return is_locked() ? 0 : interior_->open->attachments.incomplete_files();
}

Result<void> Vault::read_attachment(const RecordId& record, const Hash& id, const ContentSink& sink) const
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    MAHALLA_TRY(const auto files, open.files_of(record));
    const auto file = std::ranges::find_if(files, [&](const auto& known) { return known.overview.id == id; });
    if (file == files.end())
        return failure(ErrorKind::NotFound, "The record has no such file, or none that opens here.");
    if (!file->descriptor) return failure(ErrorKind::Corrupt, "The file is damaged: attach it again.");
    if (!file->overview.is_complete())
        return failure(ErrorKind::NotFound, "Not all pieces of this file are here yet: ask for the next bundle.");
    const AttachmentDescriptor& descriptor = *file->descriptor;
    for (std::size_t number = 0; number < descriptor.pieces.size(); ++number) {
        MAHALLA_TRY(const Bytes sealed, open.attachments.piece(descriptor.pieces[number]));
        MAHALLA_TRY(Bytes content, open_attachment_piece(descriptor, number, sealed));
        auto taken = sink(content);
        wipe(content);
        if (!taken) return taken;
    }
    return {};
}

std::vector<AttachmentPiece> Vault::attachment_pieces() const
{
    return is_locked() ? std::vector<AttachmentPiece>() : interior_->open->attachments.sendable_pieces();
}

Result<Bytes> Vault::attachment_piece(const Hash& hash) const
{
    if (is_locked()) return vault_is_locked();
    return interior_->open->attachments.piece(hash);
}

} // namespace mahalla
