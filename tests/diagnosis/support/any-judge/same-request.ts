import fc from 'fast-check'
import { judgeSomePages } from '../../../../helpers/diagnosis/judges/access/judge-some-pages.ts'
import { judgeUnderLoad } from '../../../../helpers/diagnosis/judges/access/judge-under-load.ts'
import { judgeVary } from '../../../../helpers/diagnosis/judges/access/judge-vary.ts'
import { netra as contract } from '../../../support/contracts.ts'
import { anyExchange } from '../any-fact.ts'
import { anyLook } from '../any-look.ts'
import { anyRoute, anySamples, type Judges, judging } from './judging.ts'

const { cors } = contract
if (cors === undefined) throw new Error('the contract has no CORS to judge')

/** The judges of several answers to the same request, by the file that each stands in. */
export const SAME_REQUEST_JUDGES: Judges = {
  'judge-some-pages': {
    judgeSomePages: judging(fc.tuple(anyRoute, anySamples), ([{ route }, answers]) =>
      judgeSomePages(route, 'the good token', answers),
    ),
  },
  'judge-under-load': {
    judgeUnderLoad: judging(
      fc.record({ of: anyRoute, first: anyExchange, answers: anySamples, look: anyLook }),
      ({ of: { service, route }, first, answers, look }) =>
        judgeUnderLoad({ service, route, answers, look }, first, 'it is accepted', '1 of 2'),
    ),
  },
  'judge-vary': {
    judgeVary: judging(
      fc.record({ own: anyExchange, foreign: anyExchange, route: fc.constantFrom(...cors.routes) }),
      ({ own, foreign, route }) => judgeVary(own, foreign, route),
    ),
  },
}
