#include "desk/desk.h"

#include "crypto/recovery_hint.h"
#include "crypto/recovery_text.h"

namespace mahalla {

namespace {

/// With the vault's own code, or the escrow key of the project it is enrolled in; then another passphrase.
Result<Vault> recovered(const std::filesystem::path& folder, const Secret& sheet, const Secret& next,
                        PassphraseCost cost, StoreEnvironment store)
{
    const auto open = [&]() -> Result<Vault> {
        MAHALLA_TRY(const Secret secret, secret_of_recovery_text(sheet));
        if (secret.size() == secret_bytes_of(RecoveryKind::VaultCode))
            return Vault::unlock_with_recovery_code(folder, sheet, store);
        MAHALLA_TRY(const BoxKeyPair escrow, BoxKeyPair::from_seed(secret));
        return Vault::unlock_as_recovery_recipient(folder, escrow, store);
    };
    MAHALLA_TRY(Vault vault, open());
    if (auto replaced = vault.replace_passphrase(next, cost); !replaced) return tl::unexpected(replaced.error());
    return vault;
}

} // namespace

void Desk::recover()
{
    if (unlock_view_.working || secrets_.passphrase.empty() || secrets_.sheet.empty()) return;
    unlock_view_.sheet_mistyped = unlock_view_.sheet_refused = false;
    unlock_view_.passphrases_differ = !typed_twice_the_same();
    if (unlock_view_.passphrases_differ) return secrets_.again.clear();
    const auto typed = secrets_.sheet.bytes();
    const auto lent_sheet = lend(Secret::copy_of(std::string_view(typed.data(), typed.size())));
    secrets_.sheet.clear();
    const auto lent_next = lend(take_passphrase());
    unlock_view_.working = true;
    unlock_view_.problem.reset();
    const StoreEnvironment store{environment_.disk, environment_.clock, environment_.random};
    environment_.jobs.run([this, alive = alive_, lent_sheet, lent_next, store, folder = vault_folder_,
                           cost = environment_.cost]() -> DeskJobs::Outcome {
        std::size_t word = 0;
        const auto opened_with = [&]() -> Result<Vault> {
            MAHALLA_TRY(const Secret sheet, lent_sheet->borrow());
            MAHALLA_TRY(const Secret next, lent_next->borrow());
            auto opened = recovered(folder, sheet, next, cost, store);
            if (!opened && opened.error().kind == ErrorKind::Invalid)
                if (const auto hint = recovery_hint(sheet)) word = hint->word;
            return opened;
        };
        auto vault = std::make_shared<Result<Vault>>(opened_with());
        return [this, alive, vault, word] {
            if (*alive) sheet_tried(std::move(*vault), word);
        };
    });
}

void Desk::sheet_tried(Result<Vault> vault, std::size_t mistyped_word)
{
    const std::optional<ErrorKind> problem = vault ? std::nullopt : std::optional(vault.error().kind);
    unlock_view_.recovering = problem.has_value();
    opened(std::move(vault));
    if (!problem) return;
    unlock_view_.mistyped_word = mistyped_word;
    unlock_view_.sheet_mistyped = problem == ErrorKind::Invalid;
    unlock_view_.sheet_refused = problem == ErrorKind::Refused;
    if (unlock_view_.sheet_mistyped || unlock_view_.sheet_refused) unlock_view_.problem.reset();
    page_.focus("unlock/sheet");
}

} // namespace mahalla
