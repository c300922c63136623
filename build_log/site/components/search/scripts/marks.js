// Letters as marks: a byte for each letter of the log, 1 where it is meant. What is handed out is shared: copy it, do not change it.

export const mark = (marks, letters) => {
  for (let index = 0; index < letters.length; index += 1) marks[letters[index]] = 1;
};

// The letters that all lists of marks have; every letter where there is no list.
export const both = (lists, letters) => {
  if (lists.length === 1) return lists[0];
  const all = lists.length ? lists[0].slice() : new Uint8Array(letters).fill(1);
  for (const marks of lists.slice(1)) for (let letter = 0; letter < letters; letter += 1) all[letter] &= marks[letter];
  return all;
};

// The letters that one of the lists of marks has.
export const either = (lists) => {
  if (lists.length === 1) return lists[0];
  const any = lists[0].slice();
  for (const marks of lists.slice(1)) for (let letter = 0; letter < any.length; letter += 1) any[letter] |= marks[letter];
  return any;
};

// The numbers of the letters marked.
export const numbersOf = (marks) => {
  let count = 0;
  for (let letter = 0; letter < marks.length; letter += 1) count += marks[letter];
  const numbers = new Uint32Array(count);
  for (let letter = 0, place = 0; place < count; letter += 1) if (marks[letter]) numbers[place++] = letter;
  return numbers;
};
