import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { flagsTable } from '../../command/cli/flag-table.ts'
import { netraVariables } from '../../contracts/netra/variables.ts'
import { loadTarget } from '../../env/load-target.ts'
import { codesMarkdown } from '../../helpers/diagnosis/codes/code-table.ts'
import manifest from '../../package.json' with { type: 'json' }
import { netra as contract } from '../support/contracts.ts'
import { between, blocksOf, page, ROOT } from './pages.ts'
import { withShownRuns } from './shown-runs.ts'
import { variablesTable } from './variables-table.ts'

const readme = page('README.md')
const AGAIN = 'write it anew with: npx vitest run --config tests/vitest.config.ts tests/docs -u'

describe('README.md', () => {
  test(`holds the tables and the runs as they are now (${AGAIN})`, async () => {
    const withFlags = between(readme, 'flags', flagsTable())
    const withVariables = between(
      { ...readme, text: withFlags },
      'variables',
      variablesTable(netraVariables),
    )
    const withCodes = between({ ...readme, text: withVariables }, 'codes', codesInShort())
    const text = await withShownRuns(withCodes)
    await expect(text).toMatchFileSnapshot(join(ROOT, 'README.md'))
  })

  test('shows an env file that can be used as it stands, with one way to a token', async () => {
    const [text = ''] = blocksOf(readme, 'env')
    const dir = await mkdtemp(join(tmpdir(), 'smoke-docs-'))
    await writeFile(join(dir, 'my.env'), text)
    const loaded = await loadTarget({
      env: join(dir, 'my.env'),
      flags: {},
      processEnv: { E2E_OAUTH_SIMULATION_KEY: 'blue-harbor-7-quiet-lantern-31' },
      variables: contract.variables,
      oneOf: contract.oneOf,
      root: ROOT,
    })
    await rm(dir, { recursive: true })
    expect(loaded).toMatchObject({ kind: 'target', target: { kind: 'staging', warnings: [] } })
  })

  test('says of each package what it is there for', () => {
    const told = [...readme.text.matchAll(/^- `([@a-z0-9/-]+)`,? /gm)].map(([, name]) => name)
    expect(told.sort()).toEqual(Object.keys(manifest.dependencies).sort())
  })

  test('names no secret in a recipe that is not in the list of variables', () => {
    const recipes = [...blocksOf(readme, 'yaml'), page('.github/workflows/post-deploy.yml').text]
    const named = recipes
      .join('\n')
      .match(/\b[A-Z0-9]+(?:_[A-Z0-9]+)*_(?:KEY|SECRET|PASSWORD|TOKEN|EMAIL)\b/g)
    const known = netraVariables.map(({ name }) => name)
    expect(known).toEqual(expect.arrayContaining([...new Set(named)]))
  })
})

/** The table of the codes without its last column, which docs/diagnosis.md has. */
function codesInShort(): string {
  const lines = codesMarkdown().split('\n')
  return lines
    .map(
      (line) =>
        `${line
          .split(/(?<!\\)\|/)
          .slice(0, 4)
          .join('|')}|`,
    )
    .join('\n')
}
