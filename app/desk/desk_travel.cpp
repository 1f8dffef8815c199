#include "desk/desk.h"

#include "crypto/forget.h"
#include "crypto/scan_text.h"
#include "qr_code/qr_code.h"
#include "qr_code/qr_reader.h"

namespace mahalla {

namespace {

constexpr std::uint64_t answer_bytes_max = 1024;
constexpr std::size_t name_digits = 8;

/// A challenge as the traveller's laptop wrote it, or a picture of its code.
Result<TravelChallenge> read_challenge(Disk& disk, const std::filesystem::path& file)
{
    MAHALLA_TRY(const Bytes bytes, disk.read(file, GreyPicture::file_bytes_max));
    if (file.extension() == ".challenge") return TravelChallenge::parse(bytes);
    MAHALLA_TRY(const Bytes text, read_qr_code(bytes));
    MAHALLA_TRY(const Bytes challenge, challenge_of_scan_text(as_text(text)));
    return TravelChallenge::parse(challenge);
}

} // namespace

// --- at home, and whoever lets others in

bool Desk::apply_to_travel(const DeskIntent& wanted)
{
    if (std::holds_alternative<intent::ShowTravel>(wanted)) {
        forget(travel_view_);
        challenge_.reset();
        show(Screen::Travel);
        if (travel_view_.can_answer) look_for_files(FilePurpose::Challenge, {});
    } else if (const auto* turn = std::get_if<intent::TurnTravel>(&wanted)) {
        turn_travel(turn->on);
    } else if (std::holds_alternative<intent::AnswerChallenge>(wanted)) {
        answer_challenge();
    } else if (std::holds_alternative<intent::DropChallenge>(wanted)) {
        challenge_.reset();
        travel_view_.asking.reset();
        travel_view_.challenges.chosen.clear();
    } else {
        return false;
    }
    return true;
}

void Desk::turn_travel(bool on)
{
    if (travel_view_.working || secrets_.passphrase.empty()) return;
    travel_view_.working = true;
    travel_view_.problem.reset();
    const StoreEnvironment store{environment_.disk, environment_.clock, environment_.random};
    environment_.jobs.run([this, alive = alive_, on, lent = lend(take_passphrase()), store,
                           folder = vault_folder_]() -> DeskJobs::Outcome {
        const auto derived = [&]() -> Result<StretchedPassphrase> {
            MAHALLA_TRY(const Secret passphrase, lent->borrow());
            return Vault::stretch(folder, passphrase, store);
        };
        auto stretched = std::make_shared<Result<StretchedPassphrase>>(derived());
        return [this, alive, on, stretched] {
            if (*alive) travel_turned(on, *stretched);
        };
    });
}

void Desk::travel_turned(bool on, const Result<StretchedPassphrase>& stretched)
{
    const auto turned = [&]() -> Result<void> {
        if (!stretched) return tl::unexpected(stretched.error());
        return on ? vault_->begin_travel(*stretched) : vault_->end_travel(*stretched);
    }();
    travel_view_.working = false;
    travel_view_.turned = turned.has_value();
    if (!turned) travel_view_.problem = turned.error().kind;
    refresh();
}

void Desk::look_at_challenge()
{
    travel_view_.written.clear();
    travel_view_.answer_problem.reset();
    auto challenge = read_challenge(environment_.disk, travel_view_.challenges.chosen);
    const auto traveller =
        challenge ? challenge->traveller(vault_->box_keys()) : Result<Traveller>(tl::unexpected(challenge.error()));
    if (!traveller) {
        const bool is_no_challenge = !challenge;
        travel_view_.answer_problem = is_no_challenge ? ErrorKind::Invalid : ErrorKind::Refused;
        return;
    }
    travel_view_.asking =
        TravelView::Asking{traveller->label, traveller->device.text().substr(0, name_digits), challenge->fingerprint()};
    challenge_ = *std::move(challenge);
}

void Desk::answer_challenge()
{
    if (!challenge_) return;
    std::filesystem::path file = travel_view_.challenges.chosen;
    file.replace_extension(".answer");
    const auto answer = challenge_->answer(vault_->box_keys());
    challenge_.reset();
    travel_view_.asking.reset();
    const auto written = answer ? environment_.disk.write(file, *answer) : tl::unexpected(answer.error());
    if (written)
        travel_view_.written = file.filename().string();
    else
        travel_view_.answer_problem = ErrorKind::Unavailable;
}

// --- on the way

void Desk::ask_to_be_let_in()
{
    if (unlock_view_.working || secrets_.passphrase.empty()) return;
    unlock_view_.working = true;
    unlock_view_.problem.reset();
    unlock_view_.travelling = {};
    const StoreEnvironment store{environment_.disk, environment_.clock, environment_.random};
    environment_.jobs.run(
        [this, alive = alive_, lent = lend(take_passphrase()), store, folder = vault_folder_]() -> DeskJobs::Outcome {
            const auto asked = [&]() -> Result<Bytes> {
                MAHALLA_TRY(const Secret passphrase, lent->borrow());
                return Vault::challenge(folder, passphrase, store);
            };
            auto bytes = std::make_shared<Result<Bytes>>(asked());
            return [this, alive, bytes] {
                if (*alive) show_challenge(*bytes);
            };
        });
}

void Desk::show_challenge(const Result<Bytes>& bytes)
{
    unlock_view_.working = false;
    auto challenge = bytes ? TravelChallenge::parse(*bytes) : Result<TravelChallenge>(tl::unexpected(bytes.error()));
    if (!challenge) {
        unlock_view_.problem = challenge.error().kind;
        return;
    }
    TravellingView& view = unlock_view_.travelling;
    view.digits = challenge->fingerprint();
    if (const auto code = QrCode::of(scan_text_of_challenge(*bytes), QrCode::Repair::Medium)) {
        view.code_side = code->side();
        for (int row = 0; row < code->side(); ++row)
            for (int column = 0; column < code->side(); ++column)
                view.code.push_back(code->is_dark(column, row) ? 1 : 0);
    }
    challenge_ = *std::move(challenge);
}

void Desk::write_challenge(const std::string& folder)
{
    if (!challenge_) return;
    folder_ = folder;
    TravellingView& view = unlock_view_.travelling;
    view.was_written = view.not_written = false;
    // A name that tells nothing, and is the same for the same challenge.
    std::string name;
    for (const char c : challenge_->fingerprint())
        if (c >= '0' && c <= '9' && name.size() < name_digits) name += c;
    for (const std::filesystem::path& place : folders_meant(folder)) {
        view.was_written = environment_.disk.write(place / (name + ".challenge"), challenge_->bytes()).has_value();
        if (view.was_written) break;
    }
    view.not_written = !view.was_written;
}

void Desk::open_with_answer()
{
    if (unlock_view_.working || secrets_.passphrase.empty() || unlock_view_.travelling.answers.chosen.empty()) return;
    const auto answer = environment_.disk.read(unlock_view_.travelling.answers.chosen, answer_bytes_max);
    if (!answer) {
        unlock_view_.problem = ErrorKind::NotFound;
        unlock_view_.answer_refused = true;
        return;
    }
    unlock_view_.working = true;
    unlock_view_.problem.reset();
    const StoreEnvironment store{environment_.disk, environment_.clock, environment_.random};
    environment_.jobs.run([this, alive = alive_, lent = lend(take_passphrase()), store, folder = vault_folder_,
                           answer = *answer]() -> DeskJobs::Outcome {
        const auto opened_with = [&]() -> Result<Vault> {
            MAHALLA_TRY(const Secret passphrase, lent->borrow());
            return Vault::unlock_with_answer(folder, passphrase, answer, store);
        };
        auto vault = std::make_shared<Result<Vault>>(opened_with());
        return [this, alive, vault] {
            if (!*alive) return;
            unlock_view_.answer_refused = !*vault && vault->error().kind == ErrorKind::Refused;
            opened(std::move(*vault));
        };
    });
}

} // namespace mahalla
