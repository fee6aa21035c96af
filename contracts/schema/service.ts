import { z } from 'zod'
import { jsonSchema, type RequestTemplate, refusal, requestTemplate, templates } from './common.ts'
import { capabilityPromise, healthPromise, identityProof, revisionProof } from './health.ts'
import {
  type Fixed,
  kind,
  list,
  name,
  oneOrList,
  oneOrMore,
  status,
  text,
  values,
} from './pieces.ts'

/** What a service runs on, and its name there: `{ on: 'kubernetes', service: 'api', namespace: 'shop' }`. */
export const deployment = z.strictObject({
  /** What it runs on. `service` is the name of a Kubernetes deployment, a systemd unit, an app of Heroku or Fly. */
  on: z
    .enum(['cloud-run', 'kubernetes', 'compose', 'systemd', 'heroku', 'fly'])
    .default('cloud-run'),
  /** Its name there. */
  service: text,
  /** The region, on Cloud Run. */
  region: z.exactOptional(text),
  /** The namespace, in Kubernetes. */
  namespace: z.exactOptional(text),
})

/** A request to the service that the route belongs to. */
const ownRequest = requestTemplate.extend({ service: z.exactOptional(name) })

/** A route that requires a good token. */
export const protectedRoute = z.strictObject({
  /** Part of evidence and of `--list`: "the caller's threads". */
  title: text,
  /** The request; without `service`, it goes to the service of the route. */
  request: ownRequest,
  /** The statuses for the good token. */
  accepted: oneOrMore(status).default([200]),
  /** What the JSON of the answer to the good token must fit: a JSON Schema of draft 07 or 2020-12, or the name of a file beside the contract that holds one. */
  schema: z.exactOptional(jsonSchema),
  /** The refusal of a request without credentials. */
  withoutCredentials: refusal,
  /** The refusal of a wrong token. */
  withWrongToken: refusal,
})
export type ProtectedRoute = ServicePromise['protectedRoutes'][number]

/** A route that is open to everybody on purpose: it must answer without a token. */
export const publicRoute = z.strictObject({
  /** Part of evidence: "the plans and prices". */
  title: text,
  /** The request; without `service`, it goes to the service of the route. */
  request: ownRequest,
  /** The statuses of a good answer. */
  accepted: oneOrMore(status).default([200]),
  /** What the JSON of the answer must fit: a JSON Schema of draft 07 or 2020-12, or the name of a file beside the contract that holds one. */
  schema: z.exactOptional(jsonSchema),
})
export type PublicRoute = NonNullable<ServicePromise['publicRoutes']>[number]

/** One deployed service and what it promises. */
export const servicePromise = z
  .strictObject({
    /** The name findings use: `auth`, `backend`, `frontend`. */
    name,
    /** The environment variable that holds its URL. */
    urlVariable: name,
    /** Headers of every request and handshake to its host, such as the key of an app; `{NAME}` may be a secret. */
    headers: z.exactOptional(templates),
    /** Services it cannot do without: their findings explain its own. */
    dependsOn: values(name),
    /** What it runs on in each kind of environment, and its name there, for the commands of the next steps. */
    deployedAs: z.exactOptional(z.partialRecord(kind, deployment)),
    /** Routes that say whether it is alive, or ready to serve. */
    health: oneOrList(healthPromise),
    /** Where it says what it can do, asked once a run. */
    capabilities: list(capabilityPromise),
    /** Where it says who it is; one proof is enough, one contradiction is too many. */
    identity: list(identityProof),
    /** Where it says which revision it is; empty when the platform does not show it. */
    revision: list(revisionProof),
    /** The oldest version of TLS that it speaks. */
    tls: z.exactOptional(z.strictObject({ atLeast: z.enum(['1.2', '1.3']) })),
    /** Routes that only a token opens. */
    protectedRoutes: list(protectedRoute),
    /** Routes that are open to everybody on purpose: they must answer without a token. */
    publicRoutes: z.exactOptional(z.array(publicRoute)),
  })
  .transform(({ publicRoutes, ...service }) => ({
    ...service,
    protectedRoutes: service.protectedRoutes.map((route) => ofService(route, service.name)),
    ...(publicRoutes && {
      publicRoutes: publicRoutes.map((route) => ofService(route, service.name)),
    }),
  }))

/** The route, its request with the service that it goes to. */
function ofService<Route extends { request: z.output<typeof ownRequest> }>(
  route: Route,
  name: string,
): Omit<Route, 'request'> & { request: RequestTemplate } {
  return { ...route, request: { ...route.request, service: route.request.service ?? name } }
}
export type ServicePromise = Fixed<z.output<typeof servicePromise>>
export type ServiceInput = Fixed<z.input<typeof servicePromise>>
