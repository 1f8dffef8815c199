#pragma once
#include "disclosure/published_release.h"
#include "drawing/drawing.h"
#include "fieldwork/results_maker.h"
#include "picture/picture_kind.h"
#include "view_model/files_view.h"

#include <functional>
#include <memory>
#include <optional>
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

/// What became of a file that was to be written.
struct WrittenFile {
    bool working = false;
    std::string written; ///< Its name, once it is there.
    bool failed = false; ///< No stick, no folder, or no room.
    std::string problem; ///< Why there is nothing to write.
};

/// A sheet for a neighbourhood, of all indicators.
struct FeedbackChoice {
    bool is_offered = false;         ///< The questionnaire asks where people live.
    std::vector<ResultChoice> areas; ///< Empty: the code is typed.
    std::string area;
    std::vector<ResultChoice> languages;
    std::string language;
    std::vector<std::string> not_shown; ///< Indicators that the sheet lacks.
    WrittenFile file;
};

/// A protected table, the only kind the screen can show, and the pictures of it.
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
    bool working = false; ///< A table is being protected.

    std::vector<PictureKind> kinds;  ///< What the table can be shown as.
    std::optional<PictureKind> kind; ///< What it is shown as; none: a table.
    std::shared_ptr<const Drawing> picture;
    float picture_width_mm = 140;       ///< That there is room for.
    std::string picture_problem;        ///< Why there is none.
    std::vector<std::string> not_shown; ///< Indicators that a heat map lacks.
    WrittenFile saved;
    FilesView outlines; ///< Where areas lie, for a map.
    bool has_outlines = false, outlines_refused = false;
    FeedbackChoice feedback;
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
/// What the table can be shown as: a heat map only where there are several indicators to compare. Where it cannot be
/// shown as it was, it is shown as a table.
void fill_kinds(ResultsView& view, const PublishedTableContent& table, const AreaOutlines* outlines);

} // namespace mahalla
