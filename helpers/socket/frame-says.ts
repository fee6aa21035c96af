import type { Says } from '../../contracts/type/common.ts'
import { lookUpJson } from '../http/look-up.ts'
import { sameWord } from '../http/same-word.ts'
import type { Frame } from './handshake-fact.ts'

/** Whether a frame says, where it should, one of the words it may; a frame has neither headers nor cookies. */
export function frameSays({ text, json }: Frame, { at, is }: Says): boolean {
  const value = at === 'text' ? text : lookUpJson(json, at)
  return is.some((word) => sameWord(value, word))
}
