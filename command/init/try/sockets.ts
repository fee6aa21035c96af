import type { CorsDraft } from '../draft.ts'
import type { SeenService } from '../look/service.ts'
import type { Say } from '../person.ts'
import type { SeenLogin } from './login.ts'
import { type SeenSocket, trySocket } from './socket.ts'

/** A path is a socket of the first service that opens it. */
export async function openSockets(
  paths: readonly string[],
  services: readonly SeenService[],
  login: SeenLogin,
  webApp: SeenService | undefined,
  say: Say,
): Promise<readonly SeenSocket[]> {
  const opened: SeenSocket[] = []
  for (const path of paths) {
    say('looking', `at the WebSocket ${path}`)
    const reasons: string[] = []
    for (const service of services) {
      const seen = await trySocket(service, path, login, webApp)
      if ('why' in seen) reasons.push(`${service.name}: ${seen.why}`)
      else {
        opened.push(seen)
        const how = seen.needs === undefined ? '' : ', and only with an Origin, as browsers send it'
        const ways = seen.draft.ways.map(({ by }) => by).join(', ')
        say('saw', `${service.name}: it opens by ${ways}${how}`)
        break
      }
    }
    if (opened.at(-1)?.draft.path !== path)
      say('note', `${path} is not promised: ${reasons.join('; ')}`)
  }
  return opened
}

/** The origin of handshakes where no page was seen, and a socket wants one. */
export function originOfSockets(sockets: readonly SeenSocket[]): CorsDraft | undefined {
  const origin = sockets.find(({ needs }) => needs === 'own-origin')?.draft.service
  return origin === undefined ? undefined : { origin, routes: [], credentials: 'not-promised' }
}
