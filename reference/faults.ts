import type { CataloguedFault, Faults } from './fault.ts'
import { agent } from './faults/agent.ts'
import { browser } from './faults/browser.ts'
import { claims } from './faults/claims.ts'
import { clock } from './faults/clock.ts'
import { configuration } from './faults/configuration.ts'
import { conversation } from './faults/conversation.ts'
import { cors } from './faults/cors.ts'
import { dependency } from './faults/dependency.ts'
import { edge } from './faults/edge.ts'
import { enforcement } from './faults/enforcement.ts'
import { flakiness } from './faults/flakiness.ts'
import { frontend } from './faults/frontend.ts'
import { handshake } from './faults/handshake.ts'
import { identity } from './faults/identity.ts'
import { isolation } from './faults/isolation.ts'
import { mixedContent } from './faults/mixed-content.ts'
import { network } from './faults/network.ts'
import { page } from './faults/page.ts'
import { pageAddresses } from './faults/page-addresses.ts'
import { pageParts } from './faults/page-parts.ts'
import { pagePolicies } from './faults/page-policies.ts'
import { patience } from './faults/patience.ts'
import { redirects } from './faults/redirects.ts'
import { refusals } from './faults/refusals.ts'
import { revision } from './faults/revision.ts'
import { routes } from './faults/routes.ts'
import { service } from './faults/service.ts'
import { sharedAnswers } from './faults/shared-answers.ts'
import { socketIdentity } from './faults/socket-identity.ts'
import { startup } from './faults/startup.ts'
import { streams } from './faults/streams.ts'
import { tls } from './faults/tls.ts'
import { tokenAnswers } from './faults/token-answers.ts'
import { tokens } from './faults/tokens.ts'
import { trust } from './faults/trust.ts'
import { upgrade } from './faults/upgrade.ts'

const LAYERS: readonly Faults[] = [
  configuration,
  network,
  tls,
  edge,
  redirects,
  startup,
  service,
  identity,
  dependency,
  revision,
  clock,
  tokens,
  tokenAnswers,
  claims,
  enforcement,
  trust,
  patience,
  refusals,
  routes,
  cors,
  sharedAnswers,
  handshake,
  upgrade,
  conversation,
  socketIdentity,
  streams,
  agent,
  isolation,
  frontend,
  browser,
  page,
  mixedContent,
  pageParts,
  pagePolicies,
  pageAddresses,
  flakiness,
]

/** Every fault the reference deployment can have, by layer, lowest first. */
export const faults: readonly CataloguedFault[] = LAYERS.flatMap((layer) =>
  Object.entries(layer).map(([name, fault]) => ({
    name,
    incidents: [],
    level: fault.finds.every(({ service }) => service === 'config') ? 'configuration' : 'failure',
    ...fault,
  })),
)

const MAX_SUGGESTIONS = 5

/** The fault of that name. An unknown name throws, with the names most like it. */
export function findFault(name: string): CataloguedFault {
  const found = faults.find((fault) => fault.name === name)
  if (found !== undefined) return found
  const near = nearNames(name)
  const hint = near.length === 0 ? '' : `; did you mean ${near.join(', ')}?`
  throw new Error(`Unknown fault: ${name}${hint}`)
}

/** Names that share the most words with the wrong one. */
function nearNames(wrong: string): readonly string[] {
  const words = wrong.toLowerCase().split(/[^a-z0-9]+/)
  const score = (name: string): number =>
    words.filter((word) => word.length > 2 && name.includes(word)).length
  return faults
    .map(({ name }) => ({ name, score: score(name) }))
    .filter((candidate) => candidate.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ name }) => name)
}
