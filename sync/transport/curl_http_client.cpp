#include "transport/curl_http_client.h"

#include "base/check.h"
#include "base/text.h"

#include <curl/curl.h>

namespace mahalla {

namespace {

void require_curl()
{
    static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
    MAHALLA_CHECK(result == CURLE_OK);
}

bool is_loopback(std::string_view url)
{
    for (const std::string_view host : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
        if (!url.starts_with(host)) continue;
        const std::string_view rest = url.substr(host.size());
        if (rest.empty() || rest.front() == ':' || rest.front() == '/') return true;
    }
    return false;
}

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

/// What arrives during one transfer.
struct Arrival {
    HttpAnswer answer;
    std::uint64_t bytes = 0;
    std::uint64_t bytes_max = 0;
    const std::function<Result<void>(ByteView)>* sink = nullptr;
    CURL* handle = nullptr;
    std::optional<Error> stopped;
};

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* user)
{
    auto& arrival = *static_cast<Arrival*>(user);
    const std::string_view line(data, size * count);
    if (line.starts_with("HTTP/")) {
        arrival.answer.headers.clear(); // a final answer after an interim one
    } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
        arrival.answer.headers[lower_ascii(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
    }
    return size * count;
}

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* user)
{
    auto& arrival = *static_cast<Arrival*>(user);
    const ByteView bytes = as_bytes(std::string_view(data, size * count));
    arrival.bytes += bytes.size();
    if (arrival.bytes > arrival.bytes_max) {
        arrival.stopped = Error{ErrorKind::Invalid, "The server's answer is longer than was asked for."};
        return 0;
    }
    long status = 0;
    curl_easy_getinfo(arrival.handle, CURLINFO_RESPONSE_CODE, &status);
    if (arrival.sink == nullptr || status != 200) {
        arrival.answer.body.insert(arrival.answer.body.end(), bytes.begin(), bytes.end());
        return bytes.size();
    }
    if (auto taken = (*arrival.sink)(bytes); !taken) {
        arrival.stopped = taken.error();
        return 0;
    }
    return bytes.size();
}

Error error_of(CURLcode code)
{
    // Other results mean that the way is closed for now: name, route, connection, stall, an answer cut short.
    if (code == CURLE_SSL_PINNEDPUBKEYNOTMATCH)
        return {ErrorKind::Refused, "This is not the server of the project: its key is another one."};
    if (code == CURLE_PEER_FAILED_VERIFICATION)
        return {ErrorKind::Refused, "The server's certificate does not hold. Check the address and the laptop's date."};
    if (code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT)
        return {ErrorKind::Unavailable, "The server cannot be reached. Is there a network?"};
    return {ErrorKind::Unavailable, "The connection to the server broke."};
}

} // namespace

class CurlHttpClient::Connection {
public:
    Connection(HttpServer server, CURL* handle) : server_(std::move(server)), handle_(handle) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { curl_easy_cleanup(handle_); }

    Result<HttpAnswer> transfer(const HttpRequest& request, const std::function<Result<void>(ByteView)>* sink)
    {
        // The connection survives a reset, the options of the last request do not.
        curl_easy_reset(handle_);
        set_rules();
        const HeaderList headers = set_request(request);
        Arrival arrival;
        arrival.bytes_max = request.answer_bytes_max;
        arrival.sink = sink;
        arrival.handle = handle_;
        curl_easy_setopt(handle_, CURLOPT_HEADERFUNCTION, take_header);
        curl_easy_setopt(handle_, CURLOPT_HEADERDATA, &arrival);
        curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, take_body);
        curl_easy_setopt(handle_, CURLOPT_WRITEDATA, &arrival);

        const CURLcode code = curl_easy_perform(handle_);
        if (arrival.stopped) return tl::unexpected(*arrival.stopped);
        if (code != CURLE_OK) return tl::unexpected(error_of(code));
        long status = 0;
        curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
        arrival.answer.status = static_cast<int>(status);
        return std::move(arrival.answer);
    }

private:
    void set_rules()
    {
        curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle_, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(handle_, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
        curl_easy_setopt(handle_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT, static_cast<long>(server_.connect_timeout.count()));
        curl_easy_setopt(handle_, CURLOPT_LOW_SPEED_LIMIT, 1024L);
        curl_easy_setopt(handle_, CURLOPT_LOW_SPEED_TIME, static_cast<long>(server_.stall_timeout.count()));
        if (!server_.pinned_key) return;
        const std::string pin = "sha256//" + to_base64(*server_.pinned_key);
        curl_easy_setopt(handle_, CURLOPT_PINNEDPUBLICKEY, pin.c_str());
        // The charter vouches for the key: names, issuers and dates add nothing, and a wrong clock must not stop
        // anybody.
        curl_easy_setopt(handle_, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(handle_, CURLOPT_SSL_VERIFYHOST, 0L);
    }

    HeaderList set_request(const HttpRequest& request)
    {
        curl_easy_setopt(handle_, CURLOPT_URL, (server_.url + request.path).c_str());
        HeaderList headers;
        const auto add = [&headers](const std::string& line) {
            curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
            MAHALLA_CHECK(longer != nullptr);
            (void)headers.release();
            headers.reset(longer);
        };
        for (const auto& [name, value] : request.headers) add(name + ": " + value);
        if (request.method == "HEAD") {
            curl_easy_setopt(handle_, CURLOPT_NOBODY, 1L);
        } else if (request.method != "GET") {
            curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, request.method.c_str());
            curl_easy_setopt(handle_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
            curl_easy_setopt(handle_, CURLOPT_POSTFIELDS, reinterpret_cast<const char*>(request.body.data()));
            add("Content-Type: application/octet-stream");
            // Waiting for "100 Continue" costs a round trip a piece.
            add("Expect:");
        }
        curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, headers.get());
        return headers;
    }

    HttpServer server_;
    CURL* handle_;
};

CurlHttpClient::CurlHttpClient(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
CurlHttpClient::CurlHttpClient(CurlHttpClient&&) noexcept = default;
CurlHttpClient& CurlHttpClient::operator=(CurlHttpClient&&) noexcept = default;
CurlHttpClient::~CurlHttpClient() = default;

Result<CurlHttpClient> CurlHttpClient::create(HttpServer server)
{
    if (!server.url.starts_with("https://") && !is_loopback(server.url))
        return failure(ErrorKind::Invalid,
                       "The server's address begins with https://; plain http is for this machine only.");
    while (server.url.ends_with('/')) server.url.pop_back();
    require_curl();
    CURL* handle = curl_easy_init();
    if (handle == nullptr) return failure(ErrorKind::Unavailable, "There is not enough memory for a connection.");
    return CurlHttpClient(std::make_unique<Connection>(std::move(server), handle));
}

Result<HttpAnswer> CurlHttpClient::perform(const HttpRequest& request)
{
    return connection_->transfer(request, nullptr);
}

Result<HttpAnswer> CurlHttpClient::download(const HttpRequest& request,
                                            const std::function<Result<void>(ByteView)>& body)
{
    return connection_->transfer(request, &body);
}

} // namespace mahalla
