// What an interview promises about speed. Prints one line for each promise: what was measured, the figure, the promise.

#include "base/seeded_random.h"
#include "session/form_session.h"
#include "xform/read_xform.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <sstream>

using namespace mahalla;

namespace {

class Now final : public Clock {
public:
    Instant now() const override { return Instant(std::chrono::milliseconds(1'790'000'000'000)); }
};

double milliseconds_of(const std::function<void()>& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

void print(const char* what, double figure, const char* unit, const char* promise)
{
    std::printf("%-62s %10.3f %-3s (%s)\n", what, figure, unit, promise);
}

std::string form_of(const std::string& instance, const std::string& model, const std::string& body)
{
    return "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
           "xmlns:jr=\"http://openrosa.org/javarosa\"><h:head><h:title>b</h:title><model><instance><data id=\"b\">" +
           instance + "</data></instance>" + model + "</model></h:head><h:body>" + body + "</h:body></h:html>";
}

std::shared_ptr<const FormDefinition> read(const std::string& text)
{
    auto reading = read_xform(as_bytes(text));
    for (const Diagnostic& diagnostic : reading.diagnostics)
        if (diagnostic.severity == Severity::Error) std::printf("%s\n", to_line(diagnostic).c_str());
    if (!reading.form) std::exit(1);
    return reading.form;
}

/// Questions of which each is relevant by the one before, with a sum over three of them.
std::string long_form(int questions)
{
    std::string instance, model, body;
    for (int i = 0; i < questions; ++i) {
        const std::string name = "q" + std::to_string(i);
        instance += "<" + name + "/>";
        model += "<bind nodeset=\"/data/" + name + "\" type=\"int\"";
        if (i % 3 == 1) model += " relevant=\"/data/q" + std::to_string(i - 1) + " != ''\" constraint=\". &lt; 1000\"";
        if (i % 3 == 2)
            model += " calculate=\"/data/q" + std::to_string(i - 1) + " + /data/q" + std::to_string(i - 2) + "\"";
        model += "/>";
        body += "<input ref=\"/data/" + name + "\"><label>Question " + name + "</label></input>";
    }
    return form_of(instance, model, body);
}

struct Bench {
    Now clock;
    SeededRandom random{1};
    SessionEnvironment environment{clock, random};

    FormSession open(const std::shared_ptr<const FormDefinition>& form)
    {
        auto session = FormSession::create(form, environment);
        if (!session) {
            std::printf("%s\n", session.error().message.c_str());
            std::exit(1);
        }
        return *std::move(session);
    }
};

void answers(Bench& bench, FormSession& session, const char* name,
             const std::vector<std::pair<SessionNode, std::string>>& script)
{
    (void)bench;
    std::vector<double> times;
    times.reserve(script.size());
    for (const auto& [node, value] : script)
        times.push_back(milliseconds_of([&, node = node, &value = value] { (void)session.answer(node, value); }) *
                        1000);
    std::sort(times.begin(), times.end());
    const std::string label = std::string(name) + ": one answer";
    print((label + ", median").c_str(), times[times.size() / 2], "us", "<= 20");
    print((label + ", 99 of 100").c_str(), times[times.size() * 99 / 100], "us", "<= 1000");
    print((label + ", slowest").c_str(), times.back(), "us", "");
}

std::vector<std::pair<SessionNode, std::string>> script_of(const FormSession& session, int rounds)
{
    std::vector<std::pair<SessionNode, std::string>> script;
    const auto nodes = session.nodes();
    for (int round = 0; round < rounds; ++round)
        for (const SessionNode node : nodes) {
            const NodeState state = session.state(node);
            if (state.type == NodeType::Input && !state.readonly) script.emplace_back(node, std::to_string(round + 1));
            if (state.type == NodeType::Select && !state.choices.empty())
                script.emplace_back(node, state.choices[static_cast<std::size_t>(round) % state.choices.size()].value);
        }
    return script;
}

void real_form(Bench& bench, const char* folder, const char* name)
{
    std::ifstream stream(std::string(folder) + "/" + name, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    std::shared_ptr<const FormDefinition> form;
    print((std::string(name) + ": read").c_str(), milliseconds_of([&] { form = read(text.str()); }), "ms", "");
    std::optional<FormSession> session;
    print((std::string(name) + ": opened").c_str(), milliseconds_of([&] { session = bench.open(form); }), "ms", "");
    answers(bench, *session, name, script_of(*session, 3));
}

} // namespace

int main(int count, char** arguments)
{
    Bench bench;
    for (const int questions : {2500, 5000, 10000}) {
        const auto form = read(long_form(questions));
        std::optional<FormSession> session;
        const std::string name = std::to_string(questions) + " questions";
        print((name + ": opened").c_str(), milliseconds_of([&] { session = bench.open(form); }), "ms", "5,000: <= 100");
        answers(bench, *session, name.c_str(), script_of(*session, 2));
    }
    {
        std::string row = "<row jr:template=\"\">", model, body = "<repeat nodeset=\"/data/row\">";
        for (int i = 0; i < 10; ++i) {
            const std::string question = "q" + std::to_string(i);
            row += "<" + question + "/>";
            if (i % 3 == 1) model += "<bind nodeset=\"/data/row/" + question + "\" relevant=\"../q0 != ''\"/>";
            body += "<input ref=\"/data/row/" + question + "\"/>";
        }
        const auto form = read(form_of(row + "</row>", model, body + "</repeat>"));
        FormSession session = bench.open(form);
        print("1,000 rows of 10 questions added one by one", milliseconds_of([&] {
                  for (int i = 0; i < 1000; ++i) (void)session.add_repeat("/data/row");
              }),
              "ms", "<= 20");
    }
    {
        std::string items;
        for (int i = 0; i < 100'000; ++i)
            items += "<item><name>v" + std::to_string(i) + "</name><label>Village " + std::to_string(i) +
                     "</label><d>d" + std::to_string(i % 1000) + "</d></item>";
        const auto form = read(
            form_of("<d/><v/>", "<instance id=\"v\"><root>" + items + "</root></instance>",
                    "<input ref=\"/data/d\"/><select1 ref=\"/data/v\"><itemset nodeset=\"instance('v')/root/item[d = "
                    "/data/d]\"><value ref=\"name\"/><label ref=\"label\"/></itemset></select1>"));
        FormSession session = bench.open(form);
        const SessionNode select = *session.find("/data/v");
        (void)session.answer("/data/d", "d1");
        print("100,000 choices: first filter", milliseconds_of([&] { (void)session.state(select); }), "ms", "");
        double slowest = 0;
        for (int i = 2; i < 100; ++i) {
            slowest = std::max(slowest, milliseconds_of([&] {
                                   (void)session.answer("/data/d", "d" + std::to_string(i));
                                   (void)session.state(select);
                               }));
        }
        print("100,000 choices: answer and filter again, slowest", slowest, "ms", "<= 10");
    }
    if (count > 1)
        for (const char* name :
             {"ifrc-distribution-site-assessment-v1.xml", "whova_form.xml", "bench9.xml", "eIMCI-by-D-Tree.xml"})
            real_form(bench, arguments[1], name);
    return 0;
}
