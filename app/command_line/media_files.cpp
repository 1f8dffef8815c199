#include "command_line/media_files.h"

#include "xform/external_data.h"

#include <algorithm>
#include <ostream>

namespace mahalla {

namespace {

Result<std::shared_ptr<const Document>> read_media_file(const std::filesystem::path& path, CommandContext& context)
{
    MAHALLA_TRY(const Bytes bytes, context.read(path, external_data_bytes_max));
    auto document = read_external_data(path.filename().string(), bytes);
    if (!document) return tl::unexpected(about(path, document.error()));
    return document;
}

bool asks_for_last_record(const FormDefinition& form)
{
    return std::ranges::any_of(form.instances(), [](const SecondaryInstance& instance) {
        return !instance.content && instance.source == "jr://instance/last-saved";
    });
}

} // namespace

Result<void> add_media_files(const FormProgram& program, const std::string& media, CommandContext& context,
                             SessionEnvironment& environment)
{
    const std::filesystem::path folder(media);
    for (const ExternalFile& file : program.external_files()) {
        if (media.empty() || !context.disk.exists(folder / file.name)) {
            context.err << "mahalla: the file " << file.name
                        << " of the form is not in the media folder; it reads as empty.\n";
            continue;
        }
        MAHALLA_TRY(auto document, read_media_file(folder / file.name, context));
        environment.external_instances.emplace(file.instance, std::move(document));
    }
    const auto last_saved = folder / "last-saved.xml";
    if (media.empty() || !asks_for_last_record(program.form()) || !context.disk.exists(last_saved)) return {};
    MAHALLA_TRY(environment.last_saved, read_media_file(last_saved, context));
    return {};
}

} // namespace mahalla
