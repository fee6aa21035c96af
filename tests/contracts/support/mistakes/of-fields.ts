import { servicePromise } from '../../../../contracts/schema/service.ts'
import { listSome } from '../../../../helpers/text/words.ts'
import type { Mistake } from './mistake.ts'

/** A field or a choice that is misspelt, unknown or missing. */
export const OF_FIELDS: readonly Mistake[] = [
  {
    what: 'a misspelt field',
    path: 'services.0.helth',
    value: [],
    said: [
      "services[0].helth is no field that a contract has there; is health meant? | health: [{ path: '/health', statuses: 200 }]",
    ],
  },
  {
    what: 'a field in snake case',
    path: 'services.0.depends_on',
    value: 'web',
    said: [
      "services[0].depends_on is no field that a contract has there; is dependsOn meant? | dependsOn: ['database']",
    ],
  },
  {
    what: 'an unknown field',
    path: 'services.0.colour',
    value: 'blue',
    said: [
      `services[0].colour is no field that a contract has there | one of ${listSome(Object.keys(servicePromise.in.shape))}`,
    ],
  },
  {
    what: 'a misspelt method',
    path: 'journeys.0.steps.0.request.method',
    value: 'PSOT',
    said: [
      'journeys[0].steps[0].request.method must be one of "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", is "PSOT" | method: \'GET\'',
    ],
  },
  {
    what: 'a method in small letters',
    path: 'journeys.0.steps.0.request.method',
    value: 'post',
    said: [
      'journeys[0].steps[0].request.method must be one of "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", is "post"; is "POST" meant? | method: \'GET\'',
    ],
  },
  {
    what: 'a misspelt choice',
    path: 'tokens.ways.0.source.from',
    value: 'requests',
    said: [
      'tokens.ways[0].source.from must be one of "request", "variable", "mint", is "requests"; is "request" meant? | from: \'request\'',
    ],
  },
  {
    what: 'the fields of another choice',
    path: 'sockets.0.ways.0.by',
    value: 'query',
    said: [
      "sockets[0].ways[0].name is missing; must be a text | name: 'api'",
      'sockets[0].ways[0].say is no field that a contract has there | one of by and name',
      'sockets[0].ways[0].accepted is no field that a contract has there | one of by and name',
    ],
  },
  {
    what: 'a misspelt kind of environment',
    path: 'tokens.ways.0.kinds',
    value: ['stagin'],
    said: [
      'tokens.ways[0].kinds[0] must be one of "local", "development", "staging", "production", is "stagin"; is "staging" meant? | kinds: [\'local\', \'staging\']',
    ],
  },
  {
    what: 'unknown step kind',
    path: 'journeys.0.steps.0.kind',
    value: 'reqest',
    said: [
      'journeys[0].steps[0].kind must be one of "request", "conversation", "stream", is "reqest"; is "request" meant? | kind: \'request\'',
    ],
  },
  {
    what: 'a missing lifetime',
    path: 'tokens.jwt',
    value: {
      algorithms: 'RS256',
      key: { kind: 'jwks', request: { service: 'api', path: '/jwks' } },
    },
    said: [
      'tokens.jwt.lifetimeSeconds is missing; must be a number or an object | lifetimeSeconds: 3600',
    ],
  },
  {
    what: 'a lifetime of one kind only, and a key that is no secret',
    path: 'tokens.jwt',
    value: {
      algorithms: 'RS256',
      key: { kind: 'secret', variable: 'TENANT' },
      lifetimeSeconds: { staging: 5 },
    },
    said: [
      'tokens.jwt.lifetimeSeconds.local is missing; must be a number | lifetimeSeconds: 3600',
      'tokens.jwt.lifetimeSeconds.development is missing; must be a number | lifetimeSeconds: 3600',
      'tokens.jwt.lifetimeSeconds.production is missing; must be a number | lifetimeSeconds: 3600',
      "tokens.jwt.key.variable names TENANT, which is used as a secret here: its kind must be secret | variables: [{ name: 'TENANT', kind: 'secret', \u2026 }]",
    ],
  },
  {
    what: 'a misspelt field deep inside',
    path: 'sockets.0.welcome',
    value: { mark: [] },
    said: [
      "sockets[0].welcome.marks is missing; must be a list | marks: [{ at: 'type', is: 'welcome' }]",
      "sockets[0].welcome.mark is no field that a contract has there; is marks meant? | marks: [{ at: 'type', is: 'welcome' }]",
    ],
  },
]
