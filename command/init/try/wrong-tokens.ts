import { Secret } from '../../../env/secret.ts'
import type { Answer } from '../../../helpers/http/exchange.ts'
import { forgeTokens } from '../../../helpers/tokens/battery.ts'
import type { SeenLogin } from './login.ts'

/** The answer to a wrong token, by the id of its row in the battery. */
export interface WrongAnswer {
  readonly id: string
  readonly status: number
  readonly answer: Answer
}

/** Rows of the battery that are tried: what servers answer differently if they do at all. */
const TRIED: readonly string[] = [
  'tampered',
  'tampered-signature',
  'tampered-subject',
  'foreign-key',
  'garbage',
  'garbage-dotted',
]

/** Asks with each of these wrong tokens. */
export async function askWithWrong(
  login: SeenLogin,
  ask: (token: Secret) => Promise<Answer | undefined>,
): Promise<readonly WrongAnswer[]> {
  const forgeries = await forgeTokens(login.token, {
    now: new Date(),
    secret: (text) => new Secret(text),
    ...(login.jwt && {
      jwt: {
        algorithms: [String(login.jwt.header.alg)],
        key: { kind: 'secret', variable: 'JWT_SECRET_KEY' },
        present: [],
        values: [],
        subject: 'sub',
        lifetimeSeconds: { local: 1, development: 1, staging: 1, production: 1 },
        skewSeconds: 60,
        claims: {},
        typeClaims: [],
        enforced: [],
        keyEncoding: 'text',
      },
    }),
  })
  const tried = forgeries
    .flatMap((row) => ('token' in row ? [row] : []))
    .filter(({ id }) => TRIED.includes(id))
  const answers: WrongAnswer[] = []
  for (const { id, token } of tried) {
    const answer = await ask(token)
    if (answer !== undefined) answers.push({ id, status: answer.status, answer })
  }
  return answers
}
