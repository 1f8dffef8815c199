#include "benchmarks/forms/benchmarks.h"
#include "benchmarks/forms/measuring.h"
#include "benchmarks/forms/written_forms.h"
#include "benchmarks/resident_memory.h"

#include <cstdio>

using namespace mahalla;

namespace {

void print(Report& report, const std::string& name, const std::vector<std::string>& command, double limit)
{
    if (const auto megabytes = resident_megabytes_of(command))
        report.figure(name, *megabytes, "MB", limit);
    else
        std::printf("  %s: %s does not run; not measured\n", name.c_str(), command[0].c_str());
}

} // namespace

int print_memory_of_questions(int questions)
{
    StillWorld world;
    const FormSession session = world.open(form_of_text(form_of_questions(questions)));
    return session.nodes().size() > static_cast<std::size_t>(questions) ? 0 : 1;
}

void benchmark_memory(Report& report, const std::string& own_program, const std::optional<std::string>& real_forms)
{
    report.heading("Resident memory");
    const std::string mahalla = MAHALLA_PROGRAM_FOLDER "/mahalla";
    print(report, "mahalla --help", {mahalla, "--help"}, 0);
    if (real_forms)
        for (const auto& [name, limit] : {std::pair("whova_form.xml", 40.0), std::pair("bench9.xml", 0.0),
                                          std::pair("ifrc-distribution-site-assessment-v1.xml", 0.0)})
            print(report, std::string("mahalla form run ") + name, {mahalla, "form", "run", *real_forms + "/" + name},
                  limit);
    for (const int questions : {100, 1'000, 5'000, 20'000})
        print(report, std::to_string(questions) + " questions, open for an interview",
              {own_program, "--memory-of", std::to_string(questions)}, 0);
}
