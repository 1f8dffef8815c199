#pragma once
#include "command_line/command.h"
#include "interchange/export_folder.h"

#include <string>
#include <vector>

namespace mahalla {

/// How many files an export makes.
enum class FileCount { One, Several };

/// Where an export goes: `-o`. Without it a single file goes to standard output; several need a folder, which is made
/// where it is not there. A single file goes into a folder that is there under its own name, else to `output` itself.
///
/// A name that came from a questionnaire leads nowhere else than into that folder. Prints the name of each file once it
/// is written.
class ExportOutput final : public ExportFolder {
public:
    /// Fails with `Invalid` where several files have no folder, and as the disk does.
    static Result<std::unique_ptr<ExportOutput>> open(const std::string& output, FileCount count,
                                                      CommandContext& context);
    Result<std::unique_ptr<DiskWriter>> create(const std::string& name) override;

private:
    ExportOutput(std::string output, bool is_folder, CommandContext& context)
        : output_(std::move(output)), is_folder_(is_folder), context_(context)
    {}

    const std::string output_;
    const bool is_folder_;
    CommandContext& context_;
};

/// Files that are in memory already. Fails as `ExportOutput` does.
Result<void> write_exported_files(const std::vector<ExportedFile>& files, const std::string& output,
                                  CommandContext& context);

/// The same for files that have a manifest: it lies in their folder, or beside the one file as `FILE.manifest.json`. On
/// standard output there is no place for it.
Result<void> write_exported_files(const std::vector<ExportedFile>& files, const ExportedFile& manifest,
                                  const std::string& output, CommandContext& context);

} // namespace mahalla
