"""Manual pages of the rules that are not functions of this package.

They are reported where files are read and parsed, where texts are checked, or against an
earlier revision. Knows words only. A rule that is a function has its page as docstring.
"""

UNREADABLE_FILE = """
A file cannot be read as text.

Record files are UTF-8 text without a byte-order mark, regular files inside the project (not
links to elsewhere), at most 1 MiB large and not nested more than 16 deep. A file with hundreds
of mistakes is not read to the end.

Wrong: a file saved as "Unicode" (UTF-16) by an old editor, or a link to a file elsewhere.

To repair it: save the file as UTF-8 without a mark (most editors offer it under "Save as"),
put the file itself into the folder, or split a file that is too large.
"""

UNREAD_FILE = """
A file or folder in `data/` or `content/` that nothing reads.

What is not read is not published, so a misspelt folder is an error and not silence. Records
are `.yml` or `.yaml` files in `data/`, in the folder or file of their type; pages are `.md`
files in `content/`; photos and documents lie in `content/files/`. A language stands before
the suffix: `launch.vi.md`.

Wrong: `data/organisations/`, `data/figures.xlsx`, `content/announcements/launch.vn.md`.

To repair it: rename the file or folder (the message suggests how), or move it out of the
project's `data/` and `content/`.
"""

SYNTAX = """
The file is not written in YAML as it should be.

A record is lines of `name: value`. There is a space after the colon; what belongs together
begins in the same column, with spaces and not with tabs; a text with a colon and a space in
it, or one that begins with a sign such as `"`, `[` or `%`, stands in quotes.

Wrong: `name:School A`, or `title: Minutes: first meeting`.

To repair it: look at the place that the message names; the mistake is often at the end of
the line before. Where the repair is one line, the message gives it.
"""

DUPLICATE_KEY = """
A name is given twice in one place.

In a record each field stands once, and in a file of many records each id. Only one of the
two would count, and nobody could say which.

Wrong: two lines `url:` in one organization, left over from copying.

To repair it: delete one of the two lines, or rename it. The message names both.
"""

YAML_FEATURE = """
The file uses a feature of YAML that records do without.

Anchors (`&name`), aliases (`*name`), merge keys (`<<`), tags (`!name`) and several documents
in one file make a record hard to review, and some are dangerous. Each record says itself what
it says.

Wrong: `parties: *all-schools`.

To repair it: write the values out. A text that begins with `&`, `*` or `!` stands in quotes.
For values that all rows of a file share, use `defaults:`.
"""

UNKNOWN_FIELD = """
A record has a field that its type does not have.

Unknown fields are errors, since a misspelt one would be silently left out. Fields of your
own begin with `x-` and are ignored.

Wrong: `organisation: school-a`, where the field is `organization`.

To repair it: correct the name (the message suggests the nearest), or begin it with `x-`. A
field that exists but stands too far left or right is moved to its place.
"""

WRONG_TYPE = """
A field has a value of another form than it takes.

Some fields take one text or number, some a list (`[a, b]`, or lines that begin with `- `),
some a group of fields.

Wrong: `parties: school-a`, where a list is needed, or `value: about forty`.

To repair it: write the value in the form that the message names.
"""

BAD_DATE = """
A date or period that cannot be read, or does not exist.

A date is `2024-06-28`. Where the source knows less, it is `2024-06` or `2024`, or has a `?`
after an uncertain part: `2024?-06-28`. A few fields need the whole date: `due`, `issued` of
results, `published`, `updated`, `accessed`. A period is `2024`, `2024-H1`, `2024-Q2`,
`2024-06`, `2023/24` or `{start: 2024-01-01, end: 2024-03-31}`.

Wrong: `28/06/2024`, `2024-02-30`, `2024-Q5`.

To repair it: write the date in this order. The message gives it where it is plain.
"""

BAD_ID = """
An id that cannot be part of a web address.

Ids are small letters `a` to `z`, digits and single hyphens, at most 80 characters: `school-a`.
They stand in addresses and never change. A target is named `OWNER/TARGET`. `index` is
reserved.

Wrong: `School_A`, `trường-a`, `school--a`.

To repair it: write it without capitals, accents, spaces and underscores; the message
suggests how. The full name stands in `name`, in any script.
"""

NUMBER_NOT_IN_RECORDS = """
A number in an announcement that nothing it is about holds.

Every number in title, summary and text must be held by what stands under `about` and by what
the announcement cites, or follow from it, so that a slip of the pen does not become news. It
is read as the text's language writes it: digits of any script, grouped, with decimals, with a
percent sign, as a date or a year, as "38 of 42". Held are

- values, numerators and denominators, counts of a level, and of a level or better, of the rows
  under `about`; each part of a whole as "n of m" and in percent, rounded to the decimals shown
  (but never to 0 or 100);
- what the organizations of those rows have together, and how many there are;
- differences from one period to the next and to the last one, in percent and in points;
- numbers, dates and terms of targets; how many criteria, designations, targets, levels, parties
  and signatories (also of each kind) there are; how many reached a target;
- dates of the records, rows and cited sources, numbers of documents, names with a number;
- numbers in the words of those records, such as a target's statement.

Words ("eight", "second"), ordinals such as 13th, times of day, names such as CO2, and numbers
in addresses are left alone.

Example: the text says "39 of 42 units", while the rows give 38 of 42.

To repair it: correct the number; name the row that holds it under `about`, in `results`; or
list it with the reason why it stands there:

    unchecked:
      - {number: "39", reason: Counted by hand on the day}
"""

