import type { Kind } from '../../env/kind.ts'
import type { Refusal, RequestTemplate, Says, Where, Word } from './common.ts'

/** One deployed service and what it promises. */
export interface ServicePromise {
  /** The name findings use: `auth`, `backend`, `frontend`. */
  readonly name: string
  /** The environment variable that holds its URL. */
  readonly urlVariable: string
  /** Services it cannot do without: their findings explain its own. */
  readonly dependsOn: readonly string[]
  /** What this service is called where it is deployed on Cloud Run, for the commands of the next steps. */
  readonly deployedAs?: Readonly<Partial<Record<Kind, CloudRunService>>>
  readonly health: readonly HealthPromise[]
  /** Where it says who it is; one proof is enough, one contradiction is too many. */
  readonly identity: readonly IdentityProof[]
  /** Where it says which revision it is; empty when the platform does not show it. */
  readonly revision: readonly RevisionProof[]
  readonly protectedRoutes: readonly ProtectedRoute[]
}

/** `{ service: 'netra-backend-staging', region: 'us-central1' }`. */
export interface CloudRunService {
  readonly service: string
  readonly region: string
}

/** A route that says whether the service is alive, or ready to serve. */
export interface HealthPromise {
  /** Part of the check's id: `health`, `ready`. */
  readonly id: string
  readonly path: string
  readonly role: 'liveness' | 'readiness'
  readonly statuses: readonly number[]
  /** What the body must say; absent when the status is all that is promised. */
  readonly body?: HealthBody
  /** Whether HEAD must answer with the same status as GET. */
  readonly head: 'agrees' | 'not-promised'
  /** Longest acceptable median over the samples. */
  readonly withinMs: number
}

/** `json` is JSON under any content type; `text` is the trimmed body. */
export interface HealthBody {
  readonly format: 'json' | 'text'
  /** Where the status word stands; the whole text when the format is `text`. */
  readonly at: Where
  readonly healthy: readonly Word[]
  readonly degraded: readonly Word[]
  /** Signs that it is still starting, each enough by itself. */
  readonly starting: readonly Says[]
  /**
   * Signs in a 2xx that the service is not ready yet, each enough by itself: the run goes on waiting. Default:
   * `NOT_READY`.
   */
  readonly notReady?: readonly Says[]
  /** Where it says why, first one present is quoted. */
  readonly reasons: readonly Where[]
  readonly dependencies: readonly DependencyPromise[]
}

/** The signs of a contract that names none, as contracts of version 0.2 do. */
export const NOT_READY: readonly Says[] = [{ at: 'status', is: ['not_ready'] }]

/** A dependency that the body names; a dependency that it does not name is not judged. */
export interface DependencyPromise {
  readonly name: string
  readonly at: Where
  readonly up: readonly Word[]
  /** Words that name the dependency in the reason of a bad answer, if the answer has no field for it. */
  readonly blamedBy?: readonly string[]
  /** An optional one that is down is a warning. */
  readonly need: 'required' | 'optional'
}

export interface IdentityProof {
  readonly path: string
  readonly at: Where
  readonly is: readonly Word[]
}

export interface RevisionProof {
  readonly path: string
  readonly at: Where
}

/** A route that requires a good token. */
export interface ProtectedRoute {
  /** Part of evidence and of `--list`: "the caller's threads". */
  readonly title: string
  readonly request: RequestTemplate
  /** The statuses for the good token. */
  readonly accepted: readonly number[]
  /** The refusal of a request without credentials. */
  readonly withoutCredentials: Refusal
  /** The refusal of a wrong token. */
  readonly withWrongToken: Refusal
}
