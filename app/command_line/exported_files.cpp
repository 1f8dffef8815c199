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

/// A file on the disk that says its name when it is there.
class AnnouncedFile final : public DiskWriter {
public:
    AnnouncedFile(std::unique_ptr<DiskWriter> file, std::filesystem::path path, std::ostream& out)
        : file_(std::move(file)), path_(std::move(path)), out_(out)
    {}
    Result<void> write(ByteView bytes) override { return named(file_->write(bytes)); }
    Result<void> sync() override { return named(file_->sync()); }
    Result<void> finish() override
    {
        auto finished = named(file_->finish());
        if (finished) out_ << path_.string() << '\n';
        return finished;
    }

private:
    Result<void> named(Result<void> done) const
    {
        return done ? std::move(done) : Result<void>(tl::unexpected(about(path_, done.error())));
    }

    std::unique_ptr<DiskWriter> file_;
    const std::filesystem::path path_;
    std::ostream& out_;
};

class StandardOutput final : public DiskWriter {
public:
    explicit StandardOutput(std::ostream& out) : out_(out) {}
    Result<void> write(ByteView bytes) override
    {
        out_ << as_text(bytes);
        return out_ ? Result<void>() : failure(ErrorKind::Unavailable, "Standard output takes nothing more.");
    }
    Result<void> sync() override { return {}; }
    Result<void> finish() override { return {}; }

private:
    std::ostream& out_;
};

} // namespace

Result<std::unique_ptr<ExportOutput>> ExportOutput::open(const std::string& output, FileCount count,
                                                         CommandContext& context)
{
    if (output.empty() && count == FileCount::Several)
        return failure(ErrorKind::Invalid, "These are several files: name a folder with -o.");
    std::error_code ignored;
    const bool is_folder =
        !output.empty() && (count == FileCount::Several || std::filesystem::is_directory(output, ignored));
    if (is_folder)
        if (auto made = context.disk.make_folder(output); !made) return tl::unexpected(about(output, made.error()));
    return std::unique_ptr<ExportOutput>(new ExportOutput(output, is_folder, context));
}

Result<std::unique_ptr<DiskWriter>> ExportOutput::create(const std::string& name)
{
    if (output_.empty()) return std::make_unique<StandardOutput>(context_.out);
    const std::filesystem::path path =
        is_folder_ ? std::filesystem::path(output_) / safe_name(name) : std::filesystem::path(output_);
    auto file = context_.disk.create(path);
    if (!file) return tl::unexpected(about(path, file.error()));
    return std::make_unique<AnnouncedFile>(*std::move(file), path, context_.out);
}

Result<void> write_exported_files(const std::vector<ExportedFile>& files, const std::string& output,
                                  CommandContext& context)
{
    MAHALLA_TRY(const auto folder,
                ExportOutput::open(output, files.size() > 1 ? FileCount::Several : FileCount::One, context));
    for (const ExportedFile& file : files) {
        MAHALLA_TRY(const auto writer, folder->create(file.name));
        if (auto written = writer->write(as_bytes(file.content)); !written) return written;
        if (auto finished = writer->finish(); !finished) return finished;
    }
    return {};
}

Result<void> write_exported_files(const std::vector<ExportedFile>& files, const ExportedFile& manifest,
                                  const std::string& output, CommandContext& context)
{
    std::error_code ignored;
    if (files.size() > 1 || (!output.empty() && std::filesystem::is_directory(output, ignored))) {
        std::vector<ExportedFile> all = files;
        all.push_back(manifest);
        return write_exported_files(all, output, context);
    }
    if (auto written = write_exported_files(files, output, context); !written || output.empty()) return written;
    return write_exported_files({manifest}, output + ".manifest.json", context);
}

} // namespace mahalla
