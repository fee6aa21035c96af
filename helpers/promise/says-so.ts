import type { Says } from '../../contracts/type/common.ts'
import type { Answer } from '../http/exchange.ts'
import { lookUp } from './look-up.ts'
import { sameWord } from './same-word.ts'

/** Whether an answer says, where it should, one of the words it may. */
export function saysSo(answer: Answer, { at, is }: Says): boolean {
  const value = lookUp(answer, at)
  return is.some((word) => sameWord(value, word))
}
