#include "desk/desk.h"

#include "crypto/forget.h"
#include "screens/bundles_screen.h"
#include "screens/check_screen.h"
#include "screens/copies_screen.h"
#include "screens/home_screen.h"
#include "screens/interview_screen.h"
#include "screens/points_screen.h"
#include "screens/results_screen.h"
#include "screens/travel_screen.h"

namespace mahalla {

namespace {

bool holds_files(Disk& disk, const std::filesystem::path& folder)
{
    const auto names = disk.list(folder);
    return names && !names->empty();
}

/// For as long as `use` takes.
template <typename Use> void with_text_of(const Secret& secret, Use use)
{
    const ByteView bytes = secret.view();
    std::string shown(bytes.begin(), bytes.end());
    use(shown);
    wipe({reinterpret_cast<std::uint8_t*>(shown.data()), shown.size()});
}

} // namespace

Desk::Desk(ui::Page& page, DeskEnvironment environment, std::filesystem::path vault_folder,
           std::string_view language_code)
    : page_(page), environment_(std::move(environment)), vault_folder_(std::move(vault_folder)),
      language_(language_code)
{
    for (const auto& catalogue : environment_.languages.catalogues())
        unlock_view_.languages.push_back({catalogue->language().code, catalogue->language().own_name});
    use_language(language_);
    show(Screen::Unlock);
    page_.focus("unlock/passphrase");
}

Desk::~Desk() { lock(); }

void Desk::use_language(std::string_view code)
{
    const auto catalogue = environment_.languages.for_code(code);
    page_.set_catalogue(catalogue);
    unlock_view_.language = catalogue->language().code;
}

void Desk::draw(ui::Page& page)
{
    DeskIntents wanted;
    switch (screen_) {
    case Screen::Unlock:
        with_text_of(words_, [&](const std::string& words) {
            wanted = ui::draw_unlock_screen(page, unlock_view_, secrets_, words, folder_);
        });
        break;
    case Screen::Home:
        with_text_of(recovery_code_, [&](const std::string& code) {
            wanted = ui::draw_home_screen(page, home_view_, media_view_, code, folder_);
        });
        break;
    case Screen::Interview:
        wanted = ui::draw_interview_screen(page, interview_view_, media_view_, rankings_);
        break;
    case Screen::Check:
        wanted = ui::draw_check_screen(page, check_view_);
        break;
    case Screen::Bundles:
        wanted = ui::draw_bundles_screen(page, bundles_view_, folder_);
        break;
    case Screen::Copies:
        wanted = ui::draw_copies_screen(page, copies_view_, media_view_);
        break;
    case Screen::Points:
        wanted = ui::draw_points_screen(page, points_view_, point_name_);
        break;
    case Screen::Travel:
        wanted = ui::draw_travel_screen(page, travel_view_, secrets_.passphrase, folder_);
        break;
    case Screen::Results:
        wanted = ui::draw_results_screen(page, results_view_, folder_);
        break;
    }
    // Everywhere, and after the screen: a text half typed is handed out before a shortcut acts, and saved before it
    // locks.
    if (screen_ != Screen::Unlock && page.pressed(ui::KeyPress{ui::Key::L, true})) wanted.push_back(intent::Lock{});
    intents_.insert(intents_.end(), std::make_move_iterator(wanted.begin()), std::make_move_iterator(wanted.end()));
}

bool Desk::apply()
{
    if (intents_.empty()) return go_on_copying() || check_next_snapshot();
    const DeskIntents wanted = std::exchange(intents_, {});
    for (const DeskIntent& one : wanted) apply_one(one);
    refresh();
    return true;
}

void Desk::apply_one(const DeskIntent& wanted)
{
    if (std::holds_alternative<intent::Unlock>(wanted)) return unlock();
    if (std::holds_alternative<intent::CreateVault>(wanted)) return create_vault();
    if (std::holds_alternative<intent::OtherWords>(wanted)) return draw_words();
    if (const auto* words = std::get_if<intent::OwnWords>(&wanted)) {
        unlock_view_.own_words = words->own;
        forget_typed();
        return page_.focus("unlock/passphrase");
    }
    if (const auto* forgotten = std::get_if<intent::ForgotPassphrase>(&wanted)) {
        unlock_view_.recovering = forgotten->forgot;
        unlock_view_.problem.reset();
        unlock_view_.sheet_mistyped = unlock_view_.sheet_refused = unlock_view_.passphrases_differ = false;
        forget_typed();
        return page_.focus(forgotten->forgot ? "unlock/sheet" : "unlock/passphrase");
    }
    if (std::holds_alternative<intent::Recover>(wanted)) return recover();
    if (std::holds_alternative<intent::BringBackSnapshot>(wanted)) return restore_snapshot();
    if (const auto* stick = std::get_if<intent::FromStick>(&wanted)) {
        forget(unlock_view_.restoring);
        unlock_view_.restoring.is_chosen = stick->from;
        unlock_view_.problem.reset();
        forget_typed();
        if (stick->from) look_for_files(FilePurpose::Backup, {});
        return page_.focus("unlock/passphrase");
    }
    if (std::holds_alternative<intent::RestoreBackup>(wanted)) return restore_backup();
    if (std::holds_alternative<intent::AskToBeLetIn>(wanted)) return ask_to_be_let_in();
    if (std::holds_alternative<intent::OpenWithAnswer>(wanted)) return open_with_answer();
    if (const auto* write = std::get_if<intent::WriteChallenge>(&wanted)) return write_challenge(write->folder);
    if (const auto* look = std::get_if<intent::LookForFiles>(&wanted))
        return look_for_files(look->purpose, look->folder);
    if (const auto* choose = std::get_if<intent::ChooseFile>(&wanted))
        if (vault_ || choose->purpose == FilePurpose::Answer || choose->purpose == FilePurpose::Backup)
            return choose_file(choose->purpose, choose->file);
    if (const auto* language = std::get_if<intent::ChooseLanguage>(&wanted)) {
        language_ = language->code;
        use_language(language_);
        return words_.wipe(); // others are drawn, of this language's list
    }
    if (const auto* size = std::get_if<intent::ChooseTextSize>(&wanted)) {
        if (environment_.set_text_size) environment_.set_text_size(size->size);
        return;
    }
    if (std::holds_alternative<intent::NextTheme>(wanted)) {
        const auto next = (static_cast<int>(page_.theme()) + 1) % 3;
        return page_.set_theme(static_cast<ui::Theme>(next));
    }
    // What follows acts on an open vault; an intent of the frame in which it was locked comes too late.
    if (!vault_) return;
    if (std::holds_alternative<intent::Lock>(wanted)) return lock();
    if (apply_to_interview(wanted)) return;
    if (std::holds_alternative<intent::ShowHome>(wanted)) return show(Screen::Home);
    if (std::holds_alternative<intent::ShowBundles>(wanted)) return show(Screen::Bundles);
    if (const auto* look = std::get_if<intent::LookAtFolder>(&wanted)) {
        folder_ = look->folder;
        return take_in_folder(TakeIn::DryRun);
    }
    if (std::holds_alternative<intent::MergeFolder>(wanted)) return take_in_folder(TakeIn::Apply);
    if (const auto* write = std::get_if<intent::WriteBundle>(&wanted)) return write_bundle(write->folder);
    if (apply_to_travel(wanted)) return;
    if (std::holds_alternative<intent::AcceptReply>(wanted)) return accept_reply();
    if (std::holds_alternative<intent::DropReply>(wanted)) {
        reply_.reset();
        return forget(enrolment_view_);
    }
    if (std::holds_alternative<intent::ShowCopies>(wanted)) return show_copies();
    if (const auto* sheet = std::get_if<intent::PrintSheet>(&wanted)) return print_sheet(sheet->folder);
    if (std::holds_alternative<intent::TakeSnapshot>(wanted)) return begin_snapshot();
    if (const auto* back_up = std::get_if<intent::BackUp>(&wanted)) return back_up_to(back_up->medium);
    if (std::holds_alternative<intent::ShowResults>(wanted)) return open_results();
    (void)apply_to_results(wanted);
}

void Desk::show(Screen screen)
{
    if (screen_ == Screen::Home && screen != Screen::Home) {
        recovery_code_.wipe();
        forget(code_view_);
    }
    if (screen == Screen::Bundles) bundles_view_ = {};
    if (screen != Screen::Results) results_.reset();
    home_problem_.clear();
    if (screen_ == Screen::Home && screen != Screen::Home) brought_back_.reset();
    // A passphrase half typed on one page is not another's.
    forget_typed();
    screen_ = screen;
    refresh();
}

void Desk::refresh()
{
    switch (screen_) {
    case Screen::Unlock:
        // Found, not assumed: who stands before an empty folder makes a vault.
        unlock_view_.vault_exists = holds_files(environment_.disk, vault_folder_);
        if (!unlock_view_.vault_exists && words_.empty()) draw_words();
        unlock_view_.is_travelling = false;
        if (unlock_view_.vault_exists)
            if (const auto travels =
                    Vault::is_travelling(vault_folder_, {environment_.disk, environment_.clock, environment_.random}))
                unlock_view_.is_travelling = *travels;
        break;
    case Screen::Home:
        home_view_ = home_view(*vault_, shelf_, offset_minutes());
        home_view_.brought_back = brought_back_;
        home_view_.enrolment = enrolment_view_;
        home_view_.code = code_view_;
        home_view_.code.can_print = static_cast<bool>(environment_.print_sheet);
        if (!home_view_.is_enrolled) show_request();
        home_view_.problem = home_problem_;
        break;
    case Screen::Interview:
        interview_view_ =
            interview_view(interview_->session(), page_id_, show_missing_, interview_->is_saved() && !finish_unsaved_);
        page_id_ = interview_view_.current;
        break;
    case Screen::Check:
        check_view_ = check_view(interview_->session());
        check_view_.problem = finish_problem_;
        break;
    case Screen::Travel:
        if (const auto travels =
                Vault::is_travelling(vault_folder_, {environment_.disk, environment_.clock, environment_.random}))
            travel_view_.is_travelling = *travels;
        travel_view_.can_travel = vault_->charter() != nullptr;
        travel_view_.can_answer =
            vault_->certificate() != nullptr && vault_->certificate()->content().role == Role::Supervisor;
        break;
    case Screen::Copies:
        set_backups(copies_view_, vault_->backups_kept(), environment_.clock.now(), offset_minutes());
        copies_view_.taking = snapshot_ || snapshot_waiting_;
        break;
    case Screen::Bundles:
    case Screen::Points:
    case Screen::Results:
        break; // made when they are asked for
    }
}

void Desk::forget_typed()
{
    secrets_.passphrase.clear();
    secrets_.again.clear();
    secrets_.sheet.clear();
}

void Desk::lock()
{
    *std::exchange(alive_, std::make_shared<bool>(true)) = false;
    unlock_view_.working = false;
    forget(interview_);
    forget(rankings_);
    forget(results_);
    forget(shelf_);
    if (vault_) vault_->lock(); // which stops a copy that is being made
    take_back_lent();
    // To overwrite what it left takes its time, which the lock has not.
    if (backup_)
        environment_.jobs.run([backup = std::move(backup_)]() mutable -> DeskJobs::Outcome {
            backup.reset();
            return [] {};
        });
    snapshot_.reset();
    copies_database_ = snapshot_waiting_ = false;
    watch_.reset();
    media_waiting_.clear();
    last_medium_.clear();
    snapshots_unchecked_.clear();
    brought_back_.reset();
    forget(vault_);
    recovery_code_.wipe();
    words_.wipe();
    forget_typed();
    unlock_view_.own_words = unlock_view_.recovering = false;
    unlock_view_.sheet_mistyped = unlock_view_.sheet_refused = unlock_view_.passphrases_differ = false;
    forget(intents_);
    forget(home_view_);
    forget(interview_view_);
    forget(check_view_);
    forget(bundles_view_);
    forget(copies_view_);
    forget(points_view_);
    forget(travel_view_);
    forget(enrolment_view_);
    forget(code_view_);
    forget(unlock_view_.travelling);
    forget(unlock_view_.restoring);
    unlock_view_.answer_refused = false;
    reply_.reset();
    challenge_.reset();
    forget(point_name_);
    forget(media_view_);
    forget(results_view_);
    forget(page_id_);
    forget(folder_);
    forget(home_problem_);
    forget(finish_problem_);
    finish_unsaved_ = false;
    page_.wipe();
    if (environment_.wipe) environment_.wipe();
    use_language(language_);
    screen_ = Screen::Unlock;
    unlock_view_.problem.reset();
    unlock_view_.can_bring_back = unlock_view_.no_copy = false;
    refresh();
    page_.focus("unlock/passphrase");
    wipe_returned_functions();
}

} // namespace mahalla
