#include "command_line/commands.h"
#include "system/process_protection.h"
#include "system/system_clock.h"
#include "system/system_disk.h"
#include "system/system_random.h"
#include "system/system_workers.h"

#include <iostream>

int main(int argument_count, char** arguments)
{
    mahalla::protect_process_memory();
    std::ios::sync_with_stdio(false);
    mahalla::SystemDisk disk;
    mahalla::SystemClock clock;
    mahalla::SystemRandom random;
    mahalla::SystemWorkers workers;
    mahalla::CommandContext context{std::cin, std::cout, std::cerr, disk, clock, random};
    context.workers = &workers;
    return static_cast<int>(mahalla::run_command(argument_count, arguments, context));
}
