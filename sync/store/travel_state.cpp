#include "store/travel_state.h"

namespace mahalla {

namespace {

const ByteView only_one = {};
constexpr std::size_t code_wrap_bytes_max = 256;

} // namespace

Result<TravelState> TravelState::of(const OpenVault& vault)
{
    TravelState state;
    MAHALLA_TRY(const auto kept, vault.items.get(ItemKind::Travel, only_one));
    if (!kept) return state;
    ByteReader reader(*kept);
    state.is_travelling = reader.u8() == 1;
    const ByteView wrap = reader.sized(code_wrap_bytes_max);
    state.code_wrap.assign(wrap.begin(), wrap.end());
    if (!reader.finished()) return failure(ErrorKind::Corrupt, "What was stored is not well formed.");
    return state;
}

Result<void> TravelState::keep(OpenVault& vault) const
{
    ByteWriter writer;
    writer.u8(is_travelling ? 1 : 0);
    writer.sized(code_wrap);
    MAHALLA_TRY(Transaction transaction, Transaction::begin(vault.database));
    auto stored = vault.items.put(ItemKind::Travel, only_one, writer.bytes());
    if (stored) stored = transaction.commit();
    // What the rollback took back is still in the items' memory.
    if (!stored) static_cast<void>(vault.items.load());
    return stored;
}

} // namespace mahalla
