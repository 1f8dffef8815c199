#pragma once
#include "durability/laptop.h"

namespace mahalla::test {

/// Success without its value.
Result<void> done(const auto& result)
{
    if (!result) return tl::unexpected(result.error());
    return {};
}

// What scenarios are made of. Records are named by the order in which the laptop began them.

Step opening();
Step closing();
Step begin();
Step save(std::size_t record, std::string place, std::string value);
Step finalise(std::size_t record);
Step discard(std::size_t record);
/// `incoming` must outlive the step.
Step take_in(const Incoming& incoming, TakeIn mode = TakeIn::Apply);
Step setting(std::string name, std::string value);
/// Goes on with the first finalised record of this laptop.
Step revise();
Step change_passphrase(std::string next);
Step renew_code();
Step comment(std::string text);

/// Scenarios of one part of the vault each, for `scenarios`.
std::vector<Scenario> scenarios_of_copies();
std::vector<Scenario> scenarios_of_erasure();
std::vector<Scenario> scenarios_of_travel();
std::vector<Scenario> scenarios_of_files();

} // namespace mahalla::test
