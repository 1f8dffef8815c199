#pragma once
#include "support/temporary_folder.h"

#include <memory>

namespace mahalla::test {

/// A login service on a message bus of its own, which this process then takes for the machine's: it announces sleep
/// when the test says so. Needs `dbus-daemon`.
class LoginService {
public:
    LoginService();
    ~LoginService();
    LoginService(const LoginService&) = delete;
    LoginService& operator=(const LoginService&) = delete;

    void announce_sleep();
    void announce_waking();
    void lock_screen();
    /// Whether somebody holds sleep up. Waits up to ten seconds for it to become so.
    bool is_held_up(bool expected);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace mahalla::test
