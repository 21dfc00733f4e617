#include <string.h>

#include "base/array.h"
#include "command/table.h"

/* clang-format off: the texts as they are read. */
static const struct command commands[] = {
	{ "check", "what would a harvest meet?",
	    "check BASE_URL [OPTION...]\n"
	    "\n"
	    "Asks a repository what a harvest would ask, a dozen or two of "
	    "requests, and says\n"
	    "what it has, how long a harvest would take, and what is wrong: "
	    "what it means,\n"
	    "what Sheaf does about it, and what would mend it. Needs no "
	    "database, and leaves\n"
	    "nothing in one.\n"
	    "\n"
	    "  --quick            four requests only\n"
	    "  --prefix P         look at this format (a metadataPrefix)\n"
	    "  --set S            look at this set\n"
	    "  --delay SECONDS    between two requests\n"
	    "  --credentials FILE, --insecure-credentials, --proxy URL, "
	    "--ca-file FILE,\n"
	    "  --no-verify-tls, --user-agent TEXT\n"
	    "                     as for \"sheaf add\"\n"
	    "  --contact ADDRESS  your e-mail address, which it is told; "
	    "without this, the\n"
	    "                     one of sheaf.conf\n"
	    "  --allow-private    it may be on your own network, or this "
	    "machine\n"
	    "\n"
	    "Exit status: 0 it can be harvested; 3 too, but records would be "
	    "missing; 1 it\n"
	    "cannot.\n",
	    command_check },
	{ "add", "add a repository",
	    "add NAME BASE_URL [OPTION...]\n"
	    "\n"
	    "Asks the repository what it is and what it has, and says so. "
	    "Takes oai_dc and\n"
	    "the richest format that Sheaf knows, all sets, and one harvest a "
	    "day.\n"
	    "\n"
	    "  --prefix P         take this format (a metadataPrefix); may be "
	    "repeated\n"
	    "  --set S            take this set only; may be repeated; * ? [ ] "
	    "are patterns\n"
	    "                     for the sets it has now: sets made later are "
	    "not included\n"
	    "  --every TIME       between two harvests: 90m, 12h, 7d, weekly\n"
	    "  --delay SECONDS    between two requests to its host\n"
	    "  --connections N    requests to its host at the same time\n"
	    "  --allow-private    it may be on your own network, or this "
	    "machine\n"
	    "  --credentials FILE what it wants to see first, see sheaf(1)\n"
	    "  --insecure-credentials\n"
	    "                     send them by http, or unverified, too\n"
	    "  --proxy URL        ask by this proxy: http://HOST:PORT\n"
	    "  --ca-file FILE     authorities that its certificate may be of\n"
	    "  --no-verify-tls    believe whoever answers by https\n"
	    "  --user-agent TEXT  who it is told that asks\n"
	    "  --no-harvest       first harvest one interval from now, not at "
	    "once\n"
	    "  --group G          put it in this group\n"
	    "\n"
	    "--delay and --connections hold for all repositories at the host. "
	    "A base URL\n"
	    "that answers by a permanent redirect is stored as where that "
	    "leads.\n",
	    command_add },
	{ "edit", "change a repository",
	    "edit NAME|--group G [KEY=VALUE...]\n"
	    "\n"
	    "Without keys, shows what is set. Of a group, all are changed, or "
	    "none.\n"
	    "\n"
	    "  every=TIME               between two harvests\n"
	    "  overlap=TIME             how far each harvest reaches back\n"
	    "  sweep=TIME|never         between two sweeps, where it needs "
	    "any\n"
	    "  delay=TIME               between two requests to its host\n"
	    "  connections=N            requests to its host at the same time\n"
	    "  allow_private=yes|no     it may be on your own network\n"
	    "  http2=yes|no             speak HTTP/2\n"
	    "  compression=yes|no       ask for compressed answers\n"
	    "  credentials=FILE         what it wants to see first, see "
	    "sheaf(1)\n"
	    "  insecure_credentials=yes|no\n"
	    "                           send them by http, or unverified, too\n"
	    "  proxy=URL                ask by this proxy: http://HOST:PORT\n"
	    "  ca_file=FILE             authorities that its certificate may "
	    "be "
	    "of\n"
	    "  verify_tls=yes|no        no: believe whoever answers by https\n"
	    "  user_agent=TEXT          who it is told that asks\n"
	    "  prefix=P,P...            harvest these formats: the others no "
	    "more, a new one\n"
	    "                           from the beginning\n"
	    "  set=S,S...               these sets, or patterns; set= is the "
	    "whole repository\n"
	    "  platform=P|none|auto     the software it runs, or as it is told "
	    "by "
	    "what it shows\n"
	    "  state=active|paused      harvest it by itself, or only when "
	    "asked to\n"
	    "  group=G                  put it in this group; group= takes it "
	    "out\n"
	    "  name=NEW_NAME\n"
	    "  quirk.Q=on|off|auto      ask it otherwise than OAI-PMH says, or "
	    "never, or as is\n"
	    "                           found out; Q is granularity-day, "
	    "granularity-second,\n"
	    "                           raw-colon, clamp-from, from-earliest, "
	    "no-windows,\n"
	    "                           no-dates, local-time, untrimmed-token, "
	    "encoded-token,\n"
	    "                           raw-token, prefix-with-token, "
	    "single-use-token,\n"
	    "                           stateful-token, post or "
	    "identity-encoding\n"
	    "\n"
	    "  --group G                all that are in this group\n"
	    "\n"
	    "delay and connections hold for all repositories at the host.\n",
	    command_edit },
	{ "move", "harvest a repository at its new base URL",
	    "move NAME BASE_URL [OPTION...]\n"
	    "\n"
	    "Asks there who it is, and for 20 of the records that are here. "
	    "Where they are\n"
	    "there with the same datestamps, harvests go on from where they "
	    "were; with other\n"
	    "datestamps, the next one is a full one. Where more than a tenth "
	    "of them is not\n"
	    "there, it is not moved. Records and items stay in any case.\n"
	    "\n"
	    "  --dry-run    says what would be done\n"
	    "  --force      moves it whatever is there; the next harvest is a "
	    "full one, and\n"
	    "               deletes nothing by itself\n",
	    command_move },
	{ "pause", "harvest only when asked to",
	    "pause NAME...|--group G\n"
	    "\n"
	    "What is under way stops after the page in hand, and goes on from "
	    "there when\n"
	    "\"sheaf resume\" or \"sheaf harvest\" asks for it.\n"
	    "\n"
	    "  --group G    all that are in this group\n"
	    "\n"
	    "With --json: one object a repository, one a line.\n",
	    command_pause },
	{ "resume", "harvest again what is paused, retired or held",
	    "resume NAME...|--group G\n"
	    "\n"
	    "Says what held one that was held.\n"
	    "\n"
	    "  --group G    all that are in this group\n"
	    "\n"
	    "With --json: one object a repository, one a line.\n",
	    command_resume },
	{ "retire", "ask a repository no more, keep what it brought",
	    "retire NAME...|--group G\n"
	    "\n"
	    "Its records and items stay where they are, and are found as "
	    "before. \"sheaf\n"
	    "resume\" takes it up again, from where it was.\n"
	    "\n"
	    "  --group G    all that are in this group\n"
	    "\n"
	    "With --json: one object a repository, one a line.\n",
	    command_retire },
	{ "list", "list the repositories",
	    "list [--group G]\n"
	    "\n"
	    "  --group G    only those in this group\n",
	    command_list },
	{ "formats", "ask a repository for its formats",
	    "formats NAME\n"
	    "\n"
	    "A line a format: metadataPrefix, namespace.\n",
	    command_formats },
	{ "sets", "ask a repository for its sets",
	    "sets NAME\n"
	    "\n"
	    "A line a set: setSpec, name.\n",
	    command_sets },
	{ "remove", "remove a repository",
	    "remove NAME [--purge]\n"
	    "\n"
	    "One that has records is removed only with --purge; \"sheaf "
	    "retire NAME\" keeps\n"
	    "them and asks it no more.\n"
	    "\n"
	    "  --purge    with all its records and items, for good\n",
	    command_remove },
	{ "harvest", "harvest now, and wait for the end",
	    "harvest NAME...|--group G [OPTION...]\n"
	    "\n"
	    "Harvests what is new, and normalises it. A daemon does the work "
	    "where one\n"
	    "runs. Ctrl-C stops after the page in hand, and says which command "
	    "goes on from\n"
	    "there. So does a pause of more than 5 minutes.\n"
	    "\n"
	    "  --full         everything again\n"
	    "  --from DATE    what changed from then on: YYYY-MM-DD or\n"
	    "                 YYYY-MM-DDThh:mm:ssZ\n"
	    "  --until DATE   what changed until then\n"
	    "  --prefix P     this format only; may be repeated\n"
	    "  --set S        this set only; may be repeated; * ? [ ] are "
	    "patterns for the\n"
	    "                 sets it has now\n"
	    "  --wait         wait, however long a pause is\n"
	    "  --group G      all that are in this group, but for those that "
	    "are held or\n"
	    "                 retired\n"
	    "\n"
	    "With --json: one object a repository, one a line.\n",
	    command_harvest },
	{ "sweep", "look for what a repository does not have any more",
	    "sweep NAME [--now] [--wait]\n"
	    "sweep NAME --show|--confirm|--undo [--harvest N]\n"
	    "\n"
	    "Asks for the identifiers of everything, and compares. What is "
	    "not listed is\n"
	    "missing; what a second sweep does not find either is gone. A set "
	    "is left.\n"
	    "Too much at once is refused until a person confirms it. The "
	    "daemon sweeps by\n"
	    "itself what does not say its deletions, and sets.\n"
	    "\n"
	    "  --show         the last sweeps, and examples of what they "
	    "missed\n"
	    "  --confirm      take as gone what a sweep was refused for\n"
	    "  --undo         take back what the last sweep concluded, for 30 "
	    "days\n"
	    "  --harvest N    that sweep, by its number in --show, not the "
	    "last\n"
	    "  --now          it counts although the one before was within "
	    "the hour\n"
	    "  --wait         wait, however long a pause is\n",
	    command_sweep },
	{ "import-pages", "take over what another harvester kept",
	    "import-pages NAME DIR|FILE... [OPTION...]\n"
	    "\n"
	    "Reads files with responses to ListRecords or GetRecord, plain, "
	    ".gz or .zst, as\n"
	    "if they had been harvested. Of metha's cache, or a directory in "
	    "it, what is of\n"
	    "the repository's base URL. A record that is here already with "
	    "the same\n"
	    "datestamp, or a newer one, stays as it is. Stopped or killed, the "
	    "same command\n"
	    "goes on.\n"
	    "\n"
	    "  --url URL          where the files are from; adds the "
	    "repository where there is\n"
	    "                     none of this name, without asking it\n"
	    "  --prefix P         the format, where the files do not say it; "
	    "of metha's, only\n"
	    "                     this one\n"
	    "  --set S            the set, in the same way\n"
	    "  --next-from DATE   if all could be read, the next harvest asks "
	    "for what changed\n"
	    "                     from then on\n"
	    "  --recursive        look into directories, too\n"
	    "  --dry-run          read everything, store nothing\n",
	    command_import_pages },
	{ "status", "how everything is",
	    "status [NAME|--group G] [--failing]\n"
	    "\n"
	    "Of one repository, also its settings and its last harvests.\n"
	    "\n"
	    "  --failing    only those that fail or are overdue; exit status 3 "
	    "where there\n"
	    "               are any\n"
	    "  --group G    only those in this group\n",
	    command_status },
	{ "report", "a mail to whoever runs a repository",
	    "report NAME [--days N]\n"
	    "\n"
	    "A text for the addresses that the repository says (adminEmail), "
	    "to be copied\n"
	    "into a mail: what went wrong with its harvests and its records, "
	    "how often and\n"
	    "since when, with examples, and what would mend it. \"sheaf "
	    "check\" finds what\n"
	    "can be seen without a history.\n"
	    "\n"
	    "  --days N    look back so far; 90 without it\n"
	    "\n"
	    "Exit status 4: there is nothing to report.\n",
	    command_report },
	{ "quarantine", "look at what could not be read",
	    "quarantine list [NAME] [--dropped]\n"
	    "       sheaf quarantine show NAME IDENTIFIER|NUMBER\n"
	    "       sheaf quarantine retry NAME [IDENTIFIER|NUMBER...]\n"
	    "       sheaf quarantine drop NAME IDENTIFIER|NUMBER... | --all "
	    "[--undo]\n"
	    "\n"
	    "A record that cannot be read waits here, with its bytes, until a "
	    "harvest reads\n"
	    "it. No other record waits for it.\n"
	    "\n"
	    "  list         what waits, the newest first, and why\n"
	    "  show         one: its bytes as they came on standard output, "
	    "what is wrong\n"
	    "               with them on standard error\n"
	    "  retry        ask the repository for these again, or for all, "
	    "and "
	    "wait for the\n"
	    "               end, as \"sheaf harvest\" does\n"
	    "  drop         do not show it any more, until it comes again "
	    "otherwise\n"
	    "\n"
	    "  --dropped    what was dropped instead\n"
	    "  --all        all of the repository\n"
	    "  --undo       show what was dropped again\n"
	    "\n"
	    "With --json: list and show write one object a record, one a "
	    "line;\n"
	    "retry what \"sheaf harvest\" does.\n",
	    command_quarantine },
	{ "show", "show an item",
	    "show [NAME] IDENTIFIER [--raw [--prefix P]]\n"
	    "\n"
	    "  --raw          its records as they were served, all of them, as "
	    "\"sheaf export\n"
	    "                 --format raw\" writes them\n"
	    "  --prefix P     the metadata of this format alone\n"
	    "\n"
	    "With --json: one object a repository that has it, one a line; "
	    "with --raw one\n"
	    "object a record, one a line.\n",
	    command_show },
	{ "explain", "where the values of an item come from",
	    "explain [NAME] IDENTIFIER [FIELD]\n"
	    "\n"
	    "For each field the value, the rule that made it, and the "
	    "statement that it is\n"
	    "made of: the format that says it, element, position, and what it "
	    "says; of a list\n"
	    "so for each element: the records are made an item again for it. "
	    "Of what has no\n"
	    "value, why. FIELD is a column of api.item, such as issued.\n"
	    "\n"
	    "With --json: one object a field, one a line, as in api.explain, "
	    "with elements.\n",
	    command_explain },
	{ "unmapped", "values that no vocabulary knows",
	    "unmapped [SCHEME] [--repository NAME] [--limit N]\n"
	    "\n"
	    "What repositories write for a type, a language, ... and no table "
	    "knows, the most\n"
	    "frequent first, with how many items have it, and in which "
	    "repositories. Without\n"
	    "SCHEME, a line a scheme. \"sheaf map\" says what a value means; "
	    "not of "
	    "\"element\",\n"
	    "which lists the elements that no rule looks at.\n"
	    "\n"
	    "  --repository NAME  of this one alone\n"
	    "  --limit N          so many at most; 50 without it\n"
	    "\n"
	    "Exit status 4: every value is known. With --json: one object a "
	    "value, or a\n"
	    "scheme, one a line.\n",
	    command_unmapped },
	{ "map", "say what a value means",
	    "map SCHEME SPELLING CODE [--platform P]\n"
	    "       sheaf map SCHEME SPELLING --undo [--platform P]\n"
	    "       sheaf map --list [SCHEME]\n"
	    "\n"
	    "Items that have the value are made again; nothing is harvested "
	    "for it. CODE is a\n"
	    "term of the scheme, by its code or its label, as in "
	    "api.vocabulary; \"-\" where\n"
	    "the value is known to say nothing. What a person says goes before "
	    "what ships\n"
	    "with Sheaf. Spellings are compared without case, accents and "
	    "punctuation.\n"
	    "\n"
	    "  --platform P    it means that in repositories of this platform "
	    "only\n"
	    "  --list          what was added\n"
	    "  --undo          take it back\n"
	    "\n"
	    "A value that was known before is looked for in the statements of "
	    "all items.\n",
	    command_map },
	{ "normalise", "make items again of what was harvested",
	    "normalise [NAME...|--group G] [--field F] [--dry-run]\n"
	    "\n"
	    "Makes the items of these repositories, or of all, again, and "
	    "waits for the end;\n"
	    "nothing is asked of anybody. A daemon does the work where one "
	    "runs. Ctrl-C stops\n"
	    "waiting; what is left is done by the daemon, or by the next "
	    "command.\n"
	    "\n"
	    "  --field F      only items where this column of api.item would "
	    "change\n"
	    "  --dry-run      says how many values would change, with "
	    "examples; writes\n"
	    "                 nothing\n"
	    "  --group G      all that are in this group\n"
	    "\n"
	    "With --json: one object.\n",
	    command_normalise },
	{ "test-rule", "try a rule of normalising on values of your own",
	    "test-rule [FIELD[@PLATFORM]]\n"
	    "\n"
	    "Reads one raw value a line and prints its normal form, a line "
	    "each; NULL: nothing\n"
	    "is recognised. Without FIELD, lists the rules. Needs no "
	    "database.\n"
	    "\n"
	    "PLATFORM (dspace, eprints, ...) makes the rules for what its "
	    "repositories write\n"
	    "hold too. Some rules take a JSON array a line, all values of one "
	    "record.\n",
	    command_test_rule },
	{ "suppress", "take items down, whatever is harvested",
	    "suppress NAME IDENTIFIER... [--reason TEXT] | --undo\n"
	    "suppress [NAME] --list\n"
	    "\n"
	    "What is suppressed is in no view, search or export any more, at "
	    "once, and stays\n"
	    "so when it is harvested again. An identifier may be suppressed "
	    "before it comes.\n"
	    "\n"
	    "  --reason TEXT    for those who run this Sheaf; no view tells "
	    "it\n"
	    "  --undo           shows these again, as they were harvested\n"
	    "  --list           what is suppressed, since when, by whom and "
	    "why\n"
	    "\n"
	    "With --json: one object an identifier, one a line.\n",
	    command_suppress },
	{ "export", "write out all that a repository has",
	    "export NAME...|--group G --format FORMAT [--out FILE]\n"
	    "\n"
	    "  --format raw     the records as they were served, XML; deleted "
	    "ones are\n"
	    "                   headers\n"
	    "  --format jsonl   the items, one JSON object a line; deleted "
	    "ones are left\n"
	    "                   out, as in all that follow\n"
	    "  --format csv     a table of items, for spreadsheets\n"
	    "  --format bibtex  items for LaTeX\n"
	    "  --format ris     items for reference managers\n"
	    "  --format csl     items as one array of CSL-JSON\n"
	    "  --out FILE       appears when it is finished; without it, "
	    "standard output\n"
	    "  --group G        all that are in this group\n"
	    "\n"
	    "With --json and --out: one object that counts what was written.\n",
	    command_export },
	{ "changes", "what changed since",
	    "changes [--since CURSOR] [--follow]\n"
	    "\n"
	    "The items that changed, in the order in which they did: each "
	    "once, as it is now;\n"
	    "deleted ones and those taken down too. With --json, one object "
	    "a line, with the\n"
	    "item and the cursor to go on with.\n"
	    "\n"
	    "  --since CURSOR   what changed behind it; \"now\": from now on, "
	    "the "
	    "cursor\n"
	    "                   of which is written first; without it, all\n"
	    "  --follow         wait for more, until Ctrl-C\n"
	    "\n"
	    "Exit status: 4 nothing changed.\n",
	    command_changes },
	{ "duplicates", "the same work in several repositories",
	    "duplicates [DOI|NAME IDENTIFIER]\n"
	    "\n"
	    "Groups of items that have a DOI, arXiv, PubMed or URN:NBN "
	    "identifier in common\n"
	    "and whose titles do not contradict that; and guesses, by title "
	    "and first creator,\n"
	    "with how much speaks for them. Nothing is merged. With --json, "
	    "one object a group.\n"
	    "\n"
	    "Exit status: 4 there are none.\n",
	    command_duplicates },
	{ "sql", "psql on the same database",
	    "sql [--role reader|writer|owner] [WORDS FOR PSQL...]\n"
	    "sql --examples\n"
	    "\n"
	    "As the reader, who sees the views of the schema \"api\" and "
	    "changes nothing.\n"
	    "It is psql that writes: there is no --json; psql has --csv.\n"
	    "\n"
	    "  --examples   print queries to begin with\n",
	    command_sql },
	{ "db", "make, start and stop the database",
	    "db init [--print] | start | stop | status | migrate\n"
	    "\n"
	    "  init       make the database and its tables\n"
	    "  --print    write the SQL for whoever runs the server, do "
	    "nothing; SQL, so\n"
	    "             not with --json\n"
	    "  start      start the private PostgreSQL; stop stops it\n"
	    "  status     where it is, and whether it runs; exit status 3 "
	    "where "
	    "it does not,\n"
	    "             4 where there is none\n"
	    "  migrate    bring the tables up to this version\n",
	    command_db },
	{ "daemon", "harvest for ever, as a service",
	    "daemon\n"
	    "\n"
	    "Stays in the foreground. SIGHUP reads the configuration again, "
	    "SIGTERM stops.\n"
	    "Writes to the log only, so that --json changes nothing.\n",
	    command_daemon },
	{ "config", "check the configuration",
	    "config check\n"
	    "\n"
	    "Says every key with its value, and which database is used; or all "
	    "that is wrong\n"
	    "with the file.\n",
	    command_config_check },
	{ "worker", NULL,
	    "worker harvest|normalise [--daemon] [--name NAME] [--for "
	    "ID,ID...]\n"
	    "\n"
	    "Started by \"sheaf daemon\" and \"sheaf harvest\", not by "
	    "people.\n",
	    command_worker },
};
/* clang-format on */

const struct command *
command_at(size_t position)
{
	return position < COUNT(commands) ? &commands[position] : NULL;
}

const struct command *
command_named(const char *name)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}
