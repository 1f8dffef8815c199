#pragma once
#include "crypto/passphrase.h"
#include "desk/desk_jobs.h"
#include "desk/sheet_program.h"
#include "fieldwork/interview.h"
#include "fieldwork/partial_release.h"
#include "screens/unlock_screen.h"
#include "store/lent_key.h"
#include "system/removable_media.h"
#include "text/language_folder.h"
#include "view_model/bundles_view.h"
#include "view_model/check_view.h"
#include "view_model/copies_view.h"
#include "view_model/home_view.h"
#include "view_model/intent.h"
#include "view_model/interview_view.h"
#include "view_model/media_view.h"
#include "view_model/pairwise_ranking.h"
#include "view_model/points_view.h"
#include "view_model/results_view.h"
#include "view_model/travel_view.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace mahalla {

/// What a desk is given; everything outlives it.
struct DeskEnvironment {
    Disk& disk;
    const Clock& clock;
    Random& random;
    const LanguageFolder& languages;
    DeskJobs& jobs;
    /// Of a vault that is made here; lowered in tests only.
    PassphraseCost cost = {};
    /// After unlocking: how long nothing may happen before `lock` is to be called.
    std::function<void(std::chrono::seconds idle)> unlocked = {};
    /// At lock: whatever else holds typed or shown text, such as the window's clipboard.
    std::function<void()> wipe = {};
    std::function<void(float)> set_text_size = {};
    /// Draws the words that a new vault's passphrase is offered in.
    std::function<Secret(const WordList&)> draw_words = generate_passphrase;
    /// None: the recovery code is shown, and no sheet of it is offered.
    SheetPrinter print_sheet = {};
    /// Who opens many records at once; none: one thread.
    Workers* workers = nullptr;
    /// Where the machine says what is mounted (proc(5)); read through `disk`.
    std::filesystem::path media_table = "/proc/self/mountinfo";
    /// The letters of what is printed.
    std::filesystem::path fonts = "/usr/share/fonts/truetype/noto";
};

/// One vault and the screens over it: views are drawn, intents are collected while drawing and applied after the frame.
///
/// An answer is on the disk before it counts as saved; where the disk is full the interview says so and keeps the
/// answer. `lock` wipes keys, interview, questionnaires and everything the page remembers. Main thread only; deriving
/// a key runs as a job. The page outlives the desk.
class Desk {
public:
    enum class Screen { Unlock, Home, Interview, Check, Bundles, Results, Copies, Points, Travel };

    Desk(ui::Page& page, DeskEnvironment environment, std::filesystem::path vault_folder,
         std::string_view language_code);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    /// Within a frame.
    void draw(ui::Page& page);
    /// After the frame. True where something was applied, so that a frame more is due.
    bool apply();
    void lock();
    /// Looks which sticks are there, every few seconds while a vault is open; never while it is locked. A stick with a
    /// backup of this vault gets a new one, written as a job; for another it is offered. True where a frame is due.
    bool look_for_media();

    Screen screen() const { return screen_; }
    const Vault* vault() const { return vault_ ? &*vault_ : nullptr; }
    const Interview* interview() const { return interview_ ? &*interview_ : nullptr; }

private:
    void apply_one(const DeskIntent& wanted);
    void show(Screen screen);
    void forget_typed();
    void refresh();
    void use_language(std::string_view code);

    // desk_vault.cpp
    Secret take_passphrase();
    /// For a job, which may begin late: the lock takes back what it did not borrow yet.
    std::shared_ptr<LentKey> lend(Secret secret);
    void take_back_lent();
    void unlock();
    void create_vault();
    bool typed_twice_the_same() const;
    /// Whether what is typed are the words that were drawn, in the form that keyboards share.
    bool typed_words_drawn() const;
    void draw_words();
    void opened(Result<Vault> vault);
    void request_enrolment();
    /// The request that the vault was made with, for a supervisor's camera.
    void show_request();
    SessionEnvironment session_environment() const;

    // desk_interview.cpp
    bool apply_to_interview(const DeskIntent& wanted);
    void began(Result<Interview> interview);
    void open_record(const std::string& id);
    void focus_first_question();
    void go_to(const std::string& ref);
    void finalise();
    void leave_interview();

    // desk_points.cpp
    bool apply_to_points(const DeskIntent& wanted);
    void show_points();
    void return_to_point(std::uint64_t step);

    // desk_bundles.cpp
    void take_in_folder(TakeIn mode);
    void write_bundle(const std::string& folder);
    std::size_t count_conflicts();

    // desk_copies.cpp
    void medium_looked_at(const std::filesystem::path& medium, bool is_known);
    void back_up_to(const std::filesystem::path& medium);
    void write_backup();
    /// True where a part more of the database was copied.
    bool go_on_copying();
    bool is_copying() const { return backup_ || snapshot_; }
    void begin_snapshot();
    void verify_snapshot();
    void snapshot_ended(Result<Snapshot> taken);
    /// What was asked for while another copy was made.
    void begin_next_copy();
    void backup_written(const BackupWork& work, Result<BackupReport> written);
    void backup_ended(std::optional<ErrorKind> problem);
    int offset_minutes() const;
    void show_copies();
    /// True where there was one left to look into.
    bool check_next_snapshot();
    void take_snapshot();
    void restore_snapshot();
    void brought_back(Result<Vault::Restored> restored);

