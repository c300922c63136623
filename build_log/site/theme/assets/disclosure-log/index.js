// From what is typed and chosen to the letters that match, best first.
// The page knows nothing of how the index is kept.
import { Engine, best } from "./engine.js";

const REFERENCE = 1; // the field's place in the index

export class SearchIndex {
  #engine;

  constructor(root) {
    this.#engine = new Engine(`${root}search/`);
  }

  // The letters that match as numbers, to be had one by one from `card`; all of them, latest first,
  // where there are no words. `relaxed` says that no letter has all the words and any was enough.
  async search({ words, ...chosen }) {
    const { letters, outcomes } = await this.#engine.manifest();
    const terms = disclosureLogWords.queryTerms(words);
    let result = { found: Array.from({ length: letters }, (_, number) => number), scores: new Float64Array(letters) };
    let relaxed = false;
    let exact = [];
    if (words.trim()) {
      exact = await this.#named(words);
      result = await this.#engine.score(terms.map((term) => ({ terms: [term], presence: "required" })));
      if (!terms.length) result = { found: [], scores: new Float64Array(letters) };
      if (!result.found.length && terms.length > 1) {
        result = await this.#engine.score(terms.map((term) => ({ terms: [term], presence: "optional" })));
        relaxed = result.found.length > 0;
      }
    }
    const allowed = await this.#allowed(chosen, letters);
    const others = result.found.filter((number) => !exact.includes(number));
    const kept = { found: others.filter((number) => allowed[number]), scores: result.scores };
    const first = exact.filter((number) => allowed[number]);
    return {
      count: first.length + kept.found.length,
      take: (count) => [...first, ...best(kept, Math.max(0, count - first.length))].slice(0, count),
      terms,
      relaxed: relaxed && kept.found.length > 0,
      onlyStopWords: Boolean(words.trim()) && !terms.length && !exact.length,
      outcomes,
    };
  }

  card(number) {
    return this.#engine.card(number);
  }

  text(slug) {
    return this.#engine.text(slug);
  }

  // The letters whose whole reference was typed, the latest first.
  async #named(words) {
    const squeezed = disclosureLogWords.fold(words).replace(/[^\p{L}\p{N}]/gu, "");
    if (!squeezed) return [];
    const { found } = await this.#engine.score([{ terms: [squeezed], presence: "required", fields: [REFERENCE] }]);
    const cards = await Promise.all(found.slice(-50).map(async (number) => [number, await this.card(number)]));
    const plain = (reference) => disclosureLogWords.fold(reference).replace(/[^\p{L}\p{N}]/gu, "");
    return cards.filter(([, card]) => plain(card.reference) === squeezed).map(([number]) => number).reverse();
  }

  // For each letter whether it has what was chosen of every filter.
  async #allowed(chosen, letters) {
    const allowed = new Uint8Array(letters).fill(1);
    const { facets } = await this.#engine.manifest();
    for (const [name, value] of Object.entries(chosen)) {
      if (!value) continue;
      const lists = await this.#engine.facet(name);
      const mask = new Uint8Array(letters);
      lists[facets[name].findIndex(([id]) => id === value)]?.forEach((number) => (mask[number] = 1));
      for (let number = 0; number < letters; number += 1) allowed[number] &= mask[number];
    }
    return allowed;
  }
}
