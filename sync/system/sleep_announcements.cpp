#include "system/sleep_announcements.h"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <fcntl.h>
#include <systemd/sd-bus.h>
#include <unistd.h>
#include <utility>

namespace mahalla {

namespace {

constexpr const char* service = "org.freedesktop.login1";
constexpr const char* manager_path = "/org/freedesktop/login1";
constexpr const char* manager = "org.freedesktop.login1.Manager";
constexpr std::uint64_t answer_within_us = 2'000'000;

struct CloseBus {
    void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
};

} // namespace

struct SleepAnnouncements::Parts {
    std::unique_ptr<sd_bus, CloseBus> bus;
    int inhibitor = -1; ///< While this is open, the machine waits for us before it sleeps.
    Listener listener;
    bool is_awake_again = false;

    ~Parts() { let_sleep(); }

    void let_sleep()
    {
        if (const int held = std::exchange(inhibitor, -1); held >= 0) ::close(held);
    }

    /// "delay": the service waits five seconds at most, so that a program that hangs keeps no laptop awake.
    void inhibit()
    {
        if (inhibitor >= 0) return;
        sd_bus_message* call = nullptr;
        sd_bus_message* reply = nullptr;
        if (sd_bus_message_new_method_call(bus.get(), &call, service, manager_path, manager, "Inhibit") >= 0 &&
            sd_bus_message_append(call, "ssss", "sleep", "Mahalla", "locks before the machine sleeps", "delay") >= 0 &&
            sd_bus_call(bus.get(), call, answer_within_us, nullptr, &reply) >= 0) {
            int lent = -1; // belongs to the message
            if (sd_bus_message_read(reply, "h", &lent) >= 0) inhibitor = ::fcntl(lent, F_DUPFD_CLOEXEC, 0);
        }
        sd_bus_message_unref(reply);
        sd_bus_message_unref(call);
    }

    static int prepare_for_sleep(sd_bus_message* message, void* self, sd_bus_error*)
    {
        auto& parts = *static_cast<Parts*>(self);
        int begins = 0;
        if (sd_bus_message_read(message, "b", &begins) < 0) return 0;
        if (begins != 0)
            parts.listener.sleeps();
        else
            parts.is_awake_again = true; // no call within a call: `process` asks for the next time
        return 0;
    }

    static int screen_locked(sd_bus_message*, void* self, sd_bus_error*)
    {
        static_cast<Parts*>(self)->listener.locks();
        return 0;
    }
};

SleepAnnouncements::SleepAnnouncements() : parts_(std::make_unique<Parts>()) {}
SleepAnnouncements::~SleepAnnouncements() = default;

std::unique_ptr<SleepAnnouncements> SleepAnnouncements::listen(Listener listener)
{
    std::unique_ptr<SleepAnnouncements> announcements(new SleepAnnouncements());
    Parts& parts = *announcements->parts_;
    parts.listener = std::move(listener);
    sd_bus* bus = nullptr;
    if (sd_bus_open_system(&bus) < 0) return nullptr;
    parts.bus.reset(bus);
    // Any session's lock locks: another person at the same laptop is a reason, too.
    if (sd_bus_match_signal(bus, nullptr, service, manager_path, manager, "PrepareForSleep", Parts::prepare_for_sleep,
                            &parts) < 0 ||
        sd_bus_match_signal(bus, nullptr, service, nullptr, "org.freedesktop.login1.Session", "Lock",
                            Parts::screen_locked, &parts) < 0)
        return nullptr;
    parts.inhibit();
    return parts.inhibitor >= 0 ? std::move(announcements) : nullptr;
}

int SleepAnnouncements::descriptor() const { return sd_bus_get_fd(parts_->bus.get()); }

short SleepAnnouncements::events() const
{
    return static_cast<short>(std::max(0, sd_bus_get_events(parts_->bus.get())));
}

int SleepAnnouncements::wait_ms() const
{
    std::uint64_t until_us = UINT64_MAX;
    if (sd_bus_get_timeout(parts_->bus.get(), &until_us) < 0 || until_us == UINT64_MAX) return -1;
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const auto now_us =
        static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(now.tv_nsec) / 1000;
    return until_us <= now_us ? 0 : static_cast<int>(std::min<std::uint64_t>((until_us - now_us) / 1000 + 1, 60'000));
}

bool SleepAnnouncements::process()
{
    int result = 1;
    while (result > 0) result = sd_bus_process(parts_->bus.get(), nullptr);
    if (std::exchange(parts_->is_awake_again, false)) parts_->inhibit();
    return result == 0;
}

void SleepAnnouncements::let_sleep() { parts_->let_sleep(); }

} // namespace mahalla
