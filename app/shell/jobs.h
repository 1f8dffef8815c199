#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace mahalla {

/// What a running job tells and is told; usable from its thread and from the main one.
class JobProgress {
public:
    /// 0 to 1.
    void report(double fraction) { fraction_.store(fraction); }
    double fraction() const { return fraction_.load(); }
    /// A job asks this at least ten times a second and ends early where it is true.
    bool stop_requested() const { return stop_.load(); }
    void request_stop() { stop_.store(true); }
    bool finished() const { return finished_.load(); }

private:
    friend class Jobs;
    std::atomic<double> fraction_ = 0;
    std::atomic<bool> stop_ = false;
    std::atomic<bool> finished_ = false;
};

/// Work that takes longer than a frame, one after another on one thread of its own.
///
/// A job gets copies and gives back a value; `done` is called with it on the main thread, by `deliver`. Jobs never
/// touch a page, a session or anything else of the main thread. An exception that leaves a job ends the program: work
/// returns `Result`.
class Jobs {
public:
    /// `wake` is called from the job's thread when an outcome waits, to end the main thread's sleep.
    explicit Jobs(std::function<void()> wake);
    /// Asks what runs to stop and waits for it; outcomes that wait are dropped.
    ~Jobs();

    /// Runs `work(progress)` after the jobs before it, then `done(its value)` on the main thread. Both are copyable;
    /// what cannot be copied goes into a shared_ptr.
    template <typename Work, typename Done> std::shared_ptr<JobProgress> start(Work work, Done done)
    {
        return enqueue([work = std::move(work), done = std::move(done)](JobProgress& progress) mutable {
            auto outcome = std::make_shared<decltype(work(progress))>(work(progress));
            return std::function<void()>([outcome, done = std::move(done)]() mutable { done(std::move(*outcome)); });
        });
    }

    /// Calls `done` of every job that ended, on the calling thread. True where there was one.
    bool deliver();
    bool idle() const;
    /// Asks every job to stop; their outcomes are still delivered.
    void request_stop();

private:
    using Task = std::function<std::function<void()>(JobProgress&)>;
    struct Entry {
        Task task;
        std::shared_ptr<JobProgress> progress;
    };
    std::shared_ptr<JobProgress> enqueue(Task task);
    void run();

    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Entry> waiting_;
    std::shared_ptr<JobProgress> running_;
    std::deque<std::function<void()>> outcomes_;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace mahalla
