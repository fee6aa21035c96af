/** A fault of the reference deployment that breaks a promise, and what turns red: a check (`health/auth/ready`), or, where it is worth a warning, its code. */
export interface ByFault {
  readonly by: 'fault'
  readonly fault: string
  readonly red: string
}

/** A test that breaks a promise where the reference deployment has none of the kind: its file, and words of its title or of its row. */
export interface ByTest {
  readonly by: 'test'
  readonly file: string
  readonly title: string
}

/** A field that promises nothing, and why. */
export interface NoPromise {
  readonly by: 'none'
  readonly reason: string
}

export type Asked = ByFault | ByTest | NoPromise

/** Rows by part and field, as docs/contract.md has them: `healthPromise.path`. */
export type AskedBy = Readonly<Record<string, Asked>>

export function fault(name: string, red: string): ByFault {
  return { by: 'fault', fault: name, red }
}

/** `file` is below `tests/`, without its ending. */
export function unit(file: string, title: string): ByTest {
  return { by: 'test', file: `tests/${file}.test.ts`, title }
}

export function none(reason: string): NoPromise {
  return { by: 'none', reason }
}

export const NAME = none('a name, by which reports and other fields mean it')
export const WORDS = none('words for reports')
export const FORM = none('says which of several forms the fields beside it have')
