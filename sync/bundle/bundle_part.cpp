#include "bundle/bundle_part.h"

#include "crypto/certificate.h"
#include "crypto/charter.h"
#include "crypto/receipt.h"
#include "crypto/sealed_event.h"

namespace mahalla {

bool is_known(BundlePart part) { return part >= BundlePart::Charter && part <= BundlePart::AttachmentPiece; }

std::size_t item_bytes_max(BundlePart part)
{
    switch (part) {
    case BundlePart::Charter:
        return Charter::bytes_max;
    case BundlePart::Certificate:
        return Certificate::bytes_max;
    case BundlePart::Form:
        return std::size_t{16} << 20U;
    case BundlePart::Event:
        return SealedEvent::bytes_max;
    case BundlePart::Receipt:
        return Receipt::bytes_max;
    case BundlePart::AttachmentPiece:
        return (std::size_t{1} << 20U) + 1024;
    }
    return std::size_t{1} << 20U;
}

} // namespace mahalla
