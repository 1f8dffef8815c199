#include "expression/syntax_words.h"

#include <array>

namespace mahalla {

namespace {

constexpr std::array<std::pair<std::string_view, Axis>, 13> axes{{{"child", Axis::Child},
                                                                  {"descendant", Axis::Descendant},
                                                                  {"descendant-or-self", Axis::DescendantOrSelf},
                                                                  {"parent", Axis::Parent},
                                                                  {"ancestor", Axis::Ancestor},
                                                                  {"ancestor-or-self", Axis::AncestorOrSelf},
                                                                  {"following-sibling", Axis::FollowingSibling},
                                                                  {"preceding-sibling", Axis::PrecedingSibling},
                                                                  {"following", Axis::Following},
                                                                  {"preceding", Axis::Preceding},
                                                                  {"attribute", Axis::Attribute},
                                                                  {"namespace", Axis::Namespace},
                                                                  {"self", Axis::Self}}};

} // namespace

Operation operation_of(int precedence)
{
    constexpr std::array operations{Operation::Or,         Operation::And,      Operation::Equality,
                                    Operation::Relational, Operation::Additive, Operation::Multiplicative,
                                    Operation::Union};
    return operations[static_cast<std::size_t>(precedence - 1)];
}

StaticType type_of(int precedence)
{
    if (precedence <= precedence_relational) return StaticType::Boolean;
    return precedence == precedence_union ? StaticType::Nodes : StaticType::Number;
}

std::optional<Axis> axis_of(std::string_view name)
{
    for (const auto& [axis_name, axis] : axes)
        if (axis_name == name) return axis;
    return std::nullopt;
}

std::vector<std::string> axis_names()
{
    std::vector<std::string> names;
    for (const auto& [name, axis] : axes) names.emplace_back(name);
    return names;
}

std::optional<TestKind> node_type_of(std::string_view name)
{
    if (name == "node") return TestKind::AnyNode;
    if (name == "text") return TestKind::Text;
    if (name == "comment") return TestKind::Comment;
    if (name == "processing-instruction") return TestKind::ProcessingInstruction;
    return std::nullopt;
}

} // namespace mahalla
