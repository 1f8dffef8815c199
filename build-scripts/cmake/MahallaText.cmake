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
