#include "desk/desk.h"

#include "base/text.h"
#include "system/removable_media.h"

#include <algorithm>

namespace mahalla {

namespace {

bool has_ending(const std::filesystem::path& name, FilePurpose purpose)
{
    const std::string ending = lower_ascii(name.extension().string());
    switch (purpose) {
    case FilePurpose::Challenge: // or a photograph of its code
        return ending == ".challenge" || ending == ".png" || ending == ".jpg" || ending == ".jpeg";
    case FilePurpose::Answer:
        return ending == ".answer";
    case FilePurpose::Reply:
        return ending == ".reply";
    case FilePurpose::Backup:
        return ending == ".mahalla-backup";
    case FilePurpose::Outlines:
        return ending == ".geojson" || ending == ".json";
    }
    return false;
}

} // namespace

FilesView& Desk::files_for(FilePurpose purpose)
{
    switch (purpose) {
    case FilePurpose::Challenge:
        return travel_view_.challenges;
    case FilePurpose::Answer:
        return unlock_view_.travelling.answers;
    case FilePurpose::Backup:
        return unlock_view_.restoring.backups;
    case FilePurpose::Outlines:
        return results_view_.outlines;
    case FilePurpose::Reply:
        break;
    }
    return enrolment_view_.replies;
}

std::vector<std::filesystem::path> Desk::folders_meant(const std::string& typed) const
{
    if (!typed.empty()) return {typed};
    std::vector<std::filesystem::path> folders;
    MediumWatch watch(environment_.disk, environment_.media_table);
    if (const auto media = watch.present())
        for (const RemovableMedium& medium : *media) folders.push_back(medium.folder);
    return folders;
}

void Desk::look_for_files(FilePurpose purpose, const std::string& folder)
{
    FilesView& view = files_for(purpose);
    view = {};
    view.looked = true;
    folder_ = folder;
    for (const std::filesystem::path& place : folders_meant(folder)) {
        const auto names = environment_.disk.list(place);
        if (!names) continue;
        for (const std::filesystem::path& name : *names)
            if (has_ending(name, purpose)) view.files.push_back((place / name).string());
    }
}

void Desk::choose_file(FilePurpose purpose, const std::string& file)
{
    FilesView& view = files_for(purpose);
    if (std::ranges::find(view.files, file) == view.files.end()) return;
    view.chosen = file;
    if (purpose == FilePurpose::Challenge) look_at_challenge();
    if (purpose == FilePurpose::Reply) look_at_reply();
    if (purpose == FilePurpose::Outlines) read_outlines(file);
}

} // namespace mahalla
