#include "store/project_interior.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::uint64_t versions_passed_over_max = 1000;

} // namespace

const EnrolmentRequest* Project::request() const { return interior_->request ? &*interior_->request : nullptr; }

const Charter* Project::pending() const { return interior_->pending ? &*interior_->pending : nullptr; }

Result<CharterProposal> Project::for_the_others() const
{
    const Interior& interior = *interior_;
    if (!interior.charter && !interior.pending) {
        const auto absent = interior.draft();
        return tl::unexpected(absent.error());
    }
    const Charter& charter = interior.pending ? *interior.pending : *interior.charter;
    return CharterProposal{charter, interior.forms_of(charter.content())};
}

std::vector<CharterChange> Project::changes_by(const CharterProposal& proposal) const
{
    return changes_between(interior_->held(), proposal.charter.content());
}

Result<void> Project::sign(const CharterProposal& proposal)
{
    Interior& interior = *interior_;
    const CharterContent& next = proposal.charter.content();
    const auto refuse = [](const char* why) { return failure(ErrorKind::Refused, why); };
    if (interior.charter) {
        const CharterContent& held = interior.charter->content();
        if (next.project != held.project) return refuse("This proposal is of another project.");
        if (next.version <= held.version)
            return refuse(
                "This proposal is older than the charter that is here: it was decided otherwise, or already.");
        // The keys here never sign a lower number again: nobody may lead them to the last one there is.
        if (next.version - held.version > versions_passed_over_max)
            return refuse("The number of this proposal is far above the charter's. Have it proposed anew.");
        if (next.previous != interior.charter->hash())
            return refuse("This proposal follows a charter that is not the one here. Take that in first.");
        if (!std::ranges::includes(next.erased_records, held.erased_records))
            return refuse("This proposal forgets a record that was erased for good. Nobody takes that back.");
        if (next.unknown != held.unknown)
            return refuse("This proposal changes what this version of the program does not know. Install the newest.");
    } else if (!next.unknown.empty()) {
        return refuse("This charter holds what this version of the program does not know. Install the newest.");
    }
    const auto signers = interior.signers(next);
    if (signers.empty()) return refuse("None of the administrators' keys here counts for this proposal.");
    if (auto may = interior.may_sign(next, proposal.charter.hash()); !may) return may;
    const Charter* const waiting =
        interior.pending && interior.pending->hash() == proposal.charter.hash() ? &*interior.pending : nullptr;
    MAHALLA_TRY(const Charter signed_charter, proposal.charter.with_signatures(interior.held(), signers, waiting));
    return interior.keep(signed_charter, proposal.forms, []() -> Result<void> { return {}; });
}

Result<void> Project::take(const CharterProposal& proposal)
{
    Interior& interior = *interior_;
    if (interior.charter && proposal.charter.hash() == interior.charter->hash()) return {};
    const bool is_waiting = interior.pending && interior.pending->hash() == proposal.charter.hash();
    if (!is_waiting) {
        if (!interior.charter)
            return failure(ErrorKind::Refused,
                           "This folder has no charter yet. Compare the digits and sign the proposal "
                           "that names its administrator.");
        if (auto follows = proposal.charter.verify_after(*interior.charter); !follows) return follows;
    }
    MAHALLA_TRY(const Charter gathered,
                proposal.charter.with_signatures(interior.held(), {}, is_waiting ? &*interior.pending : nullptr));
    return interior.keep(gathered, proposal.forms, []() -> Result<void> { return {}; });
}

Result<void> Project::pass_over_pending()
{
    Interior& interior = *interior_;
    if (!interior.pending) return failure(ErrorKind::NotFound, "No proposal waits here.");
    return interior.pass_over();
}

} // namespace mahalla
