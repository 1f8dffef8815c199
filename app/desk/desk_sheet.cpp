#include "desk/desk.h"

#include "crypto/forget.h"
#include "desk/free_name.h"

namespace mahalla {

void Desk::print_sheet(const std::string& folder)
{
    if (!environment_.print_sheet || recovery_code_.empty() || code_view_.working) return;
    folder_ = folder;
    forget(code_view_);
    const std::string device = vault_->device().text();
    std::string said = device.substr(0, 4) + " " + device.substr(4, 4) + "\n";
    if (vault_->charter() != nullptr) said += vault_->charter()->content().name;
    said += "\n";
    said += as_text(recovery_code_.view());
    const auto lent = lend(Secret::copy_of(std::string_view(said)));
    wipe({reinterpret_cast<std::uint8_t*>(said.data()), said.size()});
    code_view_.working = true;
    environment_.jobs.run([this, alive = alive_, lent, places = folders_meant(folder), digits = device.substr(0, 6),
                           language = page_.catalogue().language().code, &disk = environment_.disk,
                           print = environment_.print_sheet]() -> DeskJobs::Outcome {
        std::string written;
        SheetWanted wanted;
        wanted.language = language;
        if (auto borrowed = lent->borrow()) wanted.said = *std::move(borrowed);
        for (const std::filesystem::path& place : places) {
            if (wanted.said.empty() || !written.empty()) break;
            // The name tells whose sheet it is only to who knows the laptop's digits.
            wanted.file = free_name(disk, place, "sheet-" + digits, ".pdf");
            if (print(wanted)) written = wanted.file.filename().string();
        }
        return [this, alive, written] {
            if (!*alive) return;
            code_view_.working = false;
            code_view_.written = written;
            code_view_.failed = written.empty();
            refresh();
        };
    });
}

} // namespace mahalla
