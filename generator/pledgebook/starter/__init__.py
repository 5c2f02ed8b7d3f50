"""The files of a new project, as they are copied: words by language, and one set per forge.

`@name@` is filled in by `exchange.init`. A file or folder `dot-x` is called `.x` there.
"""
