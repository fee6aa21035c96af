/** One request of a row, and the answer that it promises: a status, and `"status": "ok"` in the JSON of a 200. */
export interface Ask {
  readonly name: string
  readonly path: string
  readonly status: 200 | 401
  /** Whether the request carries the good token. */
  readonly token: 'good' | 'none'
}

/** What the server does in a row. */
export type Behaviour = 'answers' | 'nobody-listens' | 'never-answers' | 'chain' | 'protected'

/** One row of the comparison: what every tool is given, and the verdict that is right. */
export interface Row {
  readonly id: string
  readonly title: string
  readonly behaviour: Behaviour
  /** The server waits so long before each answer. */
  readonly delayMs: number
  /** How many requests a tool sends at a time, where it can be set. */
  readonly atATime: number
  readonly asks: readonly Ask[]
  readonly right: 'green' | 'red'
}

/** The time after which every tool gives up on one request. */
export const TIMEOUT_MS = 2_000

export const TOKEN = 'good-token-of-the-comparison'

/** The protected route that refuses the good token: not the first one. */
export const BROKEN_ROUTE = '/protected/3'

const row = { behaviour: 'answers', delayMs: 0, atATime: 4, right: 'green' } as const

export const ROWS: readonly Row[] = [
  { ...row, id: 'one', title: '1 passing check', asks: checks(1) },
  {
    ...row,
    id: 'late',
    title: '40 checks, each answer 250 ms late',
    asks: checks(40),
    delayMs: 250,
  },
  {
    ...row,
    id: 'late-ten',
    title: '40 checks, each answer 250 ms late, ten at a time',
    asks: checks(40),
    delayMs: 250,
    atATime: 10,
  },
  {
    ...row,
    id: 'dead',
    title: '40 checks, nobody listens',
    behaviour: 'nobody-listens',
    asks: checks(40),
    right: 'red',
  },
  {
    ...row,
    id: 'silent',
    title: '40 checks, accepted and never answered, 2 s allowed',
    behaviour: 'never-answers',
    asks: checks(40),
    right: 'red',
  },
  {
    ...row,
    id: 'chain',
    title: 'a chain of five, each answer 100 ms late',
    behaviour: 'chain',
    delayMs: 100,
    asks: numbered(5, (at) => ({ name: `link ${at}`, path: `/chain/${at}` })),
  },
  { ...row, id: 'thousand', title: '1,000 checks', asks: checks(1_000) },
  {
    ...row,
    id: 'protected',
    title: 'five protected routes, the third refuses the good token',
    behaviour: 'protected',
    asks: [
      ...numbered(5, (at) => ({ name: `opens ${at}`, path: `/protected/${at}`, token: 'good' })),
      ...numbered(5, (at) => ({ name: `refuses ${at}`, path: `/protected/${at}`, status: 401 })),
    ],
    right: 'red',
  },
]

function checks(count: number): readonly Ask[] {
  return numbered(count, (at) => ({ name: `check ${at}`, path: `/checks/${at}` }))
}

function numbered(
  count: number,
  ask: (at: number) => Pick<Ask, 'name' | 'path'> & Partial<Ask>,
): readonly Ask[] {
  return Array.from({ length: count }, (_, index) => ({
    status: 200,
    token: 'none',
    ...ask(index + 1),
  }))
}
