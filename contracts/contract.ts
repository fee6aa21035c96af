import type { OneOf } from '../env/missing-alternative.ts'
import type { Variable } from '../env/variable.ts'
import type { RequestTemplate, Where } from './type/common.ts'
import type { Journey } from './type/journey.ts'
import type { ServicePromise } from './type/service.ts'
import type { SocketPromise } from './type/socket.ts'
import type { TokenPromise } from './type/tokens.ts'

/**
 * What a platform promised: the only place that knows it. Suites read a contract and ask; another
 * platform is another contract and another env file. A contract file exports one as `contract`.
 */
export interface Contract {
  readonly platform: string
  /** The variables this platform is configured by. */
  readonly variables: readonly Variable[]
  /** Variables of which, in these kinds of environment, one group at least must be set. */
  readonly oneOf?: OneOf
  readonly services: readonly ServicePromise[]
  /** Undefined for a platform without tokens. */
  readonly tokens?: TokenPromise
  readonly sockets: readonly SocketPromise[]
  readonly journeys: readonly Journey[]
  readonly cors?: CorsPromise
  readonly pages: readonly PagePromise[]
  /** For the next steps: the names of settings and log lines on the servers. */
  readonly serverWords?: ServerWords
}

/** Names on the servers of a platform, each a piece of a sentence; what is left out is said in general words. */
export interface ServerWords {
  /** Settings that relax authentication: "DEMO_MODE, EMERGENCY_MODE". */
  readonly relaxing?: string
  /** How the most likely of them is switched off: "DEMO_MODE=0". */
  readonly strict?: string
  /** The setting that says which kind of environment it is: "ENVIRONMENT". */
  readonly kindSetting?: string
  /** Settings for the issuer, and for the service's credentials there. */
  readonly trustSettings?: string
  /** What a service logs if the issuer refuses it. */
  readonly trustErrors?: string
  /** Variables that may hold the signing key. */
  readonly signingKeys?: string
}

/** Which browsers' pages may call which routes (Fetch standard, CORS protocol). */
export interface CorsPromise {
  /** The service whose origin is allowed. */
  readonly origin: string
  readonly routes: readonly {
    readonly request: RequestTemplate
    readonly method: string
    readonly headers: readonly string[]
  }[]
  readonly credentials: 'allowed' | 'not-promised'
}

/** A page that people open in a browser. */
export interface PagePromise {
  readonly service: string
  readonly path: string
  /** Fewest characters of visible text or markup in the body for the page not to count as blank. */
  readonly atLeastCharacters: number
  /** Text of the title; a page with another title is another page. Compared as `says` is. */
  readonly title?: string
  /** Texts that the page shows before a script runs, all of them; letter case and line breaks do not count. */
  readonly says?: readonly string[]
  /**
   * Services and sockets whose host is in the page or in a script that the page loads. Without it, scripts may learn
   * the hosts at run time.
   */
  readonly calls?: readonly string[]
  /** Where the deployed build says which URLs were baked into it: service name, or socket name, → where. */
  readonly baked?: { readonly path: string; readonly urls: Readonly<Record<string, Where>> }
}
