import { type Entries, LOOK_AT_REVISIONS, READ_LOG, ROLL_BACK, SHOW_ANSWER } from './entry.ts'

export const FRONTEND: Entries<'frontend'> = {
  'frontend.localhost': {
    meaning: 'The deployed web app calls localhost.',
    summary: '{service} was built to call localhost, which is the own machine of each user',
    causes: [
      'The URLs are put in at build time (NEXT_PUBLIC_*, VITE_*), and the build did not get them; at run time they change nothing.',
      'A .env file with local values was copied into the image and overrode the others.',
      'A default for local work is in the code.',
    ],
    nextSteps: [
      'Build it again with the URLs of {environment} as build arguments, and deploy that image; a restart is not enough.',
      `${SHOW_ANSWER}: the evidence says where localhost stands.`,
      `Until then, roll back to the last good build${ROLL_BACK}.`,
    ],
  },
  'frontend.wrong-target': {
    meaning: 'The deployed web app calls other addresses than those of this environment.',
    summary: '{service} was built to call other services than those of {environment}',
    causes: [
      'It was built with the URLs of another environment, or with older names.',
      'The build did not get the URLs: the scripts hold the name of a variable, or no value, in their place.',
      'One of several variables for the same service was forgotten.',
      'The env file of this run is out of date, and the build is right.',
    ],
    nextSteps: [
      'Decide which address is right: the one in the build, or the one in the env file of {environment}.',
      'Build it again with the right URLs as build arguments (NEXT_PUBLIC_*, VITE_*), or correct the env file.',
      `${LOOK_AT_REVISIONS}: is this the image that was built for {environment}?`,
    ],
  },
  'frontend.asset-missing': {
    meaning:
      'The page loads, but a script or style that it needs does not, or browsers do not use it.',
    summary: '{service}: the page loads, but a file that it needs does not',
    causes: [
      'The image lacks the built files (_next/static was not copied).',
      'Page and files are of two builds: a rollout is going on, or a cache serves the old page.',
      'A path prefix or CDN address was changed at build time.',
      'The web server sends scripts or styles with another type, and nosniff forbids browsers to guess the type.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: 404 means that the file is missing; a web page in place of a script points at a catch-all rule.`,
      `${LOOK_AT_REVISIONS}: does more than one revision get traffic?`,
      'Build the image again, check that the file is in it, and clear the cache in front.',
    ],
  },
  'frontend.blank': {
    meaning: 'The page answers 200, but there is almost nothing on it.',
    summary: '{service} answers with an empty page at {url}',
    causes: [
      'Rendering on the server fails, and its error is hidden.',
      'A placeholder page of the platform or an empty build is served.',
      'Variables that the page needs were not set at build time.',
    ],
    nextSteps: [
      `${SHOW_ANSWER} and open it in a browser with its console.`,
      `${READ_LOG}: an error while it renders the page?`,
      `If it began with this deploy, roll back${ROLL_BACK}.`,
    ],
  },
  'frontend.blocked': {
    meaning: "The page's own Content-Security-Policy forbids calls or files that it needs.",
    summary:
      '{service}: the Content-Security-Policy of the page blocks {subject|what the page needs}',
    causes: [
      'The policy was tightened, or is new, and lacks an address of this environment.',
      'The API or the socket moved to another host than the policy lists.',
      'The policy lists https: addresses and not wss: ones.',
    ],
    nextSteps: [
      "`curl -sS -I --max-time 10 '{url}' | grep -i content-security-policy` shows the policy; a browser shows each block in its console.",
      'Add the origin of the API and of the socket to connect-src, and hosts of scripts and styles to script-src and style-src.',
      'Try a change as `Content-Security-Policy-Report-Only` first.',
    ],
  },
}
