import type { Entries } from './code-entry.ts'
import { READ_LOG } from './command.ts'

export const CHECK: Entries<'check'> = {
  'check.flaky': {
    meaning: 'A check passes only when it is asked again.',
    severity: 'warning',
    summary: '{service} answered well only when it was asked again',
    causes: [
      'An instance was being started, stopped or replaced at that moment.',
      'The network between this machine and the service lost something.',
      'The service fails now and then: one bad instance, a crash, a too short time limit inside it.',
    ],
    nextSteps: [
      'Run again: if it stays away, it was the rollout or the network.',
      'If it comes back, treat it as a fault: users meet it too, and they do not ask again.',
      `On Cloud Run: ${READ_LOG} at the time of the failed try.`,
    ],
  },
}
