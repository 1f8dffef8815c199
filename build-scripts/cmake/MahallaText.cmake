# mahalla_embed(words_en assets/words/en.txt): a text file becomes `std::string_view mahalla::embedded::words_en()`, so that a
# program finds it wherever it was copied to. Gives the name of the source file in `<name>_SOURCE`.
function(mahalla_embed name path)
  set(file "${CMAKE_SOURCE_DIR}/${path}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(READ "${file}" text)
  set(source "${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp")
  file(CONFIGURE OUTPUT "${source}" @ONLY CONTENT [[
// Made from @path@ when the build was configured.
#include <string_view>

namespace mahalla::embedded {

std::string_view @name@();
std::string_view @name@() { return R"_(@text@)_"; }

} // namespace mahalla::embedded
]])
  set(${name}_SOURCE "${source}" PARENT_SCOPE)
endfunction()

# mahalla_embed_folder(indicator_files assets/indicators/*.indicator): every file that matches, in the order of their names, becomes
# an entry of `std::span<const std::string_view> mahalla::embedded::indicator_files()`. A raw string of C++ holds at most 64 KiB
# everywhere, so that is what a file may have.
function(mahalla_embed_folder name pattern)
  file(GLOB files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${pattern}")
  list(SORT files)
  set(entries "")
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(READ "${file}" text)
    string(APPEND entries "    R\"_(${text})_\",\n")
  endforeach()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp")
  file(CONFIGURE OUTPUT "${source}" @ONLY CONTENT [[
// Made from @pattern@ when the build was configured.
#include <array>
#include <span>
#include <string_view>

namespace mahalla::embedded {

namespace {

constexpr auto files = std::to_array<std::string_view>({
@entries@});

} // namespace

std::span<const std::string_view> @name@();
std::span<const std::string_view> @name@() { return files; }

} // namespace mahalla::embedded
]])
  set(${name}_SOURCE "${source}" PARENT_SCOPE)
endfunction()
