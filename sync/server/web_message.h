#pragma once
#include "base/bytes.h"

#include <map>
#include <string>
#include <string_view>

namespace mahalla {

/// One request as the routes see it: already within the limits of `WebServer`, its body whole.
struct WebRequest {
    std::string method; ///< "GET", "HEAD", "POST", "PATCH"; anything else was answered before.
    std::string path;   ///< Percent-decoded, valid UTF-8, beginning with '/', without "..".
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers; ///< Names in lower case.
    Bytes body;
    std::string peer; ///< The address that asked, for limits; it enters no log line together with a device.

    /// The header's text, empty where there is none. `name` in lower case.
    std::string_view header(const std::string& name) const
    {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view() : std::string_view(found->second);
    }
};

struct WebResponse {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    Bytes body;
    std::map<std::string, std::string> headers;

    static WebResponse text(int status, std::string_view text)
    {
        return {status, "text/plain; charset=utf-8", to_bytes(text), {}};
    }
    static WebResponse json(int status, std::string_view text)
    {
        return {status, "application/json", to_bytes(text), {}};
    }
    static WebResponse html(std::string_view text) { return {200, "text/html; charset=utf-8", to_bytes(text), {}}; }
};

/// Splits and decodes a request target ("/a%20b?x=1"). False where it is no path of ours: broken escapes, invalid
/// UTF-8, control characters, "..", not beginning with '/'.
bool read_target(std::string_view target, WebRequest& request);

} // namespace mahalla
