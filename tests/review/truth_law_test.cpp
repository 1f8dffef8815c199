// What is said of a condition must hold of every answer: random conditions against random answers.
#include "review/review_fixture.h"

#include "base/seeded_random.h"
#include "expression/document.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

class Conditions {
public:
    explicit Conditions(std::uint64_t seed) : random_(seed) {}

    std::string any(int depth)
    {
        const std::size_t kind = below(depth > 0 ? 6 : 3);
        if (kind == 3) return "not(" + any(depth - 1) + ")";
        if (kind > 3) return "(" + any(depth - 1) + (kind == 4 ? " and " : " or ") + any(depth - 1) + ")";
        static const std::vector<std::string> signs = {"=", "!=", "<", "<=", ">", ">="};
        static const std::vector<std::string> sexes = {"'male'", "'female'", "''"};
        static const std::vector<std::string> crops = {"'maize'", "'beans'", "'none'", "''"};
        if (kind == 0) return "/data/age " + signs[below(6)] + " " + std::to_string(below(5));
        if (kind == 1) return "/data/sex " + signs[below(2)] + " " + sexes[below(3)];
        return below(4) == 0 ? "count-selected(/data/crops) " + signs[below(6)] + " " + std::to_string(below(4))
                             : "selected(/data/crops, " + crops[below(4)] + ")";
    }

    std::shared_ptr<const Document> answers()
    {
        static const std::vector<std::string> sexes = {"", "male", "female"};
        DocumentBuilder builder;
        builder.begin_element("data");
        builder.leaf("age", below(4) == 0 ? "" : std::to_string(below(7)));
        builder.leaf("sex", sexes[below(3)]);
        std::vector<std::string> chosen;
        for (const char* crop : {"maize", "beans", "none"})
            if (below(2) == 0) chosen.emplace_back(crop);
        builder.leaf("crops", joined(chosen, " "));
        return builder.finish();
    }

private:
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_.below(end)); }

    SeededRandom random_;
};

} // namespace

TEST_CASE("no answer contradicts what is said of a condition")
{
    Conditions conditions(20261126);
    std::size_t always = 0, never = 0;
    for (int round = 0; round < 1500; ++round) {
        const std::string condition = conditions.any(3);
        const Diagnostics advice =
            advice_on(survey(" relevant |", "integer | age | Age | \nselect_one sex | sex | Sex | \n"
                                            "select_multiple crop | crops | Crops | \ntext | q | Q | " +
                                                condition) +
                      choices);
        const bool is_never = count_of(advice, "question-unreachable") > 0;
        const bool is_always = std::ranges::any_of(advice, [](const Diagnostic& diagnostic) {
            return diagnostic.code == "condition-always-true" && diagnostic.message.starts_with("The condition");
        });
        if (!is_never && !is_always) continue;
        (is_never ? never : always) += 1;
        const auto expression = Expression::parse(condition);
        REQUIRE(expression);
        EvaluationEnvironment environment;
        for (int i = 0; i < 200; ++i) {
            const auto document = conditions.answers();
            const NodeRef root = document->root_ref();
            const auto truth = expression->evaluate_boolean({root, 1, 1, {}, {}, environment});
            REQUIRE(truth);
            INFO(condition);
            REQUIRE(*truth == is_always);
        }
    }
    // The law is put to the test often enough.
    CHECK(always > 20);
    CHECK(never > 20);
}
