#pragma once
#include "base/disk.h"
#include "text/text_catalogue.h"

namespace mahalla {

/// Every language of a folder (assets/languages), English answering for what another lacks.
class LanguageFolder {
public:
    /// Reads every `<code>.txt`. Fails with `NotFound` where there is no `en.txt`, and as `TextCatalogue::read` does.
    static Result<LanguageFolder> read(Disk& disk, const std::filesystem::path& folder);

    /// Sorted by code, as the list for choosing shows them.
    const std::vector<std::shared_ptr<const TextCatalogue>>& catalogues() const { return catalogues_; }
    /// The catalogue of "ar-EG", else of "ar", else English.
    std::shared_ptr<const TextCatalogue> for_code(std::string_view code) const;

private:
    std::vector<std::shared_ptr<const TextCatalogue>> catalogues_;
};

/// Where the program's own language files lie: beside the installed program (`../share/mahalla`), else in the source
/// tree.
std::filesystem::path language_folder(Disk& disk);

} // namespace mahalla
