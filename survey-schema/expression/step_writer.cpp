#include "expression/step_writer.h"

namespace mahalla {

namespace {

constexpr std::size_t steps_max = 20'000;

} // namespace

StepWriter::StepWriter(const std::vector<RegularNode>& nodes, std::vector<RegularStep>& steps, bool has_references,
                       std::uint32_t groups)
    : nodes_(nodes), steps_(steps), has_references_(has_references), registers_(2 * (groups + 1))
{}

bool StepWriter::fits() const { return steps_.size() <= steps_max; }

std::uint32_t StepWriter::write(std::uint32_t at, std::uint32_t next)
{
    const Node& node = nodes_[at];
    switch (node.kind) {
    case Node::Kind::Nothing:
        return next;
    case Node::Kind::Step: {
        Step step = node.step;
        step.next = next;
        return add(step);
    }
    case Node::Kind::Sequence:
        for (std::size_t i = node.children.size(); i > 0 && fits(); --i) next = write(node.children[i - 1], next);
        return next;
    case Node::Kind::Alternatives: {
        std::uint32_t rest = write(node.children.back(), next);
        for (std::size_t i = node.children.size() - 1; i > 0 && fits(); --i)
            rest = choice(write(node.children[i - 1], next), rest);
        return rest;
    }
    case Node::Kind::Group: {
        if (!has_references_) return write(node.children[0], next);
        const std::uint32_t end = store(2 * node.group + 1, next);
        return store(2 * node.group, write(node.children[0], end));
    }
    case Node::Kind::Look: {
        Step step = node.step;
        step.next = write(node.children[0], add({}));
        step.other = next;
        return add(step);
    }
    case Node::Kind::Repeat:
        return repeat(node, next);
    }
    return next;
}

std::uint32_t StepWriter::repeat(const Node& node, std::uint32_t next)
{
    const std::uint32_t child = node.children[0];
    const std::uint32_t after = next;
    if (node.most == endless) {
        const std::uint32_t loop = choice(after, after);
        std::uint32_t back = loop;
        if (has_references_) {
            // Without a memory of what was tried, a turn that reads nothing must not be taken again.
            const std::uint32_t mark = registers_++;
            Step advance;
            advance.kind = Step::Kind::MustAdvance;
            advance.number = mark;
            advance.next = loop;
            back = store(mark, write(child, add(advance)));
        } else {
            back = write(child, loop);
        }
        (node.lazy ? steps_[loop].other : steps_[loop].next) = back;
        next = loop;
    } else {
        for (std::uint32_t i = node.least; i < node.most && fits(); ++i) {
            const std::uint32_t once = write(child, next);
            next = node.lazy ? choice(after, once) : choice(once, after);
        }
    }
    for (std::uint32_t i = 0; i < node.least && fits(); ++i) next = write(child, next);
    return next;
}

std::uint32_t StepWriter::choice(std::uint32_t first, std::uint32_t second)
{
    Step step;
    step.kind = Step::Kind::Choice;
    step.next = first;
    step.other = second;
    return add(step);
}

std::uint32_t StepWriter::store(std::uint32_t number, std::uint32_t next)
{
    Step step;
    step.kind = Step::Kind::Store;
    step.number = number;
    step.next = next;
    return add(step);
}

std::uint32_t StepWriter::add(const Step& step)
{
    steps_.push_back(step);
    return static_cast<std::uint32_t>(steps_.size() - 1);
}

} // namespace mahalla
