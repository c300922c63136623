// Ranks as lunr does over the whole index, from the files a query needs.
import { mark, numbersOf } from "./marks.js";
import { Store } from "./store.js";

const K1 = 1.2;
const B = 0.75;
const CARD_BYTES = 2500; // of most cards, gzipped
const MOST_CARDS = 250;
const SLACK = 1e-9;
const EXACT_WORTH = 0.2; // of exact lengths, where they are known roughly
const ANY_BUCKET = 15;
const SMALL = 2500; // bytes it is not worth waiting for
const AHEAD = ["title", "request", "text"]; // fields that have most terms
const SMALL_AHEAD = 6000; // bytes of a file that is fetched before it is known to be needed

export class Engine extends Store {
  #scores = new Map();
  #low;
  #spread;

  // Marks the letters that have one of some terms, in one field or in any. The marks are shared: copy, do not change them.
  async having(terms, field) {
    if (terms.length === 1) return this.once(`marks ${field ?? ""} ${terms[0]}`, () => this.#marks(terms, field));
    return this.#marks(terms, field);
  }

  async #marks(terms, field) {
    const { letters, fields } = await this.manifest();
    const marks = new Uint8Array(letters);
    for (const postings of await Promise.all(terms.map((term) => this.postings(term))))
      postings?.forEach((posting, place) => {
        if (posting && (field === undefined || fields[place].name === field)) mark(marks, posting.letters);
      });
    return marks;
  }

  // Marks the letters that lunr's clauses find; `asked`: by field the terms that score, each with its
  // share and its postings. A clause is { terms, presence: "required" | "optional" | "prohibited",
  // fields: numbers of fields, all if left out } and stands for any of its terms.
  async find(clauses) {
    const { letters, fields } = await this.manifest();
    const every = fields.map((_, field) => field);
    const found = new Uint8Array(letters);
    const boosts = fields.map(() => new Map());
    this.#fetchAhead(fields);
    const loaded = await Promise.all(
      clauses.map(async ({ terms, ...rest }) => ({ ...rest, loaded: await Promise.all(terms.map(async (term) => [term, await this.postings(term)])) })),
    );
    const wanted = loaded.filter(({ presence }) => presence !== "prohibited");
    for (const { loaded: terms, fields: within = every } of wanted)
      for (const [term, postings] of terms)
        for (const field of postings ? within : []) {
          const own = boosts[field];
          own.set(term, { boost: (own.get(term)?.boost ?? 0) + 1, postings });
          mark(found, postings[field]?.letters ?? []);
        }
    for (const { presence, loaded: terms, fields: within = every } of loaded) {
      if (presence === "optional") continue;
      const marks = new Uint8Array(letters);
      for (const [, postings] of terms) for (const field of within) mark(marks, postings?.[field]?.letters ?? []);
      const kept = presence === "required" ? 1 : 0;
      for (let letter = 0; letter < letters; letter += 1) if (marks[letter] !== kept) found[letter] = 0;
    }
    const asked = boosts.map((own) => {
      const magnitude = Math.sqrt([...own.values()].reduce((sum, { boost }) => sum + boost * boost, 0));
      return [...own].map(([term, { boost, postings }]) => ({ term, postings, share: boost / magnitude }));
    });
    return { found, asked };
  }

