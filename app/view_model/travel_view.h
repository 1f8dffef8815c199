#pragma once
#include "base/result.h"
#include "view_model/files_view.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// On the locked screen of a vault that travels: what is asked, and how the answer comes in.
struct TravellingView {
    std::string digits; ///< Of the challenge that waits, to be read aloud; none before one was made.
    /// The same challenge as the modules of a QR code.
    std::vector<std::uint8_t> code;
    int code_side = 0;
    bool was_written = false; ///< As a file.
    bool not_written = false;
    FilesView answers;
};

/// The page of travel mode in an open vault.
struct TravelView {
    bool can_travel = false; ///< It is in a project, so that somebody can answer.
    bool is_travelling = false;
    bool working = false;
    bool turned = false; ///< On or off, just now.
    std::optional<ErrorKind> problem;

    /// A supervisor's side.
    struct Asking {
        std::string who; ///< The label they were enrolled under.
        std::string device;
        std::string digits;
    };
    bool can_answer = false;
    FilesView challenges;
    std::optional<Asking> asking;
    std::string written; ///< The answer's name, once it is on the stick.
    std::optional<ErrorKind>
        answer_problem; ///< Why the chosen file is no challenge to this vault, or none was written.
};

} // namespace mahalla
