#pragma once
#include <string>

namespace mahalla {

/// A recovery code on the one page that shows it: how it comes onto paper. The code itself is in no view.
struct CodeView {
    bool can_print = false; ///< There is somebody who draws sheets.
    bool working = false;
    std::string written; ///< The file's name, once it is on the stick.
    bool failed = false;
};

} // namespace mahalla
