import { expect, test } from 'vitest'
import { judged, KNOWN, OK, ROUTE, VALID } from './support/acceptance.ts'
import { answer } from './support/facts.ts'

const MISSING = answer(401, { detail: 'Not authenticated' })
const proved = { verified: VALID, credentials: KNOWN }

test('a token may arrive or not where the words are about the caller alone', () => {
  const look = { without: MISSING, garbage: MISSING, alone: [MISSING, MISSING] }
  expect(judged({ ...proved, answers: [MISSING], look })?.summary).toBe(
    'backend says "Not authenticated" to the good token, to a word in its place and without one: either the header Authorization does not arrive, or backend refuses every token in these words',
  )
  const socket = { path: '/ws', says: 'accepted' } as const
  const shown = judged({ ...proved, answers: [MISSING], look: { ...look, socket } })
  expect(shown?.code).toBe('trust.header-dropped')
  expect(shown?.summary).toBeUndefined()
  const route = { ...ROUTE, request: { ...ROUTE.request, path: '/other' } }
  const elsewhere = { exchange: OK, route }
  expect(judged({ answers: [MISSING], look: { ...look, elsewhere } })?.code).toBe('route.forbidden')
})
