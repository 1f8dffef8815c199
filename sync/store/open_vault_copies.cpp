#include "crypto/hash.h"
#include "store/open_vault.h"

namespace mahalla {

namespace {

tl::unexpected<Error> not_whole()
{
    return failure(ErrorKind::Corrupt, "Something in the vault is damaged. Bring back the last good copy.");
}

void add_column(Hasher& hasher, ByteView bytes)
{
    ByteWriter length;
    length.u64(bytes.size());
    hasher.add(length.bytes());
    hasher.add(bytes);
}

} // namespace

Result<Hash> OpenVault::state_mark()
{
    Hasher hasher;
    // Every change of a row changes a box in it, for each is sealed with a nonce of its own; an event's bytes are named
    // by its hash, and by its state where they were erased.
    for (const std::string_view sql :
         {"SELECT name, box, 0 FROM item ORDER BY name", "SELECT record, key, step FROM draft ORDER BY record, step",
          "SELECT hash, state, 0 FROM event ORDER BY hash", "SELECT name, box, 0 FROM attachment ORDER BY name",
          "SELECT name, name, 0 FROM piece ORDER BY name"}) {
        MAHALLA_TRY(Statement select, database.prepare(sql));
        for (;;) {
            MAHALLA_TRY(const bool has_row, select.step());
            if (!has_row) break;
            add_column(hasher, select.bytes(0));
            add_column(hasher, select.bytes(1));
        }
    }
    return hasher.finish();
}

Result<std::uint64_t> OpenVault::database_bytes()
{
    MAHALLA_TRY(Statement pages, database.prepare("SELECT page_count * page_size FROM pragma_page_count, "
                                                  "pragma_page_size"));
    MAHALLA_TRY(const bool has_row, pages.step());
    return has_row ? static_cast<std::uint64_t>(pages.integer(0)) : 0;
}

Result<void> OpenVault::check_rows()
{
    // Items and drafts were opened when they were loaded; forms are not kept, so they are read again.
    if (auto checked = database.check_integrity(); !checked) return checked;
    for (const Bytes& name : items.names(ItemKind::Form)) {
        MAHALLA_TRY(const auto form, items.get(ItemKind::Form, name));
        if (!form || ByteView(hash_of(*form).bytes).size() != name.size() ||
            !std::equal(name.begin(), name.end(), hash_of(*form).bytes.begin()))
            return not_whole();
    }
    for (const auto& [record, draft] : drafts.drafts())
        if (draft.is_damaged) return not_whole();
    return events.check(signing ? &*signing : nullptr);
}

} // namespace mahalla
