#include "review/default_review.h"

#include "base/text.h"
#include "expression/moment_text.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// The first value that is no choice; empty where all are.
std::string_view unknown_choice(const ValuesOnOffer& offer, AnswerKind kind, std::string_view value)
{
    if (kind != AnswerKind::SomeChoices) return offer.has(value) ? std::string_view() : value;
    const auto chosen = words(value);
    const auto unknown = std::ranges::find_if(chosen, [&](std::string_view one) { return !offer.has(one); });
    return unknown == chosen.end() ? std::string_view() : *unknown;
}

} // namespace

void review_defaults(const AnswerKinds& kinds, ChoiceValues& choices, ReviewFindings& findings)
{
    const FormDefinition& form = findings.form();
    for (ModelIndex index = 0; index < form.nodes().size(); ++index) {
        const ModelNode& node = form.node(index);
        const std::string_view value = trimmed(node.default_value);
        if (value.empty()) continue;
        const auto tell = [&](const std::string& why, std::string help) {
            findings.add(findings.place(index, "default"), "default-unfit",
                         in_quotes(value.substr(0, 60)) + " " + why + ", so that the question begins empty or invalid.",
                         std::move(help));
        };
        const AnswerKind kind = kinds[index];
        if (kind == AnswerKind::Number && std::isnan(number_of_text(value))) {
            tell("is no number", "Write a number, or leave the default empty.");
        } else if (kind == AnswerKind::DateLike && !may_be_date(value)) {
            tell("is no date", "Write it as 2026-12-31, or today().");
        } else if (kind == AnswerKind::OneChoice || kind == AnswerKind::SomeChoices) {
            const ValuesOnOffer* offer = choices.of(index);
            if (offer == nullptr) continue;
            const std::string_view unknown = unknown_choice(*offer, kind, value);
            if (unknown.empty()) continue;
            const auto nearest = offer->values.size() <= 500 ? nearest_word(unknown, offer->values) : std::nullopt;
            tell("is no choice of this question",
                 nearest ? "Did you mean " + in_quotes(*nearest) + "?" : "Write the name of a choice, not its label.");
        }
    }
}

} // namespace mahalla
