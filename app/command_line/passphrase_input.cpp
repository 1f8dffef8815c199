#include "command_line/passphrase_input.h"

#include "base/text.h"
#include "crypto/passphrase.h"
#include "text/passphrase_form.h"

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <ostream>
#include <termios.h>
#include <unistd.h>

namespace mahalla {

namespace {

/// The terminal with its echo off while this lives.
class SilentTerminal {
public:
    SilentTerminal() : descriptor_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY))
    {
        if (descriptor_ < 0 || ::tcgetattr(descriptor_, &before_) != 0) return;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silent_ = ::tcsetattr(descriptor_, TCSAFLUSH, &silent) == 0;
    }
    ~SilentTerminal()
    {
        if (silent_) ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;

    bool is_there() const { return silent_; }
    void say(std::string_view text) const
    {
        if (::write(descriptor_, text.data(), text.size()) < 0)
            return; // A prompt that cannot be shown changes nothing.
    }
    Secret line(std::size_t bytes_max = passphrase_bytes_max) const
    {
        Secret typed(bytes_max);
        std::size_t length = 0;
        char c = 0;
        while (length < typed.size() && ::read(descriptor_, &c, 1) == 1 && c != '\n')
            typed.writable()[length++] = static_cast<std::uint8_t>(c);
        say("\n");
        return Secret::copy_of(typed.view().first(length));
    }

private:
    int descriptor_;
    termios before_{};
    bool silent_ = false;
};

Secret in_form(const Secret& typed)
{
    Secret form(std::max(passphrase_form_bytes_max, typed.size()));
    const std::size_t size = to_passphrase_form(as_text(typed.view()), form.writable());
    return Secret::copy_of(form.view().first(size));
}

Result<Secret> from_file(const std::string& file, CommandContext& context)
{
    MAHALLA_TRY(Bytes bytes, context.read(file, passphrase_bytes_max + 2));
    std::string_view text = as_text(bytes);
    text = text.substr(0, text.find('\n'));
    if (text.ends_with('\r')) text.remove_suffix(1);
    const Secret passphrase = in_form(Secret::copy_of(text));
    wipe(bytes);
    if (passphrase.empty())
        return failure(ErrorKind::Invalid, file + ": The first line is empty; it should be the passphrase.");
    return passphrase.duplicate();
}

tl::unexpected<Error> no_terminal(const char* option_instead = "--passphrase-file")
{
    return failure(ErrorKind::Unavailable,
                   std::string("There is no terminal to type at: name a file with ") + option_instead + ".");
}

/// 26 words of nine letters of two bytes, each with a number in front.
constexpr std::size_t line_bytes_max = 1024;

} // namespace

void PassphraseOption::add_to(CLI::App& command, const std::string& name)
{
    command.add_option(name, file, "File whose first line is the passphrase (default: ask at the terminal)")
        ->type_name("FILE");
}

Result<Secret> read_passphrase(const PassphraseOption& option, CommandContext& context, const char* prompt)
{
    if (!option.file.empty()) return from_file(option.file, context);
    const SilentTerminal terminal;
    if (!terminal.is_there()) return no_terminal();
    terminal.say(prompt);
    Secret typed = in_form(terminal.line());
    if (typed.empty()) return failure(ErrorKind::Invalid, "Nothing was typed. Try again.");
    return typed;
}

Result<Secret> read_secret_line(CommandContext&, const char* prompt, const char* option_instead)
{
    const SilentTerminal terminal;
    if (!terminal.is_there()) return no_terminal(option_instead);
    terminal.say(prompt);
    Secret typed = terminal.line(line_bytes_max);
    if (typed.empty()) return failure(ErrorKind::Invalid, "Nothing was typed. Try again.");
    return typed;
}

Result<Secret> read_new_passphrase(const PassphraseOption& option, const WordList& list, CommandContext& context)
{
    if (!option.file.empty()) return from_file(option.file, context);
    const SilentTerminal terminal;
    if (!terminal.is_there()) return no_terminal();
    terminal.say("New passphrase (Enter alone makes one of six words): ");
    Secret first = in_form(terminal.line());
    if (first.empty()) {
        const Secret generated = generate_passphrase(list);
        terminal.say("Your passphrase, shown this once:\n    ");
        terminal.say(as_text(generated.view()));
        terminal.say("\n");
        return in_form(generated);
    }
    terminal.say("Once more: ");
    const Secret second = in_form(terminal.line());
    if (!equal_in_constant_time(first.view(), second.view()))
        return failure(ErrorKind::Invalid, "The two are not the same. Nothing was changed: try again.");
    return first;
}

} // namespace mahalla
