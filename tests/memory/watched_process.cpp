#include "memory/watched_process.h"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mahalla::test {

namespace {

bool read_all(int descriptor, void* target, std::size_t size)
{
    auto* at = static_cast<char*>(target);
    while (size > 0) {
        const ssize_t read = ::read(descriptor, at, size);
        if (read <= 0) return false;
        at += read;
        size -= static_cast<std::size_t>(read);
    }
    return true;
}

void write_all(int descriptor, const void* source, std::size_t size)
{
    if (::write(descriptor, source, size) != static_cast<ssize_t>(size)) std::abort(); // less than a pipe holds
}

} // namespace

WatchedProcess::WatchedProcess(const std::string& program, const std::vector<std::string>& arguments)
{
    int in[2], out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) std::abort();
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(in[0], 0);
        ::dup2(out[1], 1);
        ::execv(program.c_str(), words.data());
        ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    to_ = in[1];
    from_ = out[0];
}

WatchedProcess::~WatchedProcess()
{
    ::close(to_);
    ::close(from_);
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
}

void WatchedProcess::tell(const std::string& text)
{
    const auto size = static_cast<std::uint32_t>(text.size());
    write_all(to_, &size, sizeof size);
    write_all(to_, text.data(), text.size());
}

std::string WatchedProcess::heard()
{
    std::string word;
    for (char letter = 0; read_all(from_, &letter, 1);) {
        if (letter == '\n') return word;
        word += letter;
    }
    return "ended";
}

void WatchedProcess::signal(int number) const { ::kill(process_, number); }

std::string told()
{
    std::uint32_t size = 0;
    if (!read_all(0, &size, sizeof size)) ::_exit(3);
    std::string text(size, '\0');
    if (!read_all(0, text.data(), text.size())) ::_exit(3);
    return text;
}

void say(const char* word)
{
    write_all(1, word, std::strlen(word));
    write_all(1, "\n", 1);
}

} // namespace mahalla::test
