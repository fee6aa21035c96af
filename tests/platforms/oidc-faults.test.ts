import { describe, expect, test } from 'vitest'
import { OIDC_FAULTS, type OidcFault } from '../../examples/oidc/platform/fault.ts'
import { get, startForTest, tokenFor } from './oidc-caller.ts'

/** What a good token, and no token, get at the two APIs. */
const STATUSES: Readonly<Record<OidcFault, Readonly<Record<string, number>>>> = {
  'audience-differs': { notes: 401, notesOpen: 401, archive: 200, archiveOpen: 401 },
  'old-keys': { notes: 401, notesOpen: 401, archive: 200, archiveOpen: 401 },
  'introspection-secret-wrong': { notes: 200, notesOpen: 401, archive: 401, archiveOpen: 401 },
  'api-open': { notes: 200, notesOpen: 200, archive: 200, archiveOpen: 200 },
}

/** The reason the notes API gives for refusing a good token. */
const REASONS: readonly (readonly [OidcFault, string])[] = [
  ['audience-differs', "Unexpected 'aud' value"],
  ['old-keys', 'no applicable key found in the JSON Web Key Set'],
]

describe('the OpenID Connect platform, broken on purpose', () => {
  test.for(Object.entries(OIDC_FAULTS))('%s: %s', async ([fault]) => {
    const env = await startForTest({ faults: [fault as OidcFault] })
    const [notes, archive] = [`${env.API_URL}/notes`, `${env.OPAQUE_API_URL}/entries`]
    const statuses = {
      notes: (await get(notes, `Bearer ${await tokenFor(env, 'notes')}`)).status,
      notesOpen: (await get(notes)).status,
      archive: (await get(archive, `Bearer ${await tokenFor(env, 'archive')}`)).status,
      archiveOpen: (await get(archive)).status,
    }
    expect(statuses).toEqual(STATUSES[fault as OidcFault])
  })

  test.for(REASONS)('%s makes the notes API say "%s"', async ([fault, reason]) => {
    const env = await startForTest({ faults: [fault] })
    const answer = await get(`${env.API_URL}/notes`, `Bearer ${await tokenFor(env, 'notes')}`)
    expect(answer.challenge).toContain(reason)
  })
})
