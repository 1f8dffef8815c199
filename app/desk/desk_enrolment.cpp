#include "desk/desk.h"

#include "crypto/forget.h"

namespace mahalla {

void Desk::look_at_reply()
{
    enrolment_view_.problem.reset();
    reply_.reset();
    const auto bytes = environment_.disk.read(enrolment_view_.replies.chosen, EnrolmentReply::bytes_max);
    auto reply = bytes ? vault_->read_enrolment_reply(*bytes) : Result<EnrolmentReply>(tl::unexpected(bytes.error()));
    if (!reply) {
        enrolment_view_.problem = reply.error().kind;
        return;
    }
    enrolment_view_.digits = reply->charter.fingerprint();
    reply_ = *std::move(reply);
}

void Desk::accept_reply()
{
    if (!reply_) return;
    const auto accepted = vault_->accept_enrolment(*reply_);
    reply_.reset();
    forget(enrolment_view_);
    if (!accepted) {
        enrolment_view_.problem = accepted.error().kind;
        return;
    }
    // From now on the project says how long nobody may touch it.
    if (environment_.unlocked)
        environment_.unlocked(std::chrono::seconds(vault_->charter()->content().policy.lock_after_idle_seconds));
}

} // namespace mahalla
