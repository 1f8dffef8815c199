#include "server/web_server.h"

#include "base/text.h"

#include <atomic>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace mahalla {

namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = net::ip::tcp;
using boost::system::error_code;

} // namespace

/// What all connections share: limits, counts, who is connected.
class WebListener : public std::enable_shared_from_this<WebListener> {
public:
    /// What `stop` needs of a connection, whatever its stream.
    class Open {
    public:
        virtual ~Open() = default;
        virtual void close_when_idle() = 0;
    };

    WebListener(WebLimits limits_given, WebServer::Handler handler_given, WebServer::BodyLimit body_limit_given)
        : limits(limits_given), handler(std::move(handler_given)), body_limit(std::move(body_limit_given)),
          acceptor_(net::make_strand(io_))
    {}

    Result<void> open(const ListenOptions& options);
    void run(unsigned thread_count);
    void stop();
    std::uint16_t port() const { return port_; }

    /// False where this address, or everybody together, has enough connections.
    bool admit(const std::string& peer);
    void leave(const std::string& peer, Open* connection);
    void enter(Open* connection);

    const WebLimits limits;
    const WebServer::Handler handler;
    const WebServer::BodyLimit body_limit;
    std::atomic<std::uint64_t> connections_open = 0, connections_refused = 0, requests = 0, timeouts = 0, malformed = 0;
    std::atomic<bool> draining = false;
    std::optional<net::ssl::context> tls;

private:
    void accept();

    net::io_context io_;
    tcp::acceptor acceptor_;
    std::uint16_t port_ = 0;
    std::vector<std::thread> threads_;
    std::mutex mutex_;
    std::map<std::string, std::size_t> per_address_;
    std::set<Open*> open_;
};

namespace {

/// One client, request after request.
template <typename Stream>
class Connection final : public WebListener::Open, public std::enable_shared_from_this<Connection<Stream>> {

public:
    Connection(std::shared_ptr<WebListener> listener, Stream stream, std::string peer)
        : listener_(std::move(listener)), stream_(std::move(stream)), peer_(std::move(peer))
    {
        listener_->enter(this);
    }
    ~Connection() override { listener_->leave(peer_, this); }

    void start()
    {
        if constexpr (!std::is_same_v<Stream, beast::tcp_stream>) {
            lowest().expires_after(listener_->limits.header_time_max);
            stream_.async_handshake(net::ssl::stream_base::server, [self = this->shared_from_this()](error_code error) {
                if (!error) self->wait_for_request();
            });
        } else {
            wait_for_request();
        }
    }

    void close_when_idle() override
    {
        net::post(lowest().get_executor(), [weak = this->weak_from_this()] {
            const auto self = weak.lock();
            if (self && self->idle_) self->lowest().close();
        });
    }

private:
    beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

    void wait_for_request()
    {
        if (listener_->draining) return close();
        if (buffer_.size() > 0) return read_header();
        idle_ = true;
        lowest().expires_after(listener_->limits.idle_time_max);
        stream_.async_read_some(buffer_.prepare(1024),
                                [self = this->shared_from_this()](error_code error, std::size_t count) {
                                    self->idle_ = false;
                                    if (error) return self->ended(error);
                                    self->buffer_.commit(count);
                                    self->read_header();
                                });
    }

    void read_header()
    {
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(listener_->limits.header_bytes_max));
        parser_->body_limit(boost::none);
        lowest().expires_after(listener_->limits.header_time_max);
        http::async_read_header(stream_, buffer_, *parser_,
                                [self = this->shared_from_this()](error_code error, std::size_t) {
                                    if (error == http::error::header_limit)
                                        return self->refuse(431, "The request's headers are too long.");
                                    if (error.category() == http::make_error_code(http::error::bad_method).category() &&
                                        error != http::error::end_of_stream && error != http::error::partial_message)
                                        return self->refuse(400, "This is not a request of HTTP/1.1.");
                                    if (error) return self->ended(error);
                                    self->judge_header();
                                });
    }

