#include "exchange/import_bundle.h"

#include "crypto/hash.h"
#include "crypto/sealed_event.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t refused_max = 100;

/// Pass 1: everything is opened and checked, nothing is kept but what the report needs.
class VerifyingSink final : public BundleSink {
public:
    Result<void> item(BundlePart part, ByteView bytes) override
    {
        if (part != BundlePart::Event) return {};
        ++events_;
        // What is no event at all the archive will call damaged; it fills no place in a chain.
        if (const auto event = SealedEvent::parse(bytes))
            read_[event->header().device].insert(event->header().sequence);
        return {};
    }

    std::uint64_t events() const { return events_; }
    /// What the manifest promised and did not come.
    std::vector<ChainGap> missing(const BundleManifest& manifest) const
    {
        std::vector<ChainGap> missing;
        for (const EventRange& range : manifest.ranges) {
            std::uint64_t next = range.from;
            if (const auto read = read_.find(range.device); read != read_.end()) {
                for (auto place = read->second.lower_bound(range.from);
                     place != read->second.end() && *place <= range.to; ++place) {
                    if (*place > next) missing.push_back({range.device, next, *place - 1});
                    next = *place + 1;
                }
            }
            if (next != 0 && next <= range.to) missing.push_back({range.device, next, range.to});
        }
        return missing;
    }

private:
    std::map<DeviceId, std::set<std::uint64_t>> read_;
    std::uint64_t events_ = 0;
};

/// Pass 2: hands everything to the archive, in as few transactions as memory allows.
class ApplyingSink final : public BundleSink {
public:
    ApplyingSink(EventArchive& archive, TakeIn mode, ImportReport& report)
        : archive_(archive), mode_(mode), report_(report)
    {}

    Result<void> item(BundlePart part, ByteView bytes) override
    {
        if (waiting_bytes_ > 0 && waiting_bytes_ + bytes.size() > transaction_bytes_max)
            if (auto flushed = flush(); !flushed) return flushed;
        waiting_bytes_ += bytes.size();
        if (auto* list = list_for(part)) list->emplace_back(bytes.begin(), bytes.end());
        if (part == BundlePart::Event) {
            const auto event = SealedEvent::parse(bytes);
            places_.push_back(event ? std::optional(event->header()) : std::nullopt);
        }
        return {};
    }

    Result<void> flush()
    {
        MAHALLA_TRY(const IncomingReport taken, archive_.take_in(waiting_, mode_));
        if (auto counted = count(taken); !counted) return counted;
        // A dry run keeps nothing, so what lets later events be believed goes along each time, and is counted once.
        waiting_.events.clear();
        waiting_.receipts.clear();
        waiting_.attachment_pieces.clear();
        if (mode_ == TakeIn::Apply) waiting_ = {};
        places_.clear();
        waiting_bytes_ = 0;
        is_first_ = false;
        return {};
    }

private:
    std::vector<Bytes>* list_for(BundlePart part)
    {
        switch (part) {
        case BundlePart::Charter:
            return &waiting_.charters;
        case BundlePart::Certificate:
            return &waiting_.certificates;
        case BundlePart::Form:
            return &waiting_.forms;
        case BundlePart::Event:
            return &waiting_.events;
        case BundlePart::Receipt:
            return &waiting_.receipts;
        case BundlePart::AttachmentPiece:
            return &waiting_.attachment_pieces;
        }
        return nullptr;
    }

