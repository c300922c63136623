// Numbers and terms of the index's files, as build_log/site/search/codec.py and shards.py write them.

const SHIFT_BITS = 4;
const ESCAPE = 20;
const BUCKET_BITS = 3;

export class Bits {
  #bytes;
  #at;

  constructor(bytes, from = 0) {
    this.#bytes = bytes;
    this.#at = from * 8;
  }

  bit() {
    const at = this.#at++;
    return (this.#bytes[at >> 3] >> (7 - (at & 7))) & 1;
  }

  take(count) {
    let value = 0;
    for (let left = count; left > 0; ) {
      const at = this.#at;
      const room = 8 - (at & 7);
      const taken = Math.min(room, left);
      const part = (this.#bytes[at >> 3] >> (room - taken)) & ((1 << taken) - 1);
      value = value * (1 << taken) + part;
      this.#at += taken;
      left -= taken;
    }
    return value;
  }

  ones(most) {
    let count = 0;
    while (count < most && this.bit()) count += 1;
    return count;
  }

  // What is left is less than a byte, or this is not the file it should be.
  end() {
    if (Math.ceil(this.#at / 8) !== this.#bytes.length) throw new Error("this is no file of the index");
  }

  // One number on its own: its bits but the first, behind as many ones as they are, and a nought.
  number() {
    const size = this.ones(64);
    return 2 ** size + this.take(size) - 1;
  }

  // A Rice-coded list of a known length.
  list(length) {
    const shift = this.take(SHIFT_BITS);
    const numbers = new Uint32Array(length);
    for (let index = 0; index < length; index += 1) {
      const high = this.ones(ESCAPE);
      numbers[index] = high === ESCAPE ? this.take(32) : high * 2 ** shift + this.take(shift);
    }
    return numbers;
  }

  // Rising numbers from the steps between them.
  rising(length) {
    const numbers = this.list(length);
    let last = -1;
    for (let index = 0; index < length; index += 1) {
      last += numbers[index] + 1;
      numbers[index] = last;
    }
    return numbers;
  }
}

// A file of terms: each term with where its postings begin.
export const readShard = (bytes) => {
  const decoder = new TextDecoder();
  let at = 0;
  const varint = () => {
    let number = 0;
    for (let scale = 1; ; scale *= 128) {
      if (at >= bytes.length) throw new Error("a file of the index is cut short");
      const byte = bytes[at++];
      number += (byte & 127) * scale;
      if (byte < 128) return number;
    }
  };
  const terms = [];
  let name = [];
  for (let count = varint(); count > 0; count -= 1) {
    const shared = varint();
    const rest = varint();
    name = [...name.slice(0, shared), ...bytes.subarray(at, at + rest)];
    at += rest;
    terms.push({ term: decoder.decode(new Uint8Array(name)), size: varint() });
  }
  for (const entry of terms) {
    entry.from = at;
    at += entry.size;
  }
  if (at !== bytes.length) throw new Error("this is no file of the index");
  return new Map(terms.map(({ term, from }) => [term, { bytes, from }]));
};

// The postings of a term: for each field the letters that have it and how often, or undefined.
export const readPostings = ({ bytes, from }, fields) => {
  const bits = new Bits(bytes, from);
  const present = Array.from({ length: fields }, () => bits.bit());
  return present.map((there) => {
    if (!there) return undefined;
    const length = bits.number();
    const letters = bits.rising(length);
    const frequencies = bits.list(length).map((more) => more + 1);
    return { letters, frequencies };
  });
};

// In which bucket each letter's length is; `ranks` are the buckets by how common they are, if that is how they are written.
export const readBuckets = (bytes, count, ranks) => {
  const bits = new Bits(bytes);
  const buckets = ranks.length
    ? Uint8Array.from(bits.list(count), (rank) => ranks[rank])
    : Uint8Array.from({ length: count }, () => bits.take(BUCKET_BITS));
  bits.end();
  return buckets;
};

// The lengths, from their buckets and by how much each is more than its bucket's bound.
export const readLengths = (bytes, buckets, bounds) => {
  const bits = new Bits(bytes);
  const widths = bounds.slice(1).map((end, bucket) => 32 - Math.clz32(end - bounds[bucket] - 1));
  const lengths = Uint32Array.from(buckets, (bucket) => bounds[bucket] + bits.take(widths[bucket]));
  bits.end();
  return lengths;
};

// For each value of a filter the letters that have it.
export const readFacet = (bytes, values) => {
  const bits = new Bits(bytes);
  const lists = Array.from({ length: values }, () => bits.rising(bits.number()));
  bits.end();
  return lists;
};

// The day of each letter, from the steps between them: days since the first.
export const readDays = (bytes, count) => {
  const bits = new Bits(bytes);
  const days = bits.list(count);
  bits.end();
  for (let index = 1; index < count; index += 1) days[index] += days[index - 1];
  return days;
};
