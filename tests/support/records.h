#pragma once
#include "base/check.h"
#include "record/event.h"

namespace mahalla::test {

inline AnswerPath path(std::string_view text)
{
    const auto path = AnswerPath::parse(text);
    MAHALLA_CHECK(path);
    return *path;
}

inline DeviceId device(char digit) { return *DeviceId::from_text(std::string(32, digit)); }
inline RowId row(char digit) { return *RowId::from_text(std::string(32, digit)); }
inline RecordId record_id(char digit) { return *RecordId::from_text(std::string(32, digit)); }
inline Hash hash(char digit) { return *Hash::from_text(std::string(64, digit)); }

/// An event that uses every field.
inline Event sample_event()
{
    Event event;
    event.kind = EventKind::Resolve;
    event.record = record_id('1');
    event.dot = {device('a'), 7};
    event.seen.see(Dot{device('a'), 6});
    event.seen.see(Dot{device('b'), 3});
    event.form = {"household", "2026-11", hash('f')};
    event.author = "Team 4";
    event.language = "ckb";
    event.instant = Instant(std::chrono::milliseconds(1'790'000'000'000));
    event.changes = {{path("/data/name"), "ئازاد", true, false},
                     {path("/data/person[" + std::string(32, '2') + "]/age"), std::nullopt, true, false},
                     {path("/data/person[" + std::string(32, '2') + "]/sex"), "f", false, false},
                     {path("/data/person[" + std::string(32, '3') + "]/age"), std::nullopt, false, true}};
    event.rows = {{path("/data/person"), row('3'), RowChangeKind::Added},
                  {path("/data/person"), row('2'), RowChangeKind::Removed}};
    event.superseded = {{{device('a'), 6}, hash('6')}, {{device('b'), 3}, hash('7')}};
    event.topic = "checked";
    event.reason = "Asked again by telephone.";
    event.payload = {0, 1, 2};
    return event;
}

inline Record sample_record()
{
    Record record;
    record.id = record_id('1');
    record.form = {"household", "2026-11", hash('f')};
    record.stage = RecordStage::Finalised;
    record.answers[path("/data/name")] = {"ئازاد", true, false};
    record.answers[path("/data/person[" + std::string(32, '2') + "]/age")] = {"34", true, false};
    record.answers[path("/data/rent")] = {"", true, true};
    record.answers[path("/data/why")] = {"war", false, false};
    record.rosters[path("/data/person")] = {row('3'), row('2')};
    record.created = Instant(std::chrono::milliseconds(1'790'000'000'000));
    record.finalised = Instant(std::chrono::milliseconds(-5));
    record.author = "Team 4";
    record.language = "ckb";
    return record;
}

} // namespace mahalla::test
