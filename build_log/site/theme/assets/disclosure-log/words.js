// Text to index terms, as build_log/site/search/words.py has it: a test holds the two equal.
// Classic script: sets globalThis.disclosureLogWords. Needs lunr (for its stemmer).
(() => {
  const TOKEN = new RegExp(
    "(?:(?<![\\p{L}\\p{N}_])(?<unit>sections?|regulations?|regs?|ss?)\\.? ?)?(?<![0-9])(?<number>[0-9]{1,3}[a-z]{0,2})(?<parts>(?: ?\\([a-z0-9]{1,4}\\))+)" +
      "|(?<![\\p{L}\\p{N}_])(?<unit2>sections?|regulations?|regs?|s)\\.? ?(?<number2>[0-9]{1,3}[a-z]{0,2})(?![\\p{L}\\p{N}_])" +
      "|(?<reference>[a-z0-9]+(?:[-/][a-z0-9]+)+)" +
      "|(?<word>[\\p{L}\\p{N}]+)",
    "gu",
  );

  const fold = (text) =>
    text
      .trim()
      .replace(/\s+/gu, " ")
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/['’‘]/gu, "");

  const stem = (word) => lunr.stemmer(new lunr.Token(word, {})).toString();

  const provisionTerms = (unit, number, parts) => {
    const letter = unit === undefined ? "" : unit.startsWith("r") ? "r" : "s";
    const terms = letter ? [letter + number] : [];
    let path = number;
    for (const part of parts) {
      path += `(${part})`;
      terms.push(path);
      if (letter) terms.push(letter + path);
    }
    return terms;
  };

  // Each match in the folded text with its terms. `whole` is the one term that names it best.
  const pieces = (text, stopWords) => {
    const found = [];
    for (const match of text.matchAll(TOKEN)) {
      const g = match.groups;
      const word = (w) => (stopWords.has(w) ? [] : [stem(w)]);
      let terms;
      let whole;
      if (g.number) {
        terms = provisionTerms(g.unit, g.number, [...g.parts.matchAll(/\(([a-z0-9]+)\)/gu)].map((m) => m[1]));
        whole = terms.slice(-1);
      } else if (g.number2) {
        terms = provisionTerms(g.unit2, g.number2, []);
        whole = terms;
      } else if (g.reference) {
        const parts = g.reference.split(/[-/]/u);
        const joined = /[0-9]/u.test(g.reference) ? [parts.join("")] : [];
        terms = [...joined, ...parts.flatMap(word)];
        whole = joined.length ? joined : terms;
      } else {
        terms = word(g.word);
        whole = terms;
      }
      found.push({ start: match.index, end: match.index + match[0].length, terms, whole });
    }
    return found;
  };

  const termsOf = (text, stopWords) => pieces(fold(text), stopWords).flatMap((piece) => piece.terms);
  const queryTerms = (text, stopWords) => [...new Set(pieces(fold(text), stopWords).flatMap((piece) => piece.whole))];

  globalThis.disclosureLogWords = { fold, pieces, termsOf, queryTerms };
})();
