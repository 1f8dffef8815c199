// A line of a test that is a step of `mahalla form run`, with what is expected after it.

#include "command_line/form_test_script.h"

#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

using nlohmann::json;
using Aspect = FormTestExpectation::Aspect;
using Kind = FormTestStep::Kind;

std::string text_of(const json& value)
{
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return value.dump();
    std::string text;
    for (const json& item : value) {
        if (!text.empty()) text += ' ';
        // Choices as `form run` prints them.
        text += item.is_object() && item.contains("value") ? text_of(item["value"]) : text_of(item);
    }
    return text;
}

std::string yes_or_no(const json& value) { return value == true ? "yes" : "no"; }

/// One member of a state as `form run` prints it, as an expectation; false where it has no such member.
bool read_member(const std::string& ref, const std::string& name, const json& value, FormTestStep& step)
{
    const auto expect = [&](Aspect aspect, std::string wanted) {
        step.expectations.push_back({ref, aspect, std::move(wanted)});
        return true;
    };
    if (name == "value") return expect(Aspect::Value, text_of(value));
    if (name == "relevant") return expect(Aspect::Shown, yes_or_no(value));
    if (name == "required") return expect(Aspect::Required, yes_or_no(value));
    if (name == "readonly") return expect(Aspect::ReadOnly, yes_or_no(value));
    if (name == "valid") return expect(Aspect::Valid, yes_or_no(value));
    if (name == "label") return expect(Aspect::Label, text_of(value));
    if (name == "hint") return expect(Aspect::Hint, text_of(value));
    if (name == "message") return expect(Aspect::Message, text_of(value));
    if (name == "appearance") return expect(Aspect::Appearance, text_of(value));
    if (name == "type") return expect(Aspect::Type, text_of(value));
    if (name == "choices") return expect(Aspect::Choices, text_of(value));
    if (name == "offers") return expect(Aspect::Offers, text_of(value));
    if (name == "count") return expect(Aspect::Rows, text_of(value));
    return false;
}

std::optional<std::string> read_state(const std::string& ref, const json& state, FormTestStep& step)
{
    if (!state.is_object()) {
        step.expectations.push_back({ref, Aspect::Value, text_of(state)});
        return std::nullopt;
    }
    for (const auto& [name, value] : state.items())
        if (!read_member(ref, name, value, step))
            return "There is no \"" + name +
                   "\" to expect: value, relevant, required, readonly, valid, label, hint, message, appearance, type, "
                   "choices, offers, count.";
    return std::nullopt;
}

void read_pieces(Aspect aspect, const json& value, FormTestStep& step)
{
    for (const json& piece : value.is_array() ? value : json::array({value}))
        step.expectations.push_back({{}, aspect, text_of(piece)});
}

std::optional<std::string> read_expect(const std::string& operation, const json& expected, FormTestStep& step)
{
    if (!expected.is_object()) return "\"expect\" is an object: a ref, and what is expected of it.";
    const bool ends = operation == "validate" || operation == "finalize";
    for (const auto& [key, value] : expected.items()) {
        if (key == "ok" && value.is_boolean()) {
            step.shall_be_refused = value == false;
        } else if (ends && key == "valid") {
            step.expectations.push_back({{}, Aspect::Complete, yes_or_no(value)});
        } else if (ends && key == "violations") {
            step.expectations.push_back({{}, Aspect::Unmet, text_of(value)});
        } else if (operation == "serialize" && key == "contains") {
            read_pieces(Aspect::SubmissionHas, value, step);
        } else if (operation == "serialize" && key == "lacks") {
            read_pieces(Aspect::SubmissionLacks, value, step);
        } else if (auto mistake = read_state(key, value, step)) {
            return mistake;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> read_json_step(std::string_view line, FormTestStep& step)
{
    const json object = json::parse(line, nullptr, false);
    if (!object.is_object()) return "A line that begins with { is one JSON object.";
    const auto member = [&](const char* name) {
        const auto found = object.find(name);
        return found == object.end() ? std::string() : text_of(*found);
    };
    const std::string operation = member("op");
    step.ref = member("ref");
    if (operation == "answer") {
        step.kind = Kind::Answer;
        if (const auto value = object.find("value"); value != object.end() && !value->is_null())
            step.value = text_of(*value);
    } else if (operation == "add_repeat") {
        step.kind = Kind::AddRow;
    } else if (operation == "remove_repeat") {
        step.kind = Kind::RemoveRow;
    } else if (operation == "set_language") {
        step.kind = Kind::Language;
        step.value = member("language");
    } else if (operation == "attach") {
        step.kind = Kind::Attach;
        step.value = member("name");
        step.content = member("base64");
    } else if (operation == "load") {
        step.kind = Kind::Load;
        step.value = member("xml");
    } else if (operation == "undo") {
        step.kind = Kind::Undo;
    } else if (operation == "redo") {
        step.kind = Kind::Redo;
    } else if (operation == "new") {
        step.kind = Kind::New;
    } else if (operation == "finalize") {
        step.kind = Kind::Finalize;
    } else if (operation != "expect" && operation != "state" && operation != "validate" && operation != "serialize") {
        return "There is no such step in a test; the steps are answer, add_repeat, remove_repeat, set_language, undo, "
               "redo, new, load, attach, validate, serialize, finalize, state and expect.";
    }
    if (operation == "expect") {
        for (const auto& [name, value] : object.items()) {
            if (name == "op" || name == "ref" || name == "expect") continue;
            if (!read_member(step.ref, name, value, step)) return "There is no \"" + name + "\" to expect.";
        }
    }
    if (const auto expected = object.find("expect"); expected != object.end())
        return read_expect(operation, *expected, step);
    return std::nullopt;
}

} // namespace mahalla
