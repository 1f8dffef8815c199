#pragma once
#include "disclosure/published_release.h"
#include "fieldwork/results_maker.h"

#include <functional>
#include <string>
#include <vector>

namespace mahalla {

struct ResultChoice {
    std::string name;
    std::string label;
};

/// One cell of a result as the screen shows it: its groups, its figure in words, and a bar.
struct ResultRow {
    std::vector<std::string> cells; ///< Groups, estimate, interval, number of those interviewed.
    bool is_hidden = false;
    double share = 0; ///< Of the bar's length, 0 to 1.
};

/// A protected table, the only kind the screen can show.
struct ResultsView {
    std::vector<ResultChoice> indicators, disaggregations;
    std::string indicator;
    std::vector<std::string> by;
    std::string title;
    std::vector<std::string> columns; ///< Labels of the groups.
    std::vector<ResultRow> rows;
    std::string rule; ///< Why cells are hidden.
    bool of_those_interviewed = true;
    std::vector<std::string> servers;
    std::string published; ///< The release's hash, once it is on the server.
    std::string problem;
    bool working = false;
};

/// Fills the choices from a form's definitions, in a language of the form.
void fill_choices(ResultsView& view, const ResultDefinitions& definitions, const std::string& language);
/// How the language of the screen writes what a table says.
struct ResultWords {
    std::string total; ///< "All together".
    std::function<std::string(double)> number;
    std::function<std::string(double)> share; ///< Of a fraction: "33.3%".
};
void fill_table(ResultsView& view, const PublishedRelease& release, const ResultWords& words);

} // namespace mahalla
