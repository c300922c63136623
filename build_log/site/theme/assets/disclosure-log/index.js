// The index behind the search page: loads it when somebody searches, and answers queries.
// The page knows nothing of how the index is kept.

export class SearchIndex {
  #root;
  #loading;

  constructor(root) {
    this.#root = root;
  }

  // Everything a search needs, fetched once; a failed fetch is forgotten, so that a retry can succeed.
  load() {
    this.#loading ??= this.#fetch().catch((error) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async #fetch() {
    const get = async (name) => {
      const response = await fetch(`${this.#root}search/${name}`);
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      return response.json();
    };
    const [{ index, stopWords }, facts] = await Promise.all([get("index.json"), get("letters.json")]);
    return { index: index && lunr.Index.load(index), stopWords: new Set(stopWords), ...facts };
  }

  // The letters that match, best first; all of them, latest first, where there are no words.
  // `relaxed` says that no letter has all the words and any word was enough.
  async search({ words, exemption, outcome, year }) {
    const { index, letters, stopWords, outcomes } = await this.load();
    const terms = disclosureLogWords.queryTerms(words, stopWords);
    let found = letters;
    let relaxed = false;
    let exact;
    if (words.trim()) {
      const squeezed = disclosureLogWords.fold(words).replace(/[^\p{L}\p{N}]/gu, "");
      exact = letters.filter((letter) => letter.reference.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "") === squeezed);
      if (!terms.length || !index) found = exact;
      else {
        found = this.#query(index, letters, terms, lunr.Query.presence.REQUIRED);
        if (!found.length && terms.length > 1) {
          found = this.#query(index, letters, terms, lunr.Query.presence.OPTIONAL);
          relaxed = found.length > 0;
        }
        if (exact.length) found = [...exact, ...found.filter((letter) => !exact.includes(letter))];
      }
    }
    const kept = found.filter(
      (letter) =>
        (!exemption || letter.exemptions.includes(exemption)) &&
        (!outcome || letter.outcome === outcome) &&
        (!year || letter.year === year),
    );
    return { letters: kept, terms, relaxed: relaxed && kept.length > 0, onlyStopWords: Boolean(words.trim()) && !terms.length && !exact?.length, stopWords, outcomes };
  }

  #query(index, letters, terms, presence) {
    return index
      .query((query) => terms.forEach((term) => query.term(term, { presence, usePipeline: false })))
      .map((result) => letters[Number(result.ref)]);
  }
}
