#include "disclosure/published_release.h"

#include "disclosure/release_codec.h"

namespace mahalla {

Result<PublishedRelease> PublishedRelease::create(ReleaseHead head, std::vector<PublishedTable> tables)
{
    ReleaseContent content;
    content.title = std::move(head.title);
    content.round = std::move(head.round);
    content.published = std::move(head.published);
    content.software = std::move(head.software);
    content.language = std::move(head.language);
    content.questionnaire = std::move(head.questionnaire);
    content.policy = std::move(head.policy);
    content.definitions = std::move(head.definitions);
    for (const PublishedTable& table : tables) content.tables.push_back(table.content());
    if (auto sound = check_release(content); !sound) return tl::unexpected(sound.error());
    if (encode_release(content).size() > encoded_bytes_max)
        return failure(ErrorKind::Invalid, "A release has at most 64 MiB: make two.");
    return PublishedRelease(std::move(content));
}

Bytes PublishedRelease::encode() const { return encode_release(content_); }

Result<ReceivedRelease> ReceivedRelease::decode(ByteView bytes)
{
    MAHALLA_TRY(ReleaseContent content, decode_release(bytes));
    return ReceivedRelease(std::move(content));
}

Result<ReceivedRelease> ReceivedRelease::from_content(ReleaseContent content)
{
    if (auto sound = check_release(content); !sound) return tl::unexpected(sound.error());
    return ReceivedRelease(std::move(content));
}

Bytes ReceivedRelease::encode() const { return encode_release(content_); }

} // namespace mahalla
