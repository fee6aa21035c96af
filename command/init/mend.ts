import { BATTERY_IDS } from '../../contracts/schema/battery-ids.ts'
import { bounded } from '../../helpers/text/quote.ts'
import type { Comments, Draft } from './draft.ts'

/** A check that was red in the first run. */
export interface Red {
  /** `suite/part/slug`. */
  readonly id: string
  readonly code: string
  readonly reason: string
}

/** A deployment with one of these is broken, or open: no contract is written around that. */
const REAL =
  /^(?:auth|isolation|config|dns|tcp|tls|http|edge|clock)\.|^(?:ws\.open|ws\.accepts-forged|data\.lost)$/

const LONGEST_REASON = 200
/** Twice what a slow service was given, for one that is slow by its nature. */
const SLOW_MS = 20_000

/**
 * Takes each promise out of the draft that was red, and writes it down as a comment with its reason. Gives the
 * checks that stay red: what shows a fault of the deployment, and what no piece of the draft stands for.
 */
export function mend(draft: Draft, comments: Comments, reds: readonly Red[]): readonly Red[] {
  return reds.filter((red) => REAL.test(red.code) || !takeOut(draft, comments, red))
}

/** Whether a piece of the draft stood for the check, and was taken out. */
function takeOut(draft: Draft, comments: Comments, red: Red): boolean {
  const [suite, part = '', slug = ''] = red.id.split('/')
  const service = draft.services.find(({ name }) => name === part)
  const note = (piece: object, what: string) => {
    const reason = bounded(red.reason.replaceAll(/\s+/g, ' '), LONGEST_REASON)
    // What is taken out of a piece, its preset would promise again.
    comments.expand(piece)
    comments.add(piece, `left out, red in the first run: ${what} (${red.code}: ${reason})`)
    return true
  }
  if (suite === 'health' && service !== undefined) return takeHealth(service, slug, note)
  if (suite === 'trust' && service !== undefined) return takeTrust(draft, service, slug, note)
  if (suite === 'tokens' && draft.tokens !== undefined) return takeToken(draft.tokens, slug, note)
  if (suite === 'frontend' && slug.startsWith('cors-')) return takeCors(draft, part, note)
  if (suite === 'frontend' && service !== undefined) {
    const pages = draft.pages.filter(({ service: name }) => name === part)
    draft.pages = draft.pages.filter((page) => !pages.includes(page))
    return pages.length > 0 && note(service, `pages: ${written(pages)}`)
  }
  if (suite === 'websocket') {
    const socket = draft.sockets.find(({ name }) => name === part)
    const of = draft.services.find(({ name }) => name === socket?.service)
    draft.sockets = draft.sockets.filter((one) => one !== socket)
    return socket !== undefined && of !== undefined && note(of, `sockets: ${written(socket)}`)
  }
  if (suite === 'golden-path') return takeStep(draft, part, slug, note)
  return false
}

/** The routes of a service that pages may call. */
function takeCors(draft: Draft, part: string, note: Note): boolean {
  const { cors } = draft
  const routes = cors?.routes.filter(({ request }) => request.service === part) ?? []
  if (cors === undefined || routes.length === 0) return false
  cors.routes = cors.routes.filter((route) => !routes.includes(route))
  if (cors.routes.length === 0) delete draft.cors
  const service = draft.services.find(({ name }) => name === part)
  return service !== undefined && note(service, `cors: ${written(routes)}`)
}

type Note = (piece: object, what: string) => boolean
type Service = Draft['services'][number]

function takeHealth(service: Service, slug: string, note: Note): boolean {
  if (slug === 'identity' || slug === 'revision') {
    const proofs = service[slug]
    service[slug] = []
    return proofs.length > 0 && note(service, `${slug}: ${written(proofs)}`)
  }
  const promise = service.health.find(({ id }) => slug === id || slug.startsWith(`${id}-`))
  if (promise === undefined) return false
  if (slug === `${promise.id}-head`) {
    delete promise.head
    return note(promise, `head: 'agrees'`)
  }
  if (slug === `${promise.id}-quick`) {
    promise.withinMs = SLOW_MS
    return note(promise, 'withinMs: 5000')
  }
  if (promise.body === undefined) {
    service.health = service.health.filter((one) => one !== promise)
    return note(service, `health: ${written(promise)}`)
  }
  const { body } = promise
  delete promise.body
  return note(promise, `body: ${written(body)}`)
}

function takeTrust(draft: Draft, service: Service, slug: string, note: Note): boolean {
  const { tokens } = draft
  if (tokens === undefined || service.protectedRoutes.length === 0) return false
  if (['accepts', 'opens', 'no-credentials', 'control'].includes(slug)) {
    const routes = service.protectedRoutes
    service.protectedRoutes = []
    return note(service, `protectedRoutes: ${written(routes)}`)
  }
  if (!BATTERY_IDS.includes(slug)) return false
  tokens.leftOut = {
    ...tokens.leftOut,
    [slug]: 'another answer than a refusal in the first run of init',
  }
  return note(tokens, `the wrong token ${slug}`)
}

function takeToken(tokens: NonNullable<Draft['tokens']>, slug: string, note: Note): boolean {
  const { jwt, refresh } = tokens
  if (slug === 'refresh' && refresh !== undefined) {
    delete tokens.refresh
    return note(tokens, `refresh: ${written(refresh)}`)
  }
  if (['format', 'claims', 'lifetime', 'signature'].includes(slug) && jwt !== undefined) {
    delete tokens.jwt
    return note(tokens, `jwt: ${written(jwt)}`)
  }
  const wrong = tokens.wrongCredentials.find(({ id }) => id === slug)
  if (wrong === undefined) return false
  tokens.wrongCredentials = tokens.wrongCredentials.filter((one) => one !== wrong)
  return note(tokens, `wrongCredentials: ${written(wrong)}`)
}

/** A step takes those with it that come after it. */
function takeStep(draft: Draft, part: string, slug: string, note: Note): boolean {
  const journey = draft.journeys.find(({ name }) => name === part)
  const step = journey?.steps.find(({ id }) => id === slug)
  if (journey === undefined || step === undefined) return false
  journey.steps = journey.steps.filter((one) => one !== step && one.after?.includes(slug) !== true)
  if (journey.steps.length === 0) draft.journeys = draft.journeys.filter((one) => one !== journey)
  const [service] = draft.services
  return note(journey.steps.length > 0 ? journey : (service ?? journey), `step ${written(step)}`)
}

/** A piece as it stood, on one line. */
function written(piece: object): string {
  return bounded(JSON.stringify(piece), LONGEST_REASON)
}
