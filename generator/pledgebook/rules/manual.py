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
A number in an announcement that none of the records it is about holds.

Every number in the text must be held by the rows and records under `about`, or follow from
them: values, counts at a level, "n of m", sums, shares and differences between periods, dates,
numbers of documents, counts of parties and criteria. So a slip of the pen does not become
news.

Example: the text says "39 of 42 units", while the rows give 38 of 42.

To repair it: correct the number, add the rows to `about`, or list it under `unchecked` with
the reason why it stands there.
"""

OVERTAKEN_NUMBER = """
A number in an announcement was right until a revision changed the figure.

Old news is not rewritten. It gets a correction that says what is known now.

Example: an announcement of March says 38 units, and `revision: 1` of May says 37.

To repair it: add an entry under `corrections`, with date and text. The words of the
announcement stay.
"""

UNSAFE_CONTENT = """
A page in `content/` holds something that could act in a reader's browser.

Pages are Markdown. HTML tags, scripts, style or event attributes and links other than web,
mail and internal ones are refused, also where they would do no harm.

Wrong: `<div onclick="…">`, or a link to `javascript:…`.

To repair it: write it in Markdown, or leave it out. To show such signs as text, put them
between backquotes.
"""

BROKEN_LINK = """
A link leads nowhere inside the site.

A link to a page names its file, as seen from the page it stands on: `[the
agreement](agreements/green-pact.md)`; a photo or document is under `files/`. An anchor after
`#` must be a heading or entry of that page.

Wrong: `[results](organisations/school-a.md)`.

To repair it: correct the address; the message suggests the nearest page. A page that was
renamed is reached under its new name.
"""

CHANGED_PUBLISHED_VALUE = """
A figure that was published has been changed without a revision.

Readers may have cited it. A published row stays as it is, also when it is provisional; the
new figure is a new row with the next `revision`, a `revision_reason` and its own `issued`
date.

Wrong: `value: 38` was changed to `value: 37` in the same row.

To repair it: put the old value back and add the row that the message prints.
"""

REMOVED_ID = """
A record that was published is gone, and its old address leads nowhere.

An id is part of a web address. A record that is renamed keeps its old id under `former_ids`,
and readers who follow the old address are led to the new one.

Wrong: `data/organizations/school-a.yml` was renamed to `green-school.yml`, and nothing else.

To repair it: add `former_ids: [school-a]` to the renamed record, or put the record back. An
organization that no longer exists keeps its record, with `dissolved`.
"""

WEAKENED_TARGET = """
A target of a signed agreement has been changed in place.

What was signed stays readable. A change is an amendment with its date and reason; the site
then shows both, what was signed and what holds now. This is so for targets that the
agreement owns and for those that it inherits from its programme.

Wrong: `at_least: 80` was changed to `at_least: 70` after the signing.

To repair it: put the old value back and add the entry under `amendments` that the message
prints.
"""

FROZEN_ENTRY = """
An old revision, correction or amendment has been edited.

These entries say what was known or agreed on a day that has passed. They are added to, not
changed.

Wrong: the `revision_reason` of a published revision was reworded.

To repair it: put the old words back. If they were wrong, add a new revision, correction or
amendment that says so.
"""
