#pragma once
#include "crypto/sealed_event.h"

#include <memory>

namespace mahalla {

/// Opens many events, one after another, without a piece of memory for each: for who reads a hundred thousand.
///
/// It checks of each what cannot have been checked before, for it is a matter of these bytes: that they are the event
/// of the hash under which they were stored, that the ciphertext is the one which that names, that it was made with
/// this key (the commitment) for this header (AEAD), and that it unpacks. It does not check signatures: whoever stored
/// the hash had verified the event, and the signature is over the very bytes that the hash is of.
///
/// What it decrypts is wiped before the next event and at its end. One thread at a time.
class EventOpener {
public:
    EventOpener();
    ~EventOpener();
    EventOpener(const EventOpener&) = delete;
    EventOpener& operator=(const EventOpener&) = delete;

    struct Opened {
        SealedEventHeader header;
        ByteView content; ///< Until the next event.
    };
    /// The content of the event with the hash `named`. `form_strings` are those of the event's form, or none; they
    /// outlive this. Fails as `SealedEvent::parse` and `open` do, and with `Corrupt` where the bytes are of another
    /// event.
    Result<Opened> open(ByteView event, const Hash& named, const Secret& content_key, const FormStrings* form_strings);

private:
    struct Scratch;
    std::unique_ptr<Scratch> scratch_;
};

} // namespace mahalla
