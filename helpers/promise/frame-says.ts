import type { Says } from '../../contracts/type/common.ts'
import { lookUpJson } from './look-up.ts'
import { sameWord } from './same-word.ts'

/** Whether a frame says, where it should, one of the words it may; a frame has neither headers nor cookies. */
export function frameSays(
  { text, json }: { readonly text: string; readonly json: unknown },
  { at, is }: Says,
): boolean {
  const value = at === 'text' ? text : lookUpJson(json, at)
  return is.some((word) => sameWord(value, word))
}
