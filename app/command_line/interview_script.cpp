#include "command_line/interview_script.h"

#include "base/text.h"

#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

using nlohmann::json;

std::string text_of(const json& step, const char* key)
{
    const auto found = step.find(key);
    return found != step.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<Changes> play(Interview& interview, const json& step, const std::string& operation)
{
    const std::string ref = text_of(step, "ref");
    if (operation == "answer") {
        const auto value = step.find("value");
        if (value == step.end() || value->is_null()) return interview.answer(ref, std::nullopt);
        if (!value->is_string()) return failure(ErrorKind::Invalid, "a value is a text, or null");
        return interview.answer(ref, value->get<std::string>());
    }
    if (operation == "add_repeat") return interview.add_repeat(ref);
    if (operation == "remove_repeat") return interview.remove_repeat(ref);
    if (operation == "set_language") return interview.set_language(text_of(step, "language"));
    if (operation == "undo") return interview.undo();
    if (operation == "redo") return interview.redo();
    static constexpr std::string_view looking[] = {"state", "validate", "serialize", "begin", "next", "previous"};
    for (const std::string_view other : looking)
        if (operation == other) return Changes();
    return failure(ErrorKind::Invalid, "this step is none that a vault's interview can take");
}

} // namespace

Result<ScriptEnding> play_script(Interview& interview, std::string_view lines)
{
    int number = 0;
    for (const std::string_view line : split(lines, '\n')) {
        ++number;
        if (trimmed(line).empty()) continue;
        const std::string place = "Line " + std::to_string(number) + " of the script: ";
        const json step = json::parse(line, nullptr, false);
        if (!step.is_object()) return failure(ErrorKind::Invalid, place + "it is no JSON object.");
        const std::string operation = text_of(step, "op");
        if (operation == "finalize") return ScriptEnding::Finalise;
        const auto played = play(interview, step, operation);
        if (!played) return failure(played.error().kind, place + played.error().message);
    }
    return ScriptEnding::Draft;
}

} // namespace mahalla
