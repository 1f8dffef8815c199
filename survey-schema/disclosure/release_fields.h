#pragma once

// Fields that several formats have in common, for both archives of base/field_codec.h.

namespace mahalla {

template <typename Archive> void visit_number(Archive& archive, auto& value)
{
    archive.optional(value, [&](auto& number) { archive.number(number); });
}

/// Of a `DisclosurePolicy`; formats older than the rule about singletons lack it.
template <typename Archive> void visit_policy(Archive& archive, auto& policy, bool has_singletons)
{
    archive.text(policy.name);
    archive.whole(policy.threshold_persons);
    archive.whole(policy.threshold_households);
    archive.optional(policy.dominance, [&](auto& rule) {
        archive.whole(rule.n);
        archive.number(rule.k_percent);
    });
    visit_number(archive, policy.p_percent);
    archive.flag(policy.hide_zero_and_full);
    archive.flag(policy.hide_empty);
    archive.whole(policy.psus_min);
    archive.number(policy.protection.lower);
    archive.number(policy.protection.upper);
    if (has_singletons) archive.flag(policy.guards_singletons);
}

/// Of a `ReleaseDefinition`.
template <typename Archive> void visit_definition(Archive& archive, auto& definition)
{
    for (auto* text : {&definition.name, &definition.label, &definition.statistic, &definition.value,
                       &definition.universe, &definition.source})
        archive.text(*text);
}

/// Of a `Dimension`.
template <typename Archive> void visit_dimension(Archive& archive, auto& dimension)
{
    archive.text(dimension.name);
    archive.text(dimension.label);
    archive.list(dimension.categories, [&](auto& text) { archive.text(text); });
    archive.texts(dimension.labels);
    archive.texts(dimension.parents);
}

} // namespace mahalla
