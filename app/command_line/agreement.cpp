#include "command_line/agreement.h"

#include <istream>
#include <ostream>

namespace mahalla {

namespace {

bool says_yes(CommandContext& context)
{
    std::string answer;
    std::getline(context.in, answer);
    if (answer == "yes" || answer == "y") return true;
    context.fail({ErrorKind::Refused, "Nothing was signed."});
    return false;
}

} // namespace

bool fingerprint_agreed(const std::string& shown, const std::string& given, CommandContext& context)
{
    if (!given.empty()) {
        if (given == shown) return true;
        context.fail({ErrorKind::Refused,
                      "The digits are not the same: this is another laptop or another project. Nothing was signed."});
        return false;
    }
    context.err << "Read these aloud to each other:  " << shown << "\nAre they the same on both sides? [yes/no] ";
    return says_yes(context);
}

bool agreed(const std::string& question, bool is_given, CommandContext& context)
{
    if (is_given) return true;
    context.err << question << " [yes/no] ";
    return says_yes(context);
}

} // namespace mahalla
