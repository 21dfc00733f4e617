#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/limit.h"
#include "base/version.h"
#include "command/check.h"
#include "command/choice.h"
#include "command/contact.h"

#define PAGES       3         /* of the list that are asked for */
#define KEPT_ANSWER (4 * MIB) /* of an answer, to hold against the schema */

static const struct option options[] = {
	{ "quick", no_argument, NULL, 'q' },
	{ "prefix", required_argument, NULL, 'p' },
	{ "set", required_argument, NULL, 's' },
	{ "delay", required_argument, NULL, 'd' },
	{ "contact", required_argument, NULL, 'c' },
	{ "allow-private", no_argument, NULL, 'a' },
	ACCESS_OPTIONS,
	{ 0 },
};

static volatile sig_atomic_t interrupts;

static void
note_interrupt(int signal_number)
{
	(void)signal_number;
	/* Who asks twice means at once. */
	if (interrupts++ > 0)
		_exit(COMMAND_FAILED);
}

bool
check_is_stopped(const struct check *check)
{
	return interrupts > 0 || check->has_to_wait ||
	    exchange_is_spent(check->exchange);
}

static void
catch_interrupts(void)
{
	struct sigaction action = { .sa_handler = note_interrupt };

	(void)sigemptyset(&action.sa_mask);
	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGTERM, &action, NULL);
}

/* COMMAND_DONE: go on. */
static int
read_option(struct check *check, int option, char **argv)
{
	struct config settings;
	struct fault why;
	bool is_one;
	bool is_good = access_option(
	    check->context, &check->access, option, &is_one, &why);

	if (is_one)
		return is_good
		    ? COMMAND_DONE
		    : command_usage(check->context, argv[0], "%s", why.text);
	config_init(&settings);
	switch (option) {
	case 'q':
		check->is_quick = true;
		break;
	case 'p':
		word_list_add(&check->prefixes, text_of(optarg));
		break;
	case 's':
		check->set = optarg;
		break;
	case 'd':
		is_good = setting_parse(&settings, "delay", optarg, &why);
		check->delay_milliseconds = settings.delay_milliseconds;
		break;
	case 'c':
		is_good = setting_parse(&settings, "contact", optarg, &why);
		check->given_contact = optarg;
		break;
	case 'a':
		check->allow_private = true;
		break;
	default:
		config_fini(&settings);
		return command_bad_option(check->context, option, argv);
	}
	config_fini(&settings);
	return is_good ? COMMAND_DONE
		       : command_usage(check->context, argv[0], "%s", why.text);
}

static int
read_arguments(struct check *check, int argc, char **argv)
{
	struct fault why;
	int option;

	check->delay_milliseconds = check->context->config.delay_milliseconds;
	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		int exit_code = read_option(check, option, argv);

		if (exit_code != COMMAND_DONE)
			return exit_code;
	}
	if (argc - optind != 1)
		return command_usage(
		    check->context, argv[0], "it takes a base URL");
	if (check->prefixes.count > 1)
		return command_usage(check->context, argv[0],
		    "it checks one format at a time: give one --prefix");
	if (!base_url_parse(&check->url, argv[optind], &why))
		return command_usage(check->context, argv[0], "%s", why.text);
	return COMMAND_DONE;
}

static bool
prepare(struct check *check, struct fault *why)
{
	struct command_context *context = check->context;
	struct probe_options options_of_exchange = {
		.base_url = check->url.url,
		.policy.allow_private = check->allow_private,
		.delay_milliseconds = check->delay_milliseconds,
		.is_quick = check->is_quick,
		.interrupts = &interrupts,
	};

	if (!contact_guess(context, check->given_contact, check->url.host,
		&check->contact, why))
		return false;
	access_policy_add(&options_of_exchange.policy, &check->access);
	sheaf_user_agent(&check->user_agent, context->config.user_agent_url);
	options_of_exchange.user_agent = check->user_agent.bytes;
	options_of_exchange.from = check->contact;
	check->exchange = exchange_new(&options_of_exchange);
	check->strict = strict_new();
	told_init(&check->told);
	catch_interrupts();
	return true;
}

