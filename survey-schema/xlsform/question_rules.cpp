#include "xlsform/question_rules.h"

#include "base/number.h"
#include "base/text.h"
#include "xlsform/xlsform_features.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string appearance_of(const Element& element)
{
    const WrittenValue* appearance = element.find_control("appearance");
    return appearance == nullptr ? std::string() : appearance->text;
}

/// Reports the value of a parameter; where that is mended, the parameter is to be left out.
void invalid_value(Findings& findings, const Place& place, std::string_view key, std::string_view allowed,
                   std::string done = "The parameter is left out.")
{
    findings.mend(place, "parameter-invalid", "The value of the parameter \"" + std::string(key) + "\" is not allowed.",
                  "It may be " + std::string(allowed) + ".", std::move(done));
}

constexpr const char* any_number_said = "Any number can be typed instead.";

/// What becomes of a range that cannot be drawn.
void take_any_number(Element& element)
{
    element.control_kind = ControlKind::Input;
    set_value(element.bind, {"type", "decimal", "parameters"});
    std::erase_if(element.control, [](const WrittenValue& value) {
        return is_one_of(value.key, {"start", "end", "step", "odk:tick-interval", "odk:placeholder"});
    });
}

/// Whether `value` stands a whole number of steps from `start`; a billionth of a step is forgiven, for 0.1 is no binary
/// number.
bool is_on_step(double value, double start, double step)
{
    const double steps = (value - start) / step;
    return std::abs(steps - std::round(steps)) < 1e-9 * std::max(1.0, std::abs(steps));
}

/// What is wrong with the name of an Android package; nothing where it is right.
std::string package_name_fault(std::string_view name)
{
    if (name.find('.') == std::string_view::npos) return "it must hold at least one dot";
    for (const std::string_view segment : split(name, '.')) {
        if (segment.empty()) return "no part between dots may be empty";
        if (segment[0] == '_' || (segment[0] >= '0' && segment[0] <= '9')) return "each part must begin with a letter";
        for (const char c : segment)
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'))
                return "it may hold letters, digits, dots and underscores";
    }
    return {};
}

} // namespace

void QuestionRules::apply(Element& element, const Parameters& parameters, const Place& place) const
{
    const std::string& type = element.type;
    const Place parameters_place{place.sheet, place.row, "parameters"};
    if (type == "calculate" && element.find_bind("calculate") == nullptr && !element.default_is_dynamic)
        findings.mend({place.sheet, place.row, "calculation"}, "calculation-missing",
                      "This calculate question has no calculation.", "Fill in the column calculation.",
                      "It is kept as a hidden value, which stays empty.");
    if (type == "range") return apply_to_range(element, parameters, parameters_place);
    if (is_one_of(type, {"geopoint", "geotrace", "geoshape"}))
        return apply_to_position(element, parameters, parameters_place);
    if (type == "photo") return apply_to_image(element, parameters, parameters_place);
    if (type == "text") {
        parameters.accept(parameters_of("text"), parameters_place, findings);
        if (const std::string* rows = parameters.find("rows")) {
            if (integer_from_text(*rows))
                set_value(element.control, {"rows", *rows, "parameters"});
            else
                invalid_value(findings, parameters_place, "rows", "a whole number");
        }
    } else if (type == "audio" || type == "background-audio") {
        parameters.accept(parameters_of(type), parameters_place, findings);
        const std::string* quality = parameters.find("quality");
        const bool is_known = quality == nullptr || is_one_of(*quality, {"voice-only", "low", "normal"}) ||
                              (type == "audio" && *quality == "external");
        if (!is_known) {
            invalid_value(findings, parameters_place, "quality", "voice-only, low, normal or, for audio, external");
            quality = nullptr;
        }
        if (type == "audio" && quality != nullptr) set_value(element.bind, {"odk:quality", *quality, "parameters"});
        if (type == "background-audio") {
            WrittenAction action{ActionKind::RecordAudio, FormEvent::InstanceLoad, "", {}};
            if (quality != nullptr) action.attributes.push_back({"odk:quality", *quality});
            element.actions.push_back(std::move(action));
        }
    } else if (type == "start-geopoint") {
        element.actions.push_back({ActionKind::SetGeopoint, FormEvent::FirstLoad, "", {}});
    } else if (type == "background-geopoint") {
        if (element.triggers.empty())
            findings.mend(
                {place.sheet, place.row, "trigger"}, "trigger-missing", "A background-geopoint needs a trigger.",
                "Name the question after whose answer the position is taken: ${name}.", "No position is taken.");
        if (element.find_bind("calculate") != nullptr) {
            findings.mend({place.sheet, place.row, "calculation"}, "calculation-unexpected",
                          "A background-geopoint cannot have a calculation.", "Clear the cell.",
                          "The calculation is left out.");
            std::erase_if(element.bind, [](const WrittenValue& value) { return value.key == "calculate"; });
        }
    } else if (is_one_of(type, {"deviceid", "phonenumber", "simserial", "subscriberid"}) && type != "deviceid" &&
               type != "phonenumber") {
        findings.warning({place.sheet, place.row, "type"}, "type-deprecated",
                         "\"" + type + "\" is not given out by devices any more.", "Use deviceid or ask for it.");
    }
}

