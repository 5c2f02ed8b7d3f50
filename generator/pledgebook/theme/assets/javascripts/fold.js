/* Words as people type them: without marks, in small letters, the letters of one sound as one.

   Gives the global functions `fold`, `foldToLetters` and `withoutArticle`. For the page and for the
   search's workers alike; the program's `folding.py` folds the same. */
(() => {
  "use strict";
  /* Letters that no decomposition leads back to the one that people type. */
  const ALIKE = {
    đ: "d", ð: "d", ø: "o", ł: "l", ħ: "h", ı: "i", ß: "ss", æ: "ae", œ: "oe",
    ة: "ه", ى: "ي", ٱ: "ا", ک: "ك", ی: "ي", "ँ": "ं",
  };
  const LETTERS = new RegExp(`[${Object.keys(ALIKE).join("")}]`, "g");
  /* Marks that people leave out: of Latin letters, of Arabic ones with the stretch between them,
     the dot of Devanagari, and what joins or parts letters unseen. The vowel signs of Devanagari
     are letters and stay. */
  const MARKS =
    /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u093c\u200b-\u200f\u00ad]/g;
  const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g;
  const value = (digit) => String((digit.charCodeAt(0) & 0xf) - (digit > "\u0965" ? 6 : 0));

  self.fold = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(MARKS, "")
      .replace(LETTERS, (letter) => ALIKE[letter])
      .replace(DIGITS, value);

  /* With letters that no site's language uses in place of the marks that are left, for a search
     that strips every mark. */
  self.foldToLetters = (text) =>
    fold(text).replace(/\p{M}/gu, (mark) =>
      String.fromCodePoint(0x1401 + (mark.codePointAt(0) & 0xff)),
    );

  /* Arabic words are found without their article too. */
  self.withoutArticle = (word) => word.replace(/^(?:و?ال|لل)(?=\p{L}{3})/u, "");
})();
