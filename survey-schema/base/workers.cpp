#include "base/workers.h"

namespace mahalla {

void OneWorker::run(std::size_t parts, const Part& part, const std::function<void()>& own)
{
    own();
    for (std::size_t number = 0; number < parts; ++number) part(0, number);
}

} // namespace mahalla
