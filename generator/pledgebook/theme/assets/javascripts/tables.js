/* Sorts and filters the tables of a page. Without it, tables are whole and in their own order.

   What it expects of a table:
     <table class="data sortable">      enough rows to sort
     <th scope="col" data-choice>       a column of few values: readers may pick one
     <td data-sort="2024-06-28">        what the cell is sorted by where its words do not say it;
                                        numbers in full, with a point
   Its words come as data-… attributes of the script element. The state stands in the address:
   ?sort=-3 (the third column, downwards), filter=, only=2:VALUE; a page's second table adds 2
   to each name, and so on. */
(() => {
  "use strict";
  const FILTERED_FROM = 8; // rows
  const MOST_CHOICES = 20;
  const words = document.currentScript.dataset;
  const language = document.documentElement.lang || "en";
  const collator = new Intl.Collator(language, { numeric: true });
  const numbers = new Intl.NumberFormat(language, { numberingSystem: "latn" });

  /* fold.js stands before this script. */
  const plain = (text) => self.fold(text).replace(/\s+/g, " ").trim();

  const address = new URL(location.href);
  const remember = (name, value) => {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
    address.hash = location.hash;
    history.replaceState(history.state, "", address);
  };

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  /* What a cell says, without the citations folded up in it. */
  const said = (cell) => {
    let text = cell.textContent;
    for (const folded of cell.querySelectorAll("details")) text = text.replace(folded.textContent, " ");
    return text.replace(/\s+/g, " ").trim();
  };

  const choiceOf = (cell) => said(cell.querySelector(".verdict") || cell);

  class SortedTable {
    constructor(table, number) {
      this.body = table.tBodies[0];
      this.table = table;
      this.rows = [...this.body.rows];
      this.heads = [...table.tHead.rows[0].cells];
      this.suffix = number > 1 ? String(number) : "";
      this.texts = null;
      this.only = null;
      this.heads.forEach((head, column) => this.#addButton(head, column));
      if (this.rows.length >= FILTERED_FROM) this.#addTools();
      this.#restore();
    }

    #addButton(head, column) {
      const button = make("button", { type: "button", className: "sort-button" });
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" };
        const now = next[head.getAttribute("aria-sort") || "none"];
        this.sort(column, now);
        const sign = now === "descending" ? "-" : "";
        remember(`sort${this.suffix}`, now === "none" ? "" : `${sign}${column + 1}`);
      });
      head.append(button);
    }

    sort(column, direction) {
      for (const head of this.heads) head.removeAttribute("aria-sort");
      this.table.classList.toggle("is-sorted", direction !== "none");
      if (direction !== "none") this.heads[column].setAttribute("aria-sort", direction);
      this.body.append(...(direction === "none" ? this.rows : this.#sorted(column, direction)));
    }

    #sorted(column, direction) {
      const cells = this.rows.map((row) => row.cells[column]);
      const keyed = cells.some((cell) => cell.dataset.sort !== undefined);
      const keys = cells.map((cell) => (keyed ? cell.dataset.sort || "" : said(cell)));
      const numeric = keyed && keys.every((key) => key === "" || /^-?\d+(\.\d+)?$/.test(key));
      const compare = numeric ? (a, b) => Number(a) - Number(b) : collator.compare;
      const sign = direction === "descending" ? -1 : 1;
      /* What has no value stays at the end, in whichever direction. */
      return this.rows
        .map((row, place) => ({ row, key: keys[place] }))
        .sort((a, b) => (a.key === "") - (b.key === "") || sign * compare(a.key, b.key))
        .map((entry) => entry.row);
    }

    #addTools() {
      this.query = make("input", { type: "search", autocomplete: "off", spellcheck: false });
      this.query.addEventListener("input", () => {
        this.filter();
        remember(`filter${this.suffix}`, this.query.value.trim());
      });
      const tools = make("div", { className: "table-tools" });
      tools.append(make("label", {}, words.filter, this.query));
      this.heads.forEach((head, column) => {
        if (!this.choices && head.hasAttribute("data-choice")) this.#addChoices(tools, column);
      });
      this.count = make("p", { className: "table-tools__count" });
      this.count.setAttribute("role", "status");
      tools.append(this.count);
      this.table.closest(".table-box").before(tools);
    }

    #addChoices(tools, column) {
      const values = [...new Set(this.rows.map((row) => choiceOf(row.cells[column])))];
      if (values.length < 2 || values.length > MOST_CHOICES) return;
      const options = values.filter(Boolean).sort(collator.compare);
      this.choices = make("select", {}, new Option(words.all, ""));
      this.choices.append(...options.map((value) => new Option(value, value)));
      this.choices.addEventListener("change", () => {
        this.filter();
        const value = this.choices.value;
        remember(`only${this.suffix}`, value && `${column + 1}:${value}`);
      });
      this.column = column;
      tools.append(make("label", {}, this.heads[column].textContent, this.choices));
    }

    filter() {
      this.texts ||= this.rows.map((row) => plain([...row.cells].map(said).join(" ")));
      const wanted = plain(this.query.value).split(" ");
      const value = this.choices?.value;
      let shown = 0;
      this.rows.forEach((row, place) => {
        const fits =
          wanted.every((word) => this.texts[place].includes(word)) &&
          (!value || choiceOf(row.cells[this.column]) === value);
        if (row.hidden === fits) row.hidden = !fits;
        shown += fits;
      });
      const all = shown === this.rows.length;
      const [n, total] = [shown, this.rows.length].map((number) => numbers.format(number));
      this.count.textContent = all ? "" : words.shown.replace("{n}", n).replace("{total}", total);
    }

    #restore() {
      const given = (name) => address.searchParams.get(`${name}${this.suffix}`) || "";
      const column = Math.abs(Number(given("sort"))) - 1;
      if (this.heads[column]) this.sort(column, given("sort") < "0" ? "descending" : "ascending");
      if (!this.query) return;
      this.query.value = given("filter");
      const [, value] = given("only").match(/^\d+:(.*)$/) || [];
      if (value && this.choices) this.choices.value = value;
      if (this.query.value || this.choices?.value) this.filter();
    }
  }

  document
    .querySelectorAll("table.sortable")
    .forEach((table, place) => new SortedTable(table, place + 1));
})();
