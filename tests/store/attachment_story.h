#pragma once
#include "store/project_story.h"
#include "support/bytes_reader.h"
#include "support/media_samples.h"

namespace mahalla::test {

inline FileSource source_of(std::string_view bytes)
{
    const auto shared = std::make_shared<const Bytes>(to_bytes(bytes));
    return [shared]() -> Result<std::unique_ptr<DiskReader>> {
        return std::unique_ptr<DiskReader>(std::make_unique<BytesReader>(*shared));
    };
}

/// A document of so many bytes: it is kept as it comes, so that sizes are what a test says.
inline std::string document_of(std::size_t size)
{
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + (i * 2'654'435'761U >> 16U) % 26);
    return text;
}

/// Attaches a file and answers a question with its name.
inline AttachedFile attach(Vault& vault, const RecordId& record, std::string_view name, std::string_view bytes)
{
    const auto attached = vault.attach(record, name, source_of(bytes));
    const std::string why = attached ? std::string() : attached.error().message;
    INFO(why);
    REQUIRE(attached);
    REQUIRE(vault.save_answers(record, Team::answer("/data/photo_of_" + attached->file.name, attached->file.name)));
    return attached->file;
}

/// The content of a file, or the kind of failure.
inline std::string content_of(const Vault& vault, const RecordId& record, const Hash& id)
{
    std::string content;
    const auto read = vault.read_attachment(record, id, [&](ByteView part) -> Result<void> {
        content += as_text(part);
        return {};
    });
    return read ? content : name_of(read.error().kind);
}

inline std::vector<Bytes> pieces_of(const Vault& vault)
{
    std::vector<Bytes> pieces;
    for (const AttachmentPiece& piece : vault.attachment_pieces())
        pieces.push_back(*vault.attachment_piece(piece.hash));
    return pieces;
}

} // namespace mahalla::test
