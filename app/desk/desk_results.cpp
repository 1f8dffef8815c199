#include "desk/desk.h"

#include "base/number.h"
#include "fieldwork/earlier_releases.h"
#include "fieldwork/record_reader.h"
#include "fieldwork/release_book.h"
#include "text/number_form.h"
#include "transport/curl_http_client.h"
#include "transport/http_transport.h"

namespace mahalla {

bool Desk::apply_to_results(const DeskIntent& wanted)
{
    if (screen_ != Screen::Results) return false;
    if (const auto* table = std::get_if<intent::ChooseTable>(&wanted)) return make_table(*table), true;
    if (const auto* release = std::get_if<intent::Publish>(&wanted)) return publish(release->url), true;
    if (const auto* as = std::get_if<intent::ShowAs>(&wanted)) return show_as(picture_kind_of(as->kind)), true;
    if (const auto* save = std::get_if<intent::SavePicture>(&wanted)) return save_picture(*save), true;
    if (const auto* fit = std::get_if<intent::FitPicture>(&wanted)) {
        results_view_.picture_width_mm = fit->width_mm;
        return draw_picture(), true;
    }
    if (const auto* feedback = std::get_if<intent::ChooseFeedback>(&wanted)) {
        results_view_.feedback.area = feedback->area;
        results_view_.feedback.language = feedback->language;
        results_view_.feedback.file = {};
        return true;
    }
    if (const auto* save = std::get_if<intent::SaveFeedback>(&wanted)) return save_feedback(save->folder), true;
    return false;
}

void Desk::open_results()
{
    show(Screen::Results);
    results_view_ = {};
    ++results_turn_;
    if (vault_->charter() == nullptr) return;
    const CharterContent& charter = vault_->charter()->content();
    for (const ServerPin& server : charter.servers) results_view_.servers.push_back(server.url);
    for (auto entry = charter.forms.rbegin(); entry != charter.forms.rend(); ++entry) {
        auto form = shelf_.form(*vault_, entry->hash);
        if (!entry->is_open || !form) continue;
        Diagnostics ignored; // told where the questionnaire is published
        ResultDefinitions definitions = read_result_definitions(*form->definition, ignored);
        if (definitions.indicators.empty()) continue;
        fill_choices(results_view_, definitions, form_language(*form->definition, language_));
        auto records = read_records(*vault_, shelf_, *form);
        if (!records) {
            results_view_.problem = records.error().message;
            return;
        }
        results_ = ResultsWork{*form, std::move(definitions), *std::move(records), {}, {}, {}, {}};
        offer_feedback();
        return;
    }
}

void Desk::make_table(const intent::ChooseTable& wanted)
{
    if (!results_) return;
    const std::uint64_t turn = ++results_turn_;
    ResultsView& view = results_view_;
    view.indicator = wanted.indicator;
    view.by = wanted.by;
    view.working = false;
    view.problem.clear();
    view.published.clear();
    view.rows.clear();
    view.kinds.clear();
    view.picture.reset();
    view.picture_problem.clear();
    view.saved = {};
    results_->release.reset();
    results_->rows.reset();
    if (wanted.indicator.empty()) return; // groups were chosen first
    // The answers are read here and now: a job would keep them past a lock. What it gets are counts.
    AnswerTables answers(*results_->form.definition, std::span<const FlatRecord>(results_->records.records),
                         results_->definitions.units.codes);
    auto exact = make_exact_release(results_->form, results_->definitions, answers, {{wanted.indicator, wanted.by}},
                                    form_language(*results_->form.definition, language_), results_->form.title,
                                    environment_.clock.now());
    if (!exact) {
        view.problem = exact.error().message;
        return;
    }
    auto ledger = ledger_of(*vault_);
    if (!ledger) {
        view.problem = ledger.error().message;
        return;
    }
    results_->ledger = *std::move(ledger);
    view.working = true;
    environment_.jobs.run(
        [this, alive = alive_, turn, exact = *std::move(exact), ledger = results_->ledger]() -> DeskJobs::Outcome {
            return [this, alive, turn, made = protected_release(exact, ledger)] {
                if (*alive && results_ && results_turn_ == turn) table_made(made);
            };
        });
}

void Desk::table_made(Result<MadeRelease> made)
{
    ResultsView& view = results_view_;
    view.working = false;
    if (!made) {
        view.problem = made.error().message;
        return;
    }
    results_->release = *std::move(made);
    const PublishedRelease& release = results_->release->release;
    const Language& language = page_.language();
    ResultWords words;
    words.total = page_.say("results.all"_text);
    words.number = [&](double number) { return shown_number(number_to_text(number), language); };
    words.share = [&](double share) { return shown_percent(share, language, 1); };
    fill_table(view, release, words);
    fill_kinds(view, release.content().tables.front(), results_->outlines.get());
    show_as(view.kind);
}

void Desk::publish(const std::string& url)
{
    if (!results_ || !results_->release) return;
    for (const ServerPin& pin : vault_->charter()->content().servers) {
        if (pin.url != url) continue;
        HttpServer server{url, {}};
        if (pin.tls_key_hash != decltype(pin.tls_key_hash){}) server.pinned_key = pin.tls_key_hash;
        auto client = CurlHttpClient::create(std::move(server));
        if (!client) {
            results_view_.problem = client.error().message;
            return;
        }
        SystemWaiter waiter;
        HttpTransport transport(*client, vault_->signing_keys(), environment_.disk, environment_.random, waiter);
        // Outsiders hold the new table against those that are there, so it is protected once more with them.
        const auto there = releases_of_server(transport);
        if (!there) {
            results_view_.problem = there.error().message;
            return;
        }
        const auto ledger = ledger_of(*vault_, *there);
        if (!ledger) {
            results_view_.problem = ledger.error().message;
            return;
        }
        auto made = make_release(results_->form, results_->definitions, results_->records,
                                 {{results_view_.indicator, results_view_.by}},
                                 form_language(*results_->form.definition, language_), results_->form.title,
                                 environment_.clock.now(), *ledger);
        if (!made) {
            results_view_.problem = made.error().message;
            return;
        }
        const auto published = publish_release(*vault_, *made, environment_.clock.now(), transport);
        results_view_.problem = published ? "" : published.error().message;
        results_view_.published = published ? hash_of(made->release.encode()).text() : "";
        results_->ledger = *ledger;
        results_->release = *std::move(made);
        return;
    }
}

} // namespace mahalla
