#pragma once
#include "crypto/secret_box.h"

namespace mahalla {

/// The keys that a master key gives: one for each purpose, none used for two. Inside this library only.
struct Keyring {
    Secret drafts;      ///< Wraps the content keys of draft steps.
    Secret events;      ///< Wraps content keys of finalised events that may be read here.
    Secret names;       ///< Turns names of items into what their rows are called on disk.
    Secret items;       ///< Seals forms, charters, certificates, seeds, settings.
    Secret states;      ///< Seals what is known about an event: believed, read, acknowledged.
    Secret attachments; ///< Seals what is known about files, and wraps what opens those of drafts.
    Secret chain;       ///< Seals how far this device has numbered its events, outside the database.
    Secret backups;     ///< Wraps the keys of backups on removable media.

    explicit Keyring(const Secret& master)
        : drafts(derived_key(master, 1, "vaultkey")), events(derived_key(master, 2, "vaultkey")),
          names(derived_key(master, 3, "vaultkey")), items(derived_key(master, 4, "vaultkey")),
          states(derived_key(master, 5, "vaultkey")), attachments(derived_key(master, 6, "vaultkey")),
          chain(derived_key(master, 8, "vaultkey")), backups(derived_key(master, 9, "vaultkey"))
    {}
};

} // namespace mahalla
