#include "server/results_page.h"

#include "base/number.h"
#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// The words around the figures. Arabic figures stay European here: screen readers and copies into tables need them.
struct Words {
    const char* language;
    const char* direction;
    const char* name;
    const char* title;
    const char* lead;
    const char* empty;
    const char* interval;
    const char* of_those_interviewed;
    const char* all;
    const char* because_confidential;
    const char* interviewed;
    const char* group;
    const char* estimate;
    const char* hidden;
    const char* why_hidden;
    const char* how_made;
    const char* published;
    const char* questionnaire;
    const char* rule;
    const char* software;
    const char* fingerprint;
    const char* data;
    const char* not_found;
    const char* back;
};

constexpr Words all_words[] = {
    {"en",
     "ltr",
     "English",
     "What people said",
     "Results by group, for the neighbourhoods that gave them. What could point to somebody is hidden.",
     "Nothing has been published yet.",
     "95 % interval",
     "Of those who were interviewed",
     "All",
     "to protect those in it or in a neighbouring group",
     "Interviewed",
     "Group",
     "Estimate",
     "hidden",
     "A hidden figure would let somebody work out what a few households said. Hidden is not zero.",
     "How this was made",
     "Published",
     "Questionnaire",
     "Rule",
     "Software",
     "Fingerprint",
     "Open data",
     "This page is not here.",
     "To the results"},
    {"fr",
     "ltr",
     "Français",
     "Ce que les gens ont dit",
     "Résultats par groupe, pour les quartiers qui les ont donnés. Ce qui pourrait désigner quelqu’un est masqué.",
     "Rien n’a encore été publié.",
     "Intervalle à 95 %",
     "Parmi les personnes interrogées",
     "Ensemble",
     "pour protéger les personnes de ce groupe ou d’un groupe voisin",
     "Interrogés",
     "Groupe",
     "Estimation",
     "masqué",
     "Un chiffre masqué permettrait de deviner ce que quelques ménages ont dit. Masqué ne veut pas dire zéro.",
     "Comment cela a été fait",
     "Publié le",
     "Questionnaire",
     "Règle",
     "Logiciel",
     "Empreinte",
     "Données ouvertes",
     "Cette page n’existe pas.",
     "Vers les résultats"},
    {"ar",
     "rtl",
     "العربية",
     "ما قاله الناس",
     "النتائج بحسب الفئة، للأحياء التي قدّمتها. ما قد يدل على شخص بعينه محجوب.",
     "لم يُنشر شيء بعد.",
     "فترة ثقة 95٪",
     "من بين من قوبلوا",
     "الجميع",
     "لحماية من في هذه الفئة أو في فئة مجاورة",
     "عدد المقابَلين",
     "الفئة",
     "التقدير",
     "محجوب",
     "الرقم المحجوب قد يكشف ما قالته أسر قليلة. محجوب لا يعني صفرًا.",
     "كيف أُعدّت هذه النتائج",
     "نُشرت في",
     "الاستمارة",
     "القاعدة",
     "البرنامج",
     "البصمة",
     "بيانات مفتوحة",
     "هذه الصفحة غير موجودة.",
     "إلى النتائج"},
};

const Words& words_for(const std::string& language)
{
    for (const Words& words : all_words)
        if (language == words.language) return words;
    return all_words[0];
}

/// One decimal, the same in every locale: 0.4567 as a share gives "45.7 %".
std::string shown(double value, ShownStatistic statistic)
{
    const double scaled = statistic == ShownStatistic::Share ? value * 100 : value;
    const std::string text = number_to_text(std::round(scaled * 10) / 10);
    return statistic == ShownStatistic::Share ? text + " %" : text;
}

std::string tag(const char* name, const std::string& content, const std::string& attributes = {})
{
    return std::string("<") + name + (attributes.empty() ? "" : " " + attributes) + ">" + content + "</" + name + ">";
}

/// The upper end of a table's axis: 1 for shares, else a round number above everything.
double axis_end(const ShownTable& table)
{
    if (table.statistic == ShownStatistic::Share) return 1;
    double highest = 0;
    for (const ShownCell& cell : table.cells)
        highest = std::max({highest, cell.estimate.value_or(0), cell.upper.value_or(0)});
    if (highest <= 0) return 1;
    const double step = std::pow(10, std::floor(std::log10(highest)));
    return std::ceil(highest / step) * step;
}

