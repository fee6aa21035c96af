import { expect, test } from 'vitest'
import type { CorsPromise } from '../../contracts/schema/page.ts'
import { notShared } from '../../helpers/diagnosis/judges/access/judge-cors.ts'
import { netra as contract } from '../support/contracts.ts'

const ORIGIN = 'https://app.example.com'

test.each([
  ['access-control-allow-origin', `${ORIGIN}/`, 'an origin ends without a slash'],
  ['access-control-allow-credentials', 'True', 'only "true" in small letters counts'],
])('%s: %s is nearly right, and the words say what is wrong', (name, value, why) => {
  const granted = {
    'access-control-allow-origin': ORIGIN,
    'access-control-allow-credentials': 'true',
  }
  const cors = contract.cors as CorsPromise
  expect(notShared(granted, ORIGIN, cors)).toEqual([])
  expect(notShared({ ...granted, [name]: value }, ORIGIN, cors).join()).toContain(why)
})
