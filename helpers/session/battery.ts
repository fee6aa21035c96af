import { forgeTokens } from '../tokens/forge-tokens.ts'
import { type Forged, type Forgery, variableOf } from '../tokens/forgery.ts'
import { isCarriable } from '../tokens/usable-token.ts'
import type { Session } from './session.ts'
import { keyAtHand } from './token-signature.ts'
import type { Tokens } from './tokens.ts'

/** The wrong tokens of a run, made once, from the user's token. */
export interface Battery {
  /** One row of the battery; undefined where it has no such row. */
  forgery(id: string): Promise<Forgery | undefined>
}

export function createBattery(session: Session, tokens: Tokens): Battery {
  const rows = () =>
    session.once('battery', async () => {
      const { token, refreshToken } = await tokens.need('user')
      const { jwt } = tokens.promise
      const key = jwt && keyAtHand(session.target, jwt)
      const made = await forgeTokens(token, {
        now: new Date(),
        secret: session.secret,
        ...(jwt && { jwt }),
        ...(key && { key }),
        ...(jwt?.key.kind === 'jwks' && { jwks: await tokens.jwks() }),
        ...(refreshToken !== undefined && isCarriable(refreshToken) && { refreshToken }),
      })
      for (const row of made) if ('token' in row) nameIn(session, row)
      return made
    })
  return { forgery: async (id) => (await rows()).find((row) => row.id === id) }
}

/** A malformed token is no secret, and stands in a command as it is. */
function nameIn({ sent }: Session, row: Forged): void {
  if (row.group !== 'malformed') sent.nameWrong(row.token, variableOf(row))
}
