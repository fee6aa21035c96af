import type { Word } from '../../contracts/schema/common.ts'
import type { HealthPromise } from '../../contracts/schema/health.ts'
import { sameWord } from './expectation.ts'

/** Headers of a request to a health route: some answer with a page unless JSON is asked for (django-health-check 4.0). */
export function healthHeaders(health: HealthPromise | undefined): Readonly<Record<string, string>> {
  const accept = health?.body?.format === 'json' ? { accept: 'application/json, */*;q=0.5' } : {}
  return { ...accept, ...health?.headers }
}

/** Whether a value is one of the words, or there at all where anything is good. */
export function isOneOf(said: unknown, words: readonly Word[] | 'anything'): boolean {
  if (words === 'anything') return said !== undefined && said !== null && said !== ''
  return words.some((word) => sameWord(said, word))
}

/** The words as a sentence needs them: `"ok" or "up"`. */
export function inWords(words: readonly Word[] | 'anything'): string {
  return words === 'anything' ? 'anything' : words.map((word) => JSON.stringify(word)).join(' or ')
}
