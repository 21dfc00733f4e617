# Turns a folder of sql/*.sql, schemas/*.tsv or schemas/*.rng into one C table.
#
#   cmake -DFROM=sql/query -DWHAT=sql -DINTO=query_table.inc
#         -P sql/EmbedQueries.cmake
#
# host_take.sql becomes  QUERY(HOST_TAKE, "host_take", "...")
# for the including file to expand as it likes (an enum, then a table).
#
# The comment that opens an SQL file (-- to the end of the line) becomes empty
# lines, so the server's error positions still point into the file; comments
# further down stay, for a line that begins with -- may be inside a string; all
# of examples.sql stay, for people read it.
# In a TSV file every line that begins with # is dropped.
#
# __extension__ because C99 promises only 4,095 characters a literal, which
# -Wpedantic minds; gcc and clang have no such limit.

cmake_minimum_required(VERSION 3.25)

file(GLOB paths "${FROM}/*.${WHAT}")
list(SORT paths)
set(table "")
foreach(path IN LISTS paths)
	get_filename_component(name "${path}" NAME_WE)
	string(TOUPPER "${name}" symbol)
	file(READ "${path}" text)
	if(path MATCHES "[.]tsv$")
		string(REGEX REPLACE "(^|\n)#[^\n]*" "\\1" text "${text}")
		string(REGEX REPLACE "\n\n+" "\n" text "${text}")
	elseif(path MATCHES "[.]sql$" AND NOT path MATCHES "/examples[.]sql$")
		string(REGEX MATCH "^((--[^\n]*)?\n)*" head "${text}")
		string(LENGTH "${head}" length)
		string(SUBSTRING "${text}" ${length} -1 text)
		string(REGEX REPLACE "[^\n]+" "" head "${head}")
		string(PREPEND text "${head}")
	endif()
	string(REPLACE "\\" "\\\\" text "${text}")
	string(REPLACE "\"" "\\\"" text "${text}")
	string(REPLACE "?" "\\?" text "${text}") # else ??( is a trigraph
	string(REPLACE "\n" "\\n\"\n    \"" text "${text}")
	string(APPEND table "QUERY(${symbol}, \"${name}\",\n"
		"    __extension__ \"${text}\")\n")
endforeach()
file(WRITE "${INTO}" "${table}")
