#!/usr/bin/python3
"""Writes harvester/normalise/fold_table.h, and the same tables between the
BEGIN and END marks of sql/view/010_query.sql; and what follows from them for
single characters, harvester/normalise/fold_alone_table.h. Needed only when the
rule of folding changes (harvester/normalise/fold.h); then everything has to be
normalised again. usage: schemas/make_fold.py, from the root of the tree.
"""
import re
import sys
import unicodedata as u

# What folding leaves out: accents and other marks that people do not type,
# vowel points, invisible characters. U+0306 is apart: see fold.h.
DROPPED = [(0xAD, 0xAD), (0x2B9, 0x2BF), (0x300, 0x305), (0x307, 0x36F),
    (0x591, 0x5BD), (0x5BF, 0x5BF), (0x5C1, 0x5C2), (0x5C4, 0x5C5),
    (0x5C7, 0x5C7), (0x61C, 0x61C), (0x640, 0x640), (0x64B, 0x652),
    (0x670, 0x670), (0x1AB0, 0x1ACE), (0x1DC0, 0x1DFF), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0x20D0, 0x20F0), (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF), (0xE0100, 0xE01EF)]
# Those of them that no language's stemmer wants to see.
INVISIBLE = [(a, b) for a, b in DROPPED if not 0x300 <= a <= 0x36F]
# Letters that have no decomposition, and that people type without.
PLAIN = {'ø': 'o', 'Ø': 'o', 'ł': 'l', 'Ł': 'l', 'đ': 'd', 'Đ': 'd', 'ð': 'd',
    'Ð': 'd', 'ħ': 'h', 'Ħ': 'h', 'ŧ': 't', 'Ŧ': 't', 'ı': 'i', 'ς': 'σ',
    'ẞ': 'ß'}
# Scripts that are written without blanks between words, and Hangul.
UNSPACED = [(0xE01, 0xEFF), (0x1000, 0x109F), (0x1100, 0x11FF),
    (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029),
    (0x3031, 0x3035), (0x3038, 0x303C), (0x3041, 0x312F), (0x3131, 0x318E),
    (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFF)]
# What becomes two letters, where accents are left out.
LONGER = {'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'þ': 'th'}
# Characters of two bytes of UTF-8: nearly all of what is not ASCII.
FIRST_SHORT, LAST_SHORT = 0x80, 0x7FF
# Of others, runs of those that folding keeps: the scripts of many, and what
# prose is punctuated with.
SHORTEST_RUN = 32
PUNCTUATION = range(0x2000, 0x2070)
ALL = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]


def dropped(text):
    def is_dropped(i):
        c = ord(text[i])
        if c == 0x306:
            return i == 0 or text[i - 1] not in 'иИ'
        return any(a <= c <= b for a, b in DROPPED)
    return ''.join(x for i, x in enumerate(text) if not is_dropped(i))


def unmarked(text):
    return u.normalize('NFC', dropped(u.normalize('NFKD', text)))


def letters():
    seen = set(''.join(unmarked(chr(c)) for c in ALL))
    table = {x: x.lower() for x in seen
        if len(x.lower()) == 1 and x.lower() != x}
    table.update(PLAIN)
    return sorted(table.items())


def separators():
    """Runs of punctuation, symbols, separators and controls. Code points that
    were not assigned in the Unicode version of this Python join either side."""
    ranges = []
    current = None
    for c in range(0x110000):
        kind = u.category(chr(c))
        if kind == 'Cn':
            continue
        if kind[0] not in 'PSZC':
            current = None
        elif current is None:
            current = [c, c]
            ranges.append(current)
        else:
            current[1] = c
    return ranges


def strides(pairs):
    """Runs of letters with one distance to their partner and one step."""
    runs = []
    for a, b in ((ord(a), ord(b)) for a, b in pairs):
        if runs:
            run = runs[-1]
            step = a - run[1]
            if b - a == run[3] and (step == run[2] or
                    run[0] == run[1] and step <= 2):
                run[1], run[2] = a, step
                continue
        runs.append([a, a, 1, b - a])
    return runs


def check(table):
    """Folding twice is folding once."""
    def fold(text):
        return ''.join(table.get(x, x) for x in unmarked(text))
    for c in ALL:
        once = fold(chr(c))
        if fold(once) != once:
            sys.exit('U+%04X is not folded in one go' % c)


def folded(text, table):
    plain = (table.get(x, x) for x in unmarked(text))
    return ''.join(LONGER.get(x, x) for x in plain)


def cased(text, table):
    return u.normalize('NFC', ''.join(table.get(x, x)
        for x in u.normalize('NFKD', text)
        if not any(a <= ord(x) <= b for a, b in INVISIBLE)))