    void judge_header()
    {
        const auto& header = parser_->get();
        request_ = WebRequest();
        request_.method = std::string(header.method_string());
        request_.peer = peer_;
        if (!read_target(std::string(header.target()), request_))
            return refuse(400, "This address makes no sense here.");
        if (header.find(http::field::transfer_encoding) != header.end())
            return refuse(411, "Send the body with a Content-Length.");
        if (header.count(http::field::content_length) > 1) return refuse(400, "Content-Length stands here twice.");
        static const std::set<std::string> methods = {"GET", "HEAD", "POST", "PATCH"};
        if (!methods.contains(request_.method)) return refuse(405, "Only GET, HEAD, POST and PATCH are answered.");

        const std::size_t limit = listener_->body_limit ? listener_->body_limit(request_.method, request_.path)
                                                        : listener_->limits.body_bytes_max;
        const auto length = parser_->content_length();
        if (length && *length > limit) return refuse(413, "The body is longer than what is taken here.");
        parser_->body_limit(limit);
        for (const auto& field : header)
            request_.headers[lower_ascii(std::string(field.name_string()))] = std::string(field.value());

        const auto extra = std::chrono::seconds(length.value_or(0) / listener_->limits.body_bytes_per_second_min);
        lowest().expires_after(listener_->limits.header_time_max + extra);
        if (!equal_ignoring_ascii_case(request_.header("expect"), "100-continue")) return read_body();
        auto go_on = std::make_shared<http::response<http::empty_body>>(http::status::continue_, 11);
        http::async_write(stream_, *go_on, [self = this->shared_from_this(), go_on](error_code error, std::size_t) {
            if (error) return self->ended(error);
            self->read_body();
        });
    }

    void read_body()
    {
        http::async_read(stream_, buffer_, *parser_, [self = this->shared_from_this()](error_code error, std::size_t) {
            if (error == http::error::body_limit)
                return self->refuse(413, "The body is longer than what is taken here.");
            if (error) return self->ended(error);
            self->answer();
        });
    }

    void answer()
    {
        ++listener_->requests;
        request_.body = std::move(parser_->get().body());
        const bool keep = parser_->get().keep_alive() && !listener_->draining;
        WebResponse response;
        try {
            response = listener_->handler(request_);
        } catch (const std::exception&) {
            // What an unknown exception says may hold what a client sent: it is not passed on.
            response = WebResponse::text(500, "Something went wrong here; what was acknowledged is kept.");
        }
        write(std::move(response), keep);
    }

    void refuse(int status, std::string_view text)
    {
        ++listener_->malformed;
        write(WebResponse::text(status, text), false);
    }

    void write(WebResponse&& response, bool keep)
    {
        response_.emplace(static_cast<http::status>(response.status), 11);
        response_->set(http::field::server, "mahalla");
        response_->set(http::field::content_type, response.content_type);
        // Nothing from elsewhere is loaded, framed or guessed at: the pages work without a network of their own.
        response_->set("Content-Security-Policy",
                       "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; "
                       "frame-ancestors 'none'; base-uri 'none'");
        response_->set("X-Content-Type-Options", "nosniff");
        response_->set("Referrer-Policy", "no-referrer");
        for (const auto& [name, value] : response.headers) response_->set(name, value);
        response_->keep_alive(keep);
        const std::size_t length = response.body.size();
        if (request_.method != "HEAD") response_->body() = std::move(response.body);
        response_->content_length(length);
        lowest().expires_after(listener_->limits.idle_time_max);
        serializer_.emplace(*response_);
        serializer_->split(request_.method == "HEAD");
        const auto done = [self = this->shared_from_this(), keep](error_code error, std::size_t) {
            if (error) return self->ended(error);
            if (!keep) return self->close();
            self->wait_for_request();
        };
        if (request_.method == "HEAD") {
            http::async_write_header(stream_, *serializer_, done);
        } else {
            http::async_write(stream_, *serializer_, done);
        }
    }

    void ended(error_code error)
    {
        if (error == beast::error::timeout) ++listener_->timeouts;
        close();
    }

    void close()
    {
        error_code ignored;
        lowest().socket().shutdown(tcp::socket::shutdown_send, ignored);
        lowest().close();
    }

    std::shared_ptr<WebListener> listener_;
    Stream stream_;
    std::string peer_;
    beast::flat_buffer buffer_{16 * 1024};
    std::optional<http::request_parser<http::vector_body<std::uint8_t>>> parser_;
    std::optional<http::response<http::vector_body<std::uint8_t>>> response_;
    std::optional<http::response_serializer<http::vector_body<std::uint8_t>>> serializer_;
    WebRequest request_;
    bool idle_ = false;
};

} // namespace

