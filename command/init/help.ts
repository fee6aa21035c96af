import { wrapText } from '../../helpers/text/wrap-text.ts'
import { asTyped } from '../cli/typed-as.ts'
import { MOST_LOOKS } from './asker.ts'
import { INIT_FLAGS } from './init-flags.ts'

const COLUMNS = 100
/** Where the meanings begin. */
const INDENT = 24

/** The `--help` text of `init`. */
export function initHelp(): string {
  const flags = INIT_FLAGS.map(({ name, value, meaning }) => {
    const usage = `  --${name}${value === undefined ? '' : ` ${value}`}`
    const [first = '', ...more] = wrapText(meaning.replaceAll('`', ''), COLUMNS - INDENT)
    return [usage.padEnd(INDENT) + first, ...more.map((text) => ' '.repeat(INDENT) + text)].join(
      '\n',
    )
  })
  return asTyped(`Usage: npm run init -- [NAME=]URL… [flags]

Writes a contract and an env file for your platform by looking at it, then runs the suite once. Without --login,
--write and --delete it sends GET, HEAD and OPTIONS only, at most ${MOST_LOOKS} of them.

Flags
${flags.join('\n')}

Examples
  npm run init -- https://api.staging.example.com https://app.staging.example.com
  npm run init -- http://127.0.0.1:8000 --login 'curl http://127.0.0.1:8000/token -d username=me -d password=secret' --protected /users/me
`)
}
