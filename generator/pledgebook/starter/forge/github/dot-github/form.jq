# The fields of a record from the text of an issue that a form of .github/ISSUE_TEMPLATE made:
# a heading for each question, the answer below it. What the form does not ask is left out.
def fields: {
  "Title": "title", "Kind": "kind", "Number": "number", "Publisher": "publisher",
  "Issued": "issued", "Address": "url", "Archived copy": "archived_url", "Id": "id"
};
def answer: gsub("^\\s+|\\s+$"; "");
gsub("\r"; "")
| [("\n" + .) | split("\n### ")[1:][]
  | {label: (split("\n")[0] | answer), value: (split("\n")[1:] | join("\n") | answer)}
  | select(fields[.label] and .value != "" and .value != "_No response_" and .value != "None")
  | {key: fields[.label], value}]
| from_entries
