import type { ContractFault } from './contract-fault.ts'
import { exampleOf } from './field-examples.ts'
import { isObject, itemsOf, type Leaf, textsOf } from './leaves.ts'

type Item = Readonly<Record<string, unknown>>
type Path = ContractFault['path']

/** What is said of a promise that can be asked only with a token. */
const NEEDS_TOKENS = 'needs a token to be asked, and the contract has no `tokens`'

/** A token in a request of a journey or of a page. */
const TOKEN_SENT = /\{token(?:\.base64url)?\}/

/** Promises that no check would ask, because another field of the contract is missing or says the opposite. */
export function judgeUnasked(data: unknown, leaves: readonly Leaf[]): readonly ContractFault[] {
  return [
    ...(hasTokens(data) ? [] : needTokens(data, leaves)),
    ...waysOfPublicSockets(data),
    ...publicAndProtected(data),
    ...compressedWithoutPauses(data),
  ]
}

function hasTokens(data: unknown): boolean {
  return data !== null && typeof data === 'object' && 'tokens' in data && data.tokens !== undefined
}

/** Routes, sockets and steps that need a token, on a platform without tokens. */
function needTokens(data: unknown, leaves: readonly Leaf[]): readonly ContractFault[] {
  const routes = itemsOf(data, 'services').flatMap((service, index): Path[] =>
    itemsOf(service, 'protectedRoutes').length > 0 ? [['services', index, 'protectedRoutes']] : [],
  )
  const sockets = itemsOf(data, 'sockets').flatMap((socket, index): Path[] => [
    ...(itemsOf(socket, 'ways').length > 0 ? [['sockets', index, 'ways']] : []),
    ...(socket.admits === 'users' ? [['sockets', index, 'admits']] : []),
  ])
  const steps = stepsOf(data).flatMap(({ step, path }): Path[] => [
    ...(step.as === 'second-user' ? [[...path, 'as']] : []),
    ...(step.privacy === 'second-user-hears-nothing' ? [[...path, 'privacy']] : []),
  ])
  const sent = leaves
    .filter(({ pattern, value }) => isSent(pattern) && TOKEN_SENT.test(String(value)))
    .map(({ path }) => path)
  const example = exampleOf(['tokens'])
  return [...routes, ...sockets, ...steps, ...sent].map((path) => ({
    path,
    message: NEEDS_TOKENS,
    example,
  }))
}

function isSent(pattern: string): boolean {
  return /^(?:journeys\.steps\.(?:request|undo)|cors\.routes\.request)\b/.test(pattern)
}

/** A socket that opens for everybody gets no token. */
function waysOfPublicSockets(data: unknown): readonly ContractFault[] {
  return itemsOf(data, 'sockets').flatMap((socket, index) =>
    socket.admits === 'everybody' && itemsOf(socket, 'ways').length > 0
      ? [
          {
            path: ['sockets', index, 'ways'],
            message: "is never tried: the socket says `admits: 'everybody'`",
            example: "admits: 'users'",
          },
        ]
      : [],
  )
}

/** A route cannot both answer and refuse without a token. */
function publicAndProtected(data: unknown): readonly ContractFault[] {
  return itemsOf(data, 'services').flatMap((service, index) => {
    const closed = itemsOf(service, 'protectedRoutes').map(routeOf)
    return itemsOf(service, 'publicRoutes').flatMap((route, at) =>
      closed.includes(routeOf(route))
        ? [
            {
              path: ['services', index, 'publicRoutes', at],
              message:
                'is one of `protectedRoutes` too: it cannot both answer and refuse without a token',
              example: exampleOf(['publicRoutes']),
            },
          ]
        : [],
    )
  })
}

function routeOf({ request }: Item): string {
  const { service, method = 'GET', path } = isObject(request) ? request : {}
  return JSON.stringify([service, method, path])
}

/** Only of events that must come one by one can be said that compression holds them back. */
function compressedWithoutPauses(data: unknown): readonly ContractFault[] {
  return stepsOf(data).flatMap(({ step, path }) =>
    step.asBrowser === 'asked' && !textsOf(step, 'pauses').includes('promised')
      ? [
          {
            path: [...path, 'asBrowser'],
            message: "is asked only of a stream that says `pauses: 'promised'`",
            example: "pauses: 'promised'",
          },
        ]
      : [],
  )
}

function stepsOf(data: unknown): readonly { readonly step: Item; readonly path: Path }[] {
  return itemsOf(data, 'journeys').flatMap((journey, index) =>
    itemsOf(journey, 'steps').map((step, at) => ({ step, path: ['journeys', index, 'steps', at] })),
  )
}
