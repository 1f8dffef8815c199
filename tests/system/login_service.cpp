#include "system/login_service.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <mutex>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <systemd/sd-bus.h>
#include <thread>
#include <unistd.h>

namespace mahalla::test {

namespace {

constexpr const char* manager_path = "/org/freedesktop/login1";
constexpr const char* manager = "org.freedesktop.login1.Manager";

/// A path as an address of a bus has it.
std::string escaped(const std::string& path)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const char letter : path) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool is_plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                              (byte >= '0' && byte <= '9') || byte == '/' || byte == '.' || byte == '-' || byte == '_';
        if (is_plain)
            text += letter;
        else
            text += {'%', digits[byte / 16], digits[byte % 16]};
    }
    return text;
}

int inhibit(sd_bus_message* message, void* held_by, sd_bus_error*)
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) return -1;
    static_cast<std::atomic<int>*>(held_by)->store(ends[0]);
    const int replied = sd_bus_reply_method_return(message, "h", ends[1]);
    ::close(ends[1]); // the caller has its own now
    return replied;
}

const sd_bus_vtable methods[] = {SD_BUS_VTABLE_START(0),
                                 SD_BUS_METHOD("Inhibit", "ssss", "h", inhibit, SD_BUS_VTABLE_UNPRIVILEGED),
                                 SD_BUS_VTABLE_END};

} // namespace

struct LoginService::Parts {
    TemporaryFolder folder;
    pid_t daemon = -1;
    sd_bus* bus = nullptr;
    std::atomic<int> held_by = -1; ///< Ends when whoever holds sleep up lets go.
    std::atomic<bool> ending = false;
    std::mutex mutex;
    std::thread thread;

    void with_bus(const std::function<void()>& act)
    {
        const std::scoped_lock hold(mutex);
        act();
        sd_bus_flush(bus);
    }
    void run()
    {
        while (!ending.load()) {
            with_bus([this] {
                while (sd_bus_process(bus, nullptr) > 0) {
                }
            });
            pollfd polled{sd_bus_get_fd(bus), POLLIN, 0};
            ::poll(&polled, 1, 10);
        }
    }
};

LoginService::LoginService() : parts_(std::make_unique<Parts>())
{
    const std::string address = "unix:path=" + escaped((parts_->folder / "bus").string());
    std::string program = "dbus-daemon", session = "--session", nofork = "--nofork", nopid = "--nopidfile",
                listen = "--address=" + address;
    char* const words[] = {program.data(), session.data(), nofork.data(), nopid.data(), listen.data(), nullptr};
    REQUIRE(::posix_spawnp(&parts_->daemon, "dbus-daemon", nullptr, nullptr, words, environ) == 0);
    // Its socket has a name before it listens.
    for (int tries = 0; tries < 1000; ++tries) {
        REQUIRE(sd_bus_new(&parts_->bus) >= 0);
        REQUIRE(sd_bus_set_address(parts_->bus, address.c_str()) >= 0);
        REQUIRE(sd_bus_set_bus_client(parts_->bus, 1) >= 0);
        if (sd_bus_start(parts_->bus) >= 0) break;
        parts_->bus = sd_bus_unref(parts_->bus);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    REQUIRE(parts_->bus != nullptr);
    REQUIRE(sd_bus_add_object_vtable(parts_->bus, nullptr, manager_path, manager, methods, &parts_->held_by) >= 0);
    REQUIRE(sd_bus_request_name(parts_->bus, "org.freedesktop.login1", 0) >= 0);
    ::setenv("DBUS_SYSTEM_BUS_ADDRESS", address.c_str(), 1);
    parts_->thread = std::thread([this] { parts_->run(); });
}

LoginService::~LoginService()
{
    parts_->ending.store(true);
    if (parts_->thread.joinable()) parts_->thread.join();
    sd_bus_flush_close_unref(parts_->bus);
    if (parts_->held_by.load() >= 0) ::close(parts_->held_by.load());
    if (parts_->daemon > 0) {
        ::kill(parts_->daemon, SIGTERM);
        ::waitpid(parts_->daemon, nullptr, 0);
    }
    ::unsetenv("DBUS_SYSTEM_BUS_ADDRESS");
}

void LoginService::announce_sleep()
{
    parts_->with_bus([this] { sd_bus_emit_signal(parts_->bus, manager_path, manager, "PrepareForSleep", "b", 1); });
}

void LoginService::announce_waking()
{
    parts_->with_bus([this] { sd_bus_emit_signal(parts_->bus, manager_path, manager, "PrepareForSleep", "b", 0); });
}

void LoginService::lock_screen()
{
    parts_->with_bus([this] {
        sd_bus_emit_signal(parts_->bus, "/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session", "Lock",
                           "");
    });
}

bool LoginService::is_held_up(bool expected)
{
    bool is_held = !expected;
    for (int tries = 0; tries < 1000; ++tries) {
        pollfd polled{parts_->held_by.load(), 0, 0};
        is_held = polled.fd >= 0 && ::poll(&polled, 1, 0) == 0;
        if (is_held == expected) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return is_held;
}

} // namespace mahalla::test
