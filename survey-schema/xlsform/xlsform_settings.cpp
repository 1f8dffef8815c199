#include "xlsform/xlsform_settings.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

std::optional<bool> truth_of(std::string_view text)
{
    const std::string lower = lower_ascii(text);
    if (lower == "yes" || lower == "true" || lower == "true()") return true;
    if (lower == "no" || lower == "false" || lower == "false()") return false;
    return std::nullopt;
}

/// One word of the setting `namespaces`: `prefix="uri"`; nothing where it is not so written.
std::optional<NamespaceDeclaration> namespace_of(std::string_view word)
{
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos || equals == 0 || word.find('=', equals + 1) != std::string_view::npos)
        return std::nullopt;
    std::string uri = replaced_all(replaced_all(word.substr(equals + 1), "\"", ""), "'", "");
    if (uri.empty()) return std::nullopt;
    return NamespaceDeclaration{std::string(word.substr(0, equals)), std::move(uri)};
}

} // namespace

XlsformSettings XlsformSettings::read(const XlsformTable& table, Findings& findings)
{
    XlsformSettings settings;
    const ColumnNames& names = ColumnNames::settings();
    for (const TableColumn& column : table.columns) {
        const std::string& name = column.path.front();
        const bool names_nothing = name == "attribute" && column.path.size() == 1;
        if (names_nothing)
            findings.warning({table.sheet, 1, column.header}, "column-unused",
                             "This setting says nothing by itself and is not used.",
                             "Write for example attribute::org.");
        if (names.known.contains(name)) continue;
        std::vector<std::string> known(names.known.begin(), names.known.end());
        known.insert(known.end(), {"form_title", "form_id"});
        findings.warning(
            {table.sheet, 1, column.header}, "column-unused", "This setting is kept, not used here.",
            findings.did_you_mean(name, known, "Nothing needs to be done if it is meant for another program."));
    }
    if (table.rows.empty()) return settings;
    settings.row_ = table.rows.front().number;
    for (const XlsformCell& cell : table.rows.front().cells) {
        const std::vector<std::string>& path = cell.column->path;
        if (path.front() == "attribute" && path.size() > 1) {
            std::vector<std::string> rest(path.begin() + 1, path.end());
            settings.root_attributes_.push_back({joined(rest, ":"), cell.text});
        } else if (path.size() == 1) {
            settings.values_[path.front()] = cell.text;
            settings.headers_[path.front()] = cell.column->header;
        }
    }
    for (const std::string_view word : words(settings.text("namespaces")))
        if (!namespace_of(word))
            findings.warning(settings.place("namespaces"), "setting-invalid",
                             "\"" + std::string(word) + "\" declares no namespace; it is left out.",
                             "Write prefix=\"uri\", several with blanks between.");
    return settings;
}

const std::string& XlsformSettings::text(std::string_view key) const
{
    static const std::string none;
    const auto found = values_.find(key);
    return found == values_.end() ? none : found->second;
}

bool XlsformSettings::is_yes(std::string_view key) const { return truth_of(text(key)).value_or(false); }

bool XlsformSettings::is_yes_unless(std::string_view key, bool otherwise, Findings& findings) const
{
    if (text(key).empty()) return otherwise;
    const std::optional<bool> truth = truth_of(text(key));
    if (!truth)
        findings.warning(place(key), "setting-invalid", "This setting is neither yes nor no.",
                         std::string("It is taken as ") + (otherwise ? "yes." : "no."));
    return truth.value_or(otherwise);
}

void XlsformSettings::set(std::string_view key, std::string value) { values_[std::string(key)] = std::move(value); }

Place XlsformSettings::place(std::string_view key) const
{
    const auto header = headers_.find(key);
    return {"settings", row_, header == headers_.end() ? std::string(key) : header->second};
}

Namespaces XlsformSettings::namespaces() const
{
    Namespaces all = Namespaces::odk();
    for (const std::string_view word : words(text("namespaces")))
        if (const auto declaration = namespace_of(word)) all.add(declaration->prefix, declaration->uri);
    return all;
}

void XlsformSettings::apply(FormSettings& form, std::string_view fallback_id) const
{
    form.id = text("id_string").empty() ? std::string(fallback_id) : text("id_string");
    form.title = text("title").empty() ? form.id : text("title");
    form.version = text("version");
    form.style = text("style");
    form.record_namespace = text("instance_xmlns");
    for (const std::string_view word : words(text("namespaces")))
        if (auto declaration = namespace_of(word)) form.namespaces.push_back(*std::move(declaration));
    form.submission.url = text("submission_url");
    form.submission.public_key = text("public_key");
    form.submission.auto_send = text("auto_send");
    form.submission.auto_delete = text("auto_delete");
    if (is_yes("client_editable")) form.submission.attributes.push_back({"odk:client-editable", "true"});
}

} // namespace mahalla
