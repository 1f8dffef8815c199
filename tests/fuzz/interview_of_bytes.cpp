#include "fuzz/interview_of_bytes.h"

#include "session/form_program.h"
#include "xform/read_xform.h"
#include "xform/submission.h"

#include <cstdio>
#include <cstdlib>

using namespace mahalla;

namespace {

constexpr std::size_t changes_max = 12, nodes_max = 2'000;

std::uint64_t seed_of(ByteView bytes)
{
    std::uint64_t seed = 14695981039346656037U; // FNV-1a: near inputs, far interviews.
    for (const std::uint8_t byte : bytes) seed = (seed ^ byte) * 1099511628211U;
    return seed;
}

/// Values that fit a type, nearly fit one, and fit none.
constexpr std::string_view answers[] = {"1",
                                        "3",
                                        "-7.5",
                                        "a",
                                        "a b",
                                        "x",
                                        "2026-11-21",
                                        "2026-02-30",
                                        "12:30:00.000Z",
                                        "2026-11-21T08:00:00.000+05:00",
                                        "41.3 69.2 0 0",
                                        "41.3 69.2 0 0; 41.4 69.3 0 0; 41.3 69.4 0 0",
                                        "1e999",
                                        "\xF0\x9F\x8F\xA0",
                                        "99999999999999999999",
                                        " "};

} // namespace

void check_law(bool holds, const char* law)
{
    if (holds) return;
    std::fprintf(stderr, "a law does not hold: %s\n", law);
    std::abort();
}

void check_xform(std::string_view written, std::size_t nodes_min)
{
    const FormReading again = read_xform(as_bytes(written));
    check_law(!again.form || again.form->nodes().size() >= nodes_min, "writing a form loses no node");
    for (const Diagnostic& diagnostic : again.diagnostics)
        check_law(diagnostic.code != "xml-invalid" && diagnostic.code != "xform-structure",
                  "a form that was written is an XForm");
}

InterviewOfBytes::InterviewOfBytes(ByteView choices) : random_(seed_of(choices)) {}

void InterviewOfBytes::change_something(FormSession& session)
{
    const auto nodes = session.nodes();
    const SessionNode node = nodes[random_.below(nodes.size())];
    const NodeState state = session.state(node);
    if (state.ref.find('@') != std::string::npos) return; // The record's id and version: nobody is asked for them.
    switch (state.type) {
    case NodeType::Repeat:
        (void)session.add_repeat(state.ref);
        return;
    case NodeType::RepeatInstance:
        if (random_.below(2) == 0) (void)session.remove_repeat(state.ref);
        return;
    case NodeType::Select:
    case NodeType::Rank:
        if (!state.choices.empty()) {
            (void)session.answer(node, state.choices[random_.below(state.choices.size())].value);
            return;
        }
        break;
    case NodeType::Upload:
        (void)session.attach(state.ref, "a.jpg", Bytes{1, 2, 3});
        return;
    case NodeType::Root:
    case NodeType::Group:
    case NodeType::Input:
    case NodeType::Range:
    case NodeType::Trigger:
    case NodeType::Note:
    case NodeType::Value:
        break;
    }
    (void)session.answer(node, answers[random_.below(std::size(answers))]);
}

void InterviewOfBytes::check_saving(const FormSession& session)
{
    const auto restored = FormSession::restore(session.program(), environment_, session.save());
    check_law(restored.has_value(), "what was saved is restored");
    check_law(restored->to_record().answers == session.to_record().answers, "what is restored is what was saved");
}

void InterviewOfBytes::check_submission(const FormSession& session)
{
    const auto written = write_submission(session.form(), session.to_record());
    if (!written) return;
    const auto read = read_submission(session.form(), *written, random_);
    check_law(read.has_value(), "a submission that was written is read");
    (void)FormSession::open(session.program(), environment_, *read);
}

void InterviewOfBytes::fill_in(const std::shared_ptr<const FormDefinition>& form)
{
    const auto program = compile_form(form);
    if (!program) return;
    auto session = FormSession::create(*program, environment_);
    // A form of very many nodes runs as well, but shows nothing that a small one does not, and takes the others' time.
    if (!session || session->nodes().empty() || session->nodes().size() > nodes_max) return;
    for (std::size_t i = 0; i < changes_max; ++i) change_something(*session);
    if (!session->languages().empty()) (void)session->set_language(session->languages().back());
    (void)session->begin();
    for (int i = 0; i < 5; ++i) (void)session->next();
    (void)session->undo();
    (void)session->redo();
    (void)session->states();
    (void)session->validate();
    check_saving(*session);
    check_submission(*session);
    (void)session->finalize();
}

void InterviewOfBytes::reopen(const std::shared_ptr<const FormProgram>& program, ByteView saved,
                              std::string_view submission)
{
    if (auto session = FormSession::restore(program, environment_, saved)) {
        (void)session->states();
        for (std::size_t i = 0; i < changes_max; ++i) change_something(*session);
        check_saving(*session);
    }
    if (const auto record = read_submission(program->form(), submission, random_)) {
        auto session = FormSession::open(program, environment_, *record);
        check_law(session.has_value(), "a record that was read for a form is opened by it");
        for (std::size_t i = 0; i < changes_max; ++i) change_something(*session);
        check_submission(*session);
    }
}
