#pragma once
#include "base/bytes.h"

#include <chrono>
#include <functional>
#include <map>
#include <string>

namespace mahalla {

/// A request of docs/formats/exchange-http.md.
struct HttpRequest {
    std::string method = "GET";
    /// Beginning with a slash.
    std::string path;
    std::map<std::string, std::string> headers;
    Bytes body;
    /// A longer answer is a failure.
    std::uint64_t answer_bytes_max = 1 << 20U;
};

struct HttpAnswer {
    int status = 0;
    /// Names in lower case.
    std::map<std::string, std::string> headers;
    Bytes body;

    /// Empty where there is none.
    std::string header(const std::string& lower_case_name) const;
    /// What a `Retry-After` in seconds asks for; zero otherwise.
    std::chrono::milliseconds retry_after() const;
};

/// One server, handed in: libcurl in programs (curl_http_client.h), a fake in tests.
class HttpClient {
public:
    virtual ~HttpClient() = default;
    /// Any answer is a success here, whatever its status. Fails with `Unavailable` where none came, and with `Refused`
    /// where the server's key is not the pinned one.
    virtual Result<HttpAnswer> perform(const HttpRequest& request) = 0;
    /// The same with the body of a 200 handed out in pieces as it comes; `body` may fail to stop it. The answer's own
    /// body holds what came with another status.
    virtual Result<HttpAnswer> download(const HttpRequest& request,
                                        const std::function<Result<void>(ByteView)>& body) = 0;
};

/// What an answer's status asks the caller to do, as an error.
Error error_of_status(int status);

} // namespace mahalla
