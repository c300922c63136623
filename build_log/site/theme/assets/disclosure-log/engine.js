// The index in its files: fetches those a query needs, and ranks as lunr does over the whole.
import { readDays, readFacet, readLengths, readPostings, readShard } from "./codec.js";

const K1 = 1.2;
const B = 0.75;

const hex = (text) => Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, "0")).join("");

export class Engine {
  #base;
  #manifest;
  #kept = new Map();

  constructor(base) {
    this.#base = base;
  }

  // What is fetched is kept; a fetch that failed is forgotten, so that it can be tried again.
  #once(key, make) {
    if (!this.#kept.has(key)) {
      const made = make().catch((error) => {
        this.#kept.delete(key);
        throw error;
      });
      this.#kept.set(key, made);
    }
    return this.#kept.get(key);
  }

  async #fetch(name, options) {
    const response = await fetch(this.#base + name, options);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response;
  }

  async #bytes(name) {
    const { version } = await this.manifest();
    const response = await this.#fetch(`${name}?v=${version}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  async #json(name) {
    const { version } = await this.manifest();
    return (await this.#fetch(`${name}?v=${version}`)).json();
  }

  manifest() {
    return this.#once("manifest", async () => (await this.#fetch("manifest.json", { cache: "no-cache" })).json());
  }

  // The number of the file a term is in, or would be.
  #place(shards, term) {
    let low = 0;
    let high = shards.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shards[middle] <= term) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  #shard(shards, place) {
    const name = `terms/${hex(shards[place]) || "0"}.bin`;
    return this.#once(name, async () => readShard(await this.#bytes(name)));
  }

  lengths(field) {
    return this.#once(`lengths ${field}`, async () => {
      const { letters, fields } = await this.manifest();
      return readLengths(await this.#bytes(`lengths/${fields[field].name}.bin`), letters);
    });
  }

  facet(name) {
    return this.#once(`facet ${name}`, async () => {
      const { facets } = await this.manifest();
      return readFacet(await this.#bytes(`facets/${name}.bin`), facets[name].length);
    });
  }

  days() {
    return this.#once("days", async () => readDays(await this.#bytes("days.bin"), (await this.manifest()).letters));
  }

  // What a result shows of a letter, and `text`, the beginning of its own words.
  card(number) {
    return this.#once(`letter ${number}`, () => this.#json(`letters/${number}.json`));
  }

  // What follows `text`, standard text included.
  rest(number) {
    return this.#once(`rest ${number}`, () => this.#json(`rest/${number}.json`));
  }

  // The words of a length that letters have, and how many letters; none where there are none.
  async spelling(length) {
    const { spelling } = await this.manifest();
    return spelling.includes(length) ? this.#once(`spelling ${length}`, () => this.#json(`spelling/${length}.json`)) : {};
  }

  // Marks the letters that have one of some terms, in one field or in any. The marks are shared: copy, do not change them.
  async having(terms, field) {
    if (terms.length === 1) return this.#once(`marks ${field ?? ""} ${terms[0]}`, () => this.#marks(terms, field));
    return this.#marks(terms, field);
  }

  async #marks(terms, field) {
    const { letters, fields } = await this.manifest();
    const marks = new Uint8Array(letters);
    for (const postings of await Promise.all(terms.map((term) => this.#postings(term))))
      postings?.forEach((posting, place) => {
        if (posting && (field === undefined || fields[place].name === field)) mark(marks, posting.letters);
      });
    return marks;
  }

  // All terms that begin with a text, sorted; of a whole log these may be many files.
  async beginning(start) {
    const { shards } = await this.manifest();
    const found = [];
    for (let place = this.#place(shards, start); place < shards.length; place += 1) {
      if (shards[place] > start && !shards[place].startsWith(start)) break;
      for (const term of (await this.#shard(shards, place)).keys()) if (term.startsWith(start)) found.push(term);
    }
    return found;
  }

  async #postings(term) {
    return this.#once(`postings ${term}`, async () => {
      const { shards, fields } = await this.manifest();
      if (!shards.length) return undefined;
      const entry = (await this.#shard(shards, this.#place(shards, term))).get(term);
      return entry && readPostings(entry, fields.length);
    });
  }

  // What lunr's field vectors hold for a term: by field, the letters and their scores. Kept.
  async #weights(term) {
    return this.#once(`weights ${term}`, async () => {
      const { letters, fields } = await this.manifest();
      const postings = await this.#postings(term);
      if (!postings) return undefined;
      const having = postings.reduce((sum, posting) => sum + (posting ? posting.letters.length : 0), 0);
      const idf = Math.log(1 + Math.abs((letters - having + 0.5) / (having + 0.5)));
      return Promise.all(
        postings.map(async (posting, field) => {
          if (!posting) return undefined;
          const lengths = await this.lengths(field);
          const average = fields[field].total / letters;
          const scores = new Float64Array(posting.letters.length);
          for (let index = 0; index < scores.length; index += 1) {
            const tf = posting.frequencies[index];
            const length = lengths[posting.letters[index]];
            const score = ((idf * ((K1 + 1) * tf)) / (K1 * (1 - B + B * (length / average)) + tf)) * fields[field].boost;
            scores[index] = Math.round(score * 1000) / 1000;
          }
          return { letters: posting.letters, scores };
        }),
      );
    });
  }

  // Letters and scores for lunr's clauses: { terms, presence: "required" | "optional" | "prohibited",
  // fields: numbers of fields, all if left out }. A clause stands for any of its terms.
  async score(clauses) {
    const { letters, fields } = await this.manifest();
    const every = fields.map((_, field) => field);
    const scores = new Float64Array(letters);
    const met = new Uint16Array(letters);
    const matched = new Uint8Array(letters);
    const barred = new Uint8Array(letters);
    const boosts = fields.map(() => new Map());
    let required = 0;
    const loaded = await Promise.all(
      clauses.map(({ terms }) => Promise.all(terms.map(async (term) => [term, await this.#weights(term)]))),
    );
    for (const [index, { presence, fields: within = every }] of clauses.entries()) {
      const present = loaded[index].filter(([, weights]) => weights);
      if (presence === "prohibited") {
        for (const [, weights] of present) for (const field of within) mark(barred, weights[field]?.letters ?? []);
        continue;
      }
      if (presence === "required") required += 1;
      for (const [term, weights] of present)
        for (const field of within) {
          const own = boosts[field];
          const known = own.get(term);
          own.set(term, { boost: (known?.boost ?? 0) + 1, weights });
          const listed = weights[field]?.letters ?? [];
          mark(matched, listed);
          if (presence === "required") for (const letter of listed) if (met[letter] === required - 1) met[letter] = required;
        }
    }
    for (const field of every) {
      const asked = [...boosts[field].values()];
      const magnitude = Math.sqrt(asked.reduce((sum, { boost }) => sum + boost * boost, 0));
      for (const { boost, weights } of asked) {
        const posting = weights[field];
        if (!posting) continue;
        const share = boost / magnitude;
        const { letters: listed, scores: own } = posting;
        for (let index = 0; index < listed.length; index += 1) scores[listed[index]] += own[index] * share;
      }
    }
    const found = [];
    for (let letter = 0; letter < letters; letter += 1)
      if (matched[letter] && met[letter] === required && !barred[letter]) found.push(letter);
    return { found, scores };
  }
}

const mark = (marks, letters) => {
  for (let index = 0; index < letters.length; index += 1) marks[letters[index]] = 1;
};

// The first of the letters found, best first, the latest first where scores are equal.
export const best = ({ found, scores }, count) => {
  const before = (a, b) => scores[b] - scores[a] || b - a;
  if (found.length <= count) return [...found].sort(before);
  const heap = found.slice(0, count).sort(before);
  for (let index = count; index < found.length; index += 1) {
    const letter = found[index];
    if (before(letter, heap[count - 1]) >= 0) continue;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(letter, heap[middle]) < 0) high = middle;
      else low = middle + 1;
    }
    heap.pop();
    heap.splice(low, 0, letter);
  }
  return heap;
};
