#include "durability/laptop.h"

#include "crypto/hash.h"
#include "store/vault_restored.h"

#include <algorithm>

namespace mahalla::test {

namespace {

constexpr std::size_t all = 100'000;

std::string text_of(const Error& error) { return std::string("fails: ") + name_of(error.kind); }

/// Collects lines; ids only where they are wanted.
class Description {
public:
    explicit Description(Names names) : names_(names) {}

    std::string id(const auto& value) const { return names_ == Names::Exact ? " " + value.text() : std::string(); }
    void line(std::string text) { lines_.push_back(std::move(text)); }
    /// In an order that does not depend on ids.
    std::string take()
    {
        std::ranges::sort(lines_);
        std::string whole;
        for (const std::string& one : lines_) whole += one + "\n";
        return whole;
    }

private:
    Names names_;
    std::vector<std::string> lines_;
};

std::string answers_of(const Record& record)
{
    std::string text = " language " + record.language;
    for (const auto& [path, answer] : record.answers)
        text += " " + path.text() + "=" + answer.value + (answer.relevant ? "" : " (not relevant)");
    for (const auto& [series, rows] : record.rosters) text += " " + series.text() + "×" + std::to_string(rows.size());
    return text;
}

std::string changes_of(const Event& event)
{
    std::string text = std::string(" ") + name_of(event.kind) + " by " + event.author;
    for (const AnswerChange& change : event.changes)
        text += " " + change.path.text() + "=" + change.value.value_or("cleared");
    for (const RowChange& row : event.rows) text += " row of " + row.series.text();
    return text + " " + event.topic + " " + event.reason;
}

void describe_files(Description& lines, const Vault& vault, const RecordId& record)
{
    const auto files = vault.attachments(record);
    if (!files) return lines.line("files of" + lines.id(record) + ": " + text_of(files.error()));
    for (const AttachedFile& file : *files) {
        std::string text = "file of" + lines.id(record) + ": " + file.name + " " + file.media_type + ", " +
                           std::to_string(file.pieces_here) + " of " + std::to_string(file.pieces) + " pieces" +
                           (file.is_in_draft ? ", of the draft" : "");
        Hasher content;
        const auto read = vault.read_attachment(record, file.id, [&](ByteView part) -> Result<void> {
            content.add(part);
            return {};
        });
        text += read ? ", reads " + content.finish().text() : file.is_complete() ? " " + text_of(read.error()) : "";
        lines.line(std::move(text));
    }
}

void describe_points(Description& lines, const Vault& vault, const RecordId& record)
{
    const auto points = vault.restore_points(record);
    if (!points) return lines.line("points of" + lines.id(record) + ": " + text_of(points.error()));
    for (const RestorePoint& point : *points)
        lines.line("point of" + lines.id(record) + ": step " + std::to_string(point.step) + ", " +
                   std::to_string(static_cast<int>(point.kind)) + " " + point.name + ", " +
                   std::to_string(point.answers) + " answers");
}

void describe_record(Description& lines, const Vault& vault, const RecordOverview& overview)
{
    std::string text = "record" + lines.id(overview.id) + ": " + std::to_string(overview.events) + " events";
    text += overview.is_readable ? ", readable" : "";
    text += overview.is_own ? ", own" : "";
    text += ", journey " + std::to_string(static_cast<int>(overview.journey));
    if (overview.has_draft) {
        const auto draft = vault.draft(overview.id);
        text += overview.is_draft_damaged ? ", damaged draft" : ", draft";
        text += draft ? answers_of(*draft) : " " + text_of(draft.error());
    }
    const auto events = vault.events_of(overview.id);
    if (!events) text += ", events: " + text_of(events.error());
    if (events)
        for (const OpenedEvent& opened : *events) {
            text += ", event" + lines.id(opened.reference.dot.device) + lines.id(opened.reference.hash) + " " +
                    std::to_string(opened.reference.dot.sequence) + changes_of(opened.event);
        }
    text += ", sealed: " + std::to_string(vault.sealed_events_of(overview.id));
    text += overview.is_erased ? ", erased" : "";
    text += ", files only here: " + std::to_string(overview.files_only_here);
    lines.line(std::move(text));
    describe_files(lines, vault, overview.id);
    if (overview.has_draft) describe_points(lines, vault, overview.id);
}

/// Own events again as a stranger would see them: whole, signed, one after the other.
std::string chain_of(const Vault& vault)
{
    const auto events = vault.events_after(vault.device(), 0, all);
    if (!events) return text_of(events.error());
    Hash last;
    std::uint64_t number = 0;
    for (const Bytes& bytes : *events) {
        const auto event = SealedEvent::parse(bytes);
        if (!event) return text_of(event.error());
        const bool follows = event->header().sequence == ++number && event->header().previous == last;
        if (!follows || !event->verify(vault.signing_keys().public_key())) return "broken";
        last = event->hash();
    }
    return "whole to " + std::to_string(number);
}

void describe_vault(Description& lines, const Vault& vault)
{
    const Charter* const charter = vault.charter();
    lines.line("vault" + lines.id(vault.device()) + " of " + vault.label() + ", charter " +
               (charter ? std::to_string(charter->content().version) : "none") +
               (vault.certificate() ? ", enrolled" : "") + (vault.is_reader() ? ", reads" : ""));
    for (const char* const name : {"language", "theme", "after"})
        lines.line(std::string("setting ") + name + ": " + vault.setting(name).value_or("none"));
    for (const Hash& form : vault.forms()) {
        const auto bytes = vault.form(form);
        lines.line("form" + lines.id(form) + (bytes && hash_of(*bytes) == form ? " whole" : " damaged"));
    }
    for (const Bytes& certificate : vault.certificates()) lines.line("certificate" + lines.id(hash_of(certificate)));
    for (const RecordOverview& overview : vault.records()) describe_record(lines, vault, overview);
    lines.line("own chain: " + chain_of(vault));
    for (const auto& [device, head] : vault.heads())
        lines.line("head" + lines.id(device) + " " + std::to_string(head.sequence) + lines.id(head.hash));
    for (const ChainGap& gap : vault.gaps())
        lines.line("gap" + lines.id(gap.device) + " " + std::to_string(gap.from) + "–" + std::to_string(gap.to));
    for (const EventReference& fork : vault.forks()) lines.line("fork" + lines.id(fork.hash));
    for (const EventReference& one : vault.quarantined()) lines.line("quarantined" + lines.id(one.hash));
    lines.line("read, not acknowledged: " + std::to_string(vault.unacknowledged_reads().size()));
    lines.line("outdated backups: " + std::to_string(vault.outdated_backups()));
    lines.line("files with pieces missing: " + std::to_string(vault.incomplete_attachments()));
    lines.line("pieces to hand on: " + std::to_string(vault.attachment_pieces().size()));
}

void describe_project(Description& lines, const Project& project)
{
    const CharterContent& charter = project.charter().content();
    lines.line("project: charter " + std::to_string(charter.version) + lines.id(project.charter().hash()) + ", of " +
               std::to_string(project.charters().size()) + " kept, " + std::to_string(charter.supervisors.size()) +
               " supervisors, " + std::to_string(charter.recipients.size()) + " recipients, " +
               std::to_string(charter.revocations.size()) + " revoked");
    for (const CharterForm& form : charter.forms) {
        const auto bytes = project.form(form.hash);
        lines.line("published " + form.id + " " + form.version + lines.id(form.hash) + (form.is_open ? " open" : "") +
                   (bytes && hash_of(*bytes) == form.hash ? "" : " without its form"));
    }
    for (const Bytes& certificate : project.certificates())
        lines.line("issued certificate" + lines.id(hash_of(certificate)));
}

Secret secret_of(const std::string& text) { return Secret::copy_of(text); }

} // namespace

Result<void> Laptop::open()
{
    close();
    if (disk.exists(vault_folder() / "vault.header")) {
        auto opened = ways.by_escrow ? Vault::unlock_as_recovery_recipient(vault_folder(), escrow, environment())
                      : ways.code.empty()
                          ? Vault::unlock(vault_folder(), secret_of(ways.passphrase), environment())
                          : Vault::unlock_with_recovery_code(vault_folder(), secret_of(ways.code), environment());
        if (!opened && opened.error().kind == ErrorKind::Corrupt && ways.may_be_damaged)
            return bring_back(opened.error());
        if (!opened) return tl::unexpected(opened.error());
        vault = *std::move(opened);
    }
    if (disk.exists(project_folder() / "project.header")) {
        auto opened = Project::open(project_folder(), secret_of(ways.project), environment());
        if (!opened) return tl::unexpected(opened.error());
        project = *std::move(opened);
    }
    return {};
}

Result<void> Laptop::bring_back(const Error& why)
{
    const bool has_database = disk.exists(vault_folder() / "vault.sqlite");
    auto restored = Vault::restore_snapshot(vault_folder(), secret_of(ways.passphrase), std::nullopt,
                                            Vault::RestoreWhole::Refuse, environment());
    // The vault is whole: it was the disk that did not give it, and its person unlocks it once more.
    if (!restored && restored.error().kind == ErrorKind::Refused) return tl::unexpected(why);
    if (!restored) return tl::unexpected(restored.error());
    if (has_database && !disk.exists(vault_folder() / "aside"))
        return failure(ErrorKind::NotFound, "The damaged database was not put aside.");
    vault = std::move(restored->vault);
    return {};
}

void Laptop::close()
{
    vault.reset();
    project.reset();
}

std::string description_of(const Laptop& laptop, Names names)
{
    Description lines(names);
    if (laptop.vault) describe_vault(lines, *laptop.vault);
    if (laptop.project) describe_project(lines, *laptop.project);
    return lines.take();
}

} // namespace mahalla::test
