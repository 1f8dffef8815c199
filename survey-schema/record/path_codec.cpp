#include "record/path_codec.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

void PathWriter::write(ByteWriter& writer, const AnswerPath& path)
{
    const std::string& text = path.text();
    const auto differs = std::mismatch(previous_.begin(), previous_.end(), text.begin(), text.end());
    const auto shared = static_cast<std::size_t>(differs.first - previous_.begin());
    writer.varint(shared);
    writer.sized(std::string_view(text).substr(shared));
    previous_ = text;
}

AnswerPath PathReader::read(ByteReader& reader)
{
    const std::uint64_t shared = reader.varint();
    const ByteView rest = reader.sized(AnswerPath::text_bytes_max);
    if (!reader.ok() || shared > previous_.size()) {
        reader.fail();
        return {};
    }
    previous_.resize(static_cast<std::size_t>(shared));
    previous_ += as_text(rest);
    auto path = AnswerPath::parse(previous_);
    if (!path) {
        reader.fail();
        return {};
    }
    return *std::move(path);
}

std::string read_text(ByteReader& reader, std::size_t bytes_max)
{
    std::string text = reader.sized_text(bytes_max);
    if (!is_valid_utf8(text)) reader.fail();
    return text;
}

bool is_text_within(std::string_view text, std::size_t bytes_max)
{
    return text.size() <= bytes_max && is_valid_utf8(text);
}

} // namespace mahalla
