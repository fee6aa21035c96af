import { inspect } from 'node:util'
import { REDACTED } from '../helpers/text/quote.ts'

/**
 * A value that cannot be printed: text, JSON, template strings, `util.inspect` and spreading all give
 * `[redacted]` or nothing. `reveal` is for the one line that puts it on the wire.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  /** Whether both hold the same text. */
  is(other: Secret | undefined): boolean {
    return other !== undefined && this.#value === other.#value
  }

  toString(): string {
    return REDACTED
  }

  toJSON(): string {
    return REDACTED
  }

  [inspect.custom](): string {
    return REDACTED
  }
}
