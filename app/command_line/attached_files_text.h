#pragma once
#include "store/attached_file.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace mahalla {

/// "photo.jpg  812345 bytes  2 of 3 pieces here": a file's name is an answer, so this goes to standard output alone.
std::string line_of(const AttachedFile& file);

/// A list of `{"name","id","type","bytes","pieces","pieces_here","complete","draft"}`.
nlohmann::json json_of(const std::vector<AttachedFile>& files);

} // namespace mahalla
