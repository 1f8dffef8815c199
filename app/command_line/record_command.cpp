#include "base/seeded_random.h"
#include "command_line/attached_files_text.h"
#include "command_line/commands.h"
#include "command_line/departures_text.h"
#include "command_line/erasures_told.h"
#include "command_line/interview_script.h"
#include "command_line/made_up_record.h"
#include "command_line/vault_option.h"
#include "fieldwork/record_reader.h"
#include "system/time_zone_files.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

using nlohmann::json;

SessionEnvironment session_environment(const Vault& vault, CommandContext& context)
{
    SessionEnvironment environment{context.clock, context.random};
    environment.time_zone = local_time_zone(context.disk);
    environment.properties["deviceid"] = vault.device().text();
    environment.properties["username"] = vault.label();
    return environment;
}

/// Plays the steps into the interview; finalises it where asked and possible. False where a step or a condition was
/// unmet.
bool hold(Interview& interview, const std::string& script, const std::string& media, bool finalise,
          CommandContext& context)
{
    if (!script.empty()) {
        const auto bytes = context.read(script, interview_script_bytes_max);
        if (!bytes) return context.fail(bytes.error()), false;
        const auto played = play_script(interview, as_text(*bytes), {context.disk, media});
        if (!played) {
            context.fail(about(script, played.error()));
            context.err << "The steps before it are kept in the draft " << interview.record().text()
                        << ": go on with mahalla record edit.\n";
            return false;
        }
        for (const int line : played->files_as_they_came)
            context.err << "mahalla: line " << line
                        << " of the script: the file is no picture, sound or film that this program can clean; it is "
                           "kept as it came, with whatever it says of who made it, when and where.\n";
        finalise = finalise || played->ending == ScriptEnding::Finalise;
    }
    if (!finalise) return true;
    const auto unmet = interview.finalise();
    if (!unmet) return context.fail(unmet.error()), false;
    for (const UnmetCondition& condition : *unmet)
        context.err << condition.ref << ": " << (condition.condition == Violation::Required ? "required" : "constraint")
                    << " is not met\n";
    if (unmet->empty()) return true;
    context.err << "The record is kept as a draft: answer these, then run mahalla record finalize.\n";
    context.exit_code = ExitCode::Problems;
    return false;
}

