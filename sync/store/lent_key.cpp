#include "store/lent_key.h"

#include <utility>

namespace mahalla {

Result<Secret> LentKey::borrow()
{
    const std::lock_guard lock(mutex_);
    if (key_.empty()) return failure(ErrorKind::Refused, "The work was stopped. Begin it again.");
    return std::exchange(key_, Secret());
}

void LentKey::take_back()
{
    taken_back_->store(true);
    const std::lock_guard lock(mutex_);
    key_ = Secret();
}

} // namespace mahalla
