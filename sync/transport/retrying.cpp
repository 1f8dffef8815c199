#include "transport/retrying.h"

namespace mahalla {

bool is_passing(int status) { return status == 429 || status >= 500; }

Result<void> Retrying::wait_after(const Error& error, std::chrono::milliseconds asked)
{
    if (error.kind != ErrorKind::Unavailable || !policy_.may_try_again()) return tl::unexpected(error);
    constexpr std::chrono::milliseconds slice{1'000};
    progress.waiting_because = error;
    progress.waiting = policy_.wait_after_failure(asked);
    while (progress.waiting.count() > 0) {
        if (!may_go_on()) return tl::unexpected(error);
        const auto now = std::min(slice, progress.waiting);
        waiter_.wait(now);
        progress.waiting -= now;
    }
    progress.waiting_because.reset();
    return {};
}

Result<HttpAnswer> Retrying::perform(const std::function<Result<HttpAnswer>()>& attempt)
{
    for (;;) {
        auto answer = attempt();
        if (answer && !is_passing(answer->status)) return answer;
        const Error error = answer ? error_of_status(answer->status) : answer.error();
        const auto asked = answer ? answer->retry_after() : std::chrono::milliseconds(0);
        if (auto waited = wait_after(error, asked); !waited) return tl::unexpected(waited.error());
    }
}

} // namespace mahalla
