#include "command_line/made_up_record.h"

#include "base/text.h"
#include "session/answer_generator.h"

namespace mahalla {

Result<RecordId> make_up_record(Vault& vault, const ShelvedForm& form, const SessionEnvironment& environment,
                                const MadeUpRecord& wanted, Random& chance)
{
    MAHALLA_TRY(auto interview, Interview::begin(vault, form, environment, wanted.language));
    FormSession& session = interview.session();
    for (const std::string& given : wanted.given) {
        const std::size_t equals = given.find('=');
        if (equals == std::string::npos) return failure(ErrorKind::Invalid, "--given is REF=VALUE.");
        std::string ref = given.substr(0, equals);
        if (!ref.starts_with('/')) ref = session.ref_of(session.root()) + "/" + ref;
        const auto values = split(std::string_view(given).substr(equals + 1), '|');
        const std::string_view value = values[chance.below(values.size())];
        if (!session.find(ref) || !session.is_relevant(ref)) continue;
        if (auto answered = session.answer(ref, value); !answered) return tl::unexpected(answered.error());
    }
    AnswerGenerator(chance).fill(session);
    if (auto saved = interview.save(); !saved) return tl::unexpected(saved.error());
    if (!wanted.finalise) return interview.record();
    MAHALLA_TRY(const auto unmet, interview.finalise());
    if (!unmet.empty())
        return failure(ErrorKind::Invalid, "No valid answer was found for " + unmet.front().ref +
                                               ": give one with --given. The record is kept as a draft.");
    return interview.record();
}

} // namespace mahalla