  // Most searches go on to ask how long these fields are, roughly: fetched beside the terms, that is a round trip less.
  #fetchAhead(fields) {
    for (const [field, { name, bytes }] of fields.entries())
      if (AHEAD.includes(name) && bytes[0] <= SMALL_AHEAD) this.fetchBuckets(field).catch(() => {}); // asked for again where it is needed
  }

  // The scores of letters that clauses find, exactly as lunr has them.
  async score(clauses) {
    const { found, asked } = await this.find(clauses);
    await Promise.all(used(asked).map((field) => this.fetchLengths(field)));
    return { found: [...numbersOf(found)], scores: this.#bounds(asked).low.slice() };
  }

  // The first of some letters by their scores, best first, the latest first where scores are equal.
  // The lengths of fields are what costs most to fetch. They are fetched roughly first and exactly
  // later, the weightiest fields first, until it is cheaper to fetch the cards of all letters that
  // may be among the first, which hold their own lengths.
  async order(kept, asked, count) {
    if (kept.length < 2) return [...kept.slice(0, count)];
    const { fields } = await this.manifest();
    for (;;) {
      const { low, spread } = this.#bounds(asked);
      const first = best({ found: kept, scores: low }, count);
      const unknown = used(asked).filter((field) => !this.lengths.has(field));
      if (!unknown.length) return first;
      const least = kept.length > count ? low[first[count - 1]] - SLACK : -Infinity;
      const candidates = kept.filter((letter) => low[letter] + spread[letter] >= least);
      const steps = unknown.flatMap((field) => {
        const { boost, bytes } = fields[field];
        const exact = { worth: boost * EXACT_WORTH, bytes: bytes[1], fetch: () => this.fetchLengths(field) };
        return this.buckets.has(field) ? [exact] : [{ worth: boost, rough: true, bytes: bytes[0], fetch: () => this.fetchBuckets(field) }, exact];
      });
      const cost = steps.reduce((sum, step) => sum + step.bytes, 0);
      const few = candidates.length <= MOST_CARDS;
      if (few && (candidates.length - count) * CARD_BYTES <= cost) return this.#byCards(candidates, asked, count);
      await Promise.all(nextSteps(steps).map((step) => step.fetch()));
    }
  }

  // Letters by scores that are worked out one by one, with the lengths their cards give.
  async #byCards(candidates, asked, count) {
    const cards = await Promise.all(Array.from(candidates, (letter) => this.card(letter)));
    const scores = new Map();
    for (const [index, letter] of candidates.entries()) {
      let sum = 0;
      for (const [field, terms] of asked.entries())
        for (const { postings, share } of terms) {
          const place = placeOf(letter, postings[field]?.letters ?? []);
          if (place >= 0) sum += this.#scoreOf(field, postings, postings[field].frequencies[place], cards[index].lengths[field]) * share;
        }
      scores.set(letter, sum);
    }
    return [...candidates].sort((a, b) => scores.get(b) - scores.get(a) || b - a).slice(0, count);
  }

  // For each letter the least it can score, and how much more it may: nothing where all lengths are known.
  // Both are written over by the next call.
  #bounds(asked) {
    const { letters } = this.known;
    const low = (this.#low ??= new Float64Array(letters)).fill(0);
    const spread = (this.#spread ??= new Float64Array(letters)).fill(0);
    for (const [field, terms] of asked.entries())
      for (const { term, postings, share } of terms) {
        if (!postings[field]) continue;
        const { letters: listed } = postings[field];
        const { least, more } = this.#weights(term, field, postings);
        for (let index = 0; index < listed.length; index += 1) low[listed[index]] += least[index] * share;
        if (more) for (let index = 0; index < listed.length; index += 1) spread[listed[index]] += more[index] * share;
      }
    return { low, spread };
  }

  // What lunr's vector of a field holds for a term of this frequency, in a field of this length.
  #scoreOf(field, postings, frequency, length) {
    const { letters, fields } = this.known;
    const idf = postings.idf;
    const average = fields[field].total / letters;
    const score = ((idf * ((K1 + 1) * frequency)) / (K1 * (1 - B + B * (length / average)) + frequency)) * fields[field].boost;
    return Math.round(score * 1000) / 1000;
  }

  // The least a term can add to the score of each of its letters in a field, and how much more it may, as far as
  // lengths are known. Kept until more is known of them.
  #weights(term, field, postings) {
    const name = `${field} ${term}`;
    const known = this.lengths.get(field) ?? this.buckets.get(field);
    const kept = this.#scores.get(name);
    if (kept && kept.known === known) return kept;
    const made = { known, ...(this.lengths.has(field) ? this.#exactly(field, postings) : this.#roughly(field, postings)) };
    this.#scores.set(name, made);
    return made;
  }

  #exactly(field, postings) {
    const { letters: listed, frequencies } = postings[field];
    const lengths = this.lengths.get(field);
    return { least: Float64Array.from(listed, (letter, index) => this.#scoreOf(field, postings, frequencies[index], lengths[letter])) };
  }

  // A letter scores least if its field is as long as those of its bucket can be.
  #roughly(field, postings) {
    const { letters: listed, frequencies } = postings[field];
    const { bounds } = this.known.fields[field];
    const buckets = this.buckets.get(field);
    const least = new Float64Array(listed.length);
    const more = new Float64Array(listed.length);
    const kinds = []; // letters of one frequency and bucket score alike
    for (let index = 0; index < listed.length; index += 1) {
      const frequency = frequencies[index];
      const bucket = buckets ? buckets[listed[index]] : ANY_BUCKET;
      const [shortest, longest] = buckets ? [bounds[bucket], bounds[bucket + 1] - 1] : [bounds[0], bounds.at(-1) - 1];
      const kind = frequency * (ANY_BUCKET + 1) + bucket;
      kinds[kind] ??= [longest, shortest].map((length) => this.#scoreOf(field, postings, frequency, length));
      least[index] = kinds[kind][0];
      more[index] = kinds[kind][1] - kinds[kind][0];
    }
    return { least, more };
  }
}

// What to fetch next: the step worth most, and others beside it that are worth about as much or cost little.
// Exact lengths are often not needed at all, so fewer of them are fetched at once.
const nextSteps = (steps) => {
  const first = steps.reduce((top, step) => (step.worth > top.worth ? step : top));
  const least = first.worth / (first.rough ? 4 : 2);
  return steps.filter((step) => step.worth >= least || step.bytes < SMALL);
};

// The fields in which something is asked for.
const used = (asked) => asked.flatMap((terms, field) => (terms.some(({ postings }) => postings[field]) ? [field] : []));

// Where a letter stands in a sorted list of letters; -1 where it does not.
const placeOf = (letter, letters) => {
  let low = 0;
  let high = letters.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (letters[middle] === letter) return middle;
    if (letters[middle] < letter) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
};

// The first of the letters found, best first, the latest first where scores are equal.
const best = ({ found, scores }, count) => {
  const before = (a, b) => scores[b] - scores[a] || b - a;
  if (found.length <= count) return [...found].sort(before);
  const heap = [...found.slice(0, count)].sort(before);
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
