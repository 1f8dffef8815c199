#pragma once
#include "session/form_session.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mahalla {

/// The scripted interview of `mahalla form run`: each step is one JSON object in, one JSON object out
/// (command-line.md).
///
/// Remembers the state of every node as it was last told, so that a step tells what it changed and nothing else. No
/// step ends the interview; one that cannot be done says why and changes nothing.
class ScriptedInterview {
public:
    ScriptedInterview(FormSession session, const SessionEnvironment& environment);
    ~ScriptedInterview();

    /// `{"ready":true,"state":{…}}`
    std::string ready();
    std::string step(std::string_view line);

private:
    std::string tell(const Result<Changes>& changes);
    std::string state(const std::string& ref);
    std::string go_on_with(Result<FormSession> session);

    FormSession session_;
    SessionEnvironment environment_;
    /// By ref, as printed.
    std::unordered_map<std::string, std::string> told_;
};

} // namespace mahalla