void QuestionRules::apply_to_select(Element& element, const TypeCell& type, const Parameters& parameters,
                                    const Place& place) const
{
    const Place parameters_place{place.sheet, place.row, "parameters"};
    parameters.accept(parameters_of(feature_type_of(type)), parameters_place, findings);
    const std::string* randomize = parameters.find("randomize");
    const std::string* seed = parameters.find("seed");
    if (randomize != nullptr && !is_one_of(*randomize, {"true", "false"}))
        invalid_value(findings, parameters_place, "randomize", "true or false");
    element.choices.randomize = randomize != nullptr && *randomize == "true";
    if (seed != nullptr) {
        if (randomize == nullptr)
            findings.mend(parameters_place, "parameter-invalid",
                          "A seed means something only where choices are randomized.", "Add randomize=true.",
                          "The choices keep their order.");
        if (only_reference(*seed).empty() && !number_from_text(*seed))
            invalid_value(findings, parameters_place, "seed", "a number or a question: seed=${name}");
        else
            element.choices.seed = *seed;
    }
    for (const char* key : {"value", "label"}) {
        const std::string* column = parameters.find(key);
        if (column == nullptr || !type.from_file) continue;
        const bool is_plain = is_xml_name(*column) && std::all_of(column->begin(), column->end(),
                                                                  [](char c) { return (c & 0x80) == 0 && c != ':'; });
        if (!is_plain) {
            invalid_value(findings, parameters_place, key, "the name of a column or property of the file");
            if (findings.mends()) continue;
        }
        (std::string_view(key) == "value" ? element.choices.value : element.choices.label) = *column;
    }
}

void QuestionRules::apply_to_audit(Element& element, const Parameters& parameters, const Place& place) const
{
    const Place parameters_place{place.sheet, place.row, "parameters"};
    const std::vector<std::string> location = {"location-max-age", "location-min-interval", "location-priority"};
    parameters.accept(parameters_of("audit"), parameters_place, findings);
    const auto keep = [&](const std::string& key) {
        if (const std::string* value = parameters.find(key))
            set_value(element.bind, {"odk:" + key, *value, "parameters"});
    };
    for (const char* key : {"track-changes", "identify-user"}) {
        const std::string* value = parameters.find(key);
        if (value != nullptr && !is_one_of(*value, {"true", "false"}))
            invalid_value(findings, parameters_place, key, "true or false");
        else
            keep(key);
    }
    const std::string* reasons = parameters.find("track-changes-reasons");
    if (reasons != nullptr && *reasons != "on-form-edit")
        invalid_value(findings, parameters_place, "track-changes-reasons", "on-form-edit");
    else
        keep("track-changes-reasons");

    const auto given = std::count_if(location.begin(), location.end(),
                                     [&](const std::string& key) { return parameters.find(key) != nullptr; });
    if (given == 0) return;
    if (given != 3) {
        findings.mend(
            parameters_place, "parameter-missing", "Positions in the audit need all three location parameters.",
            "Give location-priority, location-min-interval and location-max-age.", "The audit notes no positions.");
        return;
    }
    bool valid = true;
    const auto refuse = [&](const char* key, const char* allowed) {
        invalid_value(findings, parameters_place, key, allowed);
        valid = false;
    };
    if (!is_one_of(*parameters.find("location-priority"), {"no-power", "low-power", "balanced", "high-accuracy"}))
        refuse("location-priority", "no-power, low-power, balanced or high-accuracy");
    const auto interval = integer_from_text(*parameters.find("location-min-interval"));
    const auto age = integer_from_text(*parameters.find("location-max-age"));
    if (!interval || *interval < 0) refuse("location-min-interval", "a whole number from 0");
    if (!age || *age < 0) refuse("location-max-age", "a whole number from 0");
    if (interval && age && *age < *interval) refuse("location-max-age", "as much as location-min-interval or more");
    // The three mean something together only.
    if (!valid) return;
    for (const std::string& key : location) keep(key);
}

