import { type AskedBy, FORM, fault, NAME, none, unit, WORDS } from './asked.ts'

const ISSUED = 'tokens/auth/issued'
const CLAIMS = 'tokens/auth/claims'
const CREDENTIALS = 'trust/auth/service-credentials'

/** How a token is obtained. */
const WAYS: AskedBy = {
  'tokenPromise.issuer': NAME,
  'tokenWay.id': NAME,
  'tokenWay.title': WORDS,
  'tokenWay.kinds': none('says where a way is tried'),
  'tokenWay.needs': unit(
    'diagnosis/judge-issuing',
    'because nothing is configured names every variable that would help',
  ),
  'tokenWay.unavailable': fault('simulation-key-not-configured', ISSUED),
  'tokenWay.users': unit(
    'session/second-user',
    'a user with a way of their own is the second one, and never the first',
  ),
  'tokenSource.from': FORM,
  'tokenSource.request': fault('login-crashes', ISSUED),
  'tokenSource.token': fault('token-field-renamed', ISSUED),
  'tokenSource.refreshToken': none(
    'an issuer need not give one (RFC 6749 §5.1): without it the check of the refresh is skipped, and says so',
  ),
  'tokenSource.expiresIn.at': fault('token-answer-expires-too-late', 'tokens/auth/answer'),
  'tokenSource.expiresIn.unit': unit(
    'diagnosis/judge-token-answer',
    'that is promised in milliseconds is read so',
  ),
  'tokenSource.subject': unit('diagnosis/judge-token', 'another user than the answer names'),
  'tokenSource.variable': fault('given-token-old', 'trust/auth/accepts'),
  'tokenSource.keyVariable': unit(
    'tokens/token-at-hand',
    'is not made without key, without promise, or with an unfit key',
  ),
}

/** What a token is. */
const CONTENT: AskedBy = {
  'jwtPromise.algorithms': fault('token-opaque', 'tokens/auth/format'),
  'jwtPromise.present': fault('token-without-subject', CLAIMS),
  'jwtPromise.values.claim': fault('token-audience-missing', CLAIMS),
  'jwtPromise.values.is': fault('token-issuer-wrong', CLAIMS),
  'jwtPromise.subject': unit('diagnosis/judge-token', 'another user than the answer names'),
  'jwtPromise.lifetimeSeconds': fault('token-lives-two-days', 'tokens/auth/lifetime'),
  'jwtPromise.shortestLifetimeSeconds': unit(
    'contracts/expected-values',
    'is a finding where a shortest lifetime is promised, and only there',
  ),
  'jwtPromise.skewSeconds': fault('auth-clock-ahead', 'trust/auth/clock'),
  'jwtPromise.claims': none('says what tokens hold that the run signs itself'),
  'jwtPromise.typeClaims': fault('token-types-contradict', CLAIMS),
  'jwtPromise.enforced': fault('auth-accepts-other-issuers', 'trust/auth/wrong-issuer'),
  'jwtPromise.keyEncoding': unit(
    'tokens/verify-signature',
    'of a shared secret in base64 is checked with its bytes',
  ),
  'tokenKey.kind': FORM,
  'tokenKey.variable': fault('token-signed-with-another-secret', 'tokens/auth/signature'),
  'tokenKey.key': unit('tokens/verify-signature', 'of another issuer is not that of a public key'),
  'tokenKey.request': unit('diagnosis/judge-published-keys', "answer(500, 'oops')"),
}

/** What issuer and services say of a token. */
const VERDICTS: AskedBy = {
  'tokenPromise.verify.request': fault('auth-verify-says-yes', 'trust/auth/verify-wrong'),
  'tokenPromise.verify.valid': fault('token-of-wrong-type', 'trust/auth/verify'),
  'tokenPromise.verify.subject': unit(
    'diagnosis/judge-said-itself',
    'an issuer that names another user of its token is wrong about its claims',
  ),
  'tokenPromise.refresh.request': fault('refresh-refused', 'tokens/auth/refresh'),
  'tokenPromise.refresh.token': fault('refresh-without-token', 'tokens/auth/refresh'),
  'tokenPromise.refresh.refreshToken': none(
    'an issuer need not give another one (RFC 6749 §6); it is read to be kept out of reports',
  ),
  'tokenPromise.signOut.request': fault('auth-forgets-sign-outs', 'tokens/auth/sign-out'),
  'tokenPromise.signOut.statuses': unit('diagnosis/judge-sign-out', "['is not there',"),
  'tokenPromise.signOut.refusedBy': fault('auth-forgets-sign-outs', 'tokens/auth/sign-out'),
  'tokenPromise.signOut.ends': none('says where a sign-out can be tried'),
  'tokenPromise.sessions': none('says when a second sign-in is sent'),
  'tokenPromise.loginsPerRun': unit(
    'session/login-budget',
    'the first so many of a fixed order are sent',
  ),
  'tokenPromise.leftOut': none('takes rows away from what is asked, each with its reason'),
  'tokenPromise.serviceCredentials.request': fault('service-secret-missing-on-auth', CREDENTIALS),
  'tokenPromise.serviceCredentials.needs': none('says when the credentials can be tried'),
  'tokenPromise.serviceCredentials.accepted': fault('service-secret-mismatch', CREDENTIALS),
  'tokenPromise.serviceCredentials.secretVariable': WORDS,
  'tokenPromise.serviceCredentials.consumer': NAME,
  'tokenPromise.delegated.consumer': NAME,
  'tokenPromise.delegated.unreachable': fault(
    'auth-unreachable-from-backend',
    'trust/backend/accepts',
  ),
  'tokenPromise.delegated.reach.request': fault(
    'auth-too-slow-for-backend',
    'trust/backend/accepts',
  ),
  'tokenPromise.delegated.reach.unreachable': fault(
    'backend-takes-frontend-for-auth',
    'trust/backend/accepts',
  ),
  'wrongCredentials.id': NAME,
  'wrongCredentials.title': WORDS,
  'wrongCredentials.kinds': none('says where the request is sent'),
  'wrongCredentials.needs': none('says when the request can be sent'),
  'wrongCredentials.request': fault('refresh-field-unknown', 'tokens/auth/garbage-refresh'),
  'wrongCredentials.refusal': fault('refresh-field-unknown', 'tokens/auth/garbage-refresh'),
}

export const OF_TOKENS: AskedBy = { ...WAYS, ...CONTENT, ...VERDICTS }
