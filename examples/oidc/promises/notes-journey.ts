import type { Journey, RequestStep } from '../../../contracts/schema/journey.ts'

/** The defaults of every step: one request as the caller, with no promise yet. */
const plain = {
  kind: 'request',
  as: 'user',
  says: [],
  has: [],
  never: [],
  keeps: {},
} as const satisfies Partial<RequestStep>

/** What a caller does with the notes API from start to end. */
export const notesJourney: Journey = {
  name: 'notes',
  steps: [
    {
      ...plain,
      id: 'own-notes',
      title: "shows the caller's notes",
      after: [],
      effect: 'reads',
      request: { service: 'notes', method: 'GET', path: '/notes' },
      statuses: [200],
      has: ['owner'],
    },
    {
      ...plain,
      id: 'note-written',
      title: 'takes a note',
      after: ['own-notes'],
      // In production this step and all after it run only with --allow-writes.
      effect: 'writes',
      request: {
        service: 'notes',
        method: 'POST',
        path: '/notes',
        json: { text: 'smoke test {run}' },
      },
      statuses: [201],
      has: ['id', 'text'],
      // From here on `{noteId}` is the new note's id …
      keeps: { noteId: 'id' },
      // … and the note is removed, also after a run that fails or stops.
      undo: { service: 'notes', method: 'DELETE', path: '/notes/{noteId}' },
    },
    {
      ...plain,
      id: 'note-listed',
      title: "lists the new note among the caller's",
      after: ['note-written'],
      effect: 'reads',
      request: { service: 'notes', method: 'GET', path: '/notes' },
      statuses: [200],
      list: { at: 'notes', item: 'id', value: '{noteId}', holds: 'yes', otherwise: 'data.lost' },
    },
    {
      ...plain,
      id: 'note-read',
      title: 'shows the new note to its owner',
      after: ['note-written'],
      effect: 'reads',
      request: { service: 'notes', method: 'GET', path: '/notes/{noteId}' },
      statuses: [200],
      has: ['text'],
      otherwise: 'data.lost',
    },
    {
      ...plain,
      id: 'note-private',
      title: 'does not show the new note to a stranger',
      as: 'nobody',
      after: ['note-written'],
      effect: 'reads',
      request: { service: 'notes', method: 'GET', path: '/notes/{noteId}' },
      statuses: [401],
      otherwise: 'isolation.leak',
    },
  ],
}
