#pragma once
#include "durability/laptop.h"
#include "support/temporary_folder.h"

namespace mahalla::test {

/// As little as a passphrase may cost: what the product uses would make these tests take hours.
inline constexpr PassphraseCost cheap{1, std::uint64_t{8} << 20U};

/// A project with a questionnaire, a supervisor who reads, and two field workers, made once from known chance; and what
/// passes between them. The laptops of the scenarios begin as copies of theirs.
class Setting {
public:
    static const Setting& the();

    /// The folders of a field worker with two finalised records and a draft, of the supervisor, of the project.
    DiskImage worker, supervisor, headquarters;
    WaysIn worker_ways, supervisor_ways, project_ways;
    /// A laptop that asked for enrolment and has not heard yet, and the answer it will get.
    DiskImage newcomer;
    WaysIn newcomer_ways;
    std::optional<EnrolmentReply> reply;

    FormReference form;
    Incoming colleagues_work;   ///< Three records, with the certificate they need.
    Incoming strangers_work;    ///< The same events without it: quarantined.
    Incoming certificate_later; ///< What releases them.
    Incoming next_charter;      ///< A new version with another questionnaire, and that questionnaire.
    Incoming revoking_charter;  ///< The version after: the colleague's laptop is revoked after its first event.
    Incoming receipts_stored, receipts_read; ///< For the worker's finalised records.
    std::optional<EnrolmentRequest> request; ///< Of somebody whom the supervisor or headquarters enrols.
    std::optional<BoxKeyPair> escrow;
    Revocation revocation;

    /// The worker's laptop with eight snapshots, one more than there are of a ring at rest, and a half one.
    DiskImage full_ring;
    /// As little as holds one thing of each kind: a finalised record with a file, a draft, a setting, a snapshot.
    DiskImage one_of_each;
    /// Laptops with an empty memory stick, and a stick with the worker's backup without any laptop.
    DiskImage worker_with_medium, supervisor_with_medium, medium_alone;
    std::optional<BoxKeyPair> supervisor_keys; ///< Answers challenges.
    RecordId erased_record;                    ///< The worker's first.
    Incoming workers_work;                     ///< All that the worker finalised.
    Incoming erasure;                          ///< A supervisor erased that record.
    Incoming withdrawal;                       ///< Its person withdrew consent.
    RecordId record_with_file;                 ///< A colleague's.
    Incoming work_with_file;                   ///< It, and two files of it, without their pieces.
    Incoming first_piece, other_pieces;

private:
    Setting();
    void add_copies(Laptop& field);
    void add_erasure(Laptop& lead, Laptop& field);
    void add_files(Laptop& other);
};

} // namespace mahalla::test
