# One language level and one set of warnings for everything we write.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Kind of build" FORCE)
endif()

add_library(mahalla_compiler INTERFACE)
target_compile_options(mahalla_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Woverloaded-virtual -Wnon-virtual-dtor -Wnull-dereference -Wswitch-enum
  $<$<BOOL:${MAHALLA_WARNINGS_AS_ERRORS}>:-Werror>
  # g++ 12 reports null dereferences, overlapping copies and unset values inside its own inlined strings and containers.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-Wno-null-dereference -Wno-restrict -Wno-maybe-uninitialized>)
target_compile_definitions(mahalla_compiler INTERFACE
  $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)

# The same command twice must not compile the same file twice.
find_program(MAHALLA_CCACHE ccache)
if(MAHALLA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${MAHALLA_CCACHE}")
endif()

# Linking some forty test programs is most of a small change's wait.
find_program(MAHALLA_MOLD mold)
if(MAHALLA_MOLD AND NOT CMAKE_EXE_LINKER_FLAGS MATCHES "fuse-ld")
  add_link_options(-fuse-ld=mold)
endif()
