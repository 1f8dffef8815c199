#include "command_line/exported_files.h"

#include <ostream>

namespace mahalla {

namespace {

/// The name without what would lead out of the folder or hide the file in it.
std::string safe_name(std::string name)
{
    for (char& c : name)
        if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20) c = '_';
    if (name.empty() || name.front() == '.') name.insert(0, "_");
    return name;
}

Result<void> write_one(const std::filesystem::path& path, const std::string& content, CommandContext& context)
{
    if (auto written = context.write(path, as_bytes(content)); !written) return written;
    context.out << path.string() << '\n';
    return {};
}

} // namespace

Result<void> write_exported_files(const std::vector<ExportedFile>& files, const std::string& output,
                                  CommandContext& context)
{
    if (output.empty()) {
        if (files.size() > 1) return failure(ErrorKind::Invalid, "These are several files: name a folder with -o.");
        for (const ExportedFile& file : files) context.out << file.content;
        return {};
    }
    std::error_code ignored;
    if (files.size() == 1 && !std::filesystem::is_directory(output, ignored))
        return write_one(output, files.front().content, context);
    if (auto made = context.disk.make_folder(output); !made) return tl::unexpected(about(output, made.error()));
    for (const ExportedFile& file : files)
        if (auto written = write_one(std::filesystem::path(output) / safe_name(file.name), file.content, context);
            !written)
            return written;
    return {};
}

} // namespace mahalla
