#include "expression/regular_expression.h"

#include "expression/pattern_reader.h"
#include "expression/step_writer.h"

namespace mahalla {

Result<RegularExpression> RegularExpression::compile(std::string_view pattern)
{
    if (pattern.size() > pattern_bytes_max)
        return failure(ErrorKind::Invalid, "The regular expression is longer than 4096 bytes.");
    PatternReader reader(pattern);
    const auto top = reader.read();
    if (!top) return failure(ErrorKind::Invalid, "The regular expression has " + reader.error() + ".");
    auto program = std::make_shared<Program>();
    program->has_references = reader.has_references();
    program->steps.emplace_back(); // Found
    StepWriter writer(reader.nodes, program->steps, program->has_references, reader.groups());
    program->start = writer.write(*top, 0);
    if (!writer.fits())
        return failure(ErrorKind::Invalid, "The regular expression repeats too much. Use smaller numbers in “{…}”.");
    program->sets = std::move(reader.sets);
    program->registers = program->has_references ? writer.registers() : 0;
    return RegularExpression(std::move(program));
}

} // namespace mahalla
