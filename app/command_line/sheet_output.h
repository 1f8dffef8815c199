#pragma once
#include "command_line/command.h"
#include "command_line/page_letters.h"
#include "sheet/recovery_sheet.h"

namespace mahalla {

/// Where a recovery sheet is written to: a page to be printed (.pdf), or its words alone (.txt or any other name).
///
/// Made before the secret is, so that a secret is made only where its sheet can be written. The file is readable by its
/// owner alone and takes no other file's place.
class SheetOutput {
public:
    /// Fails with `Invalid` where there is a file of this name, and for a page as its fonts and texts do (`NotFound`).
    static Result<SheetOutput> open(const std::filesystem::path& path, const std::string& language,
                                    CommandContext& context);
    /// Fails with `Unavailable` where the disk is full or memory is short.
    Result<void> write(const RecoverySheet& sheet, CommandContext& context) const;

    const std::filesystem::path& path() const { return path_; }

private:
    explicit SheetOutput(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
    /// Where it is a page.
    std::optional<PageLetters> letters_;
};

} // namespace mahalla
