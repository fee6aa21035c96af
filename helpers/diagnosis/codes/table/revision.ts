import { type Entries, LOG, LOOK_AT_REVISIONS } from './entry.ts'

export const REVISION: Entries<'revision'> = {
  'revision.stale': {
    meaning: 'The revision that serves is not the expected one.',
    summary: '{service} serves another revision than {expected|the expected one}',
    causes: [
      'Traffic was not moved to the new revision.',
      'The new revision never became ready, so that the old one goes on serving.',
      'The deploy changed only variables and kept the old image, or built from an older commit.',
      'A cache or CDN in front still gives the old answer.',
    ],
    nextSteps: [
      `${LOOK_AT_REVISIONS}: is the new revision ready, and which revision gets traffic?`,
      `If the new revision is ready, send the traffic to it{command:toLatest}. If not: what does its log say${LOG}?`,
      'Compare EXPECTED_REVISION with the revision that the deploy really made.',
    ],
  },
  'revision.split': {
    meaning: 'Samples taken one after the other come from different revisions.',
    summary: '{service} serves two revisions at once',
    causes: [
      'The rollout is still going on.',
      'Traffic was split by percentage or tag, and was never moved as a whole.',
      'Some instances of the old revision were not stopped.',
    ],
    nextSteps: [
      `${LOOK_AT_REVISIONS}: which revisions get traffic?`,
      `Run again after the rollout. If both revisions still serve, send all traffic to the newest{command:toLatest}.`,
      'If the split is intended (canary), test one revision at a time, by its tag URL, or run again when all traffic has moved.',
    ],
  },
  'revision.unknown': {
    meaning: 'A revision is expected, but the service does not report its own.',
    severity: 'warning',
    summary: '{service} does not report its revision',
    causes: [
      'The release does not report its revision, or not in the place that the contract names.',
      'A proxy removes the header that carries it.',
      'The service reports a constant such as "1.0.0" or "unknown", because the build did not set the revision.',
    ],
    nextSteps: [
      `${LOOK_AT_REVISIONS}: they show the revision from the inside.`,
      'Make the service report its revision on its health route (a variable that the build or the platform sets), and name the place in the contract.',
      'Until then, a green run does not prove that the new release serves.',
    ],
  },
}
