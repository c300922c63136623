// The search page: form to results, state in the address, results announced. Values from the
// index are text: they reach the page through textContent alone.
import { SearchIndex } from "./index.js";
import { fold, pieces, withoutLaw } from "./words.js";

const PER_PAGE = 10;
const AROUND = 110;
const LONGEST_QUERY = 500;
const LONGEST_OFFER = 80;

const form = document.getElementById("search-form");
const words = form.elements.q;
const boxes = [...form.querySelectorAll('input[type="checkbox"]')];
const names = [...new Set(boxes.map((box) => box.name))];
const days = [form.elements.from, form.elements.to];
const sort = form.elements.sort;
const sortRow = document.getElementById("search-sort");
const chips = document.getElementById("search-chips");
const facets = [...form.querySelectorAll("[data-facet]")];
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");
const more = document.getElementById("search-more");
const root = form.dataset.root;
const wording = JSON.parse(form.dataset.wording);
const months = JSON.parse(form.dataset.months);
const index = new SearchIndex(root);

let shown = { count: 0, take: async () => [], terms: [], outcomes: {} };
let count = 0;
let turn = 0;

// A text of the page's wording with its braces filled in; one with two forms follows the number n.
const text = (key, values = {}) => {
  const written = typeof wording[key] === "string" ? wording[key] : wording[key][values.n === 1 ? "one" : "many"];
  return written.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? values[name].toLocaleString("en-GB") : values[name]));
};

const element = (name, className, content) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (content !== undefined) node.textContent = content;
  return node;
};

// What is typed, without what is too long for a query: cut between two words where there are two.
const typed = () => {
  const kept = words.value.slice(0, LONGEST_QUERY);
  return words.value.length > LONGEST_QUERY && kept.includes(" ") ? kept.slice(0, kept.lastIndexOf(" ")) : kept;
};

const state = () => ({
  words: typed(),
  chosen: Object.fromEntries(names.map((name) => [name, new Set(boxes.filter((box) => box.name === name && box.checked).map((box) => box.value))])),
  from: days[0].value,
  to: days[1].value,
  sort: sort.value,
});

const address = ({ words: asked, chosen, from, to, sort: order }) => {
  const params = new URLSearchParams();
  if (asked.trim()) params.set("q", asked.trim());
  for (const [name, values] of Object.entries(chosen)) for (const value of values) params.append(name, value);
  for (const [name, value] of Object.entries({ from, to, sort: order })) if (value) params.set(name, value);
  const query = params.toString();
  return query ? `?${query}` : location.pathname;
};

const restore = () => {
  const params = new URLSearchParams(location.search);
  words.value = params.get("q") ?? "";
  for (const box of boxes) box.checked = params.getAll(box.name).includes(box.value);
  for (const day of days) day.value = /^\d{4}-\d{2}-\d{2}$/.test(params.get(day.name) ?? "") ? params.get(day.name) : "";
  sort.value = ["newest", "oldest"].includes(params.get("sort")) ? params.get("sort") : "";
  return [...params.values()].some((value) => value.trim());
};

