/** Letters, digits and punctuation that no markdown dialect gives a meaning inside a line. */
const PLAIN = /^[\p{L}\p{M}\p{N}.,;:!?'’%/=+–—·…()-]*$/u

/** What is plain by its characters and still becomes a link, an emoji or a reference, or reads better as code. */
const ACTIVE = [
  /:[\p{L}\p{N}+:/-]/u,
  /^(?:www\.|mailto:|xmpp:|gh-\d)/i,
  /^(?=.*\d)[0-9a-f]{7,40}$/i,
  /^\/./,
  /\p{L}[\p{N}-]?\.[\p{L}\p{N}]{2}/u,
]

/**
 * Whether GitHub-flavoured markdown, or a filter that GitHub applies to what was rendered, could make
 * more of a word than its letters: markup, HTML, an autolink, an @mention, a #reference, a commit, an
 * emoji, a formula. Routes, host names and names_of_variables count too: they are read as code.
 */
export function isActiveWord(word: string): boolean {
  return !PLAIN.test(word) || ACTIVE.some((active) => active.test(word))
}
