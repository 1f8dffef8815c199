#include "command_line/commands.h"
#include "command_line/vault_option.h"
#include "fieldwork/record_reader.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

using nlohmann::json;

/// A conflict is named by its record and its first question: it keeps its name while it is about the same questions.
std::string id_of(const RecordId& record, const Conflict& conflict)
{
    return record.text() + ":" + (conflict.paths.empty() ? std::string() : conflict.paths.front().text());
}

const char* kind_of(const Conflict& conflict)
{
    switch (conflict.kind) {
    case ConflictKind::Values:
        return "values";
    case ConflictKind::RowEditedAndRemoved:
        return "row edited and removed";
    case ConflictKind::DeletedButEdited:
        return "deleted but edited";
    }
    return "";
}

json json_of(const RecordId& record, const Conflict& conflict)
{
    json alternatives = json::array();
    for (const Alternative& alternative : conflict.alternatives) {
        json values = json::object();
        for (const auto& [path, value] : alternative.values) values[path.text()] = value ? json(*value) : json(nullptr);
        json writers = json::array();
        for (const Writer& writer : alternative.writers)
            writers.push_back(
                {{"dot", to_text(writer.event.dot)}, {"author", writer.author}, {"reason", writer.reason}});
        alternatives.push_back({{"values", values}, {"writers", writers}, {"removes", alternative.removes}});
    }
    json paths = json::array();
    for (const AnswerPath& path : conflict.paths) paths.push_back(path.text());
    return {{"id", id_of(record, conflict)}, {"record", record.text()},
            {"kind", kind_of(conflict)},     {"paths", paths},
            {"unit", conflict.unit},         {"alternatives", alternatives}};
}

void print(const RecordId& record, const Conflict& conflict, std::ostream& out)
{
    out << id_of(record, conflict) << "  " << kind_of(conflict) << '\n';
    for (const Alternative& alternative : conflict.alternatives) {
        for (const auto& [path, value] : alternative.values)
            out << "    " << path.text() << " = " << (value ? *value : "(cleared)") << '\n';
        if (alternative.removes) out << "    (taken away)\n";
        for (const Writer& writer : alternative.writers)
            out << "        by " << (writer.author.empty() ? "unnamed" : writer.author) << ", "
                << to_text(writer.event.dot) << '\n';
    }
}

void add_list(CLI::App& group, CommandContext& context)
{
    const auto vault = std::make_shared<VaultOption>();
    const auto as_json = std::make_shared<bool>(false);
    CLI::App* command = group.add_subcommand("list", "What people wrote without knowing of each other, for decision");
    vault->add_to(*command);
    command->add_flag("--json", *as_json, "JSON lines");
    command->callback([vault, as_json, &context] {
        auto unlocked = vault->unlock(context);
        if (!unlocked) return context.fail(unlocked.error());
        FormShelf shelf;
        for (const RecordOverview& overview : unlocked->records()) {
            if (!overview.is_readable || overview.events == 0) continue;
            const auto record = read_record(*unlocked, shelf, overview.id);
            if (!record) return context.fail(record.error());
            for (const Conflict& conflict : record->conflicts) {
                if (*as_json) {
                    context.out << json_of(overview.id, conflict).dump() << '\n';
                } else {
                    print(overview.id, conflict, context.out);
                }
            }
        }
    });
}

/// The conflict an id names, with its record.
Result<std::pair<MergedRecord, Conflict>> find_conflict(const Vault& vault, FormShelf& shelf, const std::string& id)
{
    const auto record_id = RecordId::from_text(std::string_view(id).substr(0, 32));
    if (!record_id || id.size() < 33 || id[32] != ':')
        return failure(ErrorKind::Invalid,
                       "A conflict's id is as `mahalla conflicts list` prints it: record, colon, question.");
    MAHALLA_TRY(auto merged, read_record(vault, shelf, *record_id));
    for (const Conflict& conflict : merged.conflicts)
        if (id_of(*record_id, conflict) == id) return std::pair(merged, conflict);
    return failure(ErrorKind::NotFound, "There is no such conflict, or it is settled.");
}

