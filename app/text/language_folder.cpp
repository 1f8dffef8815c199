#include "text/language_folder.h"

namespace mahalla {

namespace {

constexpr std::uint64_t file_bytes_max = 1 << 20;

Result<std::shared_ptr<const TextCatalogue>> read_file(Disk& disk, const std::filesystem::path& path,
                                                       std::shared_ptr<const TextCatalogue> fallback)
{
    MAHALLA_TRY(const Bytes bytes, disk.read(path, file_bytes_max));
    return TextCatalogue::read(Language::from_code(path.stem().string()), as_text(bytes), std::move(fallback));
}

} // namespace

Result<LanguageFolder> LanguageFolder::read(Disk& disk, const std::filesystem::path& folder)
{
    MAHALLA_TRY(const auto english, read_file(disk, folder / "en.txt", nullptr));
    MAHALLA_TRY(const auto names, disk.list(folder));
    LanguageFolder languages;
    for (const std::filesystem::path& name : names) {
        if (name.extension() != ".txt") continue;
        if (name.stem() == "en") {
            languages.catalogues_.push_back(english);
            continue;
        }
        MAHALLA_TRY(auto catalogue, read_file(disk, folder / name.filename(), english));
        languages.catalogues_.push_back(std::move(catalogue));
    }
    return languages;
}

std::shared_ptr<const TextCatalogue> LanguageFolder::for_code(std::string_view code) const
{
    const std::string_view language = code.substr(0, code.find_first_of("-_"));
    std::shared_ptr<const TextCatalogue> best;
    for (const auto& catalogue : catalogues_) {
        if (catalogue->language().code == code) return catalogue;
        if (catalogue->language().code == language || (!best && catalogue->language().code == "en")) best = catalogue;
    }
    return best;
}

std::filesystem::path language_folder(Disk& disk)
{
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const auto installed = program.parent_path().parent_path() / "share" / "mahalla" / "languages";
    if (disk.exists(installed)) return installed;
    return std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "assets" / "languages";
}

} // namespace mahalla
