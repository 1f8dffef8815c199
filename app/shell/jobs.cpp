#include "shell/jobs.h"

namespace mahalla {

Jobs::Jobs(std::function<void()> wake) : wake_(std::move(wake)), thread_([this] { run(); }) {}

Jobs::~Jobs()
{
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        waiting_.clear();
        if (running_) running_->request_stop();
    }
    changed_.notify_all();
    thread_.join();
}

std::shared_ptr<JobProgress> Jobs::enqueue(Task task)
{
    auto progress = std::make_shared<JobProgress>();
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back({std::move(task), progress});
    }
    changed_.notify_all();
    return progress;
}

void Jobs::run()
{
    for (;;) {
        Entry entry;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
            if (ending_) return;
            entry = std::move(waiting_.front());
            waiting_.pop_front();
            running_ = entry.progress;
        }
        std::function<void()> outcome = entry.task(*entry.progress);
        {
            const std::lock_guard lock(mutex_);
            outcomes_.push_back(std::move(outcome));
            entry.progress->finished_.store(true);
            running_.reset();
        }
        if (wake_) wake_();
    }
}

bool Jobs::deliver()
{
    std::deque<std::function<void()>> outcomes;
    {
        const std::lock_guard lock(mutex_);
        outcomes.swap(outcomes_);
    }
    for (const std::function<void()>& outcome : outcomes) outcome();
    return !outcomes.empty();
}

bool Jobs::idle() const
{
    const std::lock_guard lock(mutex_);
    return waiting_.empty() && !running_ && outcomes_.empty();
}

void Jobs::request_stop()
{
    const std::lock_guard lock(mutex_);
    for (const Entry& entry : waiting_) entry.progress->request_stop();
    if (running_) running_->request_stop();
}

} // namespace mahalla
