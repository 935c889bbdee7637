# Runs an example in an empty folder and compares what it prints with its expected.txt; its input.txt,
# if it has one, is what it reads. Called by CTest with PROGRAM and ARGUMENTS, SOURCE (the example's
# folder) and WORK (where it runs).
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
set(input /dev/null)
if(EXISTS ${SOURCE}/input.txt)
  set(input ${SOURCE}/input.txt)
endif()
execute_process(COMMAND ${PROGRAM} ${ARGUMENTS} WORKING_DIRECTORY ${WORK} INPUT_FILE ${input} TIMEOUT 60
                RESULT_VARIABLE status OUTPUT_VARIABLE printed ERROR_VARIABLE errors)
file(READ ${SOURCE}/expected.txt expected)
if(status OR NOT printed STREQUAL expected)
  message(FATAL_ERROR "It ended with ${status} and printed:\n${printed}${errors}")
endif()
