import type { Before } from './script-tokens.ts'

/** An open bracket: behind a `block` a slash begins a pattern, behind an `object` it divides; `unsure`: it may be either. */
type Open = 'block' | 'object' | 'unsure' | 'template' | 'list' | 'group' | 'condition'

/** Brackets in brackets. */
const DEEPEST = 20_000

/** By what stands before it; behind a colon it is a block of a label or a case, or the value of a property. */
const KIND_OF_BLOCK: Readonly<Record<Before, Open>> = {
  start: 'block',
  value: 'block',
  operator: 'object',
  keyword: 'object',
  condition: 'block',
  colon: 'unsure',
  unsure: 'unsure',
}

/** The brackets that are open in a script. */
export class ScriptBrackets {
  readonly #open: Open[] = []

  isEmpty(): boolean {
    return this.#open.length === 0
  }

  /** False where there are more of them than any script has. */
  open(bracket: 'group' | 'list' | 'block' | 'template', before: Before): boolean {
    const open =
      bracket === 'block'
        ? KIND_OF_BLOCK[before]
        : bracket === 'group' && before === 'condition'
          ? before
          : bracket
    return this.#open.push(open) <= DEEPEST
  }

  /** What the bracket is before the next word, `template` for the rest of one; undefined where another one is open. */
  close(bracket: 'group' | 'list' | 'block'): Before | 'template' | undefined {
    const open = this.#open.pop()
    if (bracket === 'group')
      return open === 'condition' ? 'start' : open === 'group' ? 'value' : undefined
    if (bracket === 'list') return open === 'list' ? 'value' : undefined
    if (open === 'block') return 'start'
    if (open === 'object') return 'value'
    return open === 'template' || open === 'unsure' ? open : undefined
  }
}
