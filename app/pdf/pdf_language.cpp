#include "pdf/pdf_language.h"

#include <algorithm>
#include <string>

namespace mahalla {

namespace {

/// What stands between the last `before` and the next `after`; empty where one is missing.
std::string_view last_between(std::string_view text, std::string_view before, std::string_view after)
{
    const std::size_t found = text.rfind(before);
    if (found == std::string_view::npos) return {};
    const std::size_t from = found + before.size(), to = text.find(after, from);
    return to == std::string_view::npos ? std::string_view() : text.substr(from, to - from);
}

bool is_code(std::string_view language)
{
    return !language.empty() && std::ranges::all_of(language, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

/// Ten digits, as a table of places has them.
std::string place(std::size_t at)
{
    const std::string digits = std::to_string(at);
    return std::string(10 - std::min<std::size_t>(10, digits.size()), '0') + digits;
}

} // namespace

bool add_pdf_language(Bytes& pdf, std::string_view language)
{
    const std::string_view text = as_text(pdf);
    const std::string root(last_between(text, "/Root ", " 0 R")), information(last_between(text, "/Info ", " 0 R"));
    const std::string size(last_between(text, "/Size ", "\n")), table(last_between(text, "startxref\n", "\n"));
    const std::string catalogue(last_between(text, "\n" + root + " 0 obj\n<<", ">>\nendobj"));
    const bool is_known = catalogue.find("/Catalog") != std::string::npos && !information.empty() && !size.empty() &&
                          !table.empty() && text.ends_with("%%EOF\n");
    if (!is_known || !is_code(language)) return false;
    const std::size_t catalogue_at = pdf.size();
    std::string update = root + " 0 obj\n<<" + catalogue + "   /Lang (" + std::string(language) + ")\n>>\nendobj\n";
    const std::size_t table_at = catalogue_at + update.size();
    update += "xref\n" + root + " 1\n" + place(catalogue_at) + " 00000 n \ntrailer\n<< /Size " + size + "\n   /Root " +
              root + " 0 R\n   /Info " + information + " 0 R\n   /Prev " + table + "\n>>\nstartxref\n" +
              std::to_string(table_at) + "\n%%EOF\n";
    const ByteView bytes = as_bytes(update);
    pdf.insert(pdf.end(), bytes.begin(), bytes.end());
    return true;
}

} // namespace mahalla
