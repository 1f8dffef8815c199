#pragma once
#include "command_line/command.h"
#include "text/text_catalogue.h"
#include "text/text_engine.h"

#include <memory>
#include <string>

namespace mahalla {

/// What a printed page is written with: the machine's Noto letters and the texts of a language.
struct PageLetters {
    std::unique_ptr<TextEngine> engine;
    std::shared_ptr<const TextCatalogue> catalogue;

    /// English where there are no texts in `language`. Fails with `NotFound` where fonts or texts are not installed.
    static Result<PageLetters> open(const std::string& language, CommandContext& context);
};

} // namespace mahalla
