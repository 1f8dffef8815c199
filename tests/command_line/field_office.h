#pragma once
#include "command_line/program_run.h"

namespace mahalla::test {

/// A project with its people as the commands make it, once for the whole test program: each unlocking costs what the
/// passphrase's protection costs. Tests that change a vault work on a copy of it.
///
/// People: `supervisor` and `worker` of the project, enrolled; `stranger` of another project, which has enrolled the
/// keys of `supervisor` too. The questionnaire is `small`. Everything answered, named or secret says CANARY.
class FieldOffice {
public:
    static FieldOffice& get();

    /// `mahalla` in the office's folder.
    ProgramRun run(const std::vector<std::string>& words, const ProgramSurroundings& surroundings = {}) const;
    /// The same with the vault and the passphrase of a person, or of a copy that `copy_of` made.
    ProgramRun as(const std::string& vault, std::vector<std::string> words,
                  const ProgramSurroundings& surroundings = {}) const;
    std::vector<std::string> words_of(const std::string& vault, std::vector<std::string> words) const;
    /// Another vault folder with the same content; gives its name.
    std::string copy_of(const std::string& person);

    /// Writes a file into the office's folder; gives its name.
    std::string file(const std::string& name, const std::string& content) const;
    std::string content(const std::string& name) const;
    std::filesystem::path path(const std::string& name) const { return folder_ / name; }
    /// A name that no file has yet.
    std::string fresh(const std::string& beginning);

    /// Where the server is that the charter pins; nobody listens there until a test starts one.
    const std::string& server_url() const { return server_url_; }
    std::vector<std::string> server_words() const;

private:
    FieldOffice();
    void found_project(const std::string& project, const std::string& form);
    void enrol(const std::string& person, const std::string& role, const std::string& project);
    std::string done(const std::vector<std::string>& words) const;

    TemporaryFolder folder_;
    std::string server_url_;
    int number_ = 0;
};

/// The text without its end of line.
std::string line_of(const std::string& text);
/// Steps that finish a record of `small`; the name says CANARY-ANSWER and `name`.
std::string finished_interview(const std::string& name, const std::string& age = "34");

/// A copy of a person's vault that has `count` households, every third of which feels unsafe; every second one is of
/// area LB5611.
std::string office_with(const std::string& person, int count);

} // namespace mahalla::test
