import fc from 'fast-check'
import { judgeAssets } from '../../../../helpers/diagnosis/judges/page/judge-assets.ts'
import { judgeInPlace } from '../../../../helpers/diagnosis/judges/page/judge-in-place.ts'
import { judgeLearning } from '../../../../helpers/diagnosis/judges/page/judge-learning.ts'
import {
  judgeBaked,
  judgeContent,
  judgePage,
} from '../../../../helpers/diagnosis/judges/page/judge-page.ts'
import { judgePolicy } from '../../../../helpers/diagnosis/judges/page/judge-policy.ts'
import { judgeScripts } from '../../../../helpers/diagnosis/judges/page/judge-scripts.ts'
import { judgeSocketPath } from '../../../../helpers/diagnosis/judges/page/judge-socket-path.ts'
import { anyText } from '../../../http/support/any-text.ts'
import { netra as contract } from '../../../support/contracts.ts'
import { anyAnswer, anyExchange } from '../any-fact.ts'
import { ASKED, answer } from '../facts.ts'
import { fileOf, loadedPage, PARTS } from '../loaded-page.ts'
import { type Judges, judging } from './judging.ts'

const [page] = contract.pages
if (page === undefined) throw new Error('the contract has no page to judge')

const anyLoaded = fc
  .array(
    fc.record({
      url: fc.constantFrom('https://app.example.com/app.js', 'http://[::1]:1/a.css'),
      as: fc.constantFrom('script' as const, 'module' as const, 'style' as const, 'font' as const),
      cors: fc.constantFrom('no' as const, 'anonymous' as const),
      exchange: anyExchange,
      strays: fc.array(
        fc.record({
          written: anyText,
          kind: fc.constantFrom('loopback', 'unfilled', 'internal', 'private', 'plain'),
          stands: fc.constantFrom('called' as const, 'setting' as const, 'literal' as const),
        }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 4 },
  )
  .map((files) =>
    loadedPage(
      files.map(({ url, as, cors: mode, exchange, strays }) => ({
        ...fileOf({ url, as, cors: mode }, exchange),
        reading: { strays, imports: [], calls: [], paths: [], names: [] },
      })),
    ),
  )

const INTENDED = {
  backend: 'https://api.example.com',
  auth: 'https://auth.example.com',
  chat: 'wss://api.example.com/ws',
}

/** The judges of a page and of what it loads, by the file that each stands in. */
export const PAGE_JUDGES: Judges = {
  'judge-assets': {
    judgeAssets: judging(
      fc.record({ loaded: anyLoaded, exchange: anyExchange }),
      ({ loaded, exchange }) => judgeAssets(loaded, exchange, page),
    ),
  },
  'judge-in-place': {
    judgeInPlace: judging(
      fc.record({ title: anyText, text: anyText, exchange: anyAnswer }),
      ({ exchange, ...parts }) => judgeInPlace({ ...PARTS, ...parts }, exchange, page),
    ),
  },
  'judge-learning': {
    judgeLearning: judging(
      fc.record({ loaded: anyLoaded, path: anyText, exchange: anyExchange }),
      ({ loaded, path, exchange }) =>
        judgeLearning({ settings: loaded.files, calledHere: [{ path, exchange }] }, page, [
          'backend',
          'api.example.com',
        ]),
    ),
  },
  'judge-page': {
    judgePage: judging(anyExchange, (exchange) => judgePage(exchange, page)),
    judgeContent: judging(
      fc.record({ title: anyText, text: anyText, exchange: anyAnswer }),
      ({ exchange, ...parts }) =>
        judgeContent({ ...PARTS, ...parts }, exchange, { ...page, title: 'App', says: ['Ask'] }),
    ),
    judgeBaked: judging(anyExchange, (exchange) => judgeBaked(exchange, page, INTENDED)),
  },
  'judge-policy': {
    judgePolicy: judging(
      fc.record({ loaded: anyLoaded, policy: anyText, meta: anyText }),
      ({ loaded, policy, meta }) =>
        judgePolicy(
          { ...loaded, parts: { ...loaded.parts, policies: [meta, `connect-src ${policy}`] } },
          answer(200, '', { 'content-security-policy': policy }),
          page,
          INTENDED,
        ),
    ),
  },
  'judge-socket-path': {
    judgeSocketPath: judging(anyLoaded, ({ reading }) =>
      judgeSocketPath(
        [{ reading, asked: ASKED }],
        { sockets: { chat: 'wss://api.example.com/ws' } },
        page,
      ),
    ),
  },
  'judge-scripts': {
    judgeScripts: judging(anyLoaded, (loaded) =>
      judgeScripts(loaded, ASKED, page, {
        own: new Set(),
        wanted: { backend: 'api.example.com' },
        called: { backend: 'api.example.com' },
        sockets: { chat: 'wss://api.example.com/ws' },
        paths: ['/'],
      }),
    ),
  },
}
