#include "form/dependency_graph.h"

#include "small_form.h"

#include <algorithm>
#include <ctime>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// "a b c": the nodes in the order in which their calculations come.
std::string order_of(const FormDefinition& form)
{
    std::string order;
    for (const Computation& computation : form.dependencies().in_order()) {
        if (!order.empty()) order += ' ';
        order += form.node(computation.node).name;
    }
    return order;
}

std::string cycle_of(SmallForm& small)
{
    const FormReading reading = small.create();
    CHECK_FALSE(reading.form);
    return diagnostic_of(reading, "dependency-cycle").message;
}

} // namespace

TEST_CASE("what is computed comes after everything it reads")
{
    SmallForm small;
    small.calculate("total", "../b + ../c").calculate("b", "../c * 2").calculate("c", "../d + 1").input("d");
    CHECK(order_of(*small.form()) == "c b total");
}

TEST_CASE("what does not depend on each other keeps the order of the form")
{
    SmallForm small;
    small.calculate("z", "1").calculate("y", "2").calculate("x", "3");
    CHECK(order_of(*small.form()) == "z y x");
}

TEST_CASE("the readers of a node are those that name it")
{
    SmallForm small;
    small.input("a").calculate("b", "../a").calculate("c", "../b").calculate("d", "../a + ../c");
    const auto form = small.form();
    const auto readers = form->dependencies().readers_of(form->find_node("/data/a"));
    REQUIRE(readers.size() == 2);
    CHECK(form->node(form->dependencies().in_order()[readers[0]].node).name == "b");
    CHECK(form->node(form->dependencies().in_order()[readers[1]].node).name == "d");
    CHECK(form->dependencies().readers_of(form->find_node("/data/d")).empty());
}

TEST_CASE("the readers of everything below a group are kept with the group")
{
    SmallForm small;
    small.group("g").input("a").input("b").end().calculate("n", "count(/data/g/*)");
    const auto form = small.form();
    CHECK(form->dependencies().readers_below(form->find_node("/data/g")).size() == 1);
    CHECK(form->dependencies().readers_of(form->find_node("/data/g/a")).empty());
}

TEST_CASE("a calculation after a relevance above what it reads")
{
    SmallForm small;
    small.calculate("early", "/data/g/a").group("g");
    small.last().relevant = SmallForm::parsed("/data/switch = 'on'");
    small.input("a").end().calculate("switch", "'on'");
    CHECK(order_of(*small.form()) == "switch g early");
}

TEST_CASE("a question that depends on itself is refused")
{
    SmallForm small;
    small.input("a");
    SUBCASE("in its calculation") { small.last().calculate = SmallForm::parsed(". + 1"); }
    SUBCASE("in its relevance") { small.last().relevant = SmallForm::parsed(". > 3"); }
    SUBCASE("in its readonly") { small.last().readonly = SmallForm::parsed(". > 3"); }
    SUBCASE("in its required") { small.last().required = SmallForm::parsed("/data/a > 3"); }
    CHECK(cycle_of(small).find("/data/a") != std::string::npos);
}

TEST_CASE("a constraint may look at its own answer")
{
    SmallForm small;
    small.input("a");
    small.last().constraint = SmallForm::parsed(". > 3 and /data/a < 9");
    CHECK(small.create().diagnostics.empty());
}

TEST_CASE("a cycle is shown as its path")
{
    SmallForm small;
    small.calculate("a", "../b + 1").calculate("b", "../c + 1").calculate("c", "../a + 1");
    const std::string message = cycle_of(small);
    CHECK(message == "The form depends on itself: /data/a (calculation) → /data/b (calculation) → /data/c "
                     "(calculation) → /data/a.");
}

TEST_CASE("a group's relevance may not read what stands in the group")
{
    SmallForm small;
    small.group("g");
    small.last().relevant = SmallForm::parsed("/data/g/a = 1");
    small.input("a").end();
    CHECK(cycle_of(small).find("/data/g (relevant)") != std::string::npos);
}

TEST_CASE("cycles through repeats are refused, whatever instance is meant")
{
    SmallForm small;
    small.repeat("r");
    SUBCASE("its own instance") { small.calculate("a", "../a + 1"); }
    SUBCASE("another instance") { small.calculate("a", "/data/r[position() = 1]/b").calculate("b", "../a"); }
    small.end();
    cycle_of(small);
}

TEST_CASE("every cycle of a form is told, not the first alone")
{
    SmallForm small;
    small.calculate("a", "../b").calculate("b", "../a").calculate("c", "../d").calculate("d", "../c");
    const FormReading reading = small.create();
    CHECK(std::count_if(reading.diagnostics.begin(), reading.diagnostics.end(),
                        [](const Diagnostic& d) { return d.code == "dependency-cycle"; }) == 2);
}

TEST_CASE("a star over a node's own neighbours is no cycle")
{
    SmallForm small;
    small.group("g").input("a").calculate("n", "count(../*)").end();
    CHECK(small.create().form);
}

TEST_CASE("a form of twice the size takes about twice the work")
{
    // The processor's own count: what else the machine does is not in it.
    const auto ticks = [](int questions) {
        SmallForm small;
        small.group("g");
        small.last().relevant = SmallForm::parsed("/data/on = 1");
        for (int i = 0; i < questions; ++i)
            small.calculate("q" + std::to_string(i), i == 0 ? "1" : "../q" + std::to_string(i - 1) + " + 1");
        small.end().input("on");
        double best = 1e18;
        for (int run = 0; run < 5; ++run) {
            const std::clock_t begin = std::clock();
            CHECK(FormDefinition::create(small.draft).form);
            best = std::min(best, static_cast<double>(std::clock() - begin));
        }
        return best;
    };
    const double small = ticks(2000), large = ticks(8000);
    // Four times the questions; sixteen times would be quadratic.
    CHECK(large < 10 * small);
}