    Result<void> count(const IncomingReport& taken)
    {
        const auto number_of = [&taken](EventFate fate) {
            return static_cast<std::uint64_t>(std::count(taken.events.begin(), taken.events.end(), fate));
        };
        report_.created += number_of(EventFate::New);
        report_.already_here += number_of(EventFate::AlreadyHere);
        report_.forks += number_of(EventFate::Fork);
        report_.quarantined += number_of(EventFate::Quarantined);
        report_.damaged += number_of(EventFate::Damaged);
        report_.receipts_accepted += taken.receipts_accepted;
        report_.pieces_new += taken.pieces_new;
        report_.pieces_already_here += taken.pieces_already_here;
        report_.pieces_refused += taken.pieces_refused;
        if (is_first_ || mode_ == TakeIn::Apply) {
            report_.charters_accepted += taken.charters_accepted;
            report_.certificates_accepted += taken.certificates_accepted;
            report_.forms_accepted += taken.forms_accepted;
            report_.released_from_quarantine += taken.released_from_quarantine;
            for (const Error& error : taken.refused)
                if (report_.refused.size() < refused_max) report_.refused.push_back(error);
        }
        report_.gaps = taken.gaps;

        MAHALLA_TRY(const auto forms, archive_.forms());
        std::set<ShortFormHash> forms_here;
        for (const Hash& form : forms) forms_here.insert(short_form_hash(form));
        for (const Bytes& form : waiting_.forms) forms_here.insert(short_form_hash(hash_of(form)));
        for (std::size_t i = 0; i < std::min(places_.size(), taken.events.size()); ++i) {
            const bool is_new = taken.events[i] == EventFate::New || taken.events[i] == EventFate::Fork;
            if (!is_new || !places_[i] || places_[i]->record.is_none()) continue;
            report_.records.insert(places_[i]->record);
            if (!places_[i]->form.is_none() && !forms_here.contains(places_[i]->form)) ++report_.waiting_for_forms;
        }
        return {};
    }

    EventArchive& archive_;
    TakeIn mode_;
    ImportReport& report_;
    Incoming waiting_;
    /// The headers of `waiting_.events`.
    std::vector<std::optional<SealedEventHeader>> places_;
    std::size_t waiting_bytes_ = 0;
    bool is_first_ = true;
};

Result<BundleReader> open_for(EventArchive& archive, const BoxKeyPair& keys, Disk& disk,
                              const std::filesystem::path& file)
{
    MAHALLA_TRY(auto bytes, disk.open(file));
    MAHALLA_TRY(auto reader, BundleReader::open(std::move(bytes)));
    if (reader.header().project != archive.project())
        return failure(ErrorKind::Refused, "This bundle belongs to another project.");
    if (auto unlocked = reader.unlock(keys); !unlocked) return tl::unexpected(unlocked.error());
    return reader;
}

} // namespace

Result<ImportReport> import_bundle(EventArchive& archive, const BoxKeyPair& keys, Disk& disk,
                                   const std::filesystem::path& file, TakeIn mode)
{
    MAHALLA_TRY(auto first, open_for(archive, keys, disk, file));
    VerifyingSink verifying;
    MAHALLA_TRY(const BundleContents verified, first.read(verifying));

    ImportReport report;
    report.bundle = first.header().bundle;
    report.sender = first.header().sender.device();
    report.end = verified.end;
    report.unknown_items = verified.unknown_items;
    report.events_read = verifying.events();
    report.events_promised = report.events_read;
    if (verified.manifest) {
        const auto promised = verified.manifest->counts.find(BundlePart::Event);
        report.events_promised = promised == verified.manifest->counts.end() ? 0 : promised->second;
        report.missing_from_bundle = verifying.missing(*verified.manifest);
    }

    MAHALLA_TRY(auto second, open_for(archive, keys, disk, file));
    // The stick may have been changed in between: what is applied must be the bundle that was verified.
    if (second.header() != first.header()) return failure(ErrorKind::Corrupt, "The bundle changed while it was read.");
    ApplyingSink applying(archive, mode, report);
    MAHALLA_TRY(const BundleContents applied, second.read(applying));
    if (applied.end != verified.end || applied.counts != verified.counts)
        return failure(ErrorKind::Corrupt, "The bundle changed while it was read.");
    if (auto flushed = applying.flush(); !flushed) return tl::unexpected(flushed.error());
    MAHALLA_TRY(report.incomplete_files, archive.incomplete_attachments());
    return report;
}

} // namespace mahalla
