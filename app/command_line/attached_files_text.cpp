#include "command_line/attached_files_text.h"

#include <nlohmann/json.hpp>

namespace mahalla {

std::string line_of(const AttachedFile& file)
{
    if (file.name.empty()) return "(a file that the disk damaged: attach it again)";
    std::string line = file.name + "  " + std::to_string(file.content_bytes) + " bytes  ";
    if (file.is_complete()) return line + "all here";
    return line + std::to_string(file.pieces_here) + " of " + std::to_string(file.pieces) + " pieces here";
}

nlohmann::json json_of(const std::vector<AttachedFile>& files)
{
    auto all = nlohmann::json::array();
    for (const AttachedFile& file : files)
        all.push_back({{"name", file.name},
                       {"id", file.id.text()},
                       {"type", file.media_type},
                       {"bytes", file.content_bytes},
                       {"pieces", file.pieces},
                       {"pieces_here", file.pieces_here},
                       {"complete", file.is_complete()},
                       {"draft", file.is_in_draft}});
    return all;
}

} // namespace mahalla