std::string place(double value, double end)
{
    return number_to_text(std::round(std::clamp(value / end, 0.0, 1.0) * 1000) / 10);
}

/// A bar from 0 to the estimate and a line over the interval; its meaning stands beside it in words.
std::string bar(const ShownCell& cell, double end)
{
    if (!cell.estimate)
        return R"(<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="veil" width="100" height="10"/></svg>)";
    std::string svg =
        R"(<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="100" height="10"/>)";
    svg += R"(<rect class="value" y="1.5" height="7" width=")" + place(*cell.estimate, end) + "\"/>";
    if (cell.lower && cell.upper)
        svg += R"(<line class="interval" y1="5" y2="5" x1=")" + place(*cell.lower, end) + R"(" x2=")" +
               place(*cell.upper, end) + "\"/>";
    return svg + "</svg>";
}

std::string row(const ShownTable& table, const ShownCell& cell, double end, const Words& words)
{
    std::string groups;
    for (std::size_t i = 0; i < cell.groups.size(); ++i)
        groups += tag("th", escaped_markup(cell.groups[i] == "∑" ? words.all : cell.groups[i]), "scope=\"row\"");
    if (!cell.estimate)
        return tag("tr",
                   groups + tag("td", bar(cell, end), "class=\"chart\"") +
                       tag("td",
                           std::string("<span class=\"mark\" aria-hidden=\"true\">⊘</span> ") + words.hidden + " — " +
                               (cell.suppressed_because == "confidential" ? std::string(words.because_confidential)
                                                                          : escaped_markup(cell.suppressed_because)),
                           "class=\"hidden\" colspan=\"3\""));
    const std::string interval = cell.lower && cell.upper
                                     ? shown(*cell.lower, table.statistic) + " – " + shown(*cell.upper, table.statistic)
                                     : "–";
    const std::string count = cell.interviewed ? std::to_string(*cell.interviewed) : "–";
    return tag("tr", groups + tag("td", bar(cell, end), "class=\"chart\"") +
                         tag("td", tag("bdi", shown(*cell.estimate, table.statistic)), "class=\"figure\"") +
                         tag("td", "<bdi>" + interval + "</bdi>", "class=\"quiet\"") +
                         tag("td", count, "class=\"quiet\""));
}

std::string figure(const ShownTable& table, const Words& words)
{
    std::string head;
    for (const std::string& dimension : table.dimensions) head += tag("th", escaped_markup(dimension), "scope=\"col\"");
    if (table.dimensions.empty()) head += "";
    head += tag("td", "") + tag("th", words.estimate, "scope=\"col\"") + tag("th", words.interval, "scope=\"col\"") +
            tag("th", words.interviewed, "scope=\"col\"");
    const double end = axis_end(table);
    std::string rows;
    bool hidden = false;
    for (const ShownCell& cell : table.cells) {
        rows += row(table, cell, end, words);
        hidden = hidden || !cell.estimate;
    }
    std::string text = tag("h2", escaped_markup(table.title));
    if (table.of_those_interviewed) text += tag("p", words.of_those_interviewed, "class=\"base\"");
    text += tag("table", tag("thead", tag("tr", head)) + tag("tbody", rows));
    if (hidden)
        text += tag("p", std::string("<span class=\"mark\" aria-hidden=\"true\">⊘</span> ") + words.why_hidden,
                    "class=\"note\"");
    return tag("section", text, "id=\"" + escaped_markup(table.id) + "\"");
}

std::string provenance(const ShownRelease& release, const Words& words)
{
    const auto line = [](const char* name, const std::string& value) {
        return value.empty() ? std::string() : tag("dt", name) + tag("dd", tag("bdi", escaped_markup(value)));
    };
    return tag("details",
               tag("summary", words.how_made) +
                   tag("dl", line(words.published, release.published) +
                                 line(words.questionnaire, release.questionnaire) + line(words.rule, release.rule) +
                                 line(words.software, release.software) + line(words.fingerprint, release.hash)) +
                   tag("p", tag("a", words.data, "href=\"/api/v1/releases/" + escaped_markup(release.hash) + "\"")));
}

