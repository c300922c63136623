// What was typed as a query: words that must be there, exact phrases, words that must not, beginnings
// of words, provisions and references.
import { fold, pieces, plain, queryTerms } from "./words.js";

const SHORTEST_BEGINNING = 3;
const PIECE = /(?<not>-)?(?:["“”](?<phrase>[^"“”]*)["“”]|(?<bare>[^\s"“”]+))/gu;

// `groups`: each a list of alternatives, of which one must be met; an alternative is a list of
// { term, field } or { beginning } that must all be there. `excluded`: terms. `phrases`: plain words
// in their order. `words`: single words with their terms. `tooShort`: beginnings that would mean half the dictionary.
export const parseQuery = (text, abbreviations = {}) => {
  const query = { groups: [], excluded: [], phrases: [], tooShort: [], words: [] };
  const terms = (list, field) => list.map((term) => ({ term, field }));
  let words = "";

  const addWords = () => {
    for (const { whole, parts, word } of pieces(fold(words))) {
      if (!whole.length) continue;
      const alternatives = [terms(whole)];
      if (parts?.length) alternatives.push(terms(parts, "reference"));
      if (word && Object.hasOwn(abbreviations, word)) alternatives.push(terms(queryTerms(abbreviations[word])));
      query.groups.push(alternatives);
      if (word) query.words.push({ word, term: whole[0] });
    }
    words = "";
  };

  const addPhrase = (phrase, not) => {
    const wanted = queryTerms(phrase);
    if (not && wanted.length === 1) query.excluded.push(wanted[0]);
    else if (wanted.length) {
      if (!not) query.groups.push(...wanted.map((term) => [[{ term }]]));
      query.phrases.push({ words: plain(phrase), not });
    }
  };

  const addBeginning = (bare) => {
    const beginning = fold(bare.slice(0, -1));
    if ([...beginning].length < SHORTEST_BEGINNING) query.tooShort.push(bare);
    else query.groups.push([[{ beginning }]]);
  };

  for (const { groups } of text.matchAll(PIECE)) {
    const not = groups.not !== undefined;
    if (groups.phrase !== undefined) addPhrase(groups.phrase, not);
    else if (not) query.excluded.push(...queryTerms(groups.bare));
    else if (/^[\p{L}\p{N}]+\*$/u.test(groups.bare)) addBeginning(groups.bare);
    else {
      words += ` ${groups.bare}`;
      continue;
    }
    addWords();
  }
  addWords();
  return query;
};
