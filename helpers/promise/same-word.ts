import type { Word } from '../../contracts/type/common.ts'

/** Whether a value is the word, as services spell words: letter case and surrounding blanks do not count, and `true` is "true". */
export function sameWord(value: unknown, word: Word): boolean {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return false
  return fold(value) === fold(word)
}

function fold(word: Word): string {
  return String(word).trim().toLowerCase()
}
