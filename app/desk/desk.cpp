#include "desk/desk.h"

#include "crypto/forget.h"
#include "screens/bundles_screen.h"
#include "screens/check_screen.h"
#include "screens/copies_screen.h"
#include "screens/home_screen.h"
#include "screens/interview_screen.h"
#include "screens/points_screen.h"
#include "screens/results_screen.h"

namespace mahalla {

namespace {

bool holds_files(Disk& disk, const std::filesystem::path& folder)
{
    const auto names = disk.list(folder);
    return names && !names->empty();
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
        wanted = ui::draw_unlock_screen(page, unlock_view_, secrets_);
        break;
    case Screen::Home: {
        const ByteView code = recovery_code_.view();
        std::string shown(code.begin(), code.end());
        wanted = ui::draw_home_screen(page, home_view_, media_view_, shown);
        wipe({reinterpret_cast<std::uint8_t*>(shown.data()), shown.size()});
        break;
    }
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
    case Screen::Results:
        wanted = ui::draw_results_screen(page, results_view_);
        break;
    }
    // Everywhere, and after the screen: a text half typed is handed out before a shortcut acts, and saved before it
    // locks.
    if (screen_ != Screen::Unlock && page.pressed(ui::KeyPress{ui::Key::L, true})) wanted.push_back(intent::Lock{});
    intents_.insert(intents_.end(), std::make_move_iterator(wanted.begin()), std::make_move_iterator(wanted.end()));
}

bool Desk::apply()
{
    if (intents_.empty()) return check_next_snapshot();
    const DeskIntents wanted = std::exchange(intents_, {});
    for (const DeskIntent& one : wanted) apply_one(one);
    refresh();
    return true;
}

void Desk::apply_one(const DeskIntent& wanted)
{
    if (std::holds_alternative<intent::Unlock>(wanted)) return unlock();
    if (std::holds_alternative<intent::CreateVault>(wanted)) return create_vault();
    if (std::holds_alternative<intent::BringBackSnapshot>(wanted)) return restore_snapshot();
    if (const auto* language = std::get_if<intent::ChooseLanguage>(&wanted)) {
        language_ = language->code;
        return use_language(language_);
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
    if (std::holds_alternative<intent::ShowCopies>(wanted)) return show_copies();
    if (std::holds_alternative<intent::TakeSnapshot>(wanted)) return take_snapshot();
    if (const auto* back_up = std::get_if<intent::BackUp>(&wanted)) return back_up_to(back_up->medium);
    if (std::holds_alternative<intent::ShowResults>(wanted)) return open_results();
    if (const auto* table = std::get_if<intent::ChooseTable>(&wanted)) return make_table(*table);
    if (const auto* release = std::get_if<intent::Publish>(&wanted)) return publish(release->url);
}

void Desk::show(Screen screen)
{
    if (screen_ == Screen::Home && screen != Screen::Home) recovery_code_.wipe();
    if (screen == Screen::Bundles) bundles_view_ = {};
    if (screen != Screen::Results) results_.reset();
    home_problem_.clear();
    if (screen_ == Screen::Home && screen != Screen::Home) brought_back_.reset();
    screen_ = screen;
    refresh();
}

void Desk::refresh()
{
    switch (screen_) {
    case Screen::Unlock:
        // Found, not assumed: who stands before an empty folder makes a vault.
        unlock_view_.vault_exists = holds_files(environment_.disk, vault_folder_);
        break;
    case Screen::Home:
        home_view_ = home_view(*vault_, shelf_, offset_minutes());
        home_view_.brought_back = brought_back_;
        home_view_.request_fingerprint = vault_->setting("enrolment.fingerprint").value_or("");
        if (!home_view_.is_enrolled) show_request_code();
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
    case Screen::Copies:
        set_backups(copies_view_, vault_->backups_kept(), environment_.clock.now(), offset_minutes());
        break;
    case Screen::Bundles:
    case Screen::Points:
    case Screen::Results:
        break; // made when they are asked for
    }
}

void Desk::lock()
{
    *std::exchange(alive_, std::make_shared<bool>(true)) = false;
    unlock_view_.working = false;
    forget(interview_);
    forget(rankings_);
    forget(results_);
    forget(shelf_);
    if (vault_) vault_->lock(); // which stops a backup that is being written
    backup_.reset();
    watch_.reset();
    media_waiting_.clear();
    last_medium_.clear();
    snapshots_unchecked_.clear();
    brought_back_.reset();
    forget(vault_);
    recovery_code_.wipe();
    secrets_.passphrase.clear();
    secrets_.again.clear();
    forget(intents_);
    forget(home_view_);
    forget(interview_view_);
    forget(check_view_);
    forget(bundles_view_);
    forget(copies_view_);
    forget(points_view_);
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
