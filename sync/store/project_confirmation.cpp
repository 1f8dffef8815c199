#include "store/project_interior.h"

namespace mahalla {

Result<std::vector<Bytes>> Project::confirm(const std::vector<Certificate>& certificates)
{
    Interior& interior = *interior_;
    const SigningKeyPair* const issuer = interior.issuer();
    if (issuer == nullptr)
        return failure(ErrorKind::Refused, "The administrator of this folder is none of the project's any more.");
    std::vector<Bytes> confirmed;
    MAHALLA_TRY(Transaction transaction, Transaction::begin(interior.database));
    const auto store = [&]() -> Result<void> {
        for (const Certificate& one : certificates) {
            if (one.content().project != interior.charter->content().project || !one.is_signed() ||
                one.content().role != Role::FieldWorker)
                return failure(ErrorKind::Refused, "Only certificates of this project's field workers are confirmed.");
            MAHALLA_TRY(const Certificate again, one.signed_by(*issuer));
            if (auto put = interior.items.put(ItemKind::Certificate, again.hash().bytes, again.bytes()); !put)
                return put;
            confirmed.push_back(again.bytes());
        }
        return transaction.commit();
    };
    if (auto stored = store(); !stored) {
        static_cast<void>(interior.items.load());
        return tl::unexpected(stored.error());
    }
    return confirmed;
}

} // namespace mahalla
