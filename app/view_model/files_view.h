#pragma once
#include "view_model/intent.h"

namespace mahalla {

/// Files of one purpose that lie on the sticks that are in, or in the folder that was typed.
struct FilesView {
    std::vector<std::string> files; ///< Whole paths; what is shown is the last part.
    bool looked = false;
    std::string chosen; ///< One of them.
};

} // namespace mahalla