std::string page(const Words& words, const std::string& body)
{
    std::string languages;
    for (const Words& other : all_words)
        languages += tag("a", other.name,
                         std::string("href=\"?language=") + other.language + "\" lang=\"" + other.language + "\"" +
                             (&other == &words ? " aria-current=\"true\"" : ""));
    return std::string("<!doctype html>\n<html lang=\"") + words.language + "\" dir=\"" + words.direction +
           "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, "
           "initial-scale=1\"><title>" +
           words.title + "</title><link rel=\"stylesheet\" href=\"/style.css\"></head><body><nav>" + languages +
           "</nav>" + body + "</body></html>\n";
}

} // namespace

std::string results_page(const std::vector<ShownRelease>& releases, const std::string& language)
{
    const Words& words = words_for(language);
    std::string body = tag("header", tag("h1", words.title) + tag("p", words.lead));
    if (releases.empty()) body += tag("main", tag("p", words.empty, "class=\"note\""));
    for (const ShownRelease& release : releases) {
        std::string content = release.title.empty() ? "" : tag("p", escaped_markup(release.title), "class=\"release\"");
        for (const ShownTable& table : release.tables) content += figure(table, words);
        body += tag("main", content + provenance(release, words));
    }
    return page(words, body);
}

std::string not_found_page(const std::string& language)
{
    const Words& words = words_for(language);
    return page(words, tag("main", tag("h1", words.not_found) + tag("p", tag("a", words.back, "href=\"/\""))));
}

std::string results_style_sheet()
{
    return R"(:root{--ink:#1d2b2a;--quiet:#566664;--ground:#f7f5f0;--sheet:#fff;--line:#dcd8cd;--accent:#0f6b62;--bar:#2b8a80;--veil:#e4e0d6}
@media (prefers-color-scheme:dark){:root{--ink:#e9efee;--quiet:#a3b3b1;--ground:#141b1a;--sheet:#1c2524;--line:#33403e;--accent:#6fd0c4;--bar:#3fa699;--veil:#2b3534}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem 1.25rem 4rem;max-width:62rem;background:var(--ground);color:var(--ink);font:1.0625rem/1.55 "Noto Sans","Noto Sans Arabic",system-ui,sans-serif}
nav{display:flex;gap:1rem;justify-content:flex-end;padding-block:.5rem}
a{color:var(--accent)}nav a[aria-current]{color:var(--ink);text-decoration:none;font-weight:600}
a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
header h1{font-size:2.1rem;line-height:1.2;margin:.5rem 0}header p{color:var(--quiet);max-width:44rem;margin:0 0 1.5rem}
main{background:var(--sheet);border:1px solid var(--line);border-radius:12px;padding:1.25rem 1.5rem;margin-block:1.5rem}
.release{font-weight:600;color:var(--accent);margin:0}
section{margin-block:1.25rem 2.25rem}h2{font-size:1.25rem;line-height:1.35;margin:0 0 .25rem}
.base{color:var(--quiet);margin:0 0 .75rem}
table{border-collapse:collapse;width:100%}th,td{padding:.55rem .6rem;border-block-end:1px solid var(--line);text-align:start;vertical-align:middle}
thead th{font-size:.875rem;color:var(--quiet);font-weight:600}tbody th{font-weight:500}
.chart{width:34%;min-width:7rem}.figure{font-weight:700;white-space:nowrap}.quiet{color:var(--quiet);white-space:nowrap}.hidden{color:var(--quiet)}
.bar{display:block;width:100%;height:1.4rem;border-radius:4px}[dir=rtl] .bar{transform:scaleX(-1)}
.ground{fill:var(--veil)}.value{fill:var(--bar)}.interval{stroke:var(--ink);stroke-width:1.4}.veil{fill:none;stroke:var(--line);stroke-dasharray:2 2}
.mark{color:var(--accent);font-weight:700}.note{color:var(--quiet);font-size:.9375rem}
details{border-block-start:1px solid var(--line);padding-block-start:.75rem}summary{cursor:pointer;color:var(--accent)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.25rem}dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}
@media (max-width:40rem){.chart{display:none}th,td{padding-inline:.3rem}}
@media print{body{background:#fff}main{border:0}}
)";
}

} // namespace mahalla