Result<void> WebListener::open(const ListenOptions& options)
{
    error_code error;
    const auto address = net::ip::make_address(options.address, error);
    if (error) return failure(ErrorKind::Invalid, "The address to listen on is no IP address.");
    if (!options.tls_certificate_file.empty()) {
        tls.emplace(net::ssl::context::tls_server);
        tls->set_options(net::ssl::context::no_tlsv1 | net::ssl::context::no_tlsv1_1);
        tls->use_certificate_chain_file(options.tls_certificate_file, error);
        if (!error) tls->use_private_key_file(options.tls_key_file, net::ssl::context::pem, error);
        if (error)
            return failure(ErrorKind::Invalid, "The TLS certificate or its key cannot be read: both are PEM files.");
        SSL_CTX_set_mode(tls->native_handle(), SSL_MODE_RELEASE_BUFFERS);
    }
    const tcp::endpoint endpoint(address, options.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
    if (error)
        return failure(ErrorKind::Unavailable,
                       "Nobody can listen there: the port is taken, or the address is not this machine's.");
    port_ = acceptor_.local_endpoint().port();
    return {};
}

void WebListener::run(unsigned thread_count)
{
    accept();
    for (unsigned i = 0; i < std::max(1u, thread_count); ++i) threads_.emplace_back([this] { io_.run(); });
}

void WebListener::accept()
{
    acceptor_.async_accept(net::make_strand(io_), [self = shared_from_this()](error_code error, tcp::socket socket) {
        if (self->draining || error == net::error::operation_aborted) return;
        if (!error) {
            error_code gone;
            const auto remote = socket.remote_endpoint(gone);
            const std::string peer = gone ? std::string() : remote.address().to_string();
            if (!gone && self->admit(peer)) {
                socket.set_option(tcp::no_delay(true), gone);
                if (self->tls) {
                    beast::ssl_stream<beast::tcp_stream> stream(beast::tcp_stream(std::move(socket)), *self->tls);
                    std::make_shared<Connection<beast::ssl_stream<beast::tcp_stream>>>(self, std::move(stream), peer)
                        ->start();
                } else {
                    std::make_shared<Connection<beast::tcp_stream>>(self, beast::tcp_stream(std::move(socket)), peer)
                        ->start();
                }
            }
        }
        self->accept();
    });
}

bool WebListener::admit(const std::string& peer)
{
    const std::lock_guard lock(mutex_);
    std::size_t& from_peer = per_address_[peer];
    if (connections_open >= limits.connections_max || from_peer >= limits.connections_per_address_max) {
        ++connections_refused;
        return false;
    }
    ++from_peer;
    ++connections_open;
    return true;
}

void WebListener::enter(Open* connection)
{
    const std::lock_guard lock(mutex_);
    open_.insert(connection);
}

void WebListener::leave(const std::string& peer, Open* connection)
{
    const std::lock_guard lock(mutex_);
    open_.erase(connection);
    --connections_open;
    const auto found = per_address_.find(peer);
    if (found != per_address_.end() && --found->second == 0) per_address_.erase(found);
}

void WebListener::stop()
{
    if (draining.exchange(true)) return;
    net::post(acceptor_.get_executor(), [self = shared_from_this()] {
        error_code ignored;
        self->acceptor_.close(ignored);
    });
    const auto deadline = std::chrono::steady_clock::now() + limits.drain_time_max;
    while (connections_open > 0 && std::chrono::steady_clock::now() < deadline) {
        {
            const std::lock_guard lock(mutex_);
            for (Open* connection : open_) connection->close_when_idle();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    io_.stop();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    // The loop may have ended before it came to this: a port that still listens would let clients wait for nobody.
    error_code ignored;
    acceptor_.close(ignored);
}

Result<std::unique_ptr<WebServer>> WebServer::start(const ListenOptions& options, const WebLimits& limits,
                                                    Handler handler, BodyLimit body_limit)
{
    auto listener = std::make_shared<WebListener>(limits, std::move(handler), std::move(body_limit));
    if (auto opened = listener->open(options); !opened) return tl::unexpected(opened.error());
    listener->run(options.threads);
    return std::unique_ptr<WebServer>(new WebServer(std::move(listener)));
}

WebServer::WebServer(std::shared_ptr<WebListener> listener) : listener_(std::move(listener)) {}
WebServer::~WebServer() { stop(); }
std::uint16_t WebServer::port() const { return listener_->port(); }
void WebServer::stop() { listener_->stop(); }

WebCounts WebServer::counts() const
{
    return {listener_->connections_open, listener_->connections_refused, listener_->requests, listener_->timeouts,
            listener_->malformed};
}

} // namespace mahalla
