#pragma once
#include "transport/http_client.h"
#include "transport/retry_policy.h"
#include "transport/transport.h"

namespace mahalla {

/// Tries again what may pass by waiting, and says on the screen why it waits; inside this library only.
class Retrying {
public:
    Retrying(Random& random, Waiter& waiter, const ProgressListener& listener)
        : policy_(random), waiter_(waiter), listener_(listener)
    {}

    TransportProgress progress;

    /// Asks the listener whether to go on.
    bool may_go_on() const { return !listener_ || listener_(progress); }
    void succeeded() { policy_.succeeded(); }

    /// Waits after a failure. Fails with that failure where it makes no sense to try again, nobody wants to wait any
    /// more, or it was tried often enough.
    Result<void> wait_after(const Error& error, std::chrono::milliseconds asked = {});

    /// Performs until an answer comes that waiting does not change; 429 and 5xx are waited for.
    Result<HttpAnswer> perform(const std::function<Result<HttpAnswer>()>& attempt);

private:
    RetryPolicy policy_;
    Waiter& waiter_;
    const ProgressListener& listener_;
};

/// True for the answers after which the same request may succeed.
bool is_passing(int status);

} // namespace mahalla
