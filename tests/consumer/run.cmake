# Copies the folder orm into a project elsewhere, builds it, runs its program on a file of its own
# and compares what it prints. Called by CTest with ROOT (the repository), WORK (the project's
# place), OPTIONS (of cmake, for its configuration).

function(run what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(status)
    message(FATAL_ERROR "${what} failed (${status}):\n${out}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK}/orm ${WORK}/run)
file(COPY ${ROOT}/orm ${ROOT}/tests/consumer/CMakeLists.txt ${ROOT}/tests/consumer/main.cpp DESTINATION ${WORK})
file(MAKE_DIRECTORY ${WORK}/run)
# As deep as the repository's own build folders, so that ccache knows the files of orm again.
set(build ${WORK}/build/dev)
run("Configuring" ${CMAKE_COMMAND} -S ${WORK} -B ${build} ${OPTIONS})
run("Building" ${CMAKE_COMMAND} --build ${build} --target consumer -j 2)

execute_process(COMMAND ${build}/consumer WORKING_DIRECTORY ${WORK}/run TIMEOUT 60
                RESULT_VARIABLE status OUTPUT_VARIABLE printed ERROR_VARIABLE errors)
file(READ ${ROOT}/tests/consumer/expected.txt expected)
string(REGEX MATCHALL "Executing \\(default\\): INSERT INTO `books`" inserts "${printed}")
string(REGEX REPLACE "Executing [^\n]*\n" "" lines "${printed}")
if(status OR NOT lines STREQUAL expected OR NOT inserts OR NOT EXISTS ${WORK}/run/shop.sqlite)
  message(FATAL_ERROR "It ended with ${status} and printed:\n${printed}${errors}")
endif()
