#pragma once
#include "base/result.h"
#include "crypto/secret.h"

#include <filesystem>
#include <functional>
#include <string>

namespace mahalla {

/// What a recovery sheet is made of and where it goes.
struct SheetWanted {
    std::filesystem::path file; ///< A .pdf that is not there yet.
    std::string language;
    Secret said; ///< What `mahalla vault print-sheet` reads: digits, project, words.
};

/// Who draws recovery sheets for a desk: another process, for what drew keeps the secret in its memory until it ends.
using SheetPrinter = std::function<Result<void>(const SheetWanted& wanted)>;

/// By this program, the installed `mahalla`. The secret goes to it through its standard input: no argument, no
/// variable of the surroundings and no file has it, and what it held is gone when it ends, which it does in seconds.
///
/// Fails with `NotFound` where there is no such program, `Unavailable` where it could not write the file or does not
/// end.
Result<void> print_sheet_with(const std::filesystem::path& program, const SheetWanted& wanted);
/// By the `mahalla` that lies beside the program that is running.
Result<void> print_sheet_elsewhere(const SheetWanted& wanted);

} // namespace mahalla
