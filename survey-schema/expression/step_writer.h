#pragma once
#include "expression/regular_program.h"

namespace mahalla {

/// Writes the nodes of a pattern out as steps, from the last to the first: each part is given the step that follows it.
class StepWriter {
public:
    StepWriter(const std::vector<RegularNode>& nodes, std::vector<RegularStep>& steps, bool has_references,
               std::uint32_t groups);

    /// The step at which `node` begins where `next` comes after it. Nests as deep as the pattern's groups.
    std::uint32_t write(std::uint32_t node, std::uint32_t next);
    /// False where counted repetitions made too many steps; what is written then is of no use.
    bool fits() const;
    std::uint32_t registers() const { return registers_; }

private:
    using Node = RegularNode;
    using Step = RegularStep;

    std::uint32_t add(const Step& step);
    std::uint32_t choice(std::uint32_t first, std::uint32_t second);
    std::uint32_t store(std::uint32_t number, std::uint32_t next);
    std::uint32_t repeat(const Node& node, std::uint32_t next);

    const std::vector<RegularNode>& nodes_;
    std::vector<RegularStep>& steps_;
    bool has_references_;
    std::uint32_t registers_;
};

} // namespace mahalla
