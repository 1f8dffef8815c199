#include "desk/desk.h"

#include "desk/free_name.h"
#include "feedback/feedback_layout.h"
#include "fieldwork/release_book.h"
#include "fieldwork/sheet_tables.h"
#include "pdf/drawing_pdf.h"

#include <algorithm>

namespace mahalla {

namespace {

/// Of a code what every stick takes in a name.
std::string plain(std::string code)
{
    std::erase_if(code, [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
    });
    return code;
}

} // namespace

void Desk::offer_feedback()
{
    FeedbackChoice& view = results_view_.feedback;
    for (const auto& catalogue : environment_.languages.catalogues())
        view.languages.push_back({catalogue->language().code, catalogue->language().own_name});
    view.language = page_.language().code;
}

void Desk::save_feedback(const std::string& folder)
{
    FeedbackChoice& view = results_view_.feedback;
    if (!results_ || view.area.empty() || view.file.working) return;
    view.file = {};
    view.not_shown.clear();
    const auto breakdown = sheet_breakdown(results_->definitions, view.area);
    if (!breakdown) {
        view.file.problem = breakdown.error().message;
        return;
    }
    auto tables = make_tables_there_are(
        results_->form, results_->definitions, results_->records, sheet_requests(results_->definitions, *breakdown),
        form_language(*results_->form.definition, view.language), results_->form.title, environment_.clock.now());
    if (!tables) {
        view.file.problem = tables.error().message;
        return;
    }
    const auto ledger = ledger_of(*vault_);
    if (!ledger) {
        view.file.problem = ledger.error().message;
        return;
    }
    view.file.working = true;
    FeedbackQuestion question{breakdown->area, view.area, breakdown->rounds, {}};
    environment_.jobs.run([this, alive = alive_, folder, question, tables = *std::move(tables), ledger = *ledger,
                           catalogue = environment_.languages.for_code(view.language),
                           fonts = environment_.fonts]() -> DeskJobs::Outcome {
        auto made = protect_what_can_be(tables, ledger);
        return [this, alive, folder, question, made, ledger, catalogue, fonts] {
            if (!*alive || !results_) return;
            FeedbackChoice& here = results_view_.feedback;
            here.file.working = false;
            // Something else left meanwhile.
            if (const auto now = ledger_of(*vault_); !now || *now != ledger) return save_feedback(folder);
            if (!made) {
                here.file.problem = made.error().message;
                return;
            }
            auto content = feedback_of(made->made.release, question);
            if (!content) {
                here.file.problem = content.error().message;
                return;
            }
            for (const MissingResult& missing : made->missing) content->not_shown.push_back(missing.label);
            here.not_shown = content->not_shown;
            HandOut file{made->made, {}, "feedback-" + plain(question.area), ".pdf"};
            file.make = [content = *std::move(content), catalogue, fonts]() -> Result<Bytes> {
                MAHALLA_TRY(const auto letters, TextEngine::create(fonts));
                return pdf_of(layout_of(content, *catalogue, *letters), *letters);
            };
            write_as_job(folder, std::move(file), here.file);
        };
    });
}

void Desk::write_as_job(const std::string& folder, HandOut file, WrittenFile& view)
{
    folder_ = folder;
    view = {};
    const auto is_new = book_release(*vault_, file.shows, environment_.clock.now());
    if (!is_new) {
        view.failed = true;
        return;
    }
    view.working = true;
    environment_.jobs.run([this, alive = alive_, places = folders_meant(folder), file = std::move(file),
                           is_new = *is_new, &disk = environment_.disk, &view]() -> DeskJobs::Outcome {
        const auto bytes = file.make();
        std::string written;
        for (const std::filesystem::path& place : places) {
            if (!bytes || !written.empty()) break;
            const std::filesystem::path path = free_name(disk, place, file.name, file.ending);
            if (disk.write(path, *bytes)) written = path.filename().string();
        }
        return [this, alive, written, problem = bytes ? std::string() : bytes.error().message, is_new,
                release = hash_of(file.shows.release.encode()), &view] {
            if (!*alive) return;
            if (written.empty() && is_new) (void)strike_out(*vault_, release);
            if (!view.working) return; // another page was looked at meanwhile
            view.working = false;
            view.written = written;
            view.problem = problem;
            view.failed = problem.empty() && written.empty();
        };
    });
}

} // namespace mahalla