OVERTAKEN_NUMBER = """
A number in an announcement was right until a revision changed the figure.

Old news is not rewritten: its words stay as they were published. It gets a correction that
says what is known now, and readers find both. In an announcement of the kind `correction` the
old number may stand beside the new one.

Example: an announcement of March says 38 units, and `revision: 1` of May says 37.

To repair it: leave the text, and add a correction that is not older than the revision:

    corrections:
      - {date: 2025-05-20, text: "The unit in Nấm Lư was counted twice; there are 37."}
"""

UNSAFE_CONTENT = """
A page in `content/` holds something that could act in a reader's browser, or change the page
around it.

Announcements and pages come from many hands, so they are Markdown and nothing else. Refused,
also where they would do no harm: HTML tags and comments; attributes other than an id at a
heading, `lang`, `dir`, `title`, and `width` and `height` at a picture; style classes; links
other than those to pages of the site, `https:`, `http:`, `mailto:` and `tel:`; links with a
user name; pictures from other sites. Template signs such as `{{ }}` are text like any other.

Wrong: `<div onclick="…">`, `[here](javascript:…)`, `![photo](https://elsewhere.example/p.jpg)`,
or `text {: style="color:red" }`.

To repair it: write it in Markdown, or leave it out. A picture goes into `content/files/`. To
show such signs as text, put them between backquotes, and tags between two lines of three
backquotes.
"""

BROKEN_LINK = """
A link leads nowhere inside the site.

A link to a page names its file, as seen from the file that it stands in:
`[the agreement](agreements/green-pact.md)`, from an announcement
`[the agreement](../agreements/green-pact.md)`. Record pages are named in the same way, though
no such file is in `content/`: the folder is the type, the name the id. Lists are
`agreements/index.md`; other pages are `index.md`, `status.md`, `changes.md`, `data.md` and
`method.md`. Photos and documents are under `files/`. The language is never named: a link leads
to the page in the reader's language. An anchor after `#` is the name of a heading of that page
(its words in small letters with hyphens, or what stands in `## Heading {#name}`), or the id of
a target on its programme's or agreement's page. An announcement that is published later than
the page with the link is not there yet.

Wrong: `[results](organisations/school-a.md)`, `[results](/organizations/school-a/)`,
`[results](organizations/school-a)`.

To repair it: write what the message suggests. A page that was renamed is reached under its new
name.
"""

NOT_INSTALLED = """
A setting asks for a package that is not installed where the site is built.

Most of what a site needs comes with the program. What only some sites need is installed with it on
demand: `search: pagefind` in `data/site.yml` needs Pagefind. The records themselves are right, so
`pledgebook validate` does not ask for it, and a build without search (`--offline`) neither.

Wrong: `search: pagefind` where only `pip install pledgebook` was run.

To repair it: install what the message names, here and wherever else the site is built, or take
the setting out.
"""

CHANGED_PUBLISHED_VALUE = """
A figure that was published has been changed without a revision.

Readers may have cited it. A published row stays as it is, also when it is provisional; the
new figure is a new row with the next `revision`, a `revision_reason` and its own `issued`
date.

Wrong: `value: 38` was changed to `value: 37` in the same row.

This holds for what a row says (its value or counts, `missing`, `breakdown`, `population`,
`coverage`, `flag` and `status`), for a row that is taken out, and for one that a later `issued`
would hide. A row whose `issued` is still to come is not published and may be edited.

To repair it: put the old value back and add the row that the message prints. To withdraw a
figure, add a revision with `status: withdrawn`. Where a published row must go from the records
altogether, a new correction that names it (`results/school-a/gardens/2024`) says so: an entry
under `corrections` of an announcement, or an announcement of the kind `correction`.
"""

REMOVED_ID = """
A record that was published is gone, and its old address leads nowhere.

An id is part of a web address. A record that is renamed keeps its old id under `former_ids`,
and readers who follow the old address are led to the new one.

Wrong: `data/organizations/school-a.yml` was renamed to `green-school.yml`, and nothing else.

To repair it: add `former_ids: [school-a]` to the renamed record, or put the record back. An
organization that no longer exists keeps its record, with `dissolved`. Where a record must go
altogether, a new correction that names it (`organizations/school-a`) says so: an entry under
`corrections` of an announcement, or an announcement of the kind `correction`.
"""

WEAKENED_TARGET = """
A target of a signed agreement has been changed in place.

What was signed stays readable. A change is an amendment with its date and reason; the site
then shows both, what was signed and what holds now. This is so for targets that the
agreement owns and for those that it inherits from its programme.

It holds for what is tested and by when, whom it is addressed to, how binding it is, and the
statement in the language it was signed in; also for stronger terms, since nobody signed those.
A signatory stays in the list of parties, with `withdrawn` when it left, and a target that was
inherited stays inherited. An agreement counts as signed unless its date is still to come.

Wrong: `at_least: 80` was changed to `at_least: 70` after the signing.

To repair it: put the old value back and add the entry under `amendments` that the message
prints. Where the records had copied the signed text wrongly, correct them and say so in a new
correction that names the target (`green-pact/garden`) or, for parties, the agreement
(`agreements/green-pact`): an entry under `corrections` of an announcement, or an announcement of
the kind `correction`.
"""

FROZEN_ENTRY = """
An old revision, correction or amendment has been edited.

These entries say what was known or agreed on a day that has passed. They are added to, not
changed.

Translations and sources may be added. The `revision_reason` and `issued` of every published
revision are frozen, and all of a row's value once a newer revision follows it.

Wrong: the `revision_reason` of a published revision was reworded.

To repair it: put the old words back. If they were wrong, add a new revision, correction or
amendment that says so. A new correction that names the row (`results/school-a/gardens/2024`) or
the amendment (`green-pact/AMENDMENT`) lets it be edited.
"""
