import { describe, expect, test } from 'vitest'
import type { PagePromise } from '../../contracts/schema/page.ts'
import { judgeScripts } from '../../helpers/diagnosis/judges/page/judge-scripts.ts'
import { readScript } from '../../helpers/page/read-script.ts'
import { netra as contract } from '../support/contracts.ts'
import { answer } from './support/facts.ts'
import { fileOf, loadedPage } from './support/loaded-page.ts'

const PAGE = { ...(contract.pages[0] as PagePromise), calls: ['backend'] }
const WANTED = { backend: 'api.example.net' }
const GOOD = 'const api="https://api.example.net/v1";'

/** What is said of a page with that script. */
async function read(text: string) {
  const reading = await readScript(text, 'module', Object.values(WANTED))
  const file = fileOf({ url: 'https://app.example.com/app.js' }, answer(200, text))
  const callable = {
    own: new Set<string>(),
    wanted: WANTED,
    called: WANTED,
    sockets: {},
    paths: [],
  }
  return judgeScripts(loadedPage([{ ...file, reading }]), answer(200).asked, PAGE, callable)
}

describe('what a page calls', () => {
  test.for([
    'TODO/items',
    'NaN/items',
    'false/items',
    '[object Promise]/items',
    'https:///items',
    'https://:8000/items',
    'https://<host>/items',
  ])('is a script that calls %s', async (address) => {
    expect(await read(`${GOOD}fetch("${address}")`)).toMatchObject({
      code: 'frontend.wrong-target',
    })
    expect(await read(`${GOOD}const a="${address}"`)).toBeUndefined()
  })

  test.for(['https://10.0.0.5/a', 'http://192.168.1.20:8000', 'wss://172.20.0.3/ws'])(
    'is a script that calls %s, and names no other address',
    async (address) => {
      const code = 'frontend.wrong-target'
      expect(await read(`fetch("${address}")`)).toMatchObject({ code })
      expect(await read(`${GOOD}fetch("${address}")`)).toMatchObject({ code, severity: 'warning' })
      expect(await read(`${GOOD}const a="${address}"`)).toBeUndefined()
    },
  )

  test('is a name of containers, which no page of the own machine resolves', async () => {
    const asked = { ...answer(200).asked, url: 'http://localhost:3000/' }
    const at = async (text: string) => {
      const reading = await readScript(text, 'module', [])
      const file = fileOf({ url: 'http://localhost:3000/app.js' }, answer(200, text))
      const callable = {
        own: new Set<string>(),
        wanted: WANTED,
        called: WANTED,
        sockets: {},
        paths: [],
      }
      return judgeScripts(loadedPage([{ ...file, reading }]), asked, PAGE, callable)?.got
    }
    expect(await at('fetch("http://api:3000/items")')).toContain('http://api:3000')
    expect(await at('const text="Start it at http://api:3000 first"')).not.toContain('http://api')
    expect(await at('fetch("https://api.internal/items")')).not.toContain('https://api')
  })

  test('a name that a library has for itself is no address', async () => {
    expect((await read('const FILE="__NATIVE_FILE__",URL$c="__NATIVE_URL__";'))?.got).toMatch(
      /no script/,
    )
  })

  test('an address in a comment of several lines is none', async () => {
    expect(await read(`${GOOD}/**\n * fetch("http://localhost:8000/a")\n */`)).toBeUndefined()
  })
})
