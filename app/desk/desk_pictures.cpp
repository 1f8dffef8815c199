#include "desk/desk.h"

#include "base/text.h"
#include "drawing/drawing_svg.h"
#include "fieldwork/release_book.h"
#include "pdf/drawing_pdf.h"

#include <algorithm>

namespace mahalla {

namespace {

/// As wide as a page has room for.
constexpr float printed_width_mm = 160;

} // namespace

void Desk::show_as(std::optional<PictureKind> kind)
{
    if (!results_ || !results_->release) return;
    results_view_.kind = kind;
    results_view_.picture.reset();
    results_view_.picture_problem.clear();
    results_view_.not_shown.clear();
    results_view_.saved = {};
    if (kind == PictureKind::HeatMap && !results_->rows) return make_heat_map();
    draw_picture();
}

void Desk::make_heat_map()
{
    std::vector<ResultRequest> requests;
    for (const IndicatorDefinition& indicator : results_->definitions.indicators)
        requests.push_back({indicator.name, results_view_.by});
    const std::uint64_t turn = ++results_turn_;
    auto tables = make_tables_there_are(results_->form, results_->definitions, results_->records, requests,
                                        form_language(*results_->form.definition, language_), results_->form.title,
                                        environment_.clock.now());
    if (!tables) {
        results_view_.picture_problem = tables.error().message;
        return;
    }
    results_view_.working = true;
    environment_.jobs.run(
        [this, alive = alive_, turn, tables = *std::move(tables), ledger = results_->ledger]() -> DeskJobs::Outcome {
            return [this, alive, turn, made = protect_what_can_be(tables, ledger)] {
                if (*alive && results_ && results_turn_ == turn) heat_map_made(made);
            };
        });
}

void Desk::heat_map_made(Result<PartialRelease> made)
{
    results_view_.working = false;
    if (!made) {
        results_view_.picture_problem = made.error().message;
        return;
    }
    for (const MissingResult& missing : made->missing) results_view_.not_shown.push_back(missing.label);
    results_->rows = std::move(made->made);
    draw_picture();
}

void Desk::draw_picture()
{
    ResultsView& view = results_view_;
    if (!results_ || !view.kind) return;
    const auto& release = view.kind == PictureKind::HeatMap ? results_->rows : results_->release;
    if (!release) return;
    auto drawing = picture_of(*view.kind, release->release.content().tables, results_->outlines.get(), {},
                              {page_.catalogue(), page_.letters(), view.picture_width_mm});
    view.picture = drawing ? std::make_shared<const Drawing>(*std::move(drawing)) : nullptr;
    view.picture_problem = drawing ? "" : drawing.error().message;
}

bool Desk::is_protected_with_all() const
{
    const auto now = ledger_of(*vault_);
    PublicationLedger then = results_->ledger;
    for (const auto* made : {&results_->release, &results_->rows})
        if (*made) then.add((*made)->release.content(), (*made)->kept);
    return now && std::ranges::all_of(now->tables(), [&](const LedgerTable& table) {
               return std::ranges::find(then.tables(), table) != then.tables().end();
           });
}

void Desk::save_picture(const intent::SavePicture& wanted)
{
    ResultsView& view = results_view_;
    if (!results_ || !view.picture || view.saved.working) return;
    // What left since this was protected has to be reckoned with: it is made again, and looked at before it leaves.
    if (!is_protected_with_all()) return make_table({view.indicator, view.by});
    const MadeRelease& made = view.kind == PictureKind::HeatMap ? *results_->rows : *results_->release;
    HandOut file{made, {}, name_of(*view.kind), wanted.is_svg ? ".svg" : ".pdf"};
    file.make = [kind = *view.kind, tables = made.release.content().tables, outlines = results_->outlines,
                 catalogue = environment_.languages.for_code(language_), fonts = environment_.fonts,
                 is_svg = wanted.is_svg]() -> Result<Bytes> {
        MAHALLA_TRY(const auto letters, TextEngine::create(fonts));
        MAHALLA_TRY(const Drawing drawing,
                    picture_of(kind, tables, outlines.get(), {}, {*catalogue, *letters, printed_width_mm}));
        if (!is_svg) return pdf_of({&drawing, 1}, *letters);
        return to_bytes(svg_of(drawing));
    };
    write_as_job(wanted.folder, std::move(file), view.saved);
}

void Desk::read_outlines(const std::string& file)
{
    if (!results_) return;
    std::set<std::string> codes;
    for (const DisaggregationDefinition& disaggregation : results_->definitions.disaggregations)
        for (const DisaggregationCategory& category : disaggregation.categories) codes.insert(category.code);
    if (results_->release)
        for (const Dimension& dimension : results_->release->release.content().tables.front().dimensions)
            codes.insert(dimension.categories.begin(), dimension.categories.end());
    environment_.jobs.run([this, alive = alive_, file, codes, &disk = environment_.disk]() -> DeskJobs::Outcome {
        std::shared_ptr<const AreaOutlines> outlines;
        if (const auto bytes = disk.read(file, AreaOutlines::bytes_max))
            if (auto read = AreaOutlines::read(as_text(*bytes), codes))
                outlines = std::make_shared<const AreaOutlines>(*std::move(read));
        return [this, alive, outlines] {
            if (!*alive || !results_) return;
            results_view_.has_outlines = outlines != nullptr;
            results_view_.outlines_refused = outlines == nullptr;
            results_->outlines = outlines;
            if (!results_->release) return;
            fill_kinds(results_view_, results_->release->release.content().tables.front(), outlines.get());
            draw_picture();
        };
    });
}

} // namespace mahalla
