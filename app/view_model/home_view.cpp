#include "view_model/home_view.h"

#include <algorithm>

namespace mahalla {

namespace {

std::string when(const std::optional<Instant>& changed, int offset_minutes)
{
    if (!changed) return {};
    const std::string text = instant_to_text(*changed, offset_minutes);
    return text.substr(0, 10) + " " + text.substr(11, 5);
}

} // namespace

HomeView home_view(const Vault& vault, FormShelf& shelf, int offset_minutes)
{
    HomeView view;
    view.is_enrolled = vault.certificate() != nullptr;
    view.is_supervisor = view.is_enrolled && vault.certificate()->content().role == Role::Supervisor;
    if (vault.charter() != nullptr)
        for (const CharterForm& form : vault.charter()->content().forms)
            if (form.is_open) view.forms.push_back({form.hash.text(), form.title.empty() ? form.id : form.title});
    std::vector<RecordOverview> records = vault.records();
    std::stable_sort(records.begin(), records.end(), [](const RecordOverview& a, const RecordOverview& b) {
        if (a.has_draft != b.has_draft) return a.has_draft;
        return a.changed > b.changed;
    });
    for (const RecordOverview& record : records) {
        HomeRow row;
        row.record = record.id.text();
        if (record.form) {
            const auto form = shelf.form(vault, record.form->hash);
            row.title = form ? form->title : record.form->id;
        }
        const std::string time = when(record.changed, offset_minutes);
        row.detail = (time.empty() ? "" : time + " · ") + row.record.substr(0, 6);
        row.is_draft = record.has_draft;
        row.is_readable = record.is_readable || record.has_draft;
        row.journey = record.journey;
        view.rows.push_back(std::move(row));
    }
    view.counts = vault.journey_counts();
    return view;
}

} // namespace mahalla
