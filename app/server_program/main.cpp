#include "archive/sqlite_archive.h"
#include "server/service.h"
#include "server/web_server.h"
#include "system/system_clock.h"
#include "system/system_disk.h"
#include "system/system_random.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <csignal>
#include <iostream>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace {

using namespace mahalla;

struct Options {
    std::string listen = "127.0.0.1:8443";
    std::string store;
    std::string charter;
    std::string tls_certificate, tls_key;
    bool show_request = false;
};

int fail(const Error& error)
{
    std::cerr << "mahalla-server: " << error.message << '\n';
    switch (error.kind) {
    case ErrorKind::NotFound:
    case ErrorKind::Invalid:
        return 1;
    case ErrorKind::Refused:
        return 3;
    case ErrorKind::Unavailable:
        return 4;
    case ErrorKind::Corrupt:
        return 5;
    }
    return 1;
}

/// "127.0.0.1:8443", "[::1]:0".
bool read_listen(const std::string& text, ListenOptions& listen)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) return false;
    listen.address = text.substr(0, colon);
    if (listen.address.starts_with('[') && listen.address.ends_with(']'))
        listen.address = listen.address.substr(1, listen.address.size() - 2);
    int port = -1;
    const char* end = text.data() + text.size();
    if (std::from_chars(text.data() + colon + 1, end, port).ptr != end || port < 0 || port > 65535) return false;
    listen.port = static_cast<std::uint16_t>(port);
    return true;
}

/// The newest charter that is at hand: the file named now, or the one named at an earlier start.
Result<std::optional<Charter>> find_charter(Disk& disk, const Options& options, const std::filesystem::path& folder)
{
    const std::filesystem::path kept = folder / "charter";
    if (!options.charter.empty()) {
        MAHALLA_TRY(const Bytes bytes, disk.read(options.charter, Charter::bytes_max));
        MAHALLA_TRY(auto charter, Charter::parse(bytes));
        if (auto written = disk.write(kept, bytes); !written) return tl::unexpected(written.error());
        return std::optional<Charter>(std::move(charter));
    }
    const auto bytes = disk.read(kept, Charter::bytes_max);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound) return std::optional<Charter>();
    if (!bytes) return tl::unexpected(bytes.error());
    MAHALLA_TRY(auto charter, Charter::parse(*bytes));
    return std::optional<Charter>(std::move(charter));
}

/// Prometheus lines of the HTTP side.
std::string http_metrics(const WebCounts& counts)
{
    return "mahalla_http_connections_open " + std::to_string(counts.connections_open) +
           "\nmahalla_http_connections_refused " + std::to_string(counts.connections_refused) +
           "\nmahalla_http_requests " + std::to_string(counts.requests) + "\nmahalla_http_timeouts " +
           std::to_string(counts.timeouts) + "\nmahalla_http_malformed " + std::to_string(counts.malformed) + "\n";
}

int run(const Options& options)
{
    // No core dump: keys must not end in a file.
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    // Signals are waited for below, in this thread; the others never see them.
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    ListenOptions listen;
    if (!read_listen(options.listen, listen))
        return fail({ErrorKind::Invalid, "--listen is ADDRESS:PORT, as 127.0.0.1:8443."});
    listen.tls_certificate_file = options.tls_certificate;
    listen.tls_key_file = options.tls_key;
    if (options.store.starts_with("postgresql://"))
        return fail({ErrorKind::Unavailable, "This build keeps its archive in SQLite: use --store sqlite:DIR."});
    if (!options.store.starts_with("sqlite:")) return fail({ErrorKind::Invalid, "--store is sqlite:DIR."});
    const std::filesystem::path folder = options.store.substr(std::string_view("sqlite:").size());

    SystemDisk disk;
    SystemClock clock;
    SystemRandom random;
    if (auto made = disk.make_folder(folder); !made) return fail(made.error());
    auto keys = open_server_keys(disk, folder);
    if (!keys) return fail(keys.error());
    const auto request = server_request(disk, folder);
    if (!request) return fail(request.error());
    if (options.show_request) {
        std::cout << request->fingerprint() << '\n';
        return 0;
    }
    if (auto cleared = Service::clear(disk, folder); !cleared) return fail(cleared.error());
    auto archive = open_sqlite_archive(folder / "archive.sqlite", random);
    if (!archive) return fail(archive.error());

    std::unique_ptr<WebServer> http;
    Service service(**archive, std::move(*keys), {disk, clock, random, folder, std::uint64_t{256} << 20, [&http] {
                                                      return http ? http_metrics(http->counts()) : std::string();
                                                  }});
    auto charter = find_charter(disk, options, folder);
    if (!charter) return fail(charter.error());
    if (*charter) {
        if (auto taken = service.take_charter(std::move(**charter)); !taken) return fail(taken.error());
    } else {
        std::cerr << "No charter yet: results are shown, uploads wait. Headquarters pins this server with\n"
                     "    mahalla project add-server --request "
                  << (folder / "server.request").string() << " --fingerprint \"" << request->fingerprint() << "\" …\n"
                  << "and gives the new charter back for --charter.\n";
    }
    auto started = WebServer::start(
        listen, WebLimits(), [&service](const WebRequest& asked) { return service.answer(asked); },
        &Service::body_bytes_max);
    if (!started) return fail(started.error());
    http = std::move(*started);
    std::cout << "listening on " << (options.tls_certificate.empty() ? "http://" : "https://") << listen.address << ':'
              << http->port() << std::endl;

    int signal = 0;
    sigwait(&ending, &signal);
    http->stop();
    return 0;
}

} // namespace

int main(int argument_count, char** arguments)
{
    Options options;
    CLI::App program("The central server: relays sealed events it cannot open, shows published results",
                     "mahalla-server");
    program.add_option("--listen", options.listen, "ADDRESS:PORT; port 0 takes one that is free")
        ->capture_default_str();
    program.add_option("--store", options.store, "sqlite:DIR")->required();
    program.add_option("--charter", options.charter, "The charter that names this server; kept for later starts")
        ->type_name("FILE");
    program.add_option("--tls-cert", options.tls_certificate,
                       "PEM; without it, plain HTTP for loopback behind a proxy");
    program.add_option("--tls-key", options.tls_key, "PEM")->needs("--tls-cert");
    program.add_flag("--show-fingerprint", options.show_request,
                     "Make the keys where there are none, print the digits to read aloud, end");
    try {
        program.parse(argument_count, arguments);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : 2;
    }
    return run(options);
}
