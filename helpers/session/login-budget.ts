import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import { counted } from '../text/words.ts'
import { NotApplicable } from './check-result.ts'

/** The logins of a run, by what they are for; `wrong ID` is one with wrong credentials. */
export type Login = 'user' | 'second-user' | 'refresh' | `wrong ${string}` | 'sign-out' | 'again'

/** Which logins a run may send, where the platform counts them. */
export interface LoginBudget {
  has(login: Login): boolean
  /** Throws `NotApplicable` where the login is one too many. */
  need(login: Login): void
}

/**
 * Where a contract says how many logins it allows, the first so many of a fixed order are sent, so that every run leaves
 * out the same checks: the user that all checks need, the second user, the refresh, wrong credentials in their order, the
 * sign-out, and a second look at a slow login.
 */
export function loginBudget(
  promise: Pick<TokenPromise, 'loginsPerRun' | 'ways' | 'refresh' | 'wrongCredentials' | 'signOut'>,
): LoginBudget {
  const { loginsPerRun, ways, refresh, wrongCredentials, signOut } = promise
  const order: readonly Login[] = [
    'user',
    ...(ways.some(({ users }) => users === 'any') ? ['second-user' as const] : []),
    ...(refresh === undefined ? [] : ['refresh' as const]),
    ...wrongCredentials.map(({ id }): Login => `wrong ${id}`),
    ...(signOut === undefined ? [] : ['sign-out' as const]),
    'again',
  ]
  const has: LoginBudget['has'] = (login) =>
    loginsPerRun === undefined || order.slice(0, loginsPerRun).includes(login)
  return {
    has,
    need: (login) => {
      if (loginsPerRun !== undefined && !has(login))
        throw new NotApplicable(`the contract allows ${counted(loginsPerRun, 'login')} in one run`)
    },
  }
}
