#include "system/lock_triggers.h"

#include "system/sleep_announcements.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <thread>
#include <unistd.h>

namespace mahalla {

namespace {

/// A descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return number_; }
    bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

sigset_t signals_that_lock()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGUSR1, SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
    return signals;
}

/// Becomes readable when somebody sets the clock or the machine wakes: the kernel cancels timers of the clock on the
/// wall then.
int clock_jump_descriptor() { return ::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK); }

bool wait_for_the_next_jump(int descriptor)
{
    itimerspec far_away{};
    far_away.it_value.tv_sec = std::int64_t{1} << 40U;
    return ::timerfd_settime(descriptor, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &far_away, nullptr) == 0;
}

} // namespace

struct LockTriggers::Parts {
    Parts(std::function<void(LockTrigger)> its_heard, Signals signals)
        : heard(std::move(its_heard)), commands(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          clock_jumps(clock_jump_descriptor())
    {
        pthread_sigmask(SIG_SETMASK, nullptr, &signals_before);
        if (signals == Signals::LeftAlone) return;
        const sigset_t locking = signals_that_lock();
        pthread_sigmask(SIG_BLOCK, &locking, &signals_before);
        signal_descriptor = ::signalfd(-1, &locking, SFD_CLOEXEC | SFD_NONBLOCK);
    }
    ~Parts()
    {
        if (thread.joinable()) {
            ending.store(true);
            command();
            thread.join();
        }
        if (signal_descriptor >= 0) ::close(signal_descriptor);
        pthread_sigmask(SIG_SETMASK, &signals_before, nullptr);
    }

    void command() const { eventfd_write(commands.get(), 1); }

    void hear(LockTrigger trigger)
    {
        {
            const std::scoped_lock hold(mutex);
            waiting.push_back(trigger);
        }
        changed.notify_all();
        if (heard) heard(trigger);
    }

    void read_signals()
    {
        signalfd_siginfo signal{};
        while (::read(signal_descriptor, &signal, sizeof signal) == static_cast<ssize_t>(sizeof signal))
            hear(signal.ssi_signo == static_cast<std::uint32_t>(SIGUSR1) ? LockTrigger::Lock : LockTrigger::End);
    }

    void run();

    std::function<void(LockTrigger)> heard;
    Descriptor commands; ///< Wakes the thread: it is to end, or what it announced was done.
    Descriptor clock_jumps;
    int signal_descriptor = -1;
    sigset_t signals_before{};
    std::unique_ptr<SleepAnnouncements> announcements;
    std::atomic<bool> ending = false;
    std::atomic<bool> may_sleep = false;
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<LockTrigger> waiting;
    std::atomic<bool> hears_of_sleep = false;
    std::thread thread;
};

void LockTriggers::Parts::run()
{
    bool jumps = wait_for_the_next_jump(clock_jumps.get());
    while (!ending.load()) {
        std::array<pollfd, 4> polled{{{commands.get(), POLLIN, 0},
                                      {signal_descriptor, POLLIN, 0},
                                      {jumps ? clock_jumps.get() : -1, POLLIN, 0},
                                      {announcements ? announcements->descriptor() : -1,
                                       announcements ? announcements->events() : short{0}, 0}}};
        ::poll(polled.data(), polled.size(), announcements ? announcements->wait_ms() : -1);
        eventfd_t ignored = 0;
        eventfd_read(commands.get(), &ignored);
        if (may_sleep.exchange(false) && announcements) announcements->let_sleep();
        if (polled[1].revents != 0) read_signals();
        if (polled[2].revents != 0) {
            std::uint64_t expirations = 0;
            // Cancelled: the read fails and tells so; the timer is then set anew.
            static_cast<void>(::read(clock_jumps.get(), &expirations, sizeof expirations) < 0);
            jumps = wait_for_the_next_jump(clock_jumps.get());
            hear(LockTrigger::Jumped);
        }
        if (announcements && !announcements->process()) {
            announcements.reset();
            hears_of_sleep.store(false);
        }
    }
}

LockTriggers::LockTriggers() = default;
LockTriggers::~LockTriggers() = default;

Result<std::unique_ptr<LockTriggers>> LockTriggers::listen(std::function<void(LockTrigger)> heard, Signals signals)
{
    std::unique_ptr<LockTriggers> triggers(new LockTriggers());
    triggers->parts_ = std::make_unique<Parts>(std::move(heard), signals);
    Parts& parts = *triggers->parts_;
    const bool hears_signals = signals == Signals::LeftAlone || parts.signal_descriptor >= 0;
    if (!parts.commands.is_open() || !parts.clock_jumps.is_open() || !hears_signals)
        return failure(ErrorKind::Unavailable, "The system lets this program open no more files.");
    parts.announcements = SleepAnnouncements::listen(
        {[&parts] { parts.hear(LockTrigger::Sleep); }, [&parts] { parts.hear(LockTrigger::Lock); }});
    parts.hears_of_sleep.store(parts.announcements != nullptr);
    parts.thread = std::thread([&parts] { parts.run(); });
    return triggers;
}

std::optional<LockTrigger> LockTriggers::take()
{
    const std::scoped_lock hold(parts_->mutex);
    if (parts_->waiting.empty()) return std::nullopt;
    const LockTrigger first = parts_->waiting.front();
    parts_->waiting.pop_front();
    return first;
}

bool LockTriggers::hears_of_sleep() const { return parts_->hears_of_sleep.load(); }

void LockTriggers::done()
{
    parts_->may_sleep.store(true);
    parts_->command();
}

std::optional<LockTrigger> LockTriggers::wait(std::chrono::milliseconds longest)
{
    {
        std::unique_lock hold(parts_->mutex);
        parts_->changed.wait_for(hold, longest, [this] { return !parts_->waiting.empty(); });
    }
    return take();
}

} // namespace mahalla
