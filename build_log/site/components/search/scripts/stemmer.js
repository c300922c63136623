// Porter's stemmer with lunr.js 2.3.9's handling of a final y, as build_log/site/search/stemmer.py has it.
const C = "[^aeiou]";
const V = "[aeiouy]";
const CC = `${C}[^aeiouy]*`;
const VV = `${V}[aeiou]*`;

const MGR0 = new RegExp(`^(${CC})?${VV}${CC}`, "u");
const MEQ1 = new RegExp(`^(${CC})?${VV}${CC}(${VV})?$`, "u");
const MGR1 = new RegExp(`^(${CC})?${VV}${CC}${VV}${CC}`, "u");
const HAS_VOWEL = new RegExp(`^(${CC})?${V}`, "u");
const CVC = new RegExp(`^${CC}${V}[^aeiouwxy]$`, "u");

const STEP2 = {
  ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", bli: "ble", alli: "al", entli: "ent", eli: "e",
  ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al", iveness: "ive", fulness: "ful", ousness: "ous",
  aliti: "al", iviti: "ive", biliti: "ble", logi: "log",
};
const STEP3 = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };

const ending = (endings) => new RegExp(`^(.+?)(${endings.join("|")})$`, "u");
const RE2 = ending(Object.keys(STEP2));
const RE3 = ending(Object.keys(STEP3));
const RE4 = ending("al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize".split(" "));

const endings = (start) => {
  let word = start;
  let m = word.match(/^(.+?)(ss|i)es$/u) ?? word.match(/^(.+?)([^s])s$/u);
  if (m) word = m[1] + m[2];
  if ((m = word.match(/^(.+?)eed$/u))) {
    if (MGR0.test(m[1])) word = word.slice(0, -1);
  } else if ((m = word.match(/^(.+?)(ed|ing)$/u)) && HAS_VOWEL.test(m[1])) {
    word = m[1];
    if (/(at|bl|iz)$/u.test(word)) word += "e";
    else if (/([^aeiouylsz])\1$/u.test(word)) word = word.slice(0, -1);
    else if (CVC.test(word)) word += "e";
  }
  if ((m = word.match(/^(.+?[^aeiou])y$/u))) word = `${m[1]}i`;
  if ((m = word.match(RE2)) && MGR0.test(m[1])) word = m[1] + STEP2[m[2]];
  if ((m = word.match(RE3)) && MGR0.test(m[1])) word = m[1] + STEP3[m[2]];
  if ((m = word.match(RE4))) {
    if (MGR1.test(m[1])) word = m[1];
  } else if ((m = word.match(/^(.+?)(s|t)(ion)$/u)) && MGR1.test(m[1] + m[2])) word = m[1] + m[2];
  if ((m = word.match(/^(.+?)e$/u)) && (MGR1.test(m[1]) || (MEQ1.test(m[1]) && !CVC.test(m[1])))) word = m[1];
  if (/ll$/u.test(word) && MGR1.test(word)) word = word.slice(0, -1);
  return word;
};

// The stem of a lower-case word; words of one or two letters stay as they are.
export const stem = (word) => {
  if ([...word].length < 3) return word;
  if (word[0] !== "y") return endings(word);
  return `y${endings(`Y${word.slice(1)}`).slice(1)}`;
};
