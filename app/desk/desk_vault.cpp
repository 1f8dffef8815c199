#include "desk/desk.h"

#include "crypto/forget.h"
#include "crypto/recovery_text.h"
#include "crypto/scan_text.h"
#include "qr_code/qr_code.h"
#include "system/time_zone_files.h"
#include "text/passphrase_form.h"

namespace mahalla {

namespace {

bool same(const ui::SecretText& a, const ui::SecretText& b)
{
    const auto bytes_of = [](const ui::SecretText& text) {
        return ByteView(reinterpret_cast<const std::uint8_t*>(text.bytes().data()), text.bytes().size());
    };
    return equal_in_constant_time(bytes_of(a), bytes_of(b));
}

Secret in_form(std::string_view typed)
{
    Secret form(passphrase_form_bytes_max);
    const std::size_t size = to_passphrase_form(typed, form.writable());
    return Secret::copy_of(form.view().first(size));
}

/// The same code in words of the language it will be read in.
Secret in_words_of(const std::string& language, const Secret& recovery_text)
{
    const auto code = secret_of_recovery_text(recovery_text);
    if (!code) return recovery_text.duplicate();
    const Secret text = recovery_text_of(*code, WordList::of_language(language));
    return Secret::copy_of(text.view().first(text.size() - 1)); // without the last line's end
}

} // namespace

Secret Desk::take_passphrase()
{
    const auto typed = secrets_.passphrase.bytes();
    Secret form = in_form({typed.data(), typed.size()});
    secrets_.passphrase.clear();
    secrets_.again.clear();
    return form;
}

std::shared_ptr<LentKey> Desk::lend(Secret secret)
{
    std::erase_if(lent_, [](const std::weak_ptr<LentKey>& one) { return one.expired(); });
    auto lent = std::make_shared<LentKey>(std::move(secret));
    lent_.push_back(lent);
    return lent;
}

void Desk::take_back_lent()
{
    for (const std::weak_ptr<LentKey>& one : lent_)
        if (const auto lent = one.lock()) lent->take_back();
    lent_.clear();
}

bool Desk::typed_twice_the_same() const { return same(secrets_.passphrase, secrets_.again); }

bool Desk::typed_words_drawn() const
{
    const auto typed = secrets_.passphrase.bytes();
    return equal_in_constant_time(in_form({typed.data(), typed.size()}).view(), in_form(as_text(words_.view())).view());
}

void Desk::draw_words()
{
    words_ = environment_.draw_words(WordList::of_language(page_.catalogue().language().code));
    unlock_view_.passphrases_differ = false;
    secrets_.passphrase.clear();
}

void Desk::unlock()
{
    if (unlock_view_.working || secrets_.passphrase.empty()) return;
    unlock_view_.working = true;
    unlock_view_.problem.reset();
    const StoreEnvironment store{environment_.disk, environment_.clock, environment_.random, nullptr,
                                 environment_.workers};
    environment_.jobs.run(
        [this, alive = alive_, lent = lend(take_passphrase()), store, folder = vault_folder_]() -> DeskJobs::Outcome {
            const auto unlocked = [&]() -> Result<Vault> {
                MAHALLA_TRY(const Secret passphrase, lent->borrow());
                return Vault::unlock(folder, passphrase, store);
            };
            auto vault = std::make_shared<Result<Vault>>(unlocked());
            const auto is_due = *vault ? (*vault)->is_snapshot_due() : Result<bool>(false);
            return [this, alive, vault, is_due = is_due && *is_due] {
                if (!*alive) return;
                opened(std::move(*vault));
                // Once a day. What keeps it from that stands on the page of copies, by the age of the newest.
                if (vault_ && is_due) begin_snapshot();
            };
        });
}

void Desk::create_vault()
{
    if (unlock_view_.working || secrets_.passphrase.empty()) return;
    unlock_view_.passphrases_differ = unlock_view_.own_words ? !typed_twice_the_same() : !typed_words_drawn();
    if (unlock_view_.passphrases_differ) {
        secrets_.again.clear();
        if (!unlock_view_.own_words) secrets_.passphrase.clear();
        return;
    }
    unlock_view_.working = true;
    unlock_view_.problem.reset();
    const StoreEnvironment store{environment_.disk, environment_.clock, environment_.random, nullptr,
                                 environment_.workers};
    environment_.jobs.run([this, alive = alive_, lent = lend(take_passphrase()), store, folder = vault_folder_,
                           cost = environment_.cost]() -> DeskJobs::Outcome {
        const auto created = [&]() -> Result<Vault::Created> {
            MAHALLA_TRY(const Secret passphrase, lent->borrow());
            return Vault::create(folder, passphrase, store, cost);
        };
        auto made = std::make_shared<Result<Vault::Created>>(created());
        return [this, alive, made] {
            if (!*alive) return;
            if (!*made) return opened(tl::unexpected(made->error()));
            words_.wipe();
            recovery_code_ = in_words_of(page_.catalogue().language().code, (*made)->recovery_code);
            opened(std::move((*made)->vault));
        };
    });
}

void Desk::opened(Result<Vault> vault)
{
    unlock_view_.working = false;
    if (!vault) {
        unlock_view_.problem = vault.error().kind;
        unlock_view_.can_bring_back = vault.error().kind == ErrorKind::Corrupt;
        page_.focus("unlock/passphrase");
        return refresh();
    }
    vault_ = *std::move(vault);
    forget(unlock_view_.travelling);
    challenge_.reset();
    // Digits to read aloud are there as soon as the vault is; a request made elsewhere is never replaced.
    if (!vault_->certificate() && vault_->enrolment_request() == nullptr) request_enrolment();
    const Policy policy = vault_->charter() != nullptr ? vault_->charter()->content().policy : Policy{};
    if (environment_.unlocked) environment_.unlocked(std::chrono::seconds(policy.lock_after_idle_seconds));
    show(Screen::Home);
}

void Desk::request_enrolment()
{
    const std::string name = vault_->device().text().substr(0, 6);
    const auto request = vault_->request_enrolment(Role::FieldWorker, name);
    if (!request) return;
    // Kept beside the vault for carrying to a supervisor; where that fails, `mahalla enrol request` writes it.
    const auto file = vault_folder_.parent_path() / ("enrolment-" + name + ".request");
    if (environment_.disk.write(file, request->bytes())) (void)vault_->set_setting("enrolment.file", file.string());
}

void Desk::show_request()
{
    const EnrolmentRequest* const request = vault_->enrolment_request();
    if (request == nullptr) return;
    home_view_.request_fingerprint = request->fingerprint();
    if (const auto file = vault_->setting("enrolment.file")) home_view_.request_fingerprint += "\n" + *file;
    const auto code = QrCode::of(scan_text_of_request(request->bytes()), QrCode::Repair::Medium);
    if (!code) return;
    home_view_.request_code_side = code->side();
    for (int row = 0; row < code->side(); ++row)
        for (int column = 0; column < code->side(); ++column)
            home_view_.request_code.push_back(code->is_dark(column, row) ? 1 : 0);
}

SessionEnvironment Desk::session_environment() const
{
    SessionEnvironment environment{environment_.clock, environment_.random};
    environment.time_zone = local_time_zone(environment_.disk);
    environment.properties["deviceid"] = vault_->device().text();
    environment.properties["username"] = vault_->label();
    return environment;
}

} // namespace mahalla
