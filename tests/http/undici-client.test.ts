import { Client } from 'undici'
import { expect, test } from 'vitest'
import { UndiciClient } from '../../helpers/http/connection.ts'

test('the client that is loaded by its own file is the one that undici exports', () => {
  expect(UndiciClient).toBe(Client)
})
