"use strict";
// The stems of English words by the rules of M. F. Porter (1980), as the server's index
// has them, so that "visits" and "visiting" are found by "visit".

const VOWEL = /[aeiou]|(?<=[^aeiou])y/;
const VOWELS_THEN_CONSONANTS = /(?:[aeiou]|(?<=[^aeiou])y)+(?:[^aeiouy]|(?<![^aeiou])y)+/g;
const SHORT_END = /(?:^|[^aeiou])(?:[aeiou]|(?<=[^aeiou])y)[^aeiouwxy]$/;
const SECOND = {
  ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", bli: "ble",
  alli: "al", entli: "ent", eli: "e", ousli: "ous", ization: "ize", ation: "ate",
  ator: "ate", alism: "al", iveness: "ive", fulness: "ful", ousness: "ous",
  aliti: "al", iviti: "ive", biliti: "ble", logi: "log",
};
const THIRD = {
  icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "",
};
const FOURTH = [
  "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent",
  "sion", "tion", "ou", "ism", "ate", "iti", "ous", "ive", "ize",
];

/** How many times vowels are followed by consonants. */
const measure = (stem) => (stem.match(VOWELS_THEN_CONSONANTS) ?? []).length;
const hasVowel = (stem) => VOWEL.test(stem);
const isShort = (stem) => SHORT_END.test(stem) && stem.length > 2;
const longestOf = (word, ends) =>
  ends.filter((end) => word.endsWith(end)).sort((a, b) => b.length - a.length)[0];

function withoutPlural(word) {
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

function withoutTense(word) {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const end = longestOf(word, ["ed", "ing"]);
  const stem = end && word.slice(0, -end.length);
  if (!end || !hasVowel(stem)) return word;
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/([^aeiouylsz])\1$/.test(stem)) return stem.slice(0, -1);
  return measure(stem) === 1 && isShort(stem) ? `${stem}e` : stem;
}

function replaced(word, ends) {
  const end = longestOf(word, Object.keys(ends));
  const stem = end && word.slice(0, -end.length);
  return end && measure(stem) > 0 ? stem + ends[end] : word;
}

function withoutEnd(word) {
  const end = longestOf(word, FOURTH);
  if (!end) return word;
  const stem = word.slice(0, -(end.endsWith("ion") ? 3 : end.length));
  return measure(stem) > 1 ? stem : word;
}

function withoutLastE(word) {
  let stem = word;
  if (stem.endsWith("e")) {
    const bare = stem.slice(0, -1);
    const times = measure(bare);
    if (times > 1 || (times === 1 && !isShort(bare))) stem = bare;
  }
  return stem.endsWith("ll") && measure(stem.slice(0, -1)) > 1 ? stem.slice(0, -1) : stem;
}

/** The stem of a word in small letters. */
function stemOf(word) {
  if (word.length < 3 || word.length > 64) return word;
  let stem = withoutTense(withoutPlural(word));
  if (stem.endsWith("y") && hasVowel(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`;
  return withoutLastE(withoutEnd(replaced(replaced(stem, SECOND), THIRD)));
}
