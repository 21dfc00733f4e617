# Completion of sheaf(1) for bash: commands and options. Names of repositories
# are not completed, since that would ask (and might start) a database.

_sheaf()
{
	local word=${COMP_WORDS[COMP_CWORD]}
	local previous=${COMP_WORDS[COMP_CWORD - 1]}
	local everywhere='--config --database --state --json --quiet --help
		--version'
	local commands='check add edit move pause resume retire list sets formats
		remove harvest import-pages sweep status show explain unmapped map normalise
		quarantine report suppress test-rule export changes duplicates sql db daemon config help'
	local command='' words i

	case $previous in
	--config | --out | --credentials | --ca-file)
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
		return
		;;
	--state)
		mapfile -t COMPREPLY < <(compgen -d -- "$word")
		return
		;;
	--role)
		mapfile -t COMPREPLY < <(compgen -W 'reader writer owner' -- "$word")
		return
		;;
	--format)
		mapfile -t COMPREPLY < <(compgen -W 'raw jsonl csv bibtex ris csl' -- "$word")
		return
		;;
	esac
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--config | --database | --state) ((i++)) ;;
		-*) ;;
		*)
			command=${COMP_WORDS[i]}
			break
			;;
		esac
	done
	case $command in
	'') words=$commands ;;
	add) words='--prefix --set --every --delay --connections
		--allow-private --no-harvest --group --credentials
		--insecure-credentials --proxy --ca-file --no-verify-tls
		--user-agent' ;;
	check) words='--quick --prefix --set --delay --contact
		--allow-private --credentials --insecure-credentials --proxy
		--ca-file --no-verify-tls --user-agent' ;;
	edit) words='name= every= overlap= sweep= delay= connections= allow_private=
		http2= compression= credentials= insecure_credentials= proxy=
		ca_file= verify_tls= user_agent= prefix= set= platform= state= group=' ;;
	move) words='--force --dry-run' ;;
	pause | resume | retire | list) words='--group' ;;
	status) words='--failing --group' ;;
	remove) words='--purge' ;;
	harvest) words='--full --from --until --set --prefix --wait --group' ;;
	sweep) words='--show --confirm --undo --harvest --now --wait' ;;
	import-pages) words='--url --prefix --set --next-from --recursive
		--dry-run' ;;
	show) words='--raw --prefix' ;;
	report) words='--days' ;;
	quarantine) words='list show retry drop --dropped --all --undo' ;;
	suppress) words='--reason --undo --list' ;;
	unmapped) words='--repository --limit' ;;
	map) words='--platform --list --undo' ;;
	normalise) words='--group --field --dry-run' ;;
	export) words='--format --out --group' ;;
	changes) words='--since --follow' ;;
	sql) words='--role --examples' ;;
	help) words=$commands ;;
	db) words='init start stop status migrate' ;;
	config) words='check' ;;
	*) words='' ;;
	esac
	[[ $command == edit && $word == -* ]] && words='--group'
	[[ $command == edit && $word == quirk.* ]] &&
		words='quirk.granularity-day= quirk.granularity-second=
			quirk.raw-colon= quirk.clamp-from= quirk.from-earliest=
			quirk.no-windows= quirk.no-dates= quirk.local-time=
			quirk.untrimmed-token= quirk.encoded-token=
			quirk.raw-token= quirk.prefix-with-token=
			quirk.single-use-token= quirk.stateful-token= quirk.post=
			quirk.identity-encoding='
	if [[ $command == import-pages && $word != -* ]]; then
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
		return
	fi
	[[ $command == db && ${COMP_WORDS[i + 1]} == init ]] && words='--print'
	[[ $word == -* || -z $words ]] && words+=" $everywhere"
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
	if [[ ${COMPREPLY[0]-} == *= ]]; then
		compopt -o nospace 2>/dev/null
	fi
	return 0
}
complete -F _sheaf sheaf
