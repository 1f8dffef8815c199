#include "benchmarks/forms/benchmarks.h"
#include "benchmarks/forms/measuring.h"
#include "benchmarks/forms/written_forms.h"
#include "xform/read_xform.h"
#include "xform/xml_reader.h"

using namespace mahalla;

namespace {

constexpr int runs = 7;

/// The parts of loading, each with what it needs at hand: the XML, the form made of it, the program, the interview.
/// Each is measured with cold caches and fresh memory.
struct Loading {
    double xml = 0, form = 0, program = 0, interview = 0;
    double all() const { return xml + form + program + interview; }
};

Loading loading_of(const std::string& text, int times)
{
    StillWorld world;
    Loading loading;
    loading.xml = median_milliseconds(
        times, [&] { (void)read_xml(text); }, forget_everything);
    const double read = median_milliseconds(
        times, [&] { (void)read_xform(as_bytes(text)); }, forget_everything);
    loading.form = std::max(read - loading.xml, 0.0);
    const auto form = form_of_text(text);
    loading.program = median_milliseconds(
        times, [&] { (void)compile_form(form); }, forget_everything);
    const auto program = compile_form(form).value();
    loading.interview = median_milliseconds(
        times, [&] { (void)world.open(program); }, forget_everything);
    return loading;
}

void print(Report& report, const std::string& name, const Loading& loading, double limit)
{
    report.figure(name + ": XML", loading.xml, "ms");
    report.figure(name + ": form", loading.form, "ms");
    report.figure(name + ": compiled", loading.program, "ms");
    report.figure(name + ": interview opened", loading.interview, "ms");
    report.figure(name + ": loaded and ready", loading.all(), "ms", limit);
}

} // namespace

void benchmark_loading(Report& report, const std::optional<std::string>& real_forms)
{
    if (real_forms) {
        report.heading("Loading questionnaires");
        constexpr double who_ms_max = 25;
        for (const auto& [name, limit] :
             {std::pair("whova_form.xml", who_ms_max), std::pair("bench9.xml", 0.0),
              std::pair("ifrc-distribution-site-assessment-v1.xml", 0.0), std::pair("eIMCI-by-D-Tree.xml", 0.0)})
            print(report, name, loading_of(text_of_file(*real_forms + "/" + name), runs), limit);
    }
    report.heading("Loading forms of 100 to 20,000 questions: twice the form, twice the time");
    std::vector<Report::Cost> xml, form, program, interview, all;
    for (const int questions : {100, 1'000, 5'000, 20'000}) {
        const Loading loading = loading_of(form_of_questions(questions), runs);
        xml.push_back({double(questions), loading.xml});
        form.push_back({double(questions), loading.form});
        program.push_back({double(questions), loading.program});
        interview.push_back({double(questions), loading.interview});
        all.push_back({double(questions), loading.all()});
        if (questions == 5'000) report.figure("5,000 questions: loaded and ready", loading.all(), "ms", 100);
    }
    // The promise is about the whole; its parts are shown, for they share caches and fresh pages unevenly.
    report.growth("XML", "ms", xml, Report::Growth::Shown);
    report.growth("form", "ms", form, Report::Growth::Shown);
    report.growth("compiled", "ms", program, Report::Growth::Shown);
    report.growth("interview opened", "ms", interview, Report::Growth::Shown);
    report.growth("loaded and ready", "ms", all, Report::Growth::Linear);
}
