#include "benchmarks/forms/benchmarks.h"
#include "benchmarks/forms/measuring.h"
#include "benchmarks/forms/written_forms.h"

using namespace mahalla;

namespace {

constexpr double median_us_max = 20, p99_us_max = 1'000;

void print(Report& report, const std::string& name, const Percentiles& times)
{
    report.figure(name + ": one answer, median", times.median, "us", median_us_max);
    report.figure(name + ": one answer, 99 of 100", times.p99, "us", p99_us_max);
    report.figure(name + ": one answer, slowest", times.slowest, "us");
}

} // namespace

void benchmark_answers(Report& report, const std::optional<std::string>& real_forms)
{
    StillWorld world;
    if (real_forms) {
        report.heading("Answering every question of a questionnaire three times");
        for (const char* name :
             {"whova_form.xml", "bench9.xml", "ifrc-distribution-site-assessment-v1.xml", "eIMCI-by-D-Tree.xml"}) {
            FormSession session = world.open(form_of_text(text_of_file(*real_forms + "/" + name)));
            print(report, name, percentiles_of(microseconds_of_answers(session, answers_to_all(session, 3))));
        }
    }
    report.heading("An answer with three dependents, in forms of 100 to 20,000 questions");
    std::vector<Report::Cost> medians;
    for (const int questions : {100, 1'000, 5'000, 20'000}) {
        FormSession session = world.open(form_of_text(form_of_questions(questions)));
        const SessionNode node = *session.find(answered_question(questions));
        std::vector<std::pair<SessionNode, std::string>> answers;
        for (int i = 0; i < 4'000; ++i) answers.emplace_back(node, i % 2 == 0 ? "7" : "1");
        medians.push_back({double(questions), percentiles_of(microseconds_of_answers(session, answers)).median});
        const auto all = percentiles_of(microseconds_of_answers(session, answers_to_all(session, 1)));
        print(report, std::to_string(questions) + " questions", all);
    }
    report.growth("median of an answer with three dependents", "us", medians, Report::Growth::Flat);
}
