#pragma once
#include "record/answer_path.h"

namespace mahalla {

/// Paths in ascending order share long beginnings: each is written as how many bytes it shares with the one before, and
/// the rest. Inside this library only.
class PathWriter {
public:
    void write(ByteWriter& writer, const AnswerPath& path);

private:
    std::string previous_;
};

class PathReader {
public:
    /// Fails the reader, and gives the empty path, where there is no valid path. The order is the caller's to check.
    AnswerPath read(ByteReader& reader);

private:
    std::string previous_;
};

/// A text that a reader takes on trust: valid UTF-8, at most `bytes_max`; otherwise the reader fails.
std::string read_text(ByteReader& reader, std::size_t bytes_max);
/// True where `read_text` would accept it.
bool is_text_within(std::string_view text, std::size_t bytes_max);

} // namespace mahalla
