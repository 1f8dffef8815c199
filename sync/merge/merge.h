#pragma once
#include "merge/merge_rules.h"
#include "merge/merged_record.h"
#include "merge/record_history.h"

namespace mahalla {

/// What a set of events about one record says, by sync.md §3. Pure; the order in which events came does not matter.
///
/// - An event counts once everything it builds on (`seen`) is there; until then it is `pending`.
/// - A value stands until a later event *that had seen it* writes the same question; a `Resolve` supersedes only what
/// it
///   names. Values that stand beside each other: equal → one; different → a conflict, unresolved for analysis.
/// - Rows of rosters come and go by their id. Removing a row, or the record, against an edit that had not seen it is a
///   conflict; until decided the row stays, and the record is masked.
/// - Consent refused or withdrawn masks the record as long as it stands, also when another value stands beside it.
/// - From a device's first forked number on, nothing of that device is superseded by having been seen, for nobody can
/// know
///   which branch was seen; only a `Resolve` that names an event by hash supersedes it.
/// - No clock decides anything.
///
/// Relevance is what the authors saw; `FormSession` computes it again when the record is opened.
MergedRecord merge(const RecordHistory& history, const MergeRules& rules = {});

} // namespace mahalla
