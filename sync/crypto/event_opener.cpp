#include "crypto/event_opener.h"

#include "crypto/event_layout.h"
#include "crypto/hash.h"

namespace mahalla {

struct EventOpener::Scratch {
    EventUnpacker unpacker;
    Bytes plain;
};

EventOpener::EventOpener() : scratch_(std::make_unique<Scratch>()) {}

EventOpener::~EventOpener() { wipe(scratch_->plain); }

Result<EventOpener::Opened> EventOpener::open(ByteView event, const Hash& named, const Secret& content_key,
                                              const FormStrings* form_strings)
{
    MAHALLA_TRY(const EventLayout layout, EventLayout::read(event));
    if (hash_of(layout.signed_) != named)
        return failure(ErrorKind::Corrupt, "An event was replaced by another on the disk.");
    if (auto checked = check_key(layout, content_key); !checked) return tl::unexpected(checked.error());
    if (layout.form_strings_id != 0 && (form_strings == nullptr || form_strings->id() != layout.form_strings_id))
        return failure(ErrorKind::Unavailable, "The questionnaire of an event is not here yet.");
    const std::size_t plain_bytes = layout.ciphertext_bytes - EventLayout::tag_bytes;
    if (scratch_->plain.size() < plain_bytes) scratch_->plain.resize(plain_bytes);
    const auto plain = std::span(scratch_->plain).first(plain_bytes);
    if (auto decrypted = decrypt(layout, content_key, plain); !decrypted) return tl::unexpected(decrypted.error());
    auto content = scratch_->unpacker.unpack(plain, layout.form_strings_id != 0 ? form_strings : nullptr,
                                             layout.named(), SealedEvent::content_bytes_max);
    wipe(plain);
    if (!content) return tl::unexpected(content.error());
    return Opened{layout.header, *content};
}

} // namespace mahalla
