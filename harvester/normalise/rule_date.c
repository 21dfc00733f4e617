#include "normalise/clean.h"
#include "normalise/date.h"
#include "normalise/rule.h"
#include "normalise/source.h"

static struct text
read_date(const struct rule_call *call, struct text input)
{
	struct date date;

	if (!date_parse(call->vocabulary, clean_text(call->arena, input),
		SOURCE_LATEST_YEAR, &date))
		return (struct text){ 0 };
	return memory_copy(call->arena, text_of(date.edtf));
}

static struct text
read_dates(const struct rule_call *call, const struct text_list *inputs)
{
	struct item item;

	rule_make(call, &item, ELEMENT_DATE, inputs, date_field);
	return item.issued;
}

const struct rule rule_dates[] = {
	{ .name = "date", .help = "a date, as EDTF", .read = read_date },
	{ .name = "dates",
	    .help = "all dates of a record: the date of publication",
	    .takes_array = true,
	    .read_all = read_dates },
	{ 0 },
};
