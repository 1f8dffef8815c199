#include "command_line/agreement.h"

#include <istream>
#include <ostream>

namespace mahalla {

bool says_yes(const std::string& question, CommandContext& context)
{
    context.err << question << " [yes/no] ";
    std::string answer;
    std::getline(context.in, answer);
    return answer == "yes" || answer == "y";
}

bool fingerprint_agreed(const std::string& shown, const std::string& given, CommandContext& context)
{
    if (!given.empty()) {
        if (given == shown) return true;
        context.fail({ErrorKind::Refused,
                      "The digits are not the same: this is another laptop or another project. Nothing was done."});
        return false;
    }
    return agreed("Read these aloud to each other:  " + shown + "\nAre they the same on both sides?", false, context);
}

bool agreed(const std::string& question, bool is_given, CommandContext& context)
{
    if (is_given || says_yes(question, context)) return true;
    context.fail({ErrorKind::Refused, "Nothing was done."});
    return false;
}

} // namespace mahalla
