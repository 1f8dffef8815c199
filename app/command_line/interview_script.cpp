#include "command_line/interview_script.h"

#include "base/text.h"
#include "crypto/attachment.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

using nlohmann::json;

std::string text_of(const json& step, const char* key)
{
    const auto found = step.find(key);
    return found != step.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// A file that stands in the script itself.
class WrittenFile final : public DiskReader {
public:
    explicit WrittenFile(std::shared_ptr<const Bytes> content) : content_(std::move(content)) {}
    Result<Bytes> read(std::size_t bytes_max) override
    {
        const ByteView rest = ByteView(*content_).subspan(position_);
        const ByteView part = rest.first(std::min(bytes_max, rest.size()));
        position_ += part.size();
        return Bytes(part.begin(), part.end());
    }
    std::uint64_t size() const override { return content_->size(); }

private:
    std::shared_ptr<const Bytes> content_;
    std::size_t position_ = 0;
};

/// The content of an `attach` step: beside its name, or in the media folder under it.
Result<FileSource> file_of(const json& step, const std::string& name, const ScriptFiles& files)
{
    if (step.contains("base64")) {
        MAHALLA_TRY(Bytes content, from_base64(text_of(step, "base64")));
        auto shared = std::make_shared<const Bytes>(std::move(content));
        return FileSource([shared]() -> Result<std::unique_ptr<DiskReader>> {
            return std::unique_ptr<DiskReader>(std::make_unique<WrittenFile>(shared));
        });
    }
    if (files.media.empty())
        return failure(ErrorKind::Invalid, "a file needs its content as base64, or --media and its folder");
    // Checked before a path is made of it: a script names files of that folder and of no other.
    if (!is_attachment_name(name)) return failure(ErrorKind::Invalid, "a file's name has no slashes");
    return FileSource([&files, name] { return files.disk.open(files.media / name); });
}

Result<Changes> play(Interview& interview, const json& step, const std::string& operation, const ScriptFiles& files,
                     MediaCleaning& cleaning)
{
    const std::string ref = text_of(step, "ref");
    if (operation == "attach") {
        const std::string name = text_of(step, "name");
        MAHALLA_TRY(const FileSource source, file_of(step, name, files));
        return interview.attach(ref, name, source, &cleaning);
    }
    if (operation == "answer") {
        const auto value = step.find("value");
        if (value == step.end() || value->is_null()) return interview.answer(ref, std::nullopt);
        if (!value->is_string()) return failure(ErrorKind::Invalid, "a value is a text, or null");
        return interview.answer(ref, value->get<std::string>());
    }
    if (operation == "add_repeat") return interview.add_repeat(ref);
    if (operation == "remove_repeat") return interview.remove_repeat(ref);
    if (operation == "set_language") return interview.set_language(text_of(step, "language"));
    if (operation == "undo") return interview.undo();
    if (operation == "redo") return interview.redo();
    static constexpr std::string_view looking[] = {"state", "validate", "serialize", "begin", "next", "previous"};
    for (const std::string_view other : looking)
        if (operation == other) return Changes();
    return failure(ErrorKind::Invalid, "this step is none that a vault's interview can take");
}

} // namespace

Result<PlayedScript> play_script(Interview& interview, std::string_view lines, const ScriptFiles& files)
{
    PlayedScript script;
    int number = 0;
    for (const std::string_view line : split(lines, '\n')) {
        ++number;
        if (trimmed(line).empty()) continue;
        const std::string place = "Line " + std::to_string(number) + " of the script: ";
        const json step = json::parse(line, nullptr, false);
        if (!step.is_object()) return failure(ErrorKind::Invalid, place + "it is no JSON object.");
        const std::string operation = text_of(step, "op");
        if (operation == "finalize") {
            script.ending = ScriptEnding::Finalise;
            return script;
        }
        MediaCleaning cleaning = MediaCleaning::Cleaned;
        const auto played = play(interview, step, operation, files, cleaning);
        if (cleaning == MediaCleaning::KeptAsItCame) script.files_as_they_came.push_back(number);
        if (!played) return failure(played.error().kind, place + played.error().message);
    }
    return script;
}

} // namespace mahalla
