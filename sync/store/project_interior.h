#pragma once
#include "store/project.h"
#include "store/sealed_items.h"

#include <functional>

namespace mahalla {

/// What a project's folder keeps, opened: the keys, the charters, and what waits for the signatures of others. Inside
/// this library only; project*.cpp share it.
class Project::Interior {
public:
    /// Opens the database in `folder`, making it where there is none.
    static Result<std::unique_ptr<Interior>> open(const std::filesystem::path& folder, Secret master,
                                                  StoreEnvironment world);
    Interior(Secret master, Database opened, StoreEnvironment world)
        : environment(world), keys(master), database(std::move(opened)), items(database, keys)
    {}

    /// Fails with `Corrupt` where keys are missing, or the charter in a folder that did not join.
    Result<void> load();
    Result<void> store_administrators();
    Result<void> store_charter(const Charter& next);

    /// The charter as it stands, to be changed and handed to `decide`. Fails with `Refused` where none is here yet.
    Result<CharterContent> draft() const;
    /// Signs `content` as the next version with the keys that are here, and stores it with whatever `also` stores: as
    /// the charter where these suffice, else as the proposal that waits. Or changes nothing.
    Result<void> decide(CharterContent content, const std::function<Result<void>()>& also);
    Result<void> decide(CharterContent content)
    {
        return decide(std::move(content), []() -> Result<void> { return {}; });
    }
    /// Keeps a signed charter, as the charter or as what waits, with its forms, in one transaction.
    Result<void> keep(const Charter& next, const std::vector<Bytes>& forms, const std::function<Result<void>()>& also);
    Result<void> pass_over();

    /// The keys here that the charter or `next` name as administrators'.
    std::vector<const SigningKeyPair*> signers(const CharterContent& next) const;
    /// One of the keys here that the charter names; null where none is.
    const SigningKeyPair* issuer() const;
    /// Fails with `Refused` where a key here has signed another charter of this version or a later one: of two that are
    /// proposed for one version, so many sign at most one that the other never has enough.
    Result<void> may_sign(const CharterContent& next, const Hash& hash) const;
    const CharterContent* held() const { return charter ? &charter->content() : nullptr; }
    std::vector<Bytes> forms_of(const CharterContent& content) const;

    StoreEnvironment environment;
    Keyring keys;
    Database database;
    SealedItems items;
    std::vector<SigningKeyPair> administrators;
    std::optional<BoxKeyPair> reader;
    std::optional<Charter> charter;          ///< None in a folder that joined, until it is brought.
    std::optional<EnrolmentRequest> request; ///< Of a folder that joined.
    std::optional<Charter> pending;

private:
    struct Vote {
        std::uint64_t version = 0;
        Hash hash;
    };
    Vote last_vote() const;
    Result<void> store_vote(const Charter& next);
    Result<void> store_pending(const Charter* next);
};

inline tl::unexpected<Error> project_is_not_live()
{
    return failure(ErrorKind::Refused,
                   "The project is not live yet: nobody has shown that its escrow sheet opens what is "
                   "sealed. Type it in first (mahalla project test-escrow).");
}

/// The name of the seed of the folder's own box key.
inline const ByteView reader_seed = as_bytes("reader");

} // namespace mahalla
