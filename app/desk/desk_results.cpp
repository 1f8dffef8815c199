#include "desk/desk.h"

#include "base/number.h"
#include "fieldwork/earlier_releases.h"
#include "fieldwork/record_reader.h"
#include "text/number_form.h"
#include "transport/curl_http_client.h"
#include "transport/http_transport.h"

namespace mahalla {

void Desk::open_results()
{
    show(Screen::Results);
    results_view_ = {};
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
        results_ = ResultsWork{*form, std::move(definitions), *std::move(records), std::nullopt};
        return;
    }
}

void Desk::make_table(const intent::ChooseTable& wanted)
{
    if (!results_) return;
    results_view_.indicator = wanted.indicator;
    results_view_.by = wanted.by;
    results_view_.problem.clear();
    results_view_.published.clear();
    results_view_.rows.clear();
    if (wanted.indicator.empty()) return; // groups were chosen first
    auto release = make_release(results_->form, results_->definitions, results_->records,
                                {{wanted.indicator, wanted.by}}, form_language(*results_->form.definition, language_),
                                results_->form.title, environment_.clock.now());
    if (!release) {
        results_view_.problem = release.error().message;
        return;
    }
    results_->release = *std::move(release);
    const Language& language = page_.language();
    ResultWords words;
    words.total = page_.say("results.all"_text);
    words.number = [&](double number) { return shown_number(number_to_text(number), language); };
    words.share = [&](double share) { return shown_percent(share, language, 1); };
    fill_table(results_view_, *results_->release, words);
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
        const auto ledger = ledger_of_server(transport);
        if (!ledger) {
            results_view_.problem = ledger.error().message;
            return;
        }
        auto release = make_release(results_->form, results_->definitions, results_->records,
                                    {{results_view_.indicator, results_view_.by}},
                                    form_language(*results_->form.definition, language_), results_->form.title,
                                    environment_.clock.now(), *ledger);
        if (!release) {
            results_view_.problem = release.error().message;
            return;
        }
        const Bytes bytes = release->encode();
        const auto published = transport.publish_release(bytes);
        results_view_.problem = published ? "" : published.error().message;
        results_view_.published = published ? hash_of(bytes).text() : "";
        results_->release = *std::move(release);
        return;
    }
}

} // namespace mahalla
