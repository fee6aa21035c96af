import { onTestFinished } from 'vitest'
import { Secret } from '../../../env/secret.ts'
import type { Conversation } from '../../../helpers/socket/conversation.ts'
import {
  openSocket,
  type SocketOptions,
  type SocketOutcome,
  type SocketSpec,
} from '../../../helpers/socket/open-socket.ts'

export type Opening = Partial<Omit<SocketSpec, 'token'>> & {
  /** In plain text. */
  readonly token?: string
  readonly options?: Partial<SocketOptions>
}

/** Opens a socket as a run does, with a short deadline; closed with the test. */
export async function openWith(
  url: string,
  { options, token, ...spec }: Opening = {},
): Promise<SocketOutcome> {
  const outcome = await openSocket(
    {
      url,
      way: { by: 'none' },
      timeoutMs: 2_000,
      ...spec,
      ...(token !== undefined && { token: new Secret(token) }),
    },
    { userAgent: 'post-deploy-smoke-test/1', processEnv: {}, ...options },
  )
  onTestFinished(() => outcome.conversation?.close())
  return outcome
}

/** The conversation of a socket that must open. */
export async function converse(url: string, opening: Opening = {}): Promise<Conversation> {
  const { conversation, handshake } = await openWith(url, opening)
  if (conversation === undefined) throw new Error(`did not open: ${JSON.stringify(handshake)}`)
  return conversation
}
