#include "durability/setting.h"
#include "durability/steps.h"

namespace mahalla::test {

namespace {

Secret passphrase_of(const Laptop& laptop) { return Secret::copy_of(laptop.ways.passphrase); }

Step set_out()
{
    return {"set out", [](Laptop& laptop) -> Result<void> {
                auto begun = laptop.vault->begin_travel(passphrase_of(laptop));
                if (begun) laptop.ways.travels = true;
                return begun;
            }};
}
/// The supervisor's answer is on its way from here on, and must open what asked for it.
Step ask()
{
    return {"ask to be let in", [](Laptop& laptop) -> Result<void> {
                laptop.close();
                MAHALLA_TRY(const Bytes asked,
                            Vault::challenge(laptop.vault_folder(), passphrase_of(laptop), laptop.environment()));
                MAHALLA_TRY(const auto challenge, TravelChallenge::parse(asked));
                MAHALLA_TRY(laptop.ways.answer, challenge.answer(*Setting::the().supervisor_keys));
                return {};
            }};
}
/// Where letting in failed before, the answer may be used up, and its person asks for another.
Step be_let_in()
{
    return {"be let in", [](Laptop& laptop) -> Result<void> {
                const auto unlock = [&] {
                    return Vault::unlock_with_answer(laptop.vault_folder(), passphrase_of(laptop), laptop.ways.answer,
                                                     laptop.environment());
                };
                auto opened = unlock();
                if (!opened && opened.error().kind == ErrorKind::Refused && laptop.may_have_used_answer) {
                    if (auto asked = ask().work(laptop); !asked) return asked;
                    opened = unlock();
                }
                laptop.may_have_used_answer = !opened && opened.error().kind == ErrorKind::Unavailable;
                if (!opened) return tl::unexpected(opened.error());
                laptop.vault = *std::move(opened);
                laptop.ways.answer.clear();
                return {};
            }};
}
Step arrive()
{
    return {"arrive", [](Laptop& laptop) -> Result<void> {
                auto ended = laptop.vault->end_travel(passphrase_of(laptop));
                if (ended) laptop.ways.travels = false;
                return ended;
            }};
}

} // namespace

std::vector<Scenario> scenarios_of_travel()
{
    const Setting& setting_of = Setting::the();
    return {
        {"a vault sets out and arrives",
         setting_of.worker,
         setting_of.worker_ways,
         {opening(), set_out(), begin(), ask(), be_let_in(), save(0, "/data/name", "Sami"), arrive(), closing(),
          opening()}},
        {"a vault asks twice on the way",
         setting_of.worker,
         setting_of.worker_ways,
         {opening(), set_out(), ask(), ask(), be_let_in(), comment("at the border"), ask(), be_let_in()}},
    };
}

} // namespace mahalla::test
