/** Rooms of the house from the floor up: imports point downwards, as MAY_IMPORT says. */
export const ROOMS = [
  'helpers/text',
  'helpers/url',
  'helpers/record',
  'helpers/redact',
  'env',
  'contracts',
  'helpers/http',
  'helpers/promise',
  'helpers/tokens',
  'helpers/socket',
  'helpers/page',
  'helpers/diagnosis',
  'helpers/report',
  'helpers/session',
  'suites',
  'runner',
  'command',
  'reference',
] as const

export type Room = (typeof ROOMS)[number]

/** Where, what was promised, and what HTTP and a promise are. */
const PROMISES: readonly Room[] = [
  'env',
  'contracts',
  'helpers/text',
  'helpers/url',
  'helpers/http',
  'helpers/promise',
]

/** The same, and the helpers that know protocols. */
export const PROTOCOLS: readonly Room[] = [
  ...PROMISES,
  'helpers/tokens',
  'helpers/socket',
  'helpers/page',
]

/** Which rooms a room may look into, beside itself. */
export const MAY_IMPORT: Readonly<Record<Room, readonly Room[]>> = {
  'helpers/text': [],
  'helpers/url': ['helpers/text'],
  'helpers/record': [],
  'helpers/redact': ['helpers/text'],
  env: ['helpers/text', 'helpers/url'],
  contracts: ['env', 'helpers/text'],
  'helpers/http': ['env', 'helpers/text', 'helpers/url'],
  'helpers/promise': ['env', 'contracts', 'helpers/text', 'helpers/url', 'helpers/http'],
  'helpers/tokens': PROMISES,
  'helpers/socket': PROMISES,
  'helpers/page': ['helpers/http', 'helpers/url'],
  'helpers/diagnosis': [...PROTOCOLS, 'helpers/record'],
  'helpers/report': ['helpers/text', 'helpers/record'],
  'helpers/session': [...PROTOCOLS, 'helpers/record', 'helpers/redact', 'helpers/diagnosis'],
  suites: ['env', 'contracts', 'helpers/tokens', 'helpers/diagnosis', 'helpers/session'],
  runner: [...PROTOCOLS, 'helpers/record', 'helpers/redact', 'helpers/session', 'suites'],
  command: [
    ...PROTOCOLS,
    'helpers/record',
    'helpers/redact',
    'helpers/diagnosis',
    'helpers/report',
    'helpers/session',
    'runner',
    'reference',
  ],
  reference: [],
}
