#include "database/database_failure.h"

#include <sqlite3.h>

namespace mahalla {

tl::unexpected<Error> database_failure(int result)
{
    switch (result & 0xff) { // The low byte is the kind; the others say where in SQLite.
    case SQLITE_FULL:
        return failure(ErrorKind::Unavailable,
                       "The disk is full. Free some space and save again: everything that was saved "
                       "before is safe.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return failure(ErrorKind::Unavailable, "Another program has these data open. Close it and try again.");
    case SQLITE_IOERR:
        return failure(ErrorKind::Unavailable,
                       "The disk does not read or write as it should. Everything that was saved "
                       "before is as safe as the disk; copy it elsewhere.");
    case SQLITE_CANTOPEN:
        return failure(ErrorKind::Unavailable, "The file cannot be opened or made here.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return failure(ErrorKind::Unavailable, "The medium or the file is write-protected.");
    case SQLITE_NOMEM:
        return failure(ErrorKind::Unavailable, "There is not enough free memory. Close other programs.");
    case SQLITE_INTERRUPT:
        return failure(ErrorKind::Refused, "The work was stopped.");
    case SQLITE_NOTADB:
        return failure(ErrorKind::Corrupt, "The file is no database of ours. Bring back the last good copy.");
    case SQLITE_CORRUPT:
        return failure(ErrorKind::Corrupt, "The database is damaged. Bring back the last good copy.");
    case SQLITE_CONSTRAINT:
        return failure(ErrorKind::Invalid, "What was to be stored breaks a rule of the database.");
    case SQLITE_TOOBIG:
        return failure(ErrorKind::Invalid, "What was to be stored is too large.");
    default:
        return failure(ErrorKind::Unavailable, "The database could not do what was asked.");
    }
}

} // namespace mahalla
