#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mahalla {

/// What a file is chosen for.
enum class FilePurpose { Challenge, Answer, Reply, Backup, Outlines };

/// What a person wants, as a screen hands it on: drawing reads, intents write. Applied on the main thread after the
/// frame.
namespace intent {

struct Unlock {};      ///< With what stands in the passphrase field.
struct CreateVault {}; ///< With the passphrase typed twice the same.
struct OtherWords {};  ///< Six others, drawn anew.
struct OwnWords {
    bool own = true;
};
struct ForgotPassphrase {
    bool forgot = true;
};
struct Recover {}; ///< With the sheet's words and the new passphrase typed twice.
struct Lock {};
struct ChooseLanguage {
    std::string code;
};
struct ChooseTextSize {
    float size = 1;
};
struct NextTheme {};

struct BeginRecord {
    std::string form; ///< The form's hash.
};
struct OpenRecord {
    std::string record;
};
struct AnswerQuestion {
    std::string ref;
    std::optional<std::string> value;
};
struct ShowPage {
    std::string id;
};
struct ShowQuestion {
    std::string ref;
};
struct AddRow {
    std::string series;
};
struct RemoveRow {
    std::string row;
};
struct ChooseInterviewLanguage {
    std::string language;
};
struct Undo {};
struct Redo {};
struct SaveNow {};
struct CheckInterview {}; ///< What is still missing?
struct Finalise {};
struct LeaveInterview {};

struct LookForFiles {
    FilePurpose purpose = FilePurpose::Reply;
    std::string folder; ///< Empty: the sticks that are in.
};
struct ChooseFile {
    FilePurpose purpose = FilePurpose::Reply;
    std::string file;
};
struct AcceptReply {}; ///< The project's digits were compared.
struct DropReply {};

struct ShowTravel {};
struct TurnTravel { ///< With what stands in the passphrase field.
    bool on = true;
};
struct AnswerChallenge {}; ///< Its digits were compared.
struct DropChallenge {};
struct AskToBeLetIn {}; ///< With what stands in the passphrase field.
struct WriteChallenge {
    std::string folder; ///< Empty: the first stick that takes it.
};
struct OpenWithAnswer {}; ///< With the file that was chosen and what stands in the passphrase field.

struct ShowPoints {}; ///< Earlier states of the open draft.
struct MarkPoint {
    std::string name;
};
struct ReturnToPoint {
    std::uint64_t step = 0;
};

struct ShowHome {};
struct ShowBundles {};
struct LookAtFolder {
    std::string folder;
};
struct MergeFolder {};
struct WriteBundle {
    std::string folder;
};
struct ShowCopies {};
struct TakeSnapshot {};
struct BackUp {
    std::string medium;
};
struct PrintSheet {     ///< Of the recovery code that is shown.
    std::string folder; ///< Empty: the first stick that takes it.
};
struct FromStick { ///< At the locked screen: a backup, or not after all.
    bool from = true;
};
struct RestoreBackup {};     ///< The one that was chosen, with what stands in the passphrase field.
struct BringBackSnapshot {}; ///< In place of a damaged vault, with what stands in the passphrase field.
struct ShowResults {};
struct ChooseTable {
    std::string indicator;
    std::vector<std::string> by;
};
struct Publish {
    std::string url;
};
struct ShowAs {       ///< What was chosen: as a table or a picture.
    std::string kind; ///< "bars", as commands name it; empty: as a table.
};
struct FitPicture { ///< There is another width to show it in.
    float width_mm = 0;
};
struct SavePicture { ///< What is shown.
    bool is_svg = false;
    std::string folder; ///< Empty: the first stick that takes it.
};
struct ChooseFeedback {
    std::string area;
    std::string language;
};
struct SaveFeedback {   ///< The sheet of the chosen area.
    std::string folder; ///< Empty: the first stick that takes it.
};

} // namespace intent

using DeskIntent =
    std::variant<intent::Unlock, intent::CreateVault, intent::Lock, intent::ChooseLanguage, intent::ChooseTextSize,
                 intent::NextTheme, intent::BeginRecord, intent::OpenRecord, intent::AnswerQuestion, intent::ShowPage,
                 intent::ShowQuestion, intent::AddRow, intent::RemoveRow, intent::ChooseInterviewLanguage, intent::Undo,
                 intent::Redo, intent::SaveNow, intent::CheckInterview, intent::Finalise, intent::LeaveInterview,
                 intent::ShowHome, intent::ShowBundles, intent::LookAtFolder, intent::MergeFolder, intent::WriteBundle,
                 intent::OtherWords, intent::OwnWords, intent::ForgotPassphrase, intent::Recover, intent::LookForFiles,
                 intent::ChooseFile, intent::AcceptReply, intent::DropReply, intent::ShowTravel, intent::TurnTravel,
                 intent::AnswerChallenge, intent::DropChallenge, intent::AskToBeLetIn, intent::WriteChallenge,
                 intent::OpenWithAnswer, intent::ShowPoints, intent::MarkPoint, intent::ReturnToPoint,
                 intent::ShowCopies, intent::TakeSnapshot, intent::BackUp, intent::BringBackSnapshot,
                 intent::PrintSheet, intent::FromStick, intent::RestoreBackup, intent::ShowResults, intent::ChooseTable,
                 intent::Publish, intent::ShowAs, intent::FitPicture, intent::SavePicture, intent::ChooseFeedback,
                 intent::SaveFeedback>;
using DeskIntents = std::vector<DeskIntent>;

} // namespace mahalla