// The stretch of the letter with the most of the searched words, each of them marked.
const excerpt = (whole, terms) => {
  const paragraph = element("p", "dl-row__excerpt");
  const wanted = new Set(terms.flatMap((term) => [term, withoutLaw(term)]));
  const plain = whole.normalize("NFC");
  const hits = [];
  for (const match of plain.matchAll(/[\p{L}\p{N}][\p{L}\p{N}()'’/-]*/gu)) {
    const found = pieces(fold(match[0]));
    if (found.some((piece) => piece.terms.some((term) => wanted.has(term) || wanted.has(`s${term}`) || wanted.has(`r${term}`)))) hits.push([match.index, match.index + match[0].length]);
    if (hits.length > 200) break;
  }
  const best = hits.reduce(
    (top, [start]) => {
      const near = hits.filter(([other]) => other >= start && other < start + AROUND * 2).length;
      return near > top.near ? { near, start } : top;
    },
    { near: 0, start: 0 },
  );
  let from = Math.max(0, best.start - AROUND / 2);
  if (from) from = plain.indexOf(" ", from) + 1;
  let to = Math.min(plain.length, from + AROUND * 2);
  if (to < plain.length) to = Math.max(from, plain.lastIndexOf(" ", to));
  paragraph.append(from ? "… " : "");
  let at = from;
  for (const [start, end] of hits.filter(([start, end]) => start >= from && end <= to)) {
    paragraph.append(plain.slice(at, start));
    paragraph.append(element("mark", "", plain.slice(start, end)));
    at = end;
  }
  paragraph.append(plain.slice(at, to), to < plain.length ? " …" : "");
  return paragraph;
};

const dayOf = (iso) => {
  const [year, month, day] = iso.split("-");
  return text("day", { day: String(Number(day)), month: months[Number(month)], year });
};

const row = (card) => {
  const item = element("li", "dl-row");
  const link = element("a", "dl-row__title", card.title);
  link.href = `${root}responses/${card.slug}/`;
  const facts = element("p", "dl-row__facts");
  const outcome = shown.outcomes[card.outcome];
  if (outcome) facts.append(element("span", `dl-tag dl-tag--${outcome.tone}`, outcome.label), " ");
  for (const fact of [dayOf(card.day), card.reference, card.stage]) if (fact) facts.append(element("span", "", fact), " ");
  if (card.doubt) facts.append(element("span", "dl-row__doubt", text("doubt")));
  item.append(link, facts);
  if (card.relied) item.append(element("p", "dl-row__exemptions", card.relied.join(", ")));
  item.append(excerpt(card.text ?? "", shown.terms));
  return item;
};

const showMore = async (focus) => {
  const mine = turn;
  more.hidden = true;
  const numbers = (await shown.take(count + PER_PAGE)).slice(count);
  const cards = await Promise.all(numbers.map((number) => index.card(number)));
  if (mine !== turn) return;
  const rows = cards.map(row);
  if (count) list.append(...rows);
  else list.replaceChildren(...rows); // at once, so that the page does not fall together in between
  count += rows.length;
  more.hidden = count >= shown.count;
  if (focus) rows[0]?.querySelector("a").focus();
};

const say = (...parts) => status.replaceChildren(...parts);

const report = ({ count: number, relaxed, onlyStopWords, tooShort, looked }) => {
  if (onlyStopWords) return say(/[\p{L}\p{N}]/u.test(words.value) ? text("common") : text("nothing"));
  if (days[0].value && days[1].value && days[0].value > days[1].value) return say(text("dates"));
  const short = tooShort.length ? `${text("short", { beginning: tooShort[0] })} ` : "";
  const found = () => text(relaxed ? "found-some" : looked ? "found-among" : "found", { n: number, looked });
  if (short && !number) return say(short.trim());
  return say(short + (number ? found() : text("none")));
};

// Another spelling, where a word of the query is in no letter.
const offer = async ({ suggest }, mine) => {
  const better = await suggest();
  if (mine !== turn || !better || better.length > LONGEST_OFFER) return;
  const button = element("button", "dl-button dl-button--secondary", better);
  button.type = "button";
  button.addEventListener("click", () => {
    words.value = better;
    search();
    words.focus();
  });
  const [before, after] = text("meant", { better: "\n" }).split("\n");
  status.append(` ${before}`, button, after);
};

const fail = (again) => {
  const retry = element("button", "dl-button dl-button--secondary", text("again"));
  retry.type = "button";
  retry.addEventListener("click", again);
  say(`${text("failed")} `, retry);
};

// What is chosen, each to be taken away by itself.
const showChips = () => {
  const chip = (filter, remove) => {
    const button = element("button", "dl-chip", filter);
    button.type = "button";
    button.setAttribute("aria-label", text("remove", { filter }));
    button.addEventListener("click", () => {
      remove();
      search();
      status.focus();
    });
    const item = element("li");
    item.append(button);
    return item;
  };
  const named = (box) => box.parentElement.querySelector(".dl-facet__label").textContent;
  const shownChips = boxes.filter((box) => box.checked).map((box) => chip(named(box), () => (box.checked = false)));
  for (const day of days) if (day.value) shownChips.push(chip(text(day.name, { day: dayOf(day.value) }), () => (day.value = "")));
  chips.replaceChildren(...shownChips);
  for (const facet of facets) {
    const count = facet.dataset.facet === "day" ? days.filter((day) => day.value).length : boxes.filter((box) => box.name === facet.dataset.facet && box.checked).length;
    facet.querySelector(".dl-facet__chosen").textContent = count ? text("chosen", { n: count }) : "";
  }
};

// Counts are worked out once somebody looks at a filter, or uses one.
const showCounts = async () => {
  const mine = turn;
  if (!shown.counts || !facets.some((facet) => facet.open)) return;
  const counts = await shown.counts();
  if (mine !== turn) return;
  for (const box of boxes) {
    const count = counts[box.name]?.[box.value] ?? 0;
    box.parentElement.querySelector(".dl-count").textContent = `(${count.toLocaleString("en-GB")})`;
    box.parentElement.toggleAttribute("data-none", !count);
  }
};

const run = async () => {
  const mine = ++turn;
  say(text("searching"));
  more.hidden = true;
  showChips();
  try {
    const result = await index.search(state());
    if (mine !== turn) return;
    shown = result;
    count = 0;
    await showMore(false);
    if (mine !== turn) return;
    sortRow.hidden = result.count < 2;
    report(result);
    if (!result.count || result.relaxed) await offer(result, mine);
    await showCounts();
  } catch {
    if (mine !== turn) return;
    list.replaceChildren();
    more.hidden = true;
    sortRow.hidden = true;
    fail(run);
  }
};

const search = () => {
  const next = address(state());
  if (next !== (location.search || location.pathname)) history.pushState(null, "", next);
  run();
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
for (const control of [...boxes, ...days, sort]) control.addEventListener("change", search);
for (const facet of facets) facet.addEventListener("toggle", () => showCounts().catch(() => fail(run)));
more.addEventListener("click", () => showMore(true).catch(() => fail(run)));
addEventListener("popstate", () => {
  if (restore()) run();
  else {
    turn += 1;
    list.replaceChildren();
    more.hidden = true;
    sortRow.hidden = true;
    showChips();
    say();
  }
});

if (restore()) run();
else index.prepare().catch(() => {}); // told when something is searched for
