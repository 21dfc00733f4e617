# Completion of sheaf(1) for fish: commands and options.

set -l commands check add edit move pause resume retire list sets formats \
    remove harvest import-pages sweep status show explain unmapped map normalise \
    quarantine report suppress test-rule export changes duplicates sql db daemon config help
complete -c sheaf -f
complete -c sheaf -n "not __fish_seen_subcommand_from $commands" -a "$commands"

complete -c sheaf -l config -r -F -d 'Configuration file'
complete -c sheaf -l database -x -d 'PostgreSQL connection string'
complete -c sheaf -l state -x -a '(__fish_complete_directories)' \
    -d 'Directory of the private PostgreSQL'
complete -c sheaf -l json -d 'Write JSON'
complete -c sheaf -s q -l quiet -d 'No progress, no advice'
complete -c sheaf -s h -l help -d 'How the command is used'
complete -c sheaf -l version -d 'Version of sheaf'

set -l on __fish_seen_subcommand_from
complete -c sheaf -n "$on check" -l quick -d 'Four requests only'
complete -c sheaf -n "$on check" -l contact -x -d 'Your e-mail address'
complete -c sheaf -n "$on add check harvest import-pages show" -l prefix -x -d metadataPrefix
complete -c sheaf -n "$on add check harvest import-pages" -l set -x -d setSpec
complete -c sheaf -n "$on add" -l every -x -d 'Interval between harvests'
complete -c sheaf -n "$on add check" -l delay -x -d 'Seconds between requests'
complete -c sheaf -n "$on add" -l connections -x -d 'Requests at once'
complete -c sheaf -n "$on add check" -l allow-private -d 'Any address'
complete -c sheaf -n "$on add check" -l credentials -r -F \
    -d 'What it wants to see first'
complete -c sheaf -n "$on add check" -l insecure-credentials -d 'By http too'
complete -c sheaf -n "$on add check" -l proxy -x -d 'Ask by this proxy'
complete -c sheaf -n "$on add check" -l ca-file -r -F \
    -d 'Authorities of its certificate'
complete -c sheaf -n "$on add check" -l no-verify-tls -d 'Believe whoever answers'
complete -c sheaf -n "$on add check" -l user-agent -x -d 'Who it is told that asks'
complete -c sheaf -n "$on add" -l no-harvest -d 'Do not harvest now'
complete -c sheaf -n "$on edit" -a 'name= every= overlap= sweep= delay= connections=
    allow_private= http2= compression= credentials= insecure_credentials=
    proxy= ca_file= verify_tls= user_agent= prefix= set= platform= state= group=
    quirk.granularity-day= quirk.granularity-second= quirk.raw-colon=
    quirk.clamp-from= quirk.from-earliest= quirk.no-windows= quirk.no-dates=
    quirk.local-time= quirk.untrimmed-token= quirk.encoded-token=
    quirk.raw-token= quirk.prefix-with-token= quirk.single-use-token=
    quirk.stateful-token= quirk.post= quirk.identity-encoding='
complete -c sheaf -n "$on add" -l group -x -d 'Put it in this group'
complete -c sheaf -n "$on edit pause resume retire list status harvest export" \
    -l group -x -d 'All that are in this group'
complete -c sheaf -n "$on move" -l force -d 'Whatever is there'
complete -c sheaf -n "$on move" -l dry-run -d 'Only say it'
complete -c sheaf -n "$on remove" -l purge -d 'Delete its records too'
complete -c sheaf -n "$on status" -l failing -d 'Only those that fail'
complete -c sheaf -n "$on harvest" -l full -d 'From the beginning'
complete -c sheaf -n "$on harvest" -l from -x -d 'Changed since'
complete -c sheaf -n "$on harvest" -l until -x -d 'Changed until'
complete -c sheaf -n "$on sweep" -l show -d 'The last sweeps'
complete -c sheaf -n "$on sweep" -l confirm -d 'Take as gone'
complete -c sheaf -n "$on sweep" -l undo -d 'Take back what was concluded'
complete -c sheaf -n "$on sweep" -l harvest -x -d 'That sweep'
complete -c sheaf -n "$on sweep" -l now -d 'It counts at once'
complete -c sheaf -n "$on harvest sweep" -l wait -d 'However long a pause is'
complete -c sheaf -n "$on import-pages" -F
complete -c sheaf -n "$on import-pages" -l url -x -d 'Where the files are from'
complete -c sheaf -n "$on import-pages" -l next-from -x -d 'Then ask from here on'
complete -c sheaf -n "$on import-pages" -l recursive -d 'Directories too'
complete -c sheaf -n "$on import-pages" -l dry-run -d 'Store nothing'
complete -c sheaf -n "$on show" -l raw -d 'As it was served'
complete -c sheaf -n "$on report" -l days -x -d 'How far back'
complete -c sheaf -n "$on quarantine" -a 'list show retry drop'
complete -c sheaf -n "$on quarantine" -l dropped -d 'What was dropped'
complete -c sheaf -n "$on quarantine" -l all -d 'All of the repository'
complete -c sheaf -n "$on quarantine" -l undo -d 'Show it again'
complete -c sheaf -n "$on sql" -l examples -d 'Twenty queries'
complete -c sheaf -n "$on changes" -l since -x -d Cursor
complete -c sheaf -n "$on changes" -l follow -d 'Wait for more'
complete -c sheaf -n "$on suppress" -l reason -x -d Why
complete -c sheaf -n "$on suppress" -l undo -d 'Show it again'
complete -c sheaf -n "$on suppress" -l list -d 'What is suppressed'
complete -c sheaf -n "$on unmapped" -l repository -x -d 'Of this one alone'
complete -c sheaf -n "$on unmapped" -l limit -x -d 'At most'
complete -c sheaf -n "$on map" -l platform -x -d 'Only there'
complete -c sheaf -n "$on map" -l list -d 'What was added'
complete -c sheaf -n "$on map" -l undo -d 'Take it back'
complete -c sheaf -n "$on normalise" -l group -x -d 'All that are in it'
complete -c sheaf -n "$on normalise" -l field -x -d 'Where it would change'
complete -c sheaf -n "$on normalise" -l dry-run -d 'Write nothing'
complete -c sheaf -n "$on export" -l format -x -a 'raw jsonl csv bibtex ris csl'
complete -c sheaf -n "$on export" -l out -r -F -d 'Output file'
complete -c sheaf -n "$on sql" -l role -x -a 'reader writer owner'
complete -c sheaf -n "$on help" -a "$commands"
complete -c sheaf -n "$on db" -a 'init start stop status migrate'
complete -c sheaf -n "$on db" -l print -d 'Only write the SQL (init)'
complete -c sheaf -n "$on config" -a check
