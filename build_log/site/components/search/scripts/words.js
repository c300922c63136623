// Text to index terms, as build_log/site/search/words.py has it: a test holds the two equal.
import { stem } from "./stemmer.js";

const LONGEST = 40;
export const STOP_WORDS = new Set(
  (
    "a about an and are as at be been but by can for from had has have he her his i if in into is it its me my no " +
    "not of on or our she so than that the their them then there these they this to was we were what when which " +
    "who will with would you your "
  ).trim().split(" "),
);
const RUN = /[\p{L}\p{N}]+(?:[-/][\p{L}\p{N}]+)*/gu;
const NUMBER = /[0-9]{1,3}[a-z]{0,2}(?![\p{L}\p{N}])((?: ?\([a-z0-9]{1,4}\))*)/gu;
const UNIT = /(?:^|[^\p{L}\p{N}])(sections?|regulations?|regs?|ss?)\.? ?$/u;
const UNIT_LENGTH = 15;
const LAW = /(?:^|[^\p{L}\p{N}])(foisa|foia|eisr|eir)s? $/u;
const LONGEST_LAW = 8;
const ALNUM = /[\p{L}\p{N}]/u;

export const fold = (text) =>
  text
    .trim()
    .replace(/\s+/gu, " ")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/['’‘]/gu, "");

const cut = (term) => [...term].slice(0, LONGEST).join("");

// The stems of the words in a run such as "follow-up"; before them the whole of a reference.
const runTerms = (run) => {
  const pieces = run.split(/[-/]/u);
  const whole = pieces.length > 1 && /\p{Nd}/u.test(run) ? [cut(pieces.join(""))] : [];
  const words = pieces.filter((piece) => [...piece].length > 1 && !STOP_WORDS.has(piece)).map((piece) => cut(stem(piece)));
  return { whole, words };
};

// "section 31(1)(g)" as s31, s31(1), s31(1)(g) and, without the unit, 31(1) and 31(1)(g). `terms` are those that the
// runs of words do not give already: written in one, "s31" is a word.
const provisionTerms = (text, match) => {
  const unit = text.slice(Math.max(0, match.index - UNIT_LENGTH), match.index).match(UNIT);
  const letter = unit ? (unit[1].startsWith("r") ? "r" : "s") : "";
  const attached = match.index > 0 && ALNUM.test(text[match.index - 1]);
  if (attached && !unit) return { terms: [], all: [] };
  let path = match[0].slice(0, match[0].length - match[1].length);
  const all = unit ? [letter + path] : [];
  const given = attached && unit[1] === letter ? 1 : 0;
  for (const [part] of match[1].matchAll(/[a-z0-9]+/gu)) {
    path += `(${part})`;
    all.push(path);
    if (letter) all.push(letter + path);
  }
  return { terms: all.slice(given), all, path, from: unit ? match.index - unit[0].length + unit[0].indexOf(unit[1]) : match.index };
};

// The law named right before a provision, and where: "FOIA section 40(2)".
const lawBefore = (text, from) => {
  const named = text.slice(Math.max(0, from - LONGEST_LAW), from).match(LAW);
  return named ? { name: named[1], begins: from - named[0].length + named[0].indexOf(named[1]) } : undefined;
};

// "foisas38" without the law: what a text that does not name it may have.
export const withoutLaw = (term) => term.replace(/^(?:foisa|foia|eisr|eir)(?=[sr]\d)/, "");

// All terms of a text, with repeats.
export const termsOf = (text) => {
  const folded = fold(text);
  const terms = [];
  for (const [run] of folded.matchAll(RUN)) {
    const { whole, words } = runTerms(run);
    terms.push(...whole, ...words);
  }
  for (const match of folded.matchAll(NUMBER)) terms.push(...provisionTerms(folded, match).terms);
  return terms;
};

// The folded text in pieces, each with the terms that name it best: a provision or a reference
// is one piece, and its parts are not searched for on their own.
export const pieces = (folded) => {
  const found = [];
  const taken = [];
  for (const match of folded.matchAll(NUMBER)) {
    const { terms, all, path, from } = provisionTerms(folded, match);
    const law = path && lawBefore(folded, from);
    if (!terms.length && !law) continue;
    const end = match.index + match[0].length;
    const start = law ? law.begins : from;
    taken.push([start, end]);
    found.push({ start, end, terms: all, whole: law ? [`${law.name}${law.name.startsWith("ei") ? "r" : "s"}${path}`] : all.slice(-1) });
  }
  for (const match of folded.matchAll(RUN)) {
    const end = match.index + match[0].length;
    if (taken.some(([from, to]) => match.index < to && end > from)) continue;
    const { whole, words } = runTerms(match[0]);
    const named = whole.length ? { whole, parts: words } : { whole: words, word: match[0] };
    found.push({ start: match.index, end, terms: [...whole, ...words], ...named });
  }
  return found.sort((a, b) => a.start - b.start);
};

// Words alone, one space between them: two texts that read alike are alike.
export const plain = (text) =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

export const queryTerms = (text) => [...new Set(pieces(fold(text)).flatMap((piece) => piece.whole))];
