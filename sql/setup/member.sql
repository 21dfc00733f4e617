-- Where we made the roles ourselves on somebody's server, we take part.
GRANT sheaf_owner, sheaf_writer, sheaf_reader TO CURRENT_USER;
