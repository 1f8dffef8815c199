#include "xlsform/findings.h"

#include "base/text.h"

namespace mahalla {

void Findings::add(Severity severity, const Place& place, std::string_view code, std::string message, std::string help)
{
    if (severity == Severity::Error) ++errors_;
    if (diagnostics_.size() >= count_max) {
        ++left_out_;
        return;
    }
    diagnostics_.push_back(
        {severity, place.sheet, place.row, place.column, std::string(code), std::move(message), std::move(help)});
}

bool Findings::mend(const Place& place, std::string_view code, std::string message, std::string help, std::string done)
{
    if (mends())
        warning(place, code, std::move(message), std::move(done));
    else
        error(place, code, std::move(message), std::move(help));
    return mends();
}

void Findings::error(const Place& place, std::string_view code, std::string message, std::string help)
{
    add(Severity::Error, place, code, std::move(message), std::move(help));
}

void Findings::warning(const Place& place, std::string_view code, std::string message, std::string help)
{
    add(Severity::Warning, place, code, std::move(message), std::move(help));
}

Diagnostics Findings::take()
{
    if (left_out_ > 0)
        diagnostics_.push_back({errors_ > 0 ? Severity::Error : Severity::Warning, "", 0, "", "more-problems",
                                std::to_string(left_out_) + " more problems were found.",
                                "Mend those above first; they often have one cause."});
    return std::move(diagnostics_);
}

std::string Findings::did_you_mean(std::string_view word, const std::vector<std::string>& candidates,
                                   std::string otherwise)
{
    constexpr std::size_t compared_max = 30'000;
    compared_ += candidates.size();
    if (compared_ > compared_max) return otherwise;
    const auto nearest = nearest_word(word, candidates);
    return nearest ? "Did you mean \"" + *nearest + "\"?" : otherwise;
}

} // namespace mahalla
