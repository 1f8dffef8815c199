#pragma once
#include <functional>
#include <memory>

namespace mahalla {

/// The login service's word that the machine goes to sleep or its screen is locked (org.freedesktop.login1 on the
/// system bus), with an inhibitor that delays the sleep until `let_sleep`. Inside this library only; one thread.
class SleepAnnouncements {
public:
    struct Listener {
        std::function<void()> sleeps;
        std::function<void()> locks;
    };
    /// Nothing where there is no such service.
    static std::unique_ptr<SleepAnnouncements> listen(Listener listener);
    ~SleepAnnouncements();
    SleepAnnouncements(const SleepAnnouncements&) = delete;
    SleepAnnouncements& operator=(const SleepAnnouncements&) = delete;

    /// To be polled for `events`; `process` follows.
    int descriptor() const;
    short events() const;
    /// How long polling may wait at most, in milliseconds; -1 for as long as it likes.
    int wait_ms() const;
    /// Calls the listener for what came. False where the bus is gone.
    bool process();
    void let_sleep();

private:
    SleepAnnouncements();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace mahalla
