import { setTimeout } from 'node:timers/promises'
import type { SocketCredential } from '../../../contracts/schema/socket.ts'
import { lookUpJson } from '../../../helpers/promise/where.ts'
import { openSocket, type SocketOutcome } from '../../../helpers/socket/open-socket.ts'
import type { SocketWay } from '../../../helpers/socket/prepare-handshake.ts'
import { deriveWebsocketUrl, joinUrl } from '../../../helpers/url/join-url.ts'
import { processEnv } from '../../target/process-env.ts'
import type { SocketDraft } from '../draft.ts'
import type { SeenService } from '../look/service.ts'
import type { SeenLogin } from './login.ts'

/** Milliseconds for a handshake. */
const PATIENCE_MS = 5_000
/** A server that refuses by a close does it within this time, in milliseconds. */
const STAYS_MS = 500

const CLOSED = 'opened, and closed again'

/** Ways that servers take a token, each tried by itself. */
const WAYS: readonly SocketCredential[] = [
  { by: 'header' },
  { by: 'query', name: 'token' },
  { by: 'query', name: 'access_token' },
  { by: 'subprotocol', offers: ['bearer', '{token}'] },
  { by: 'subprotocol', offers: ['jwt.{token.base64url}', 'jwt-auth'] },
]

/** What a handshake showed, and the origin that it takes to open. */
export interface SeenSocket {
  readonly draft: SocketDraft
  /** Its own origin: without any, which no browser leaves out, it refuses every handshake. */
  readonly needs?: 'own-origin'
}

/**
 * Opens a WebSocket with the token in each usual way, and without, as a page of the web app does. Gives what opens it, or why
 * nothing of it can be promised. A platform without a page sends no `Origin`; some servers then refuse everybody
 * (`AllowedHostsOriginValidator` of Channels 4.3), so that the socket's own is tried.
 */
export async function trySocket(
  service: SeenService,
  path: string,
  login: SeenLogin,
  webApp: SeenService | undefined,
): Promise<SeenSocket | { readonly why: string }> {
  const seen = await tryWays(service, path, login, webApp && new URL(webApp.url).origin)
  if (!('why' in seen)) return { draft: seen }
  if (webApp !== undefined || !seen.isRefused) return seen
  const own = await tryWays(service, path, login, new URL(service.url).origin)
  return 'why' in own ? seen : { draft: own, needs: 'own-origin' }
}

async function tryWays(
  service: SeenService,
  path: string,
  login: SeenLogin,
  origin: string | undefined,
): Promise<SocketDraft | { readonly why: string; readonly isRefused?: boolean }> {
  const url = joinUrl(deriveWebsocketUrl(service.url), path)
  const stays = async (way: SocketWay) => {
    const sent = origin === undefined ? {} : { origin }
    const spec = { url, way, token: login.token, timeoutMs: PATIENCE_MS, ...sent }
    const outcome = await openSocket(spec, { userAgent: 'post-deploy-smoke (init)', processEnv })
    return staysOpen(outcome)
  }
  const none = await stays({ by: 'none' })
  if (none.words === CLOSED)
    return { why: `without a token it is ${CLOSED}: say so in refusalFrames` }
  if (none.open) return { why: 'it opens without a token: say in the contract how it refuses one' }
  const cookie = login.carrier?.by === 'cookie' ? login.carrier.name : undefined
  const ways = cookie === undefined ? WAYS : [{ by: 'cookie' as const, name: cookie }, ...WAYS]
  const opened: (Stay & { way: SocketCredential })[] = []
  for (const way of ways) {
    const stay = await stays(way)
    if (stay.open) opened.push({ way, ...stay })
  }
  if (opened.length === 0)
    return { why: `no usual way of a token opens it (${none.words})`, isRefused: true }
  const selected = [...new Set(opened.map(({ subprotocol }) => subprotocol))].filter(
    // A server may select the token itself.
    (name) => name !== '' && name.length < 32,
  )
  const greeting = opened[0]?.greeting
  const isGreeted = opened.every((one) => one.greeting?.is === greeting?.is)
  return {
    name: path.replaceAll(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'socket',
    service: service.name,
    path,
    ways: opened.map(({ way }) => way),
    ...(selected.length > 0 && { subprotocols: selected }),
    ...(greeting && isGreeted && { welcome: { marks: [greeting] } }),
  }
}

interface Stay {
  readonly open: boolean
  readonly words: string
  readonly subprotocol: string
  /** What its first frame says, as a greeting does. */
  readonly greeting?: { at: string; is: string }
}

const GREETING_WORDS = ['type', 'event', 'status'] as const

/** Whether a connection is open after a moment. */
async function staysOpen({
  handshake,
  conversation,
}: SocketOutcome): Promise<{ open: boolean; words: string; subprotocol: string }> {
  if (conversation === undefined || handshake.kind !== 'opened')
    return {
      open: false,
      subprotocol: '',
      words:
        handshake.kind === 'refused'
          ? `${handshake.answer.status} without a token`
          : `the handshake is ${handshake.kind}`,
    }
  await setTimeout(STAYS_MS)
  const open = conversation.ending() === undefined
  const first = conversation.frames()[0]?.json
  const at = GREETING_WORDS.find((name) => typeof lookUpJson(first, name) === 'string')
  const is = at === undefined ? '' : String(lookUpJson(first, at))
  await conversation.close()
  const greets = at !== undefined && is !== '' && !is.includes('{')
  return {
    ...(greets && { greeting: { at, is } }),
    open,
    subprotocol: handshake.subprotocol,
    words: open ? 'open' : CLOSED,
  }
}
