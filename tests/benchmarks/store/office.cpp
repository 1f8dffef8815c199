#include "benchmarks/store/office.h"

#include "session/answer_generator.h"
#include "session/form_compiler.h"
#include "workbook/read_workbook.h"
#include "xform/own_extensions.h"
#include "xform/read_xform.h"
#include "xform/write_xform.h"
#include "xlsform/read_xlsform.h"

using namespace mahalla;

namespace {

Secret secret(const std::string& text) { return Secret::copy_of(std::string_view(text)); }

std::string questions_of(int questions, const auto& part)
{
    std::string text;
    for (int i = 0; i < questions; ++i) text += part(i, std::to_string(100 + i));
    return text;
}

std::shared_ptr<const FormDefinition> form_in(const FormReading& reading)
{
    if (reading.form) return reading.form;
    for (const Diagnostic& diagnostic : reading.diagnostics) std::printf("%s\n", to_line(diagnostic).c_str());
    std::exit(2);
}

enum class Asked { One, Several, Number, Date, Text };

Asked asked_in(int question)
{
    const int of_twenty = question % 20;
    if (of_twenty < 11) return Asked::One;
    if (of_twenty < 14) return Asked::Several;
    if (of_twenty < 18) return Asked::Number;
    return of_twenty == 18 ? Asked::Date : Asked::Text;
}

std::string choices_of(int question)
{
    std::string text;
    for (int choice = 0; choice < 3 + question % 6; ++choice) {
        const std::string value = "answer_" + std::to_string(choice);
        text += "<item><label>" + value + "</label><value>" + value + "</value></item>";
    }
    return text;
}

} // namespace

Office::Office(std::filesystem::path folder, const std::string& xform, std::size_t recipients, std::uint64_t seed)
    : folder_(std::move(folder)), random_(seed)
{
    auto created = must(
        Project::create(folder_ / "headquarters", {.name = "Riverside"}, secret("project"), environment(), cheap()));
    project_ = std::move(created.project);
    for (std::size_t more = 2; more < recipients; ++more) {
        Recipient colleague;
        colleague.label = "Colleague " + std::to_string(more);
        colleague.key = BoxKeyPair::generate().public_key();
        must(project_->add_recipient(colleague));
    }
    const auto definition = form_in(read_xform(as_bytes(xform)));
    program_ = must(compile_form(definition));
    CharterForm details;
    details.id = definition->id();
    details.version = definition->version();
    form_ = {details.id, details.version, must(project_->publish_form(as_bytes(xform), details))};
    must(project_->test_escrow(created.escrow_sheet));
}

Vault Office::enrolled(const std::string& name, Role role, PassphraseCost cost)
{
    Vault vault = must(Vault::create(folder_of(name), secret(name), environment(), cost)).vault;
    const EnrolmentRequest request = must(vault.request_enrolment(role, "Team " + name));
    must(vault.accept_enrolment(must(project_->approve_enrolment(request))));
    return vault;
}

Vault Office::field_worker(const std::string& name, PassphraseCost cost)
{
    return enrolled(name, Role::FieldWorker, cost);
}

Vault Office::supervisor(const std::string& name, PassphraseCost cost)
{
    return enrolled(name, Role::Supervisor, cost);
}

Vault Office::unlocked(const std::string& name) { return unlocked(folder_of(name), environment()); }

Vault Office::unlocked(const std::filesystem::path& folder, StoreEnvironment environment)
{
    return must(Vault::unlock(folder, secret(folder.filename().string()), environment));
}

std::string xform_of_workbook(const std::string& name)
{
    SystemDisk disk;
    const auto path = std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "assets" / "questionnaires" / name;
    const Bytes bytes = must(disk.read(path, 1U << 20U));
    const auto form = form_in(read_xlsform(must(read_workbook(bytes, name)).workbook));
    return with_own_extensions(write_xform(*form), *form);
}

std::string xform_of_plain_questions(int questions)
{
    const std::string names =
        questions_of(questions, [](int, const std::string& number) { return "<question_" + number + "/>"; });
    const std::string binds = questions_of(questions, [](int i, const std::string& number) {
        const Asked asked = asked_in(i);
        const std::string type = asked == Asked::Number ? "int" : asked == Asked::Date ? "date" : "string";
        const std::string range = asked == Asked::Number ? " constraint=\". &gt;= 0 and . &lt; 100\"" : "";
        return "<bind nodeset=\"/data/question_" + number + "\" type=\"" + type + "\"" + range + "/>";
    });
    const std::string controls = questions_of(questions, [](int i, const std::string& number) {
        const Asked asked = asked_in(i);
        const std::string ref = " ref=\"/data/question_" + number + "\"><label>Question</label>";
        if (asked == Asked::One) return "<select1" + ref + choices_of(i) + "</select1>";
        if (asked == Asked::Several) return "<select" + ref + choices_of(i) + "</select>";
        return "<input" + ref + "</input>";
    });
    return "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><h:title>"
           "Plain</h:title><model><instance><data id=\"plain\" version=\"1\">" +
           names + "</data></instance>" + binds + "</model></h:head><h:body>" + controls + "</h:body></h:html>";
}

RecordChanges plausible_answers(Office& office, std::uint64_t seed)
{
    FormSession session = must(FormSession::create(office.program(), office.session_environment()));
    for (const char* consent : {"/data/consent_block/consent", "/data/consent_block/consent_share"})
        if (session.find(consent)) must(session.answer(consent, "yes"));
    SeededRandom chance(seed);
    AnswerGenerator(chance).fill(session);
    if (const auto unmet = session.finalize(); !unmet.empty()) {
        std::printf("no answer was found for %s\n", unmet.front().ref.c_str());
        std::exit(2);
    }
    return changes_between(Record(), session.to_record());
}

RecordId finalised_record(Office& office, Vault& vault, const RecordChanges& answers)
{
    const RecordId record = must(vault.begin_record(office.form(), "en"));
    must(vault.save_answers(record, answers));
    must(vault.finalise(record));
    return record;
}
