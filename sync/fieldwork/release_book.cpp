#include "fieldwork/release_book.h"

#include "crypto/hash.h"
#include "disclosure/handed_out.h"

#include <algorithm>

namespace mahalla {

namespace {

Result<std::vector<HandedOut>> all_of(const Vault& vault)
{
    MAHALLA_TRY(const auto kept, vault.kept_releases());
    std::vector<HandedOut> all;
    for (const KeptRelease& one : kept) {
        MAHALLA_TRY(HandedOut handed_out, decode_handed_out(one.shown, one.behind));
        all.push_back(std::move(handed_out));
    }
    std::ranges::stable_sort(all, {}, &HandedOut::left);
    return all;
}

} // namespace

Result<std::vector<BookedRelease>> booked_releases(const Vault& vault)
{
    MAHALLA_TRY(auto all, all_of(vault));
    std::vector<BookedRelease> booked;
    for (HandedOut& one : all) {
        MAHALLA_TRY(const auto release, ReceivedRelease::from_content(one.release));
        booked.push_back({hash_of(release.encode()), one.left, std::move(one.release)});
    }
    return booked;
}

Result<PublicationLedger> ledger_of(const Vault& vault, const std::vector<ReleaseContent>& others)
{
    MAHALLA_TRY(auto all, all_of(vault));
    for (const ReleaseContent& other : others)
        if (std::ranges::find(all, other, &HandedOut::release) == all.end()) all.push_back({{}, other, {}});
    std::ranges::stable_sort(all, {}, [](const HandedOut& one) { return one.release.published; });
    PublicationLedger made, ledger;
    for (const HandedOut& one : all) made.add(one.release, one.kept);
    // The same table twice tells an outsider nothing more.
    for (const LedgerTable& table : made.tables())
        if (std::ranges::find(ledger.tables(), table) == ledger.tables().end()) ledger.add(table);
    return ledger;
}

Result<bool> book_release(Vault& vault, const MadeRelease& made, Instant now)
{
    const HandedOut handed_out{now, made.release.content(), made.kept};
    return vault.keep_release(hash_of(made.release.encode()),
                              {encode_release_left(handed_out), encode_kept_figures(handed_out.kept)});
}

Result<void> hand_out(Vault& vault, const MadeRelease& made, Instant now, const std::function<Result<void>()>& leave)
{
    MAHALLA_TRY(const bool is_new, book_release(vault, made, now));
    auto left = leave();
    if (left || !is_new) return left;
    if (auto struck = strike_out(vault, hash_of(made.release.encode())); !struck) return struck;
    return left;
}

Result<void> publish_release(Vault& vault, const MadeRelease& made, Instant now, HttpTransport& transport)
{
    const Bytes bytes = made.release.encode();
    MAHALLA_TRY(const bool is_new, book_release(vault, made, now));
    auto published = transport.publish_release(bytes);
    const bool is_known_not_to_be_there = !published && published.error().kind == ErrorKind::Refused;
    if (is_known_not_to_be_there && is_new)
        if (auto struck = strike_out(vault, hash_of(bytes)); !struck) return struck;
    return published;
}

Result<void> strike_out(Vault& vault, const Hash& release) { return vault.discard_release(release); }

} // namespace mahalla
