import { KINDS } from '../../env/kind.ts'
import { type FlagAbout, flagInHelp } from '../cli/flag-table.ts'
import { asTyped } from '../cli/typed-as.ts'
import { MOST_LOOKS } from './asker.ts'

/** Languages that a contract can be written in. */
export const FORMATS = ['ts', 'mjs', 'json', 'yaml'] as const
export type Format = (typeof FORMATS)[number]

type InitFlag = Pick<FlagAbout, 'value' | 'meaning'>

/** Every flag of `init`, in the order of its help. */
export const INIT_FLAGS: ReadonlyMap<string, InitFlag> = new Map(
  Object.entries<InitFlag>({
    login: {
      value: 'CURL',
      meaning:
        'a curl line that signs in: its token is looked at, and its secrets become variables',
    },
    token: {
      value: 'HEADER',
      meaning:
        "the header of a token or key that you have, in place of --login: 'Authorization: Bearer …', 'X-API-Key: …'; beside --login, the header in which its token goes: 'X-API-Key: Bearer {token}'",
    },
    protected: {
      value: 'PATH',
      meaning:
        'a route that needs the token, repeatable: asked without it, with wrong ones and with it',
    },
    write: { value: 'CURL', meaning: 'a curl line that creates something; needs --delete' },
    delete: {
      value: 'CURL',
      meaning:
        'the curl line that removes it again; `{id}` stands for the id in the answer to --write',
    },
    socket: {
      value: 'PATH',
      meaning: 'a WebSocket, repeatable: opened with the token and without it; needs --login',
    },
    kind: {
      value: 'KIND',
      meaning: `what kind of environment it is: ${KINDS.join(', ')}; known of loopback addresses`,
    },
    'allow-production': { meaning: 'look at an environment of kind production' },
    platform: { value: 'NAME', meaning: 'what the platform is called' },
    format: { value: 'FORMAT', meaning: `of the contract: ${FORMATS.join(', ')}; default ts` },
    out: { value: 'DIR', meaning: 'where the files go; default this folder' },
    force: { meaning: 'replace files of an earlier init' },
    'no-run': { meaning: 'write the files, and do not run the suite' },
    help: { meaning: 'print this text' },
  }),
)

/** Where the meanings begin. */
const INDENT = 24

/** The `--help` text of `init`. */
export function initHelp(): string {
  return asTyped(`Usage: npm run init -- [NAME=]URL… [flags]

Writes a contract and an env file for your platform by looking at it, then runs the suite once. Without --login,
--write and --delete it sends GET, HEAD and OPTIONS only, at most ${MOST_LOOKS} of them.

Flags
${Array.from(INIT_FLAGS, ([name, flag]) => flagInHelp(name, flag, INDENT)).join('\n')}

Examples
  npm run init -- https://api.staging.example.com https://app.staging.example.com
  npm run init -- http://127.0.0.1:8000 --login 'curl http://127.0.0.1:8000/token -d username=me -d password=secret' --protected /users/me
`)
}
