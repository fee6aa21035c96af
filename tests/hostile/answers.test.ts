import { afterAll, describe, expect, test } from 'vitest'
import type { Plan } from '../../reference/healthy-plan.ts'
import type { Interceptor } from '../../reference/http/exchange.ts'
import { startReference } from '../../reference/start-reference.ts'
import { extraFault, forgetExtraFaults } from '../support/extra-fault.ts'
import { useDeployment } from './support/use-deployment.ts'

afterAll(forgetExtraFaults)

const MEGABYTE = 1_000_000
/** A little below the most that is read of an answer (512 KiB), with room for what is promised in it. */
const AS_LARGE_AS_CAN_BE = 500_000
const WITHIN_SECONDS = 40

const LARGE_SCRIPT = `/*${'x'.repeat(3 * MEGABYTE)}*/`

interface Case {
  readonly apply: (plan: Plan) => void
  /** What must be named, as the first root cause; undefined where nothing is wrong. */
  readonly names?: string
}

/** Answers that are what was promised, but for one value in them. */
const CASES: Readonly<Record<string, Case>> = {
  'a token of 450 KB': {
    names: 'token.malformed',
    apply: inAnswers(
      'access_token',
      () => `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(450_000)}.${'b'.repeat(43)}`,
    ),
  },
  'a token that is no header value': {
    names: 'token.malformed',
    apply: inAnswers('access_token', () => 'a\r\nx-injected: 1\u0000\u001b[2J\n::error::x'),
  },
  'a token that is a word of ours': {
    names: 'token.malformed',
    apply: inAnswers('access_token', () => 'backend'),
  },
  // The service refuses the request that carries it with 413.
  'a refresh token of 450 KB': {
    names: 'edge.limit',
    apply: inAnswers('refresh_token', () => 'r'.repeat(450_000)),
  },
  'a user id of 400 KB': { apply: inAnswers('user', () => ({ id: 'u'.repeat(400_000) })) },
  'an id of a thread that leads elsewhere': {
    names: 'data.lost',
    apply: inAnswers('id', () => '../../auth/me\r\n::error::x\u001b[2J ]]> [a](http://e.example)'),
  },
  'another long version in each': {
    names: 'revision.split',
    apply: inAnswers('version', () => `${Math.random()}`.repeat(AS_LARGE_AS_CAN_BE / 20)),
  },
  'padding in each, as large as can be': {
    apply: inAnswers('status', (status) => status, { padding: 'x'.repeat(AS_LARGE_AS_CAN_BE) }),
  },
  'padding and a token of its own in each, whatever it is about': {
    apply: everywhere(() => ({
      other_token: `${Math.random()}${Math.random()}`,
      padding: 'x'.repeat(AS_LARGE_AS_CAN_BE),
    })),
  },
  'more padding in each than is read of an answer': {
    names: 'http.malformed',
    apply: everywhere(() => ({ padding: 'x'.repeat(MEGABYTE) })),
  },
  // A tag without an end is neither a script nor something to read.
  'a page of open tags': {
    names: 'frontend.blank',
    apply: ({ frontend }) => frontend.edge.unshift(onPage(() => '<script '.repeat(MEGABYTE / 8))),
  },
  'a page of open quotes': {
    names: 'frontend.blank',
    apply: ({ frontend }) =>
      frontend.edge.unshift(onPage(() => '<script src="'.repeat(MEGABYTE / 13))),
  },
  'as many and as large scripts as are read': {
    apply: ({ frontend }) =>
      frontend.edge.unshift(
        onPage((body) => body.replace('</head>', `${scriptTags(40)}</head>`)),
        (asked, next) =>
          /^\/\d+\.js$/.test(asked.path)
            ? { status: 200, headers: { 'content-type': 'text/javascript' }, body: LARGE_SCRIPT }
            : next(asked),
      ),
  },
  'a page of thousands of scripts': {
    names: 'frontend.asset-missing',
    apply: ({ frontend }) =>
      frontend.edge.unshift(
        onPage((body) => body.replace('</head>', `${scriptTags(30_000)}</head>`)),
      ),
  },
}

describe('a deployment that answers with', () => {
  const deployment = useDeployment('hostile-answers')

  test.each(Object.entries(CASES))(
    '%s costs a bounded time and memory, and is named',
    { timeout: 120_000 },
    async (_, { apply, names }) => {
      const reference = await startReference({ faults: [extraFault('hostile-answers', apply)] })
      try {
        const run = await deployment.run({ ...reference.env, REQUEST_TIMEOUT_MS: '10000' })
        if (names === undefined) expect(run.exitCode, run.stdout).toBe(0)
        else expect(run.reports.ctrf.results.extra.rootCauses[0]).toMatchObject({ code: names })
        await deployment.expectSafe({ ...run, exitCode: 1 }, WITHIN_SECONDS)
      } finally {
        await reference.close()
      }
    },
  )
})

/** Puts another value into every JSON answer that has this member. */
function inAnswers(
  member: string,
  value: (before: unknown) => unknown,
  more: object = {},
): (plan: Plan) => void {
  return inObjects((json) =>
    Object.hasOwn(json, member) ? { ...json, [member]: value(json[member]), ...more } : json,
  )
}

/** Puts more into every JSON object that is answered. */
function everywhere(more: () => object): (plan: Plan) => void {
  return inObjects((json) => ({ ...json, ...more() }))
}

function inObjects(
  change: (json: Readonly<Record<string, unknown>>) => object,
): (plan: Plan) => void {
  const interceptor: Interceptor = async (asked, next) => {
    const answer = await next(asked)
    if (!answer.headers['content-type']?.startsWith('application/json')) return answer
    const json: unknown = JSON.parse(answer.body)
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? { ...answer, body: JSON.stringify(change(json as Record<string, unknown>)) }
      : answer
  }
  return ({ auth, backend, frontend }) => {
    for (const service of [auth, backend, frontend]) service.edge.unshift(interceptor)
  }
}

function onPage(change: (body: string) => string): Interceptor {
  return async (asked, next) => {
    const answer = await next(asked)
    return asked.path === '/' ? { ...answer, body: change(answer.body) } : answer
  }
}

function scriptTags(count: number): string {
  return Array.from({ length: count }, (_, at) => `<script src="/${at}.js"></script>`).join('')
}
