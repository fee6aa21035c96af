/** The suites in the order of reports: cheap and fundamental first. */
export const SUITE_NAMES = [
  'config',
  'health',
  'tokens',
  'trust',
  'websocket',
  'golden-path',
  'frontend',
] as const

export type SuiteName = (typeof SUITE_NAMES)[number]
