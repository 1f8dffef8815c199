#include "fuzz/fuzz_entry.h"
#include "server/web_message.h"

#include <cstdlib>

using namespace mahalla;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    WebRequest request;
    if (!read_target({reinterpret_cast<const char*>(data), size}, request)) return 0;
    if (!request.path.starts_with('/') || request.path.find("/../") != std::string::npos) std::abort();
    return 0;
}

std::vector<std::string> known_inputs()
{
    return {"/a%20b/c?language=ar&by=sex+age", "/v1/uploads/0123456789abcdef", "/%2e%2e/x?a=%41"};
}