void add_show(CLI::App& group, CommandContext& context)
{
    const auto vault = std::make_shared<VaultOption>();
    const auto id = std::make_shared<std::string>();
    CLI::App* command = group.add_subcommand("show", "One conflict with all that was written, as JSON");
    vault->add_to(*command);
    command->add_option("ID", *id, "As conflicts list prints it")->required();
    command->callback([vault, id, &context] {
        auto unlocked = vault->unlock(context);
        if (!unlocked) return context.fail(unlocked.error());
        FormShelf shelf;
        const auto found = find_conflict(*unlocked, shelf, *id);
        if (!found) return context.fail(found.error());
        context.out << json_of(found->first.record.id, found->second).dump(2) << '\n';
    });
}

struct ResolveOptions {
    VaultOption vault;
    std::string id, dot, value, reason;
    bool clear = false;
};

Result<void> resolve(const ResolveOptions& options, CommandContext& context)
{
    MAHALLA_TRY(auto vault, options.vault.unlock(context));
    FormShelf shelf;
    MAHALLA_TRY(const auto found, find_conflict(vault, shelf, options.id));
    const auto& [merged, conflict] = found;

    Event event;
    event.kind = EventKind::Resolve;
    event.record = merged.record.id;
    event.seen = merged.seen;
    event.form = merged.record.form;
    event.reason = options.reason;
    const Alternative* chosen = nullptr;
    for (const Alternative& alternative : conflict.alternatives)
        for (const Writer& writer : alternative.writers) {
            event.superseded.push_back(writer.event);
            if (to_text(writer.event.dot) == options.dot) chosen = &alternative;
        }
    std::sort(event.superseded.begin(), event.superseded.end());
    event.superseded.erase(std::unique(event.superseded.begin(), event.superseded.end()), event.superseded.end());
    if (!options.dot.empty()) {
        if (chosen == nullptr)
            return failure(ErrorKind::NotFound, "None of the alternatives was written by this event.");
        for (const auto& [path, value] : chosen->values) event.changes.push_back({path, value});
    } else {
        if (conflict.paths.size() != 1)
            return failure(ErrorKind::Invalid,
                           "Several questions move together here: choose an alternative by its event (--choose).");
        event.changes.push_back({conflict.paths.front(), options.clear ? std::nullopt : std::optional(options.value)});
    }
    MAHALLA_TRY(const EventReference written, vault.write_event(std::move(event)));
    context.out << to_text(written.dot) << '\n';
    return {};
}

void add_resolve(CLI::App& group, CommandContext& context)
{
    const auto options = std::make_shared<ResolveOptions>();
    CLI::App* command = group.add_subcommand("resolve", "Decide a conflict; what was not chosen stays in the history");
    options->vault.add_to(*command);
    command->add_option("ID", options->id, "As conflicts list prints it")->required();
    CLI::Option* choose =
        command->add_option("--choose", options->dot, "The alternative that this event wrote")->type_name("DOT");
    CLI::Option* value = command->add_option("--value", options->value, "Another value")->excludes(choose);
    command->add_flag("--clear", options->clear, "No value")->excludes(choose)->excludes(value);
    command->add_option("--reason", options->reason, "Why, for those who come after")->required();
    command->callback([options, choose, value, &context] {
        if (choose->count() == 0 && value->count() == 0 && !options->clear)
            return context.fail(
                {ErrorKind::Invalid, "Name what shall be: --choose, --value or --clear. There is no default."});
        if (const auto done = resolve(*options, context); !done) context.fail(done.error());
    });
}

} // namespace

void add_conflicts_command(CLI::App& program, CommandContext& context)
{
    CLI::App* group =
        program.add_subcommand("conflicts", "Answers that two people wrote without knowing of each other");
    group->require_subcommand(1);
    add_list(*group, context);
    add_show(*group, context);
    add_resolve(*group, context);
}

} // namespace mahalla
