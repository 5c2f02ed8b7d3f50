/* Tells the search's worker that the reader is about to ask, so that it loads what every question
   needs while the words are typed. Stands on the pages of sites that `pagefind.js` searches. */
(() => {
  "use strict";
  const box = document.querySelector("[data-md-component=search-query]");
  const tell = () => new BroadcastChannel("pledgebook-search").postMessage("");
  box?.addEventListener("focus", tell, { once: true });
})();