    // desk_sheet.cpp
    void print_sheet(const std::string& folder);

    // desk_restore.cpp
    void restore_backup();
    void backup_restored(Result<Vault::Restored> restored);

    // desk_recovery.cpp
    void recover();
    void sheet_tried(Result<Vault> vault, std::size_t mistyped_word);

    // desk_files.cpp
    FilesView& files_for(FilePurpose purpose);
    /// What was typed; where nothing was, the sticks that are in.
    std::vector<std::filesystem::path> folders_meant(const std::string& typed) const;
    void look_for_files(FilePurpose purpose, const std::string& folder);
    void choose_file(FilePurpose purpose, const std::string& file);

    // desk_enrolment.cpp
    void look_at_reply();
    void accept_reply();

    // desk_travel.cpp
    bool apply_to_travel(const DeskIntent& wanted);
    void turn_travel(bool on);
    void travel_turned(bool on, const Result<StretchedPassphrase>& stretched);
    void look_at_challenge();
    void answer_challenge();
    void ask_to_be_let_in();
    void show_challenge(const Result<Bytes>& bytes);
    void write_challenge(const std::string& folder);
    void open_with_answer();

    // desk_results.cpp
    bool apply_to_results(const DeskIntent& wanted);
    void open_results();
    void make_table(const intent::ChooseTable& wanted);
    void table_made(Result<MadeRelease> release);
    void publish(const std::string& url);

    // desk_pictures.cpp
    void show_as(std::optional<PictureKind> kind);
    void make_heat_map();
    void heat_map_made(Result<PartialRelease> made);
    void draw_picture();
    /// Nothing left since the table, or the rows of the heat map, were made but they themselves.
    bool is_protected_with_all() const;
    void save_picture(const intent::SavePicture& wanted);
    void read_outlines(const std::string& file);

    // desk_feedback.cpp
    void offer_feedback();
    void save_feedback(const std::string& folder);
    /// A file to hand out: what it shows, how it is made (in a job, which reads nothing of the desk), what it is
    /// called.
    struct HandOut {
        MadeRelease shows;
        std::function<Result<Bytes>()> make;
        std::string name, ending;
    };
    /// Books it, and writes it to the first place that takes it, under a free name; `view` is one of `results_view_`.
    void write_as_job(const std::string& folder, HandOut file, WrittenFile& view);

    ui::Page& page_;
    DeskEnvironment environment_;
    std::filesystem::path vault_folder_;
    std::string language_;
    /// Jobs that end later ask it; false once the desk was locked or is gone, so that no vault opens after that.
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);

    Screen screen_ = Screen::Unlock;
    DeskIntents intents_;

    ui::UnlockSecrets secrets_;
    Secret recovery_code_;
    Secret words_; ///< Drawn for a vault that is not made yet.
    std::optional<Vault> vault_;
    FormShelf shelf_;
    std::optional<Interview> interview_;
    PairwiseRankings rankings_;
    std::string page_id_;
    std::string point_name_; ///< Typed for the next mark.
    bool show_missing_ = false;
    std::string folder_;
    std::string home_problem_;    ///< Why what was chosen last could not be opened.
    std::string finish_problem_;  ///< Why the record could not be finished.
    bool finish_unsaved_ = false; ///< Finishing found the disk full.

    struct ResultsWork {
        ShelvedForm form;
        ResultDefinitions definitions;
        ReadRecords records;
        std::optional<MadeRelease> release; ///< Of the table.
        std::optional<MadeRelease> rows;    ///< Of a heat map.
        PublicationLedger ledger;           ///< What both are protected with.
        std::shared_ptr<const AreaOutlines> outlines;
    };
    std::optional<ResultsWork> results_;
    /// Counts what was asked for: an outcome that comes after the next question is dropped.
    std::uint64_t results_turn_ = 0;

    std::optional<MediumWatch> watch_;       ///< While a vault is open: whatever is there then is new to it.
    std::shared_ptr<BackupWork> backup_;     ///< That is being made,
    std::shared_ptr<SnapshotWork> snapshot_; ///< or this, one at a time:
    bool copies_database_ = false;           ///< as long as a part of the database is missing in it.
    std::vector<std::filesystem::path> media_waiting_;
    bool snapshot_waiting_ = false;
    std::vector<std::weak_ptr<LentKey>> lent_;
    std::filesystem::path last_medium_;
    std::vector<unsigned> snapshots_unchecked_;
    std::optional<BroughtBack> brought_back_;

    std::optional<EnrolmentReply> reply_;
    /// This vault's own while it is locked, a traveller's while it is open.
    std::optional<TravelChallenge> challenge_;

    UnlockView unlock_view_;
    EnrolmentView enrolment_view_;
    CodeView code_view_;
    HomeView home_view_;
    InterviewView interview_view_;
    CheckView check_view_;
    BundlesView bundles_view_;
    CopiesView copies_view_;
    MediaView media_view_;
    PointsView points_view_;
    TravelView travel_view_;
    ResultsView results_view_;
};

} // namespace mahalla
