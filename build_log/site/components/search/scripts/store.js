// The index in its files: fetches those a query needs, and keeps them.
import { readBuckets, readDays, readFacet, readLengths, readPostings, readShard } from "./codec.js";

const hex = (text) => Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, "0")).join("");

export class Store {
  #base;
  known; // the manifest, once it is there
  #kept = new Map();
  // By field what is known of lengths so far: in which bucket each letter's is, and the lengths themselves.
  buckets = new Map();
  lengths = new Map();

  constructor(base) {
    this.#base = base;
  }

  // What is fetched is kept; a fetch that failed is forgotten, so that it can be tried again.
  once(key, make) {
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
    return this.once("manifest", async () => {
      this.known = await (await this.#fetch("manifest.json", { cache: "no-cache" })).json();
      return this.known;
    });
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
    return this.once(name, async () => readShard(await this.#bytes(name)));
  }

  // Fetches in which bucket the lengths of a field are.
  fetchBuckets(field) {
    return this.once(`buckets ${field}`, async () => {
      const { letters, fields } = await this.manifest();
      const { name, ranks } = fields[field];
      this.buckets.set(field, readBuckets(await this.#bytes(`lengths/${name}.bin`), letters, ranks));
    });
  }

  // Fetches the lengths of a field.
  fetchLengths(field) {
    return this.once(`lengths ${field}`, async () => {
      const { fields } = await this.manifest();
      const { name, bounds } = fields[field];
      const [bytes] = await Promise.all([this.#bytes(`lengths/${name}-exact.bin`), this.fetchBuckets(field)]);
      this.lengths.set(field, readLengths(bytes, this.buckets.get(field), bounds));
    });
  }

  facet(name) {
    return this.once(`facet ${name}`, async () => {
      const { facets } = await this.manifest();
      return readFacet(await this.#bytes(`facets/${name}.bin`), facets[name].length);
    });
  }

  days() {
    return this.once("days", async () => readDays(await this.#bytes("days.bin"), (await this.manifest()).letters));
  }

  // What a result shows of a letter, and `text`, the beginning of its own words.
  card(number) {
    return this.once(`letter ${number}`, () => this.#json(`letters/${number}.json`));
  }

  // What follows `text`, standard text included.
  rest(number) {
    return this.once(`rest ${number}`, () => this.#json(`rest/${number}.json`));
  }

  // The words of a length that letters have, and how many letters; none where there are none.
  async spelling(length) {
    const { spelling } = await this.manifest();
    return spelling.includes(length) ? this.once(`spelling ${length}`, () => this.#json(`spelling/${length}.json`)) : {};
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

  // By field the letters that have a term and how often, and lunr's weight of the term, `idf`; undefined if none has it.
  async postings(term) {
    return this.once(`postings ${term}`, async () => {
      const { shards, fields, letters } = await this.manifest();
      if (!shards.length) return undefined;
      const entry = (await this.#shard(shards, this.#place(shards, term))).get(term);
      if (!entry) return undefined;
      const postings = readPostings(entry, fields.length);
      const having = postings.reduce((sum, posting) => sum + (posting ? posting.letters.length : 0), 0);
      postings.idf = Math.log(1 + Math.abs((letters - having + 0.5) / (having + 0.5)));
      return postings;
    });
  }
}