void QuestionRules::apply_to_position(Element& element, const Parameters& parameters, const Place& place) const
{
    parameters.accept(parameters_of(element.type), place, findings);
    struct Threshold {
        const char *key, *attribute;
    };
    for (const Threshold& threshold : {Threshold{"capture-accuracy", "accuracyThreshold"},
                                       Threshold{"warning-accuracy", "unacceptableAccuracyThreshold"}}) {
        const std::string* value = parameters.find(threshold.key);
        if (value == nullptr) continue;
        if (number_from_text(*value))
            set_value(element.control, {threshold.attribute, *value, "parameters"});
        else
            invalid_value(findings, place, threshold.key, "a number of metres");
    }
    if (const std::string* mock = parameters.find("allow-mock-accuracy")) {
        if (!is_one_of(*mock, {"true", "false"}))
            invalid_value(findings, place, "allow-mock-accuracy", "true or false");
        else
            set_value(element.bind, {"odk:allow-mock-accuracy", *mock, "parameters"});
    }
    if (const std::string* incremental = parameters.find("incremental")) {
        if (is_one_of(*incremental, {"true", "yes", "true()"}))
            set_value(element.control, {"incremental", "true", "parameters"});
        else
            invalid_value(findings, place, "incremental", "true");
    }
    if (const std::string* geometry = parameters.find("reference-geometry")) element.choices.list_name = *geometry;
}

void QuestionRules::apply_to_image(Element& element, const Parameters& parameters, const Place& place) const
{
    parameters.accept(parameters_of("image"), place, findings);
    if (const std::string* pixels = parameters.find("max-pixels")) {
        if (integer_from_text(*pixels))
            set_value(element.bind, {"orx:max-pixels", *pixels, "parameters"});
        else
            invalid_value(findings, place, "max-pixels", "a whole number");
    }
    const std::string* app = parameters.find("app");
    const std::string appearance = appearance_of(element);
    if (app != nullptr && (appearance.empty() || appearance == "annotate")) {
        const std::string fault = package_name_fault(*app);
        if (fault.empty())
            set_value(element.control, {"intent", *app, "parameters"});
        else
            findings.mend(place, "parameter-invalid",
                          "The parameter \"app\" is no name of an Android package: " + fault + ".",
                          "Write it as the store lists it: org.example.camera.", "The parameter is left out.");
    }
}

