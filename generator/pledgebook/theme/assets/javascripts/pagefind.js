/* The search of large sites: Pagefind behind the messages of Material's search.

   Material takes any worker that answers SETUP with READY and QUERY with RESULT; its box, its keys
   and what it says to screen readers stay. Of Pagefind's index, in `search/pagefind/` beside the
   assets, only what a question needs is loaded, and nothing before someone is about to ask. Its
   words are folded (fold.js), its pages hold their entries as they are shown: see `finding.py`.

   Where an index came with the set-up after all, as MkDocs itself makes it, the built-in search
   takes over. */
"use strict";
importScripts("fold.js");
{
  const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]; // Material's types of messages
  const FIRST = 20; // pages that are shown; each is a file to load
  const EXCERPT = 40; // words of a text that are shown
  const BEFORE = 8; // of them before the first that was found
  const REST = 20; // milliseconds
  const FOLDER = new URL("../../search/pagefind/", location.href).href;
  /* Stands for each page beyond the first: counted, and hidden by the style sheet. */
  const BEYOND = [{ location: "", title: "", text: "", score: -1, terms: {} }];
  let separator = /\s+/;
  let names = []; // of the files that every question needs
  let newest = 0; // the last question

  /* Pagefind asks for these files one after the other: they are asked for at once. */
  const early = new Map();
  const load = self.fetch;
  self.fetch = (address, ...rest) => {
    const name = String(address).replace(/\?.*/, "");
    const known = early.get(name);
    early.delete(name);
    return known ?? load(address, ...rest);
  };
  let starting;
  const start = () => {
    if (!starting) {
      /* The names of the others say what is in them, or go with the version of the script. */
      const how = (name) => ({ cache: name.endsWith(".json") ? "no-cache" : "default" });
      for (const name of names) early.set(FOLDER + name, load(FOLDER + name, how(name)));
      starting = import(`${FOLDER}pagefind.js`).then(({ createInstance }) =>
        createInstance({ basePath: FOLDER }),
      );
    }
    return starting;
  };
  new BroadcastChannel("pledgebook-search").onmessage = start; // the box was opened

  const escape = (text) =>
    text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

  /* The words of a text as they are in the index. */
  const folded = (text) => foldToLetters(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  /* A text parted into words and what stands between them, each with the word that was found. */
  const look = (text, found) =>
    text.split(separator).map((piece, place) => ({
      piece,
      hit: place % 2
        ? undefined
        : folded(piece).find((word) => found.has(word) || found.has(withoutArticle(word))),
    }));
  const marked = (pieces) =>
    pieces
      .map(({ piece, hit }) => (hit ? `<mark data-md-highlight>${escape(piece)}</mark>` : escape(piece)))
      .join("");
  const excerpt = (pieces) => {
    const first = 2 * Math.max(0, pieces.findIndex(({ hit }) => hit) / 2 - BEFORE);
    const rest = pieces.slice(first, first + 2 * EXCERPT);
    const cut = pieces.length > first + rest.length ? " …" : "";
    return `${first ? "… " : ""}${marked(rest)}${cut}`;
  };

  /* What Material shows of a page: its own entry, and those of its places that have the words.
     For a word that begins none of its own, Pagefind takes those that it begins with: "a" for
     "apple". Such a word is missing, and a page that has no other is none. */
  const show = async (result, asked) => {
    const { anchors, content } = await result.data();
    const words = content.split(/\s+/);
    const found = new Set(result.words.map((place) => words[place]?.replace(/\.$/, "")));
    const [page, ...entries] = JSON.parse(anchors[0].id);
    const seen = entries.map(([anchor, title, text]) => {
      const [named, told] = [look(title, found), look(text, found)];
      const hits = [...named, ...told].filter(({ hit }) => hit);
      const count = new Set(hits.map(({ hit }) => hit)).size;
      return { anchor, named, told, count, written: hits.map(({ piece }) => piece) };
    });
    const written = seen.flatMap((entry) => entry.written.map((word) => word.toLowerCase()));
    const missing = asked.filter(
      ({ word }) => ![...found].some((one) => one?.startsWith(word.slice(0, 3))),
    );
    if (missing.length === asked.length) return undefined;
    const most = Math.max(1, ...seen.map(({ count }) => count));
    /* What has the very marks that the reader typed comes first. */
    const exact = asked.filter(
      ({ word, typed }) => word !== typed && written.some((one) => one.startsWith(typed)),
    );
    const score = (1 + result.score) * 4 ** exact.length;
    return seen
      .filter(({ anchor, count }) => !anchor || count)
      .map(({ anchor, named, told, count, written }) => ({
        location: page + anchor,
        title: marked(named),
        text: excerpt(told),
        score: (score * count) / most,
        terms: Object.fromEntries([
          ...written.map((word) => [word, true]),
          ...missing.map(({ typed }) => [typed, false]),
        ]),
      }))
      .sort((a, b) => b.score - a.score);
  };

  /* Stops where a newer question has come: the words are typed on, and to go through all pages
     with their first letter takes long. The rest lets a question in that waits already. */
  const rest = () => new Promise((resolve) => setTimeout(resolve, REST));
  const find = async (query, overtaken) => {
    const words = query.toLowerCase().split(separator).filter((_, place) => place % 2 === 0);
    const asked = words.flatMap((typed) =>
      folded(typed).map((word) => ({ typed, word: withoutArticle(word) })),
    );
    if (!asked.length) return [];
    const [pagefind] = await Promise.all([start(), rest()]);
    if (overtaken()) return [];
    const { results } = await pagefind.search(asked.map(({ word }) => word).join(" "));
    if (overtaken()) return [];
    const first = await Promise.all(results.slice(0, FIRST).map((one) => show(one, asked)));
    const right = first.filter(Boolean).sort((a, b) => b[0].score - a[0].score);
    return right.length ? [...right, ...results.slice(FIRST).map(() => BEYOND)] : [];
  };

  const answer = async ({ data: { type, data } }) => {
    if (type === SETUP && data.docs.length) {
      removeEventListener("message", answer);
      importScripts("search.js");
      dispatchEvent(new MessageEvent("message", { data: { type, data } }));
    } else if (type === SETUP) {
      separator = new RegExp(`(${data.config.separator})`);
      names = data.config.files ?? [];
      postMessage({ type: READY });
    } else if (type === QUERY) {
      const mine = ++newest;
      const overtaken = () => mine !== newest;
      const items = await find(data, overtaken).catch((error) => {
        starting = undefined; // the next key tries again
        throw error;
      });
      if (!overtaken()) postMessage({ type: RESULT, data: { items } });
    }
  };
  addEventListener("message", answer);
}
