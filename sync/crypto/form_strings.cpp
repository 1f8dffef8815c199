#include "crypto/form_strings.h"

#include "crypto/hash.h"

namespace mahalla {

struct FormStrings::Content {
    Bytes bytes;
    std::uint32_t id = 0;
};

FormStrings FormStrings::create(const std::vector<std::string>& strings)
{
    auto content = std::make_shared<Content>();
    for (const std::string& text : strings) {
        if (content->bytes.size() + text.size() + 1 > bytes_max) break;
        const ByteView bytes = as_bytes(text);
        content->bytes.insert(content->bytes.end(), bytes.begin(), bytes.end());
        content->bytes.push_back(0);
    }
    const Hash hash = hash_of(content->bytes);
    ByteReader reader(hash.bytes);
    content->id = reader.u32();
    if (content->id == 0) content->id = 1;
    return FormStrings(std::move(content));
}

std::uint32_t FormStrings::id() const { return content_->id; }

ByteView FormStrings::bytes() const { return content_->bytes; }

} // namespace mahalla
