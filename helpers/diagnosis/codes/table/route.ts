import { type Entries, LOG, LOOK_AT_SETTINGS, READ_LOG, ROLL_BACK, SHOW_ANSWER } from './entry.ts'

export const ROUTE: Entries<'route' | 'cors'> = {
  'route.missing': {
    meaning: 'A promised route answers 404 or 405, while the service itself answers.',
    summary: '{service} does not have {subject|a route that was promised}',
    causes: [
      'In this release the router is not mounted, or is mounted under another prefix.',
      'The path was moved or removed, and not every caller was changed.',
      'An optional package is missing in the image, and its routes are left out silently.',
      'Only some methods are declared: GET is there, and HEAD or OPTIONS, which monitors and browsers send, is not.',
      'An older revision serves, which does not have the route yet.',
    ],
    nextSteps: [
      `${SHOW_ANSWER} with and without a slash at the end, with -I for HEAD and -X POST for POST.`,
      'Look for the routes that are mounted: in /openapi.json, if the service has it, and in the start-up log.',
      'Check whether the expected revision serves. If the route was removed on purpose, change the contract and every client.',
    ],
  },
  'route.forbidden': {
    meaning:
      'A route refuses a token that other routes of the same service accept, or asks for one although it is open to everybody.',
    summary: '{service} refuses a valid user at {subject|a route}',
    causes: [
      'The route needs a permission that tokens no longer carry.',
      'This route checks tokens in another way than the others, and lacks something for it, such as the service secret.',
      'The record belongs to another user.',
      'The route is open to everybody, and the edge or the check of tokens in front of it does not leave it out.',
    ],
    nextSteps: [
      'Read the reason in the body of the answer, which the evidence quotes.',
      `${READ_LOG} at that moment.`,
      'Compare the permissions in the token with those that the route needs.',
    ],
  },
  'route.error': {
    meaning:
      'A route answers 5xx, or GraphQL with an internal error, while the health of its service is good.',
    summary: '{service} is up, but fails at {subject|a route}',
    causes: [
      'An error in the code of this release on this path.',
      'Old or incomplete records that the query does not expect, such as an empty metadata field.',
      'A migration is missing, or a dependency that only this route uses is down.',
    ],
    nextSteps: [
      `Find the stack trace in the log of {service}${LOG} by the time or the trace id of the finding.`,
      'Try with a new account: if that works, look at the data of the first account.',
      `If it began with this deploy, roll back${ROLL_BACK}.`,
    ],
  },
  'route.shape': {
    meaning:
      'A route answers with another status than promised, or a promised part of its answer is missing or different.',
    summary: '{service} answers {subject|a route} in another form than promised',
    causes: [
      'The release changed the answer, and clients were not changed with it.',
      'A proxy, a redirect or a page answered in place of the route.',
      'The contract describes another generation of the service than the one that serves.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}, with a token where the finding sends one; compare the answer with the expected one in the evidence.`,
      'Check whether the web app still understands the answer: open it and look at the console.',
      'If the new form is intended, change the contract and every client.',
    ],
  },
  'route.mocked': {
    meaning: 'A route answers 200, but with a stand-in: mock, fallback or "degraded" content.',
    summary: '{service} answers {subject|a route} with a stand-in in place of a real answer',
    causes: [
      'The part that does the work failed to start, and a fallback answers for it with status 200.',
      'Its circuit breaker is open, or its time limit ended the work.',
      'A mock was switched on for tests and left on.',
    ],
    nextSteps: [
      `${READ_LOG}: look for what failed at the start: the client of the model, its keys, a part of the agent.`,
      `${LOOK_AT_SETTINGS}: are the keys of the model provider set, and no mock setting?`,
      'Ask the route again in a minute: an open circuit breaker closes by itself, a missing part stays missing.',
    ],
  },
  'cors.blocked': {
    meaning:
      'Browsers may not call this route from the web app: the preflight is refused, or the preflight or the answer lacks the headers.',
    summary: '{service} does not let browsers call it from the web app',
    causes: [
      "The web app's address is not in the list of allowed origins of {environment}.",
      'Authentication or another middleware answers the preflight (OPTIONS) before CORS does.',
      'The route redirects, for a slash at the end or to https, and the redirect has no CORS headers.',
      'Allow-Origin is missing, or is "*" where credentials are sent, or both app and proxy add it.',
      'A proxy answers preflights and adds the headers to no other answer, or to good answers only (nginx without "always").',
    ],
    nextSteps: [
      "The answer to a browser's OPTIONS must be 2xx, with Access-Control-Allow-Origin equal to the origin of the web app.",
      `${LOOK_AT_SETTINGS}: {kindSetting|the environment} and the variables for origins choose the list.`,
      'Other servers and curl get their answers all the same: only browsers enforce CORS.',
    ],
  },
  'cors.too-open': {
    meaning: 'Pages of any site may call this route with the credentials of a user.',
    summary: '{service} lets pages of foreign sites call it as the user',
    causes: [
      'Settings of development (any origin) were deployed.',
      'The service returns the origin of each request without a look at a list.',
    ],
    nextSteps: [
      "`curl -sS -i --max-time 10 -H 'Origin: https://foreign.example' '{url}'`: the answer must not allow this origin.",
      `${LOOK_AT_SETTINGS}: {kindSetting|the environment} must be {environment|the right one}, the list of origins explicit.`,
      'If sessions travel in cookies, this is urgent: any page can act as the user that visits it.',
    ],
  },
}
