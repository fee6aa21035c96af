import type { Expected } from './judge.ts'
import type { Asked } from './product.ts'
import type { Cleanup } from './software.ts'

/** One row of the table: a piece of software in one state, and what the product should say about it. */
export interface Row {
  readonly kind: 'middleware' | 'issuer' | 'health' | 'proxy' | 'socket'
  /** The file's name: `fastapi.py`. */
  readonly software: string
  /** "healthy, library's defaults", "another key". */
  readonly state: string
  readonly expected: Expected
  /** Puts it up; what it starts is ended by `cleanup`. */
  open(cleanup: Cleanup): Promise<Asked>
}
