import type { JourneyInput } from '../../../contracts/schema/journey.ts'

/** What a caller does with the notes API from start to end. */
export const notesJourney: JourneyInput = {
  name: 'notes',
  steps: [
    {
      id: 'own-notes',
      title: "shows the caller's notes",
      request: { service: 'notes', path: '/notes' },
      has: 'owner',
    },
    {
      id: 'note-written',
      title: 'takes a note',
      after: 'own-notes',
      // It writes: in production, this step and all after it run only with --allow-writes.
      request: {
        service: 'notes',
        method: 'POST',
        path: '/notes',
        json: { text: 'smoke test {run}' },
      },
      statuses: 201,
      has: ['id', 'text'],
      // From here on `{noteId}` is the new note's id …
      keeps: { noteId: 'id' },
      // … and the note is removed, also after a run that fails or stops.
      undo: { service: 'notes', method: 'DELETE', path: '/notes/{noteId}' },
    },
    {
      id: 'note-listed',
      title: "lists the new note among the caller's",
      after: 'note-written',
      request: { service: 'notes', path: '/notes' },
      list: { at: 'notes', item: 'id', value: '{noteId}' },
    },
    {
      id: 'note-read',
      title: 'shows the new note to its owner',
      after: 'note-written',
      request: { service: 'notes', path: '/notes/{noteId}' },
      has: 'text',
      otherwise: 'data.lost',
    },
    {
      id: 'note-private',
      title: 'does not show the new note to a stranger',
      as: 'nobody',
      after: 'note-written',
      request: { service: 'notes', path: '/notes/{noteId}' },
      statuses: 401,
      otherwise: 'isolation.leak',
    },
  ],
}