void add_new(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string form, language, media;
        std::vector<std::string> scripts, given;
        std::uint64_t seed = 0;
        std::size_t count = 1;
        bool finalise = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("new", "Begin a record; with scripts, one record each; prints the records' ids");
    options->vault.add_to(*command);
    command->add_option("--form", options->form, "Id or hash of the questionnaire")->required();
    command
        ->add_option("--script", options->scripts, "Steps of an interview, JSON lines as mahalla form run takes them")
        ->type_name("STEPS.jsonl");
    command->add_option("--media", options->media, "The folder with the files that the script attaches")
        ->type_name("DIR");
    CLI::Option* generate =
        command->add_option("--generate", options->seed, "Make answers up, for demonstrations: one seed, one interview")
            ->type_name("SEED");
    command->add_option("--count", options->count, "How many records to make up")
        ->needs(generate)
        ->check(CLI::Range(1, 10'000));
    command->add_option("--given", options->given, "Not made up: REF=VALUE, or REF=VALUE|VALUE|… to draw from")
        ->needs(generate);
    command->add_option("--language", options->language, "Language of the interview");
    command->add_flag("--finalize", options->finalise, "Finalise each record after its last step");
    command->callback([options, generate, &context] {
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        FormShelf shelf;
        const auto form = shelf.form(*vault, options->form);
        if (!form) return context.fail(form.error());
        const SessionEnvironment environment = session_environment(*vault, context);
        if (generate->count() > 0) {
            for (std::size_t i = 0; i < options->count; ++i) {
                SeededRandom chance(options->seed + i);
                const auto id = make_up_record(*vault, *form, environment,
                                               {options->given, options->language, options->finalise}, chance);
                if (!id) return context.fail(id.error());
                context.out << id->text() << '\n';
            }
            return;
        }
        if (options->scripts.empty()) options->scripts.emplace_back();
        for (const std::string& script : options->scripts) {
            auto interview = Interview::begin(*vault, *form, environment, options->language);
            if (!interview) return context.fail(interview.error());
            context.out << interview->record().text() << '\n';
            if (!hold(*interview, script, options->media, options->finalise, context)) return;
        }
        tell_erasures(*vault, context);
    });
}

void add_edit(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string id, script, media;
        bool finalise = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("edit", "Go on with a draft, or correct a finalised record");
    options->vault.add_to(*command);
    command->add_option("ID", options->id, "The record")->required();
    command->add_option("--script", options->script, "Steps, JSON lines")->type_name("STEPS.jsonl")->required();
    command->add_option("--media", options->media, "The folder with the files that the script attaches")
        ->type_name("DIR");
    command->add_flag("--finalize", options->finalise, "Finalise it afterwards");
    command->callback([options, &context] {
        const auto id = RecordId::from_text(options->id);
        if (!id) return context.fail({ErrorKind::Invalid, "A record's id has 32 hexadecimal digits."});
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        FormShelf shelf;
        const SessionEnvironment environment = session_environment(*vault, context);
        auto interview = Interview::resume(*vault, shelf, environment, *id);
        if (!interview && interview.error().kind == ErrorKind::NotFound) {
            const auto record = read_record(*vault, shelf, *id);
            if (!record) return context.fail(record.error());
            interview = Interview::revise(*vault, shelf, environment, *record);
        }
        if (!interview) return context.fail(interview.error());
        report_departures(interview->session().departures(), context.err);
        hold(*interview, options->script, options->media, options->finalise, context);
        tell_erasures(*vault, context);
    });
}

void add_finalize(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::vector<std::string> ids;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("finalize", "Seal drafts to the project's recipients");
    options->vault.add_to(*command);
    command->add_option("ID", options->ids, "Drafts (default: all that are complete)");
    command->callback([options, &context] {
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        std::vector<RecordId> drafts;
        for (const std::string& text : options->ids) {
            const auto id = RecordId::from_text(text);
            if (!id) return context.fail({ErrorKind::Invalid, "A record's id has 32 hexadecimal digits."});
            drafts.push_back(*id);
        }
        if (drafts.empty()) drafts = vault->drafts();
        FormShelf shelf;
        const SessionEnvironment environment = session_environment(*vault, context);
        for (const RecordId& id : drafts) {
            auto interview = Interview::resume(*vault, shelf, environment, id);
            if (!interview) return context.fail(interview.error());
            if (hold(*interview, {}, {}, true, context)) context.out << id.text() << '\n';
        }
        tell_erasures(*vault, context);
    });
}

const char* word_of(RecordJourney journey)
{
    switch (journey) {
    case RecordJourney::OnlyHere:
        return "only here";
    case RecordJourney::Stored:
        return "stored";
    case RecordJourney::Read:
        return "read";
    }
    return "";
}

void add_list(CLI::App& group, CommandContext& context)
{
    const auto vault = std::make_shared<VaultOption>();
    const auto as_json = std::make_shared<bool>(false);
    CLI::App* command = group.add_subcommand("list", "The records of this vault");
    vault->add_to(*command);
    command->add_flag("--json", *as_json, "JSON lines");
    command->callback([vault, as_json, &context] {
        auto unlocked = vault->unlock(context);
        if (!unlocked) return context.fail(unlocked.error());
        for (const RecordOverview& record : unlocked->records()) {
            const std::string form = record.form ? record.form->id : "";
            if (*as_json) {
                context.out << json{{"id", record.id.text()},
                                    {"form", form},
                                    {"draft", record.has_draft},
                                    {"events", record.events},
                                    {"readable", record.is_readable},
                                    {"own", record.is_own},
                                    {"erased", record.is_erased},
                                    {"journey", word_of(record.journey)},
                                    {"files_only_here", record.files_only_here}}
                                   .dump()
                            << '\n';
            } else {
                context.out << record.id.text() << "  " << (record.has_draft ? "draft" : word_of(record.journey))
                            << "  " << form
                            << (record.is_erased     ? "  erased"
                                : record.is_readable ? ""
                                                     : "  sealed")
                            << '\n';
            }
        }
    });
}

void add_show(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string id;
        bool as_json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("show", "What a record says, with everything merged");
    options->vault.add_to(*command);
    command->add_option("ID", options->id, "The record")->required();
    command->add_flag("--json", options->as_json, "One JSON document");
    command->callback([options, &context] {
        const auto id = RecordId::from_text(options->id);
        if (!id) return context.fail({ErrorKind::Invalid, "A record's id has 32 hexadecimal digits."});
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        FormShelf shelf;
        Record record;
        std::size_t conflicts = 0;
        if (const auto draft = vault->draft(*id)) {
            record = *draft;
        } else {
            const auto merged = read_record(*vault, shelf, *id);
            if (!merged) return context.fail(merged.error());
            record = merged->record;
            conflicts = merged->conflicts.size();
        }
        const auto files = vault->attachments(*id);
        if (!files) return context.fail(files.error());
        if (!options->as_json) {
            for (const auto& [path, answer] : record.answers)
                if (answer.relevant)
                    context.out << path.text() << " = " << (answer.unresolved ? "(unresolved)" : answer.value) << '\n';
            for (const AttachedFile& file : *files)
                if (!file.is_complete()) context.out << "missing: " << line_of(file) << '\n';
            return;
        }
        json answers = json::object();
        for (const auto& [path, answer] : record.answers)
            answers[path.text()] = {
                {"value", answer.value}, {"relevant", answer.relevant}, {"unresolved", answer.unresolved}};
        context.out << json{{"id", id->text()},
                            {"form", record.form.id},
                            {"conflicts", conflicts},
                            {"answers", answers},
                            {"attachments", json_of(*files)}}
                           .dump()
                    << '\n';
    });
}

} // namespace

void add_record_command(CLI::App& program, CommandContext& context)
{
    CLI::App* group = program.add_subcommand("record", "Records: begin, edit, finalise, look at");
    group->require_subcommand(1);
    add_new(*group, context);
    add_edit(*group, context);
    add_finalize(*group, context);
    add_list(*group, context);
    add_show(*group, context);
    add_record_attachment_commands(*group, context);
    add_record_export_command(*group, context);
    add_record_import_command(*group, context);
    add_record_erase_command(*group, context);
}

} // namespace mahalla
