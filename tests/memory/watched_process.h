#pragma once
#include "base/bytes.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace mahalla::test {

/// A program that is told things over a pipe and says what it has done, so that its memory can be searched in between.
///
/// What it is told must not stand in its arguments, its surroundings or its file: there every search would find it.
class WatchedProcess {
public:
    WatchedProcess(const std::string& program, const std::vector<std::string>& arguments);
    ~WatchedProcess();
    WatchedProcess(const WatchedProcess&) = delete;
    WatchedProcess& operator=(const WatchedProcess&) = delete;

    pid_t id() const { return process_; }
    void tell(const std::string& text);
    /// Waits for the next word; "ended" where there is none any more.
    std::string heard();
    void signal(int number) const;

private:
    pid_t process_ = -1;
    int to_ = -1, from_ = -1;
};

/// The other side, in the watched program: reads and writes without a buffer that would keep what passes.
std::string told();
void say(const char* word);

} // namespace mahalla::test