void QuestionRules::apply_to_range(Element& element, const Parameters& parameters, const Place& place) const
{
    parameters.accept(parameters_of("range"), place, findings);
    const std::string appearance = appearance_of(element);
    const bool has_ticks =
        parameters.find("tick_interval") || parameters.find("placeholder") || parameters.find("tick_labelset");
    const std::vector<std::string_view> looks = words(appearance);
    const bool shows_ticks = std::all_of(looks.begin(), looks.end(), [](std::string_view word) {
        return is_one_of(word, {"vertical", "no-ticks"});
    });
    if (has_ticks && !shows_ticks)
        findings.mend(place, "parameter-invalid",
                      "tick_interval, placeholder and tick_labelset need a range that is drawn as a line.",
                      "Leave the appearance empty, or write vertical or no-ticks.", "They are kept and not drawn.");

    bool complete = true, whole = true;
    const auto number = [&](const char* key, const char* otherwise) -> std::optional<double> {
        const std::string* written = parameters.find(key);
        if (written == nullptr && otherwise == nullptr) return std::nullopt;
        const std::optional<double> value = number_from_text(written != nullptr ? *written : otherwise);
        if (!value || !std::isfinite(*value)) {
            const bool is_needed = otherwise != nullptr;
            invalid_value(findings, place, key, "a number", is_needed ? any_number_said : "The parameter is left out.");
            complete = false;
            return std::nullopt;
        }
        if (*value != std::floor(*value)) whole = false;
        return value;
    };
    const auto start = number("start", "1"), end = number("end", "10"), step = number("step", "1");
    const auto tick_interval = number("tick_interval", nullptr), placeholder = number("placeholder", nullptr);
    for (const char* key : {"start", "end", "step"}) {
        const std::string* value = parameters.find(key);
        set_value(element.control, {key,
                                    value != nullptr                 ? *value
                                    : std::string_view(key) == "end" ? "10"
                                                                     : "1",
                                    "parameters"});
    }
    if (tick_interval)
        set_value(element.control, {"odk:tick-interval", *parameters.find("tick_interval"), "parameters"});
    if (placeholder) set_value(element.control, {"odk:placeholder", *parameters.find("placeholder"), "parameters"});
    const auto leave_out = [&](std::string_view attribute) {
        std::erase_if(element.control, [&](const WrittenValue& value) { return value.key == attribute; });
    };
    if (!whole) set_value(element.bind, {"type", "decimal", "parameters"});
    if (!start || !end || !step) return take_any_number(element);
    if (!complete && !findings.mends()) return;

    const double width = std::abs(*end - *start), low = std::min(*start, *end), high = std::max(*start, *end);
    const auto check_step = [&](double value, const char* key, const char* done) {
        if (value == 0)
            invalid_value(findings, place, key, "anything but 0", done);
        else if (value > width)
            invalid_value(findings, place, key, "no more than the distance from start to end", done);
        else
            return true;
        return false;
    };
    if (!check_step(*step, "step", any_number_said)) return take_any_number(element);
    if (tick_interval && !check_step(*tick_interval, "tick_interval", "The parameter is left out.")) {
        leave_out("odk:tick-interval");
    } else if (tick_interval && !is_on_step(*tick_interval, 0, *step)) {
        invalid_value(findings, place, "tick_interval", "a multiple of step");
        leave_out("odk:tick-interval");
    }
    if (placeholder && !is_on_step(*placeholder, *start, *step)) {
        invalid_value(findings, place, "placeholder", "the start plus a multiple of step");
        leave_out("odk:placeholder");
    }
    if (placeholder && (*placeholder < low || *placeholder > high)) {
        invalid_value(findings, place, "placeholder", "a number between start and end");
        leave_out("odk:placeholder");
    }

    const std::string* labels = parameters.find("tick_labelset");
    if (labels == nullptr) return;
    const ChoiceList* list = lists.find(*labels);
    if (list == nullptr) {
        findings.mend(place, "choice-list-unknown", "There is no choice list \"" + *labels + "\" for tick_labelset.",
                      findings.did_you_mean(*labels, lists.names(), "Add it to the choices sheet."),
                      "The ticks have no labels.");
        return;
    }
    const bool no_ticks = std::find(looks.begin(), looks.end(), "no-ticks") != looks.end();
    const bool fits = check_tick_labels(*list, *start, *end, *step, tick_interval, no_ticks, place);
    if (fits || !findings.mends()) element.choices.list_name = *labels;
}

bool QuestionRules::check_tick_labels(const ChoiceList& list, double start, double end, double step,
                                      std::optional<double> tick_interval, bool no_ticks, const Place& place) const
{
    const double low = std::min(start, end), high = std::max(start, end);
    bool only_ends = true, valid = true;
    const auto refuse = [&](const Place& at, const char* message, std::string help) {
        valid = false;
        findings.mend(at, "tick-label-invalid", message, std::move(help), "The ticks have no labels.");
    };
    std::set<double> values;
    for (const ListChoice& choice : list.choices) {
        const Place choice_place{"choices", choice.row, "name"};
        const std::optional<double> value = number_from_text(choice.name);
        if (!value || !std::isfinite(*value)) {
            refuse(choice_place, "A tick's label must stand at a number.", "Name the choice after its number.");
            continue;
        }
        values.insert(*value);
        only_ends = only_ends && (*value == start || *value == end);
        if (*value < low || *value > high)
            refuse(choice_place, "This tick's label stands outside of the range.",
                   "Choose a number between start and end of the question in row " + std::to_string(place.row) + ".");
        else if (tick_interval && *tick_interval != 0 && !is_on_step(*value, start, *tick_interval))
            refuse(choice_place, "There is no tick at this label's number.",
                   "Choose the start plus a multiple of tick_interval.");
        else if (!is_on_step(*value, start, step))
            refuse(choice_place, "There is no step at this label's number.",
                   "Choose the start plus a multiple of step.");
    }
    if (no_ticks && (!only_ends || values.size() != (start == end ? 1U : 2U)))
        refuse(place, "Without ticks, only the start and the end of the range have labels.",
               "Give tick_labelset a list of exactly these two numbers.");
    return valid;
}

} // namespace mahalla
