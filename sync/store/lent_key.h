#pragma once
#include "base/result.h"
#include "crypto/secret.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace mahalla {

/// A vault's master key, lent to work that goes on apart from the vault, until the vault takes it back: where it locks,
/// erases, or begins other work.
///
/// Nobody has it then who did not borrow it before, and who did asks `taken_back` and gives it up. From any thread.
class LentKey {
public:
    explicit LentKey(Secret key) : key_(std::move(key)) {}

    /// Once. Fails with `Refused` where it was taken back, or borrowed before.
    Result<Secret> borrow();
    void take_back();
    bool is_taken_back() const { return taken_back_->load(); }
    std::shared_ptr<const std::atomic<bool>> taken_back() const { return taken_back_; }

private:
    std::mutex mutex_;
    Secret key_;
    std::shared_ptr<std::atomic<bool>> taken_back_ = std::make_shared<std::atomic<bool>>(false);
};

} // namespace mahalla
