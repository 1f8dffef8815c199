#include "base/text.h"
#include "command_line/results_command.h"
#include "command_line/vault_option.h"
#include "fieldwork/release_book.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

namespace mahalla {

namespace {

struct Options {
    VaultOption vault;
    std::string struck;
};

void list(const std::vector<BookedRelease>& booked, CommandContext& context)
{
    for (const BookedRelease& one : booked) {
        std::vector<std::string> tables;
        for (const PublishedTableContent& table : one.release.tables) tables.push_back(table.id);
        context.out << one.hash.text() << "  " << instant_to_text(one.left) << "  " << one.release.title << ": "
                    << joined(tables, ", ") << '\n';
    }
    if (booked.empty()) context.err << "Nothing has left from this vault.\n";
}

/// The one release whose name begins so.
Result<Hash> release_named(const std::vector<BookedRelease>& booked, const std::string& beginning)
{
    std::vector<Hash> found;
    for (const BookedRelease& one : booked)
        if (one.hash.text().starts_with(beginning)) found.push_back(one.hash);
    if (found.size() == 1) return found.front();
    return failure(ErrorKind::NotFound, found.empty()
                                            ? "No release of this name left from this vault: `mahalla results "
                                              "book` lists them."
                                            : "Several releases begin so: write more digits.");
}

Result<void> look_into_book(const Options& options, CommandContext& context)
{
    MAHALLA_TRY(auto vault, options.vault.unlock(context));
    MAHALLA_TRY(const auto booked, booked_releases(vault));
    if (options.struck.empty()) {
        list(booked, context);
        return {};
    }
    MAHALLA_TRY(const Hash release, release_named(booked, options.struck));
    return strike_out(vault, release);
}

} // namespace

void add_results_book_command(CLI::App& results, CommandContext& context)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = results.add_subcommand("book", "The releases that left from this vault, the oldest first: each "
                                                       "is protected with all before");
    options->vault.add_to(*command);
    command
        ->add_option("--strike-out", options->struck,
                     "Forget a release: only where it never left, or every copy of it is gone")
        ->type_name("HASH");
    command->callback([options, &context] {
        if (const auto done = look_into_book(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