/* What "sheaf add" would harvest; richer, where there is more than one. */
static bool
choose(struct check *check, struct text *richer, struct fault *why)
{
	const struct offer offer = { .formats = check->told.formats,
		.format_count = check->told.format_count };
	struct word_list chosen = { 0 };
	bool done = choose_prefixes(&chosen, &check->prefixes, &offer, why);

	if (done) {
		check->prefix = chosen.texts[0];
		*richer = chosen.count > 1 ? chosen.texts[1]
					   : (struct text){ NULL, 0 };
	}
	word_list_fini(&chosen);
	return done;
}

/* What costs more than a few requests. */
static void
look_closer(struct check *check, struct text richer)
{
	while (check->listing.pages < PAGES && check_next_page(check))
		;
	if (richer.length > 0)
		check_other_format(check, richer);
	check_dates(check);
	check_nothing_new(check);
	check_identifiers(check);
	check_get_record(check);
	check_missing_record(check);
	check_bad_argument(check);
	check_bad_token(check);
}

static void
look(struct check *check)
{
	struct text richer;
	struct fault why;

	if (!check_identify(check) || !check_formats(check))
		return;
	check_sets(check);
	if (!choose(check, &richer, &why)) {
		check_found(check, "format_missing", "%s", why.text);
		return;
	}
	if (!check_first_page(check))
		return;
	if (!check->is_quick)
		look_closer(check, richer);
	check_whole_list(check);
}

int64_t
check_page_count(const struct check *check)
{
	const struct listing *listing = &check->listing;
	int64_t per_page = (int64_t)listing->largest;

	if (listing->has_ended)
		return listing->pages;
	if (listing->size < 0 || per_page == 0)
		return -1;
	return (listing->size + per_page - 1) / per_page;
}

int64_t
check_duration(const struct check *check)
{
	const struct listing *listing = &check->listing;
	int64_t pages = check_page_count(check);

	if (pages < 0 || listing->pages == 0)
		return -1;
	return pages *
	    (listing->milliseconds / listing->pages +
		check->delay_milliseconds) /
	    1000;
}

static int
verdict(const struct check *check)
{
	if (check_is_stopped(check) ||
	    problem_has(&check->problems, SEVERITY_STOPS))
		return COMMAND_FAILED;
	if (problem_has(&check->problems, SEVERITY_LOSES))
		return COMMAND_PARTIAL;
	return COMMAND_DONE;
}

static const char *
why_stopped(const struct check *check)
{
	if (check->has_to_wait)
		return ", since it is busy and has to be left alone for a "
		       "while";
	return exchange_is_spent(check->exchange)
	    ? ", since its answers take too long, or are too large"
	    : "";
}

static int
run(struct check *check)
{
	struct command_context *context = check->context;
	struct fault why;

	if (!prepare(check, &why))
		return command_fail(context, "check", &why);
	look(check);
	if (!context->is_quiet && command_is_terminal(context->err))
		(void)fputs("\r\033[K", context->err);
	problem_sort(&check->problems);
	if (context->is_json)
		check_print_json(check);
	else
		check_print(check);
	if (check_is_stopped(check))
		command_say(context,
		    "Stopped%s: this is what was found until then.",
		    why_stopped(check));
	return verdict(check);
}

int
command_check(struct command_context *context, int argc, char **argv)
{
	struct check check = { .context = context,
		.access = { .insecure_credentials = -1, .verify_tls = -1 },
		.listing = { .size = -1, .lifetime = -1 } };
	int exit_code;

	buffer_init(&check.user_agent, 0);
	buffer_init(&check.body, KEPT_ANSWER);
	buffer_init(&check.token, 0);
	exit_code = read_arguments(&check, argc, argv);
	if (exit_code == COMMAND_DONE)
		exit_code = run(&check);
	exchange_free(check.exchange);
	strict_free(check.strict);
	told_fini(&check.told);
	problem_list_fini(&check.problems);
	word_list_fini(&check.prefixes);
	base_url_fini(&check.url);
	buffer_fini(&check.user_agent);
	buffer_fini(&check.body);
	buffer_fini(&check.token);
	free(check.contact);
	free(check.noted);
	return exit_code;
}
