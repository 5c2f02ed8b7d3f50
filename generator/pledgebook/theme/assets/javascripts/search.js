/* The search as people type: Material's own worker, which finds words without their marks.

   The page names Material's worker after the question mark of this file's address. Material
   takes any worker that answers its messages (SETUP, READY, QUERY, RESULT). Its index is
   lunr's: words are folded as they go into it and as they are looked up, and nothing else is
   changed, so that what is shown and marked are the words of the page. */
"use strict";
importScripts("fold.js");

const QUERY = 2; // of Material's types of messages
const RESULT = 3;
let typed = new Map(); // each word of the query as it is looked up → as it was typed

addEventListener("message", ({ data }) => {
  if (data.type === QUERY)
    typed = new Map(data.data.toLowerCase().split(/\s+/).map((word) => [fold(word), word]));
});

/* The words that a result names are those that its page has, for the marks on the page, and
   those that are missing as the reader typed them. What has the very marks that the reader
   typed comes first. */
const MARKED = /<mark[^>]*>([^<]*)<\/mark>/g;
const improve = (item) => {
  const texts = [item.title, item.text];
  const found = texts.flatMap((text) => [...text.matchAll(MARKED)]).map(([, word]) => word);
  const missing = Object.keys(item.terms).filter((word) => !item.terms[word]);
  const exact = [...typed].filter(
    ([word, written]) =>
      word !== written && found.some((one) => one.toLowerCase().startsWith(written)),
  );
  item.score *= 4 ** exact.length;
  item.terms = Object.fromEntries([
    ...found.map((word) => [word, true]),
    ...missing.map((word) => [typed.get(word) ?? word, false]),
  ]);
};
const best = (items) => Math.max(...items.map((item) => item.score));

const post = self.postMessage.bind(self);
self.postMessage = (message) => {
  if (message.type === RESULT) {
    message.data.items.flat().forEach(improve);
    message.data.items.sort((a, b) => best(b) - best(a));
  }
  post(message);
};

const [name] = location.search.match(/workers\/search\.[0-9a-z]+\.min\.js$/);
importScripts(name);

const run = lunr.Pipeline.prototype.run;
lunr.Pipeline.prototype.run = function (tokens) {
  return run.call(this, tokens).flatMap((token) => {
    const word = fold(token.str);
    const bare = withoutArticle(word);
    const whole = token.clone(() => word);
    return bare === word ? [whole] : [whole, token.clone(() => bare)];
  });
};

const clause = lunr.Query.prototype.clause;
lunr.Query.prototype.clause = function (asked) {
  asked.term = fold(asked.term);
  return clause.call(this, asked);
};
