#pragma once
#include "session/form_session.h"

#include <iosfwd>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace mahalla {

/// The scripted interview of `mahalla form run`: each step is one JSON object in, one JSON object out
/// (command-line.md).
///
/// Remembers the state of every node as it was last told, so that a step tells what it changed and nothing else. No
/// step ends the interview; one that cannot be done says why and changes nothing. Records of one script follow each
/// other as on one laptop: `new` sees the record that was saved or finalised last (`last-saved#`), and the entities
/// that finalised ones created or updated.
class ScriptedInterview {
public:
    /// Messages about a submission that is loaded go to `messages`.
    ScriptedInterview(FormSession session, const SessionEnvironment& environment, std::ostream& messages);
    ~ScriptedInterview();

    /// `{"ready":true,"state":{…}}`
    std::string ready();
    std::string step(std::string_view line);

private:
    /// What a change at the end of series or to values brought about; costs what changed, not what the form holds.
    std::string tell(const Result<Changes>& changes);
    /// The same where refs may have moved or every text differs: what was told is compared as a whole.
    std::string tell_moved(const Result<Changes>& changes);
    /// Forgets a row that is gone and what stood below it; gives the refs.
    std::vector<std::string> forget_row(const std::string& ref);
    std::string state(const std::string& ref);
    std::string go_on_with(Result<FormSession> session);
    std::string load(const std::string& xml, bool as_new_edition);
    std::string finalize();
    /// The next new record sees this one as the last that was saved.
    void remember_as_last_saved();
    /// The next new record finds what this one said about entities on their lists.
    void apply_entities();

    FormSession session_;
    SessionEnvironment environment_;
    std::ostream& messages_;
    /// By ref, as printed.
    std::map<std::string, std::string, std::less<>> told_;
};

} // namespace mahalla
