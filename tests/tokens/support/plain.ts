import { Secret } from '../../../env/secret.ts'
import * as forge from '../../../helpers/tokens/battery.ts'
import * as decode from '../../../helpers/tokens/decode-token.ts'
import type { ForgeryWords, Unforged } from '../../../helpers/tokens/forgery.ts'
import * as verify from '../../../helpers/tokens/verify-signature.ts'

/** The helpers of tokens for tests, in which tokens are plain texts. */

export interface Forged extends ForgeryWords {
  readonly token: string
}

export type Forgery = Forged | Unforged

export const decodeToken = (token: string) => decode.decodeToken(new Secret(token))

export const verifySignature = (
  token: string,
  ...by: [verify.VerificationKey, readonly string[]]
): Promise<verify.SignatureFact> => verify.verifySignature(new Secret(token), ...by)

type PlainOptions = Omit<forge.ForgeOptions, 'refreshToken' | 'secret'> & {
  readonly refreshToken?: string
}

export async function forgeTokens(
  token: string,
  { refreshToken, ...options }: PlainOptions,
): Promise<readonly Forgery[]> {
  const forgeries = await forge.forgeTokens(new Secret(token), {
    ...options,
    secret: (text) => new Secret(text),
    ...(refreshToken !== undefined && { refreshToken: new Secret(refreshToken) }),
  })
  return forgeries.map((forgery) =>
    'token' in forgery ? { ...forgery, token: forgery.token.reveal() } : forgery,
  )
}
