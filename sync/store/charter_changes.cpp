#include "store/charter_changes.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

/// Marks of Unicode that change how the rest of a line is laid out: U+200B … U+200F, U+2028 … U+202E, U+2060 … U+206F,
/// U+061C, U+FEFF.
bool turns_the_line(std::uint32_t letter)
{
    return (letter >= 0x200b && letter <= 0x200f) || (letter >= 0x2028 && letter <= 0x202e) ||
           (letter >= 0x2060 && letter <= 0x206f) || letter == 0x61c || letter == 0xfeff;
}

/// What two people can compare of a key.
template <typename Key> std::string key_text(const Key& key) { return "key " + key.id().text().substr(0, 16); }

std::string kind_text(RecipientKind kind) { return kind == RecipientKind::Reader ? "reader" : "offline escrow"; }
std::string flag_text(bool flag) { return flag ? "yes" : "no"; }

class Comparison {
public:
    void add(ChangeKind kind, const char* subject, const std::string& name, const std::string& detail)
    {
        changes_.push_back({kind, subject, in_one_line(name), in_one_line(detail)});
    }
    void value(const char* subject, const std::string& before, const std::string& after)
    {
        if (before != after) add(ChangeKind::Changed, subject, "", before + " → " + after);
    }
    /// Entries of one list, told apart by what `key_of` gives; `detail_of` holds all that an entry says but its name.
    template <typename Item, typename KeyOf, typename NameOf, typename DetailOf>
    void list(const char* subject, const std::vector<Item>& before, const std::vector<Item>& after, KeyOf key_of,
              NameOf name_of, DetailOf detail_of)
    {
        const auto in = [&](const std::vector<Item>& items, const Item& one) {
            return std::ranges::find_if(items, [&](const Item& other) { return key_of(other) == key_of(one); });
        };
        for (const Item& one : before)
            if (in(after, one) == after.end()) add(ChangeKind::Removed, subject, name_of(one), detail_of(one));
        for (const Item& one : after) {
            const auto was = in(before, one);
            if (was == before.end()) {
                add(ChangeKind::Added, subject, name_of(one), detail_of(one));
            } else if (!(*was == one)) {
                const bool is_renamed = name_of(*was) != name_of(one);
                add(ChangeKind::Changed, subject, name_of(one),
                    (is_renamed ? "was called " + name_of(*was) + ", " : std::string()) + detail_of(*was) + " → " +
                        detail_of(one));
            }
        }
        // The order is part of what is signed, and of the fingerprint: it does not change unseen.
        if (std::ranges::is_permutation(before, after) && before != after)
            add(ChangeKind::Changed, subject, "", "the same in another order");
    }
    std::vector<CharterChange> take() { return std::move(changes_); }

private:
    std::vector<CharterChange> changes_;
};

std::string expiry_text(const std::optional<Instant>& expires)
{
    return expires ? instant_to_text(*expires) : std::string("never");
}

void compare_people(Comparison& comparison, const CharterContent& before, const CharterContent& after)
{
    comparison.list(
        "administrator", before.administrators, after.administrators, [](const auto& one) { return one.key; },
        [](const auto& one) { return one.label; }, [](const auto& one) { return key_text(one.key); });
    comparison.list(
        "recipient", before.recipients, after.recipients, [](const auto& one) { return one.key; },
        [](const auto& one) { return one.label; },
        [](const auto& one) { return kind_text(one.kind) + ", " + key_text(one.key); });
    comparison.list(
        "supervisor", before.supervisors, after.supervisors, [](const auto& one) { return one.signing_key; },
        [](const auto& one) { return one.label; },
        [](const auto& one) { return key_text(one.signing_key) + ", reads with " + key_text(one.box_key); });
    comparison.list(
        "server", before.servers, after.servers, [](const auto& one) { return one.signing_key; },
        [](const auto& one) { return one.url; },
        [](const auto& one) {
            return key_text(one.signing_key) + ", takes with " + key_text(one.box_key) + ", TLS " +
                   to_hex(ByteView(one.tls_key_hash)).substr(0, 16);
        });
}

void compare_decisions(Comparison& comparison, const CharterContent& before, const CharterContent& after)
{
    comparison.list(
        "questionnaire", before.forms, after.forms, [](const auto& one) { return one.hash; },
        [](const auto& one) { return one.id + " " + one.version; },
        [](const auto& one) {
            return std::string(one.is_open ? "open" : "closed for new records") +
                   (one.retain_local == RetainLocal::Never ? ", sensitive" : "") + ", " + one.title + ", hash " +
                   one.hash.text().substr(0, 16);
        });
    comparison.list(
        "revocation", before.revocations, after.revocations, [](const auto& one) { return one.device; },
        [](const auto& one) { return "device " + one.device.text(); },
        [](const auto& one) {
            return "last good event " + std::to_string(one.last_good_sequence) + ", hash " +
                   one.last_good_hash.text().substr(0, 16);
        });
    comparison.list(
        "record that is erased for good", before.erased_records, after.erased_records,
        [](const RecordId& one) { return one; }, [](const RecordId& one) { return one.text(); },
        [](const RecordId&) { return std::string("in every vault and on every server"); });
    const Policy& old_policy = before.policy;
    const Policy& policy = after.policy;
    comparison.value("seconds until a laptop locks itself", std::to_string(old_policy.lock_after_idle_seconds),
                     std::to_string(policy.lock_after_idle_seconds));
    comparison.value("days that bundles are kept", std::to_string(old_policy.keep_bundles_days),
                     std::to_string(policy.keep_bundles_days));
    comparison.value("laptops with unencrypted swap are refused", flag_text(old_policy.refuse_unencrypted_swap),
                     flag_text(policy.refuse_unencrypted_swap));
    comparison.value("live: the escrow sheet opened a test event", flag_text(old_policy.escrow_tested),
                     flag_text(policy.escrow_tested));
    if (before.unknown != after.unknown)
        comparison.add(ChangeKind::Changed, "something that this version of the program does not know", "",
                       std::to_string(after.unknown.size()) + " bytes");
}

} // namespace

std::string in_one_line(const std::string& text)
{
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<std::uint8_t>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        std::uint32_t letter = length == 1 ? lead : lead & (0xffU >> (length + 1));
        for (std::size_t i = 1; i < length && at + i < text.size(); ++i)
            letter = letter << 6 | (static_cast<std::uint8_t>(text[at + i]) & 0x3fU);
        const bool is_control = letter < 0x20 || (letter >= 0x7f && letter < 0xa0);
        shown += is_control || turns_the_line(letter) ? "?" : text.substr(at, length);
        at += length;
    }
    return shown;
}

const char* name_of(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added:
        return "added";
    case ChangeKind::Removed:
        return "removed";
    case ChangeKind::Changed:
        return "changed";
    }
    return "unknown";
}

std::vector<CharterChange> changes_between(const CharterContent* held, const CharterContent& next)
{
    CharterContent nothing;
    nothing.project = next.project;
    const CharterContent& before = held == nullptr ? nothing : *held;
    Comparison comparison;
    comparison.value("project", before.project.text(), next.project.text());
    comparison.value("name of the project", before.name, next.name);
    comparison.value("expires", expiry_text(before.expires), expiry_text(next.expires));
    comparison.value("administrators who must sign", std::to_string(before.threshold), std::to_string(next.threshold));
    compare_people(comparison, before, next);
    compare_decisions(comparison, before, next);
    return comparison.take();
}

} // namespace mahalla
