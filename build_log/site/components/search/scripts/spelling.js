// The word that was meant: one letter more, less, other, or two that changed places.

// Whether two different words are one such step apart.
export const oneStepApart = (a, b) => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
};

// Of words with the number of letters that have them, the one most likely meant; undefined if none is.
// A first letter is seldom wrong; two letters changed or a letter doubled are the commonest slips.
export const meant = (word, candidates) => {
  let best;
  let most = 0;
  for (const [other, letters] of candidates) {
    if (other === word || !oneStepApart(word, other)) continue;
    const sameLetters = [...word].sort().join("") === [...other].sort().join("");
    const doubled = word.replace(/(.)\1/gu, "$1") === other.replace(/(.)\1/gu, "$1");
    const weight = (Math.log2(letters + 1) + 1) * (other[0] === word[0] ? 3 : 1) * (sameLetters || doubled ? 2 : 1);
    if (weight > most) [best, most] = [other, weight];
  }
  return best;
};
