# What `pledgebook validate --format json` found, as Markdown for a comment on a pull request.
# $editor is the address of the forge's editor for the branch. Text of a record or file is shown
# as it is: it makes no markup, and calls nobody.
def shown:
  gsub("\\s+"; " ")
  | gsub("(?<c>[@#!~$%&*^])"; "\(.c)\u200b")
  | gsub("(?<c>GH-|www)"; "\(.c)\u200b"; "i")
  | gsub("(?<c>[^\\p{L}\\p{M}\\p{N}\u200b ,.;()/?%-])"; "&#\(.c | explode[0]);");
def address: "\($editor)/\(.path | split("/") | map(@uri) | join("/"))#L\(.line)"
  | @html | gsub("`"; "%60");
def item:
  "- \(if .severity == "error" then "**error**" else .severity end) in "
  + "<a href=\"\(address)\">\("\(.path):\(.line)" | shown)</a>: \(.message[:400] | shown)"
  + (if .hint then "\n    - \(.hint[:400] | shown)" else "" end);
# The worst of a list that is longer than anybody reads in a comment.
[.diagnostics[] | select(.severity != "info")] as $all
| ($all | sort_by(.severity != "error") | .[:15]) as $first
| if $all == [] then "### Nothing to correct"
  else
    "### Errors: \(.summary.errors), warnings: \(.summary.warnings)",
    "",
    "Each link opens the file in the editor, at its line.",
    "",
    ($first[] | item),
    (($all | length) - 15 | select(. > 0) | "- and \(.) more: see the check's log")
  end
