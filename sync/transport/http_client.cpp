#include "transport/http_client.h"

#include "base/number.h"

#include <algorithm>

namespace mahalla {

std::string HttpAnswer::header(const std::string& lower_case_name) const
{
    const auto found = headers.find(lower_case_name);
    return found == headers.end() ? std::string() : found->second;
}

std::chrono::milliseconds HttpAnswer::retry_after() const
{
    constexpr long long day_seconds = 86'400;
    const auto seconds = integer_from_text(header("retry-after"));
    if (!seconds || *seconds < 0) return {};
    return std::chrono::seconds(std::min(*seconds, day_seconds));
}

Error error_of_status(int status)
{
    switch (status) {
    case 400:
        return {ErrorKind::Invalid, "The server does not understand this request; one of the two needs an update."};
    case 401:
    case 403:
        return {ErrorKind::Refused, "The server does not know this laptop or its project. Ask the supervisor."};
    case 404:
        return {ErrorKind::NotFound, "The server does not have this."};
    case 409:
        return {ErrorKind::Refused, "The server has another bundle of the same name."};
    case 413:
        return {ErrorKind::Invalid, "This is larger than the server takes."};
    case 422:
        return {
            ErrorKind::Corrupt,
            "The server cannot open this bundle: it was damaged on the way, or this is not the server that the charter "
            "names. Try again; if it stays so, ask headquarters."};
    case 429:
        return {ErrorKind::Unavailable, "The server is busy and asks to come back later."};
    case 507:
        return {ErrorKind::Unavailable, "The server's disk is nearly full; its keeper must make room."};
    default:
        return {ErrorKind::Unavailable, "The server answered with status " + std::to_string(status) + "."};
    }
}

} // namespace mahalla
