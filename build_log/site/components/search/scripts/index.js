// From what is typed and chosen to the letters that match, best first.
// The page knows nothing of how the index is kept.
import { Engine } from "./engine.js";
import { both, either, numbersOf } from "./marks.js";
import { parseQuery } from "./query.js";
import { meant } from "./spelling.js";
import { fold, plain } from "./words.js";

const LOOKED_THROUGH = 200; // letters whose words are compared with a phrase
const MOST_TERMS = 300; // terms one beginning stands for
const MOST_OF_A_CASE = 20; // letters with one reference; what more have is a part of references, such as a year

export class SearchIndex {
  #engine;

  constructor(root) {
    this.#engine = new Engine(`${root}search/`);
  }

  // Fetches what every search needs, before it is asked for.
  prepare() {
    return this.#engine.manifest();
  }

  // The letters that match: `take` gives the numbers of the first, whose cards are to be had from `card`.
  // Where there are no words all letters match, the latest first. `relaxed` says that no letter has all the words and any was enough;
  // `looked` how many letters were searched for exact words, where there were more.
  // `chosen` holds the values of each filter, `from` and `to` days, `sort` "newest", "oldest" or nothing.
  async search({ words, chosen, from, to, sort }) {
    const { letters, outcomes, abbreviations } = await this.#engine.manifest();
    const query = parseQuery(words, abbreviations);
    const [filters, groups] = await Promise.all([
      this.#filters(chosen, from, to, letters),
      Promise.all(query.groups.map((group) => this.#expand(group))),
    ]);
    const terms = [...new Set(groups.flat(3))];
    const nothing = Boolean(words.trim()) && !(groups.length + query.excluded.length);
    const unknown = groups.length > 0 && !terms.length; // beginnings that no word has
    const [named, ranked, every] = await Promise.all([
      this.#named(words),
      this.#rank(nothing || unknown, terms, query.excluded, letters),
      this.#meeting(query.groups, groups, letters),
    ]);
    const { found, asked } = ranked;
    const allowed = [...filters.values()];
    const exact = named.filter((number) => allowed.every((marks) => marks[number]));
    const all = both([found, every], letters);
    const whole = numbersOf(both([all, ...allowed], letters));
    const some = whole.length || groups.length < 2 || query.phrases.length ? [] : numbersOf(both([found, ...allowed], letters));
    const relaxed = some.length > 0;
    let kept = relaxed ? some : whole;
    let looked;
    if (query.phrases.length) {
      looked = kept.length > LOOKED_THROUGH ? LOOKED_THROUGH : undefined;
      kept = await this.#withPhrases(await this.#engine.order(kept, asked, LOOKED_THROUGH), query.phrases);
    }
    const others = exact.length ? kept.filter((number) => !exact.includes(number)) : kept;
    const byDay = () => [...exact, ...others].sort((a, b) => a - b);
    const ways = {
      newest: async (count) => byDay().slice(-count).reverse(),
      oldest: async (count) => byDay().slice(0, count),
      "": async (count) => [...exact, ...(await this.#engine.order(others, asked, Math.max(1, count - exact.length)))].slice(0, count),
    };
    return {
      count: exact.length + others.length,
      take: ways[sort] ?? ways[""],
      counts: () => this.#counts(filters, relaxed ? found : all, letters),
      terms,
      relaxed: relaxed && !exact.length,
      onlyStopWords: nothing && !exact.length && !query.tooShort.length,
      tooShort: query.tooShort,
      suggest: () => this.#suggest(words, query.words),
      looked,
      outcomes,
    };
  }

  // The query with its misspelt words put right; undefined where there is nothing to put right.
  async #suggest(typed, words) {
    let better = typed;
    for (const { word, term } of words) {
      if ((await this.#engine.having([term])).includes(1)) continue;
      const lists = await Promise.all([-1, 0, 1].map((step) => this.#engine.spelling(word.length + step)));
      const other = meant(word, lists.flatMap((list) => Object.entries(list)));
      if (other) better = better.replace(new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "iu"), other);
    }
    return better === typed ? undefined : better;
  }

  // The terms each part of a group's alternatives stands for: of a beginning, all that begin so.
  #expand(group) {
    const terms = async ({ term, beginning }) => (term === undefined ? (await this.#engine.beginning(beginning)).slice(0, MOST_TERMS) : [term]);
    return Promise.all(group.map((alternative) => Promise.all(alternative.map(terms))));
  }

  // Marks every letter that has one of the terms and none of those excluded; where no term is asked for, every letter.
  async #rank(nothing, terms, excluded, letters) {
    if (nothing) return { found: new Uint8Array(letters), asked: [] };
    const prohibited = excluded.map((term) => ({ terms: [term], presence: "prohibited" }));
    if (terms.length) return this.#engine.find([...terms.map((term) => ({ terms: [term], presence: "optional" })), ...prohibited]);
    return { found: (await this.#engine.having(excluded)).map((mark) => 1 - mark), asked: [] };
  }

  // Marks the letters that meet every group.
  async #meeting(groups, expanded, letters) {
    const alternatives = (group, place) =>
      Promise.all(
        group.map(async (alternative, which) =>
          both(await Promise.all(alternative.map(({ field }, part) => this.#engine.having(expanded[place][which][part], field))), letters),
        ),
      );
    return both((await Promise.all(groups.map(alternatives))).map((marks) => either(marks)), letters);
  }

  // Of some letters those in which all phrases stand as they were typed, and none of those unwanted.
  async #withPhrases(numbers, phrases) {
    const kept = await Promise.all(
      numbers.map(async (number) => {
        const { title, text = "", more } = await this.card(number);
        const start = ` ${plain(`${title} . ${text}`)} `;
        if (phrases.every(({ words, not }) => !not && start.includes(` ${words} `))) return true;
        const whole = ` ${plain(`${text} ${more ? await this.#engine.rest(number) : ""} . ${title}`)} `;
        return phrases.every(({ words, not }) => whole.includes(` ${words} `) !== not);
      }),
    );
    return numbers.filter((_, place) => kept[place]);
  }

  card(number) {
    return this.#engine.card(number);
  }

  // The letters whose whole reference was typed, the latest first.
  async #named(words) {
    const squeezed = fold(words).replace(/[^\p{L}\p{N}]/gu, "");
    if (!squeezed) return [];
    const found = [...numbersOf(await this.#engine.having([squeezed], "reference"))];
    if (found.length > MOST_OF_A_CASE) return [];
    const cards = await Promise.all(found.map(async (number) => [number, await this.card(number)]));
    const squeeze = (reference) => fold(reference).replace(/[^\p{L}\p{N}]/gu, "");
    return cards.filter(([, card]) => squeeze(card.reference) === squeezed).map(([number]) => number).reverse();
  }

  // By filter in use, a mark for each letter that has one of the values chosen of it.
  async #filters(chosen, from, to, letters) {
    const { facets, first } = await this.#engine.manifest();
    const marks = new Map();
    for (const [name, values] of Object.entries(chosen)) {
      if (!values.size || !facets[name]) continue;
      const lists = await this.#engine.facet(name);
      const mark = new Uint8Array(letters);
      facets[name].forEach(([value], place) => {
        if (values.has(value)) for (const number of lists[place]) mark[number] = 1;
      });
      marks.set(name, mark);
    }
    if (from || to) {
      const days = await this.#engine.days();
      const since = (iso) => Math.round((Date.parse(iso) - Date.parse(first)) / 86_400_000);
      const [low, high] = [from ? since(from) : -Infinity, to ? since(to) : Infinity];
      marks.set("day", Uint8Array.from(days, (day) => (day >= low && day <= high ? 1 : 0)));
    }
    return marks;
  }

  // For each value of each filter how many of the letters found it would leave, the filter's own choice aside.
  async #counts(filters, found, letters) {
    const { facets } = await this.#engine.manifest();
    const counts = {};
    for (const [name, values] of Object.entries(facets)) {
      const left = both([found, ...[...filters].filter(([other]) => other !== name).map(([, marks]) => marks)], letters);
      const lists = await this.#engine.facet(name);
      counts[name] = Object.fromEntries(values.map(([value], place) => [value, lists[place].reduce((sum, number) => sum + left[number], 0)]));
    }
    return counts;
  }
}
