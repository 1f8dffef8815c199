#include "support/form_scenario.h"

#include "base/text.h"
#include "workbook/read_workbook.h"
#include "xform/read_xform.h"
#include "xlsform/read_xlsform.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

namespace mahalla::test {

std::string xform(std::string_view instance, std::string_view model, std::string_view body)
{
    std::string text =
        R"(<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml")"
        R"( xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms")"
        R"( xmlns:orx="http://openrosa.org/xforms" xmlns:xsd="http://www.w3.org/2001/XMLSchema">)"
        R"(<h:head><h:title>Form</h:title><model><instance>)";
    text += instance;
    text += "</instance>";
    text += model;
    text += "</model></h:head><h:body>";
    text += body;
    text += "</h:body></h:html>";
    return text;
}

namespace {

std::shared_ptr<const FormDefinition> checked(const FormReading& reading)
{
    for (const Diagnostic& diagnostic : reading.diagnostics)
        if (diagnostic.severity == Severity::Error) FAIL(to_line(diagnostic));
    REQUIRE(reading.form);
    return reading.form;
}

std::shared_ptr<const FormDefinition> form_of_bytes(ByteView bytes, const std::string& file_name)
{
    if (file_name.ends_with(".xml")) return checked(read_xform(bytes));
    const auto workbook = read_workbook(bytes, file_name);
    if (!workbook) FAIL(workbook.error().message);
    return checked(read_xlsform(workbook->workbook));
}

} // namespace

std::shared_ptr<const FormDefinition> form_of(std::string_view text)
{
    return form_of_bytes(as_bytes(text), trimmed(text).starts_with('|') ? "form.md" : "form.xml");
}

std::shared_ptr<const FormDefinition> form_of_file(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return form_of_bytes(as_bytes(text.str()), path.filename().string());
}

FormScenario::FormScenario(std::shared_ptr<const FormDefinition> form)
    : clock_(*instant_from_text("2026-11-21T08:00:00Z")), environment_{clock_, random_}
{
    auto program = compile_form(std::move(form));
    if (!program) FAIL(program.error().message);
    program_ = *program;
    begin_again();
}

void FormScenario::take(Result<Changes> changes)
{
    if (!changes) FAIL(changes.error().message);
    last_ = *std::move(changes);
}

FormScenario& FormScenario::answer(std::string_view ref, std::string_view value)
{
    take(session_->answer(ref, value));
    return *this;
}

FormScenario& FormScenario::clear(std::string_view ref)
{
    take(session_->answer(ref, std::nullopt));
    return *this;
}

FormScenario& FormScenario::add(std::string_view series)
{
    take(session_->add_repeat(series));
    return *this;
}

FormScenario& FormScenario::remove(std::string_view row)
{
    take(session_->remove_repeat(row));
    return *this;
}

FormScenario& FormScenario::undo()
{
    take(session_->undo());
    return *this;
}

FormScenario& FormScenario::redo()
{
    take(session_->redo());
    return *this;
}

FormScenario& FormScenario::speak(std::string_view language)
{
    take(session_->set_language(language));
    return *this;
}

FormScenario& FormScenario::save_and_restore()
{
    auto restored = FormSession::restore(program_, environment_, session_->save());
    if (!restored) FAIL(restored.error().message);
    session_ = *std::move(restored);
    return *this;
}

FormScenario& FormScenario::begin_again()
{
    auto session = FormSession::create(program_, environment_);
    if (!session) FAIL(session.error().message);
    session_ = *std::move(session);
    return *this;
}

FormScenario& FormScenario::store_and_open()
{
    const auto bytes = session_->to_record().encode();
    if (!bytes) FAIL(bytes.error().message);
    const auto record = Record::decode(*bytes);
    if (!record) FAIL(record.error().message);
    auto opened = FormSession::open(program_, environment_, *record);
    if (!opened) FAIL(opened.error().message);
    session_ = *std::move(opened);
    return *this;
}

NodeState FormScenario::state(std::string_view ref)
{
    auto state = session_->state(ref);
    if (!state) FAIL(std::string(ref) << ": " << state.error().message);
    return *state;
}

std::string FormScenario::value(std::string_view ref) { return state(ref).value; }

std::string FormScenario::typed(std::string_view ref) { return state(ref).typed; }

std::string FormScenario::label(std::string_view ref) { return state(ref).label; }

bool FormScenario::relevant(std::string_view ref) { return state(ref).relevant; }

std::size_t FormScenario::count(std::string_view series) { return state(std::string(series) + "[]").count; }

std::string FormScenario::violation(std::string_view ref)
{
    const auto violation = state(ref).violation;
    return violation ? name_of(*violation) : "";
}

std::string FormScenario::choices(std::string_view ref)
{
    std::vector<std::string> values;
    for (const ChoiceState& choice : state(ref).choices) values.push_back(choice.value);
    return joined(values, " ");
}

std::string FormScenario::choice_labels(std::string_view ref)
{
    std::vector<std::string> labels;
    for (const ChoiceState& choice : state(ref).choices) labels.push_back(choice.label);
    return joined(labels, "|");
}

std::multimap<std::string, std::string> FormScenario::exported()
{
    std::multimap<std::string, std::string> answers;
    for (const auto& [path, answer] : session_->to_record().answers)
        if (answer.relevant) answers.emplace(path.nodeset(), answer.value);
    return answers;
}

std::vector<std::string> FormScenario::changed()
{
    std::vector<std::string> refs;
    for (const SessionNode node : last_.changed) refs.push_back(session_->ref_of(node));
    std::sort(refs.begin(), refs.end());
    return refs;
}

} // namespace mahalla::test