def stands_alone(c):
    """Nothing before it composes with it, or changes places. Not assigned in
    the Unicode version of this Python: another may say otherwise."""
    if 0x1100 <= c <= 0x11FF or c == 0x306:
        return False # conjoining Hangul composes
    if any(a <= c <= b for a, b in DROPPED):
        return False
    return u.combining(chr(c)) == 0 and \
        u.category(chr(c)) not in ('Mc', 'Mn', 'Cn', 'Co', 'Cs')


def alone(fold, table):
    """What it folds to, if that is one short character; or 0."""
    def one(c):
        to = fold(chr(c), table) if stands_alone(c) else ''
        return ord(to) if len(to) == 1 and ord(to) <= LAST_SHORT else 0
    return [one(c) for c in range(FIRST_SHORT, LAST_SHORT + 1)]


def same(table):
    runs = []
    for c in range(LAST_SHORT + 1, 0x10000):
        if not (stands_alone(c) and folded(chr(c), table) == chr(c) and
                cased(chr(c), table) == chr(c)):
            continue
        if runs and runs[-1][1] == c - 1:
            runs[-1][1] = c
        else:
            runs.append([c, c])
    return [(a, b) for a, b in runs
        if a in PUNCTUATION or b - a + 1 >= SHORTEST_RUN]


def c_numbers(name, numbers):
    rows = ''.join('\t%s,\n' % ', '.join('%d' % n for n in numbers[i:i + 12])
        for i in range(0, len(numbers), 12))
    return 'static const uint16_t %s[] = {\n%s};\n' % (name, rows)


def c_ranges(name, ranges):
    rows = ''.join('\t{ 0x%X, 0x%X },\n' % tuple(r) for r in ranges)
    return 'static const struct fold_range %s[] = {\n%s};\n' % (name, rows)


def regex(ranges):
    def one(c):
        return '\\u%04X' % c if c < 0x10000 else '\\U%08X' % c
    return [one(a) + ('-' + one(b) if a != b else '') for a, b in ranges]


def sql(indent, pieces, width):
    lines, line = [], ''
    for piece in pieces:
        if len(line) + len(piece) > width:
            lines.append(line)
            line = ''
        line += piece
    lines.append(line)
    return '\n'.join("%s'%s'" % (indent, line) for line in lines)


def replace(text, mark, body):
    pattern = '(-- BEGIN %s\\n).*?(\\s*)(-- END %s)' % (mark, mark)
    found, count = re.subn(pattern,
        lambda m: m[1] + body + '\n\t\t' + m[3], text, flags=re.S)
    if count == 0:
        sys.exit('no place for ' + mark)
    return found


def main():
    pairs = letters()
    check(dict(pairs))
    with open('harvester/normalise/fold_table.h', 'w') as header:
        header.write('''#ifndef NORMALISE_FOLD_TABLE_H
#define NORMALISE_FOLD_TABLE_H

/* Made by schemas/make_fold.py from Unicode %s. For fold.c alone. */

/* clang-format off */
''' % u.unidata_version)
        header.write(c_ranges('dropped', DROPPED) + '\n')
        header.write(c_ranges('separators', separators()) + '\n')
        header.write(c_ranges('unspaced', UNSPACED) + '\n')
        header.write('static const struct fold_letters letters[] = {\n')
        for run in strides(pairs):
            header.write('\t{ 0x%X, 0x%X, %d, %d },\n' % tuple(run))
        header.write('};\n/* clang-format on */\n\n#endif\n')
    table = dict(pairs)
    with open('harvester/normalise/fold_alone_table.h', 'w') as header:
        header.write('''#ifndef NORMALISE_FOLD_ALONE_TABLE_H
#define NORMALISE_FOLD_ALONE_TABLE_H

/* Made by schemas/make_fold.py from Unicode %s. For fold_alone.c alone. */

/* clang-format off */
#define FIRST_SHORT 0x%X
/* From there on; 0: not one short character, or it does not stand alone. */
''' % (u.unidata_version, FIRST_SHORT))
        header.write(c_numbers('folded', alone(folded, table)) + '\n')
        header.write(c_numbers('cased', alone(cased, table)) + '\n')
        header.write('/* Longer ones that stay as they are. */\n')
        header.write(c_ranges('same', same(table)))
        header.write('/* clang-format on */\n\n#endif\n')
    with open('sql/view/010_query.sql') as file:
        text = file.read()
    text = replace(text, 'dropped', sql('\t\t', regex(DROPPED), 56))
    text = replace(text, 'invisible', sql('\t\t', regex(INVISIBLE), 56))
    text = replace(text, 'letters', sql('\t\t', [a for a, b in pairs], 30))
    text = replace(text, 'plain', sql('\t\t', [b for a, b in pairs], 30))
    text = replace(text, 'separators',
        sql('\t\t', regex(separators()), 56))
    text = replace(text, 'unspaced', sql('\t\t', regex(UNSPACED), 56))
    with open('sql/view/010_query.sql', 'w') as file:
        file.write(text)


main()
