import type { Entries } from './code-entry.ts'
import { LIST_REVISIONS, MOVE_TRAFFIC_TO_LATEST, READ_LOG } from './command.ts'

export const REVISION: Entries<'revision'> = {
  'revision.stale': {
    meaning: 'Another revision serves than the one that was expected.',
    severity: 'failure',
    summary: '{service} serves another revision than {expected|the expected one}',
    causes: [
      'Traffic was not moved to the new revision.',
      'The new revision never became ready, so the old one goes on serving.',
      'The deploy changed variables only and kept the old image, or built from an older commit.',
      'A cache or CDN in front still gives the old answer.',
    ],
    nextSteps: [
      `On Cloud Run: ${LIST_REVISIONS}: is the new one ready, and which one gets traffic?`,
      `If it is ready, on Cloud Run: ${MOVE_TRAFFIC_TO_LATEST}. If not: ${READ_LOG}.`,
      'Compare EXPECTED_REVISION with what the deploy really built and named.',
    ],
  },
  'revision.split': {
    meaning: 'Several samples come from different revisions.',
    severity: 'failure',
    summary: '{service} serves two revisions at once',
    causes: [
      'The rollout is still going on.',
      'Traffic was split by percentage or tag and never moved as a whole.',
      'Some instances of the old revision were not stopped.',
    ],
    nextSteps: [
      `On Cloud Run: ${LIST_REVISIONS}: which ones get traffic?`,
      `Run again after the rollout; if it stays, on Cloud Run: ${MOVE_TRAFFIC_TO_LATEST}.`,
      'If the split is meant (canary), ask one revision at a time, by its tag URL, or run again when all traffic has moved.',
    ],
  },
  'revision.unknown': {
    meaning: 'A revision is expected, but the service does not say which one it is.',
    severity: 'warning',
    summary: '{service} does not say which revision it is',
    causes: [
      'The release does not report its revision, or reports it elsewhere than the contract says.',
      'A proxy removes the header that carries it.',
      'It reports a constant such as "1.0.0" or "unknown", because the build did not set it.',
    ],
    nextSteps: [
      `On Cloud Run: ${LIST_REVISIONS} says it from the inside.`,
      'Let the service report its revision on its health route (on Cloud Run: K_REVISION) and tell the contract where.',
      'Until then, do not take this run as a proof that the new release serves.',
    ],
  },
}
