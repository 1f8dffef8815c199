#include "server/web_message.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

bool decode(std::string_view text, bool plus_is_space, std::string& out)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            const auto byte = from_hex(text.substr(i + 1, 2));
            if (!byte || byte->size() != 1) return false;
            out += static_cast<char>(byte->front());
            i += 2;
        } else {
            out += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    const bool control =
        std::any_of(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    return !control && is_valid_utf8(out);
}

} // namespace

bool read_target(std::string_view target, WebRequest& request)
{
    const std::size_t question = target.find('?');
    request.path.clear();
    request.query.clear();
    if (!target.starts_with('/') || !decode(target.substr(0, question), false, request.path)) return false;
    for (const std::string_view part : split(request.path, '/'))
        if (part == "..") return false;
    if (question == std::string_view::npos) return true;
    for (const std::string_view pair : split(target.substr(question + 1), '&')) {
        const std::size_t equals = pair.find('=');
        std::string name, value;
        if (!decode(pair.substr(0, equals), true, name)) return false;
        if (equals != std::string_view::npos && !decode(pair.substr(equals + 1), true, value)) return false;
        if (!name.empty()) request.query.emplace(std::move(name), std::move(value));
    }
    return true;
}

} // namespace mahalla
