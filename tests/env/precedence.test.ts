import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { type Difference, loadGood, STAGING } from './support/load.ts'

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const NAME = 'READY_WAIT_SECONDS'

/** Every place that can set a variable, highest precedence first, and the value it sets in these tests. */
const PLACES = {
  'flag --wait': '11',
  'process environment': '12',
  'env/development.local.env': '13',
  'env/development.env': '14',
  'embedded reference': '15',
  default: '120',
} as const
type Place = keyof typeof PLACES
const places = Object.keys(PLACES) as Place[]

/** What a run is given when each place sets the variable, leaves it empty, or does not know it. */
function given(said: Readonly<Partial<Record<Place, 'set' | 'empty'>>>): Difference {
  const text = (place: Place) => (said[place] === 'set' ? PLACES[place] : said[place] && '  ')
  const line = (place: Place) => (said[place] === undefined ? '' : `${NAME}="${text(place)}"\n`)
  return {
    env: 'development',
    flags: { wait: said['flag --wait'] === 'set' ? 11 : undefined },
    processEnv: { [NAME]: text('process environment') },
    embedded: Object.fromEntries([[NAME, text('embedded reference') ?? '']]),
    files: {
      'env/development.local.env': line('env/development.local.env'),
      'env/development.env':
        STAGING.replace('staging', 'development').replaceAll('https://', 'http://localhost:1/') +
        line('env/development.env'),
    },
  }
}

describe('precedence', () => {
  it('is flags, process environment, own file, shared file, embedded, default; empty is unset', async () => {
    const state = fc.option(fc.constantFrom('set' as const, 'empty' as const), { nil: undefined })
    const states = fc.tuple(state, state, state, state, state)
    await fc.assert(
      fc.asyncProperty(states, async (all) => {
        const said = Object.fromEntries(places.map((place, index) => [place, all[index]]))
        const { origins, readyWaitSeconds } = await loadGood(given(said))
        const setting = places.filter((place) => place === 'default' || said[place] === 'set')
        const [winner = 'default', ...losers] = setting
        expect(readyWaitSeconds).toBe(Number(PLACES[winner]))
        expect(origins.find(({ variable }) => variable === NAME)).toEqual({
          variable: NAME,
          value: PLACES[winner],
          from: winner,
          overrides: losers.map((from) => ({ from, value: PLACES[from] })),
          normalised: all[places.indexOf(winner)] === 'set' && /env$/.test(winner) ? [] : [],
        })
      }),
      { numRuns: 60 },
    )
  })

  it('puts --expect-revision above EXPECTED_REVISION', async () => {
    const processEnv = { EXPECTED_REVISION: 'r1' }
    expect((await loadGood({ processEnv })).expectedRevision).toBe('r1')
    const flagged = await loadGood({ processEnv, flags: { expectRevision: 'r2' } })
    expect(flagged.expectedRevision).toBe('r2')
    expect(flagged.origins).toContainEqual({
      variable: 'EXPECTED_REVISION',
      value: 'r2',
      from: 'flag --expect-revision',
      overrides: [{ from: 'process environment', value: 'r1' }],
      normalised: [],
    })
    expect(await loadGood({ flags: { expectRevision: '' } })).not.toHaveProperty('expectedRevision')
  })

  it('reads the .local.env beside a file too', async () => {
    const files = {
      'conf/qa.env': STAGING,
      'conf/qa.local.env': 'BACKEND_URL=https://own.example.com',
    }
    const { urls } = await loadGood({ env: 'conf/qa.env', files })
    expect(urls.BACKEND_URL).toBe('https://own.example.com')
  })
})
