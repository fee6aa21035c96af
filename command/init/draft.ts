import type { HealthOptions } from '../../contracts/presets/health-preset.ts'
import type { Credential, JsonTemplate, RequestTemplate } from '../../contracts/schema/common.ts'
import type { HealthBodyInput, HealthInput } from '../../contracts/schema/health.ts'
import type { SocketCredential } from '../../contracts/schema/socket.ts'
import type { Variable } from '../../env/variable.ts'

/** A contract while `init` writes it: what is not promised is left out, and a comment stands above what was seen. */
export interface Draft {
  platform: string
  variables: DraftVariable[]
  services: ServiceDraft[]
  tokens?: TokensDraft
  sockets: SocketDraft[]
  journeys: JourneyDraft[]
  cors?: CorsDraft
  pages: PageDraft[]
}

export type DraftVariable = Pick<Variable, 'name' | 'meaning' | 'example' | 'kind' | 'presence'>

export interface ServiceDraft {
  name: string
  urlVariable: string
  dependsOn?: string[]
  health: HealthDraft[]
  identity: { path: string; at: string; is: string[] }[]
  revision: { path: string; at: string }[]
  protectedRoutes: RouteDraft[]
}

export interface HealthDraft {
  id: string
  path: string
  role: 'liveness' | 'readiness'
  statuses: number[]
  unwell?: HealthInput['unwell']
  body?: Pick<HealthBodyInput, 'degraded' | 'starting' | 'reasons'> & {
    format: 'json' | 'text'
    at: string
    healthy: (string | boolean)[]
    dependencies?: { name: string; at: string; up: (string | boolean)[] }[]
  }
  head?: 'agrees'
  withinMs?: number
}

/** A preset of contracts/presets, as it is called. */
export interface PresetCall {
  readonly name: string
  readonly path: string
  readonly options: HealthOptions
}

export interface RefusalDraft {
  statuses: number[]
  lacks?: string
}

export interface RouteDraft {
  title: string
  request: RequestTemplate
  accepted: number[]
  withoutCredentials: RefusalDraft
  withWrongToken: RefusalDraft
}

export interface TokensDraft {
  issuer: string
  ways: WayDraft[]
  sent?: Credential
  jwt?: JwtDraft
  refresh?: { request: RequestTemplate; token: string }
  leftOut?: Record<string, string>
  wrongCredentials: WrongDraft[]
}

export interface WayDraft {
  id: string
  title: string
  source:
    | {
        from: 'request'
        request: RequestTemplate
        token: string
        refreshToken?: string
        expiresIn?: string
      }
    | { from: 'variable'; variable: string }
}

export interface JwtDraft {
  algorithms: string[]
  key: { kind: 'secret'; variable: string } | { kind: 'jwks'; request: RequestTemplate }
  present: string[]
  values: { claim: string; is: string[] }[]
  subject?: string
  lifetimeSeconds: number
}

export interface WrongDraft {
  id: string
  title: string
  request: RequestTemplate
  refusal: RefusalDraft
}

export interface SocketDraft {
  name: string
  service: string
  path: string
  ways: SocketCredential[]
  subprotocols?: string[]
  welcome?: { marks: { at: string; is: string }[] }
}

export interface JourneyDraft {
  name: string
  steps: StepDraft[]
}

export interface StepDraft {
  id: string
  title: string
  after?: string[]
  effect: 'reads' | 'writes'
  as: 'user' | 'nobody'
  request: RequestTemplate
  statuses: number[]
  says?: { at: string; is: JsonTemplate[] }[]
  keeps?: Record<string, string>
  undo?: RequestTemplate
  otherwise?: 'data.lost'
}

export interface CorsDraft {
  origin: string
  routes: { request: RequestTemplate; method: string; headers: string[] }[]
  credentials: 'allowed' | 'not-promised'
}

export interface PageDraft {
  service: string
  path: string
  title?: string
  calls?: string[]
}

/** What stands above a piece of the draft in the written contract, by the piece; and the preset that says the same in short. */
export class Comments {
  readonly #lines = new Map<object, string[]>()
  readonly #presets = new Map<object, PresetCall>()

  /** A contract that is code calls the preset in place of the piece. */
  shorten(piece: object, preset: PresetCall): void {
    this.#presets.set(piece, preset)
  }

  /** The piece is no longer what its preset would promise. */
  expand(piece: object): void {
    this.#presets.delete(piece)
  }

  presetOf(piece: object): PresetCall | undefined {
    return this.#presets.get(piece)
  }

  /** Adds a line above a piece. */
  add(piece: object, ...lines: readonly string[]): void {
    this.#lines.set(piece, [...(this.#lines.get(piece) ?? []), ...lines])
  }

  of(piece: object): readonly string[] {
    return this.#lines.get(piece) ?? []
  }
}

/** The name of the variable that holds the URL of a service: `API_URL`. */
export function urlVariableOf(service: string): string {
  return `${inCapitals(service)}_URL`
}

/** A name as variables are spelled. */
export function inCapitals(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase()
}

/** The issuer by its variable, where it is the URL; a slash at its end counts (RFC 8414 §3.3). */
export function issuerText(
  text: string,
  { name, url }: { readonly name: string; readonly url: string },
): string {
  if (text === url) return `{${urlVariableOf(name)}}`
  return text === `${url}/` ? `{${urlVariableOf(name)}}/` : text
}
